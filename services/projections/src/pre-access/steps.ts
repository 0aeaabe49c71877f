import type { admissionEvents, EventOf } from '@yimen/contracts';
import type { RuleId } from '@yimen/policy';
import type { Hit } from './rows.js';

export type AdmissionEvent = EventOf<(typeof admissionEvents)[number]>;

/** What a step tells beside its name: the rule under which it stands, the reason given, the guards met, and what it says in facts. */
export interface Told {
  readonly rule: RuleId | null;
  readonly reason?: string | null;
  readonly hits?: readonly Hit[];
  readonly setAside?: boolean;
  readonly facts?: Readonly<Record<string, unknown>>;
}

type Exit = Extract<AdmissionEvent, { type: 'MatterExited' }>['ground'];
/** Why a matter leaves its list, each with its source (5.1.4). */
const exitRule: Readonly<Record<Exit, RuleId>> = {
  'basis-repealed': 'D-admission-basis',
  'task-done': 'D-admission-order',
  'group-dislikes': 'JY22',
  'burden-too-high': 'D-burden',
  'money-not-paid': 'RCL25 43',
  'emergency-over': 'D-admission-exempt',
  review: 'D-admission-review',
};

const termsOf = ({ contract, signedOn, publishedOn, from, to }: Extract<AdmissionEvent, { type: 'MatterContracted' }>) => ({
  ...{ contract, signedOn, publishedOn },
  ...(from && to && { from, to }),
});

/** The steps of an application and of its matter, told one by one. */
export function told(event: AdmissionEvent): Told {
  switch (event.type) {
    case 'ApplicationDrafted':
    case 'ApplicationAmended': {
      const { matter, classAsked, basis } = event.form;
      return { rule: 'D-admission-order', facts: { matter, classAsked, law: basis.law, article: basis.article } };
    }
    case 'ApplicationSubmitted': {
      const { number, version, decisionDue, formCheckDue, setAside } = event;
      return { rule: 'D-admission-order', hits: setAside, setAside: true, facts: { number, version, formCheckDue, decisionDue } };
    }
    case 'ApplicationRejected':
      return {
        rule: (event.hits[0]?.rule as RuleId | undefined) ?? 'D-admission-order',
        reason: event.reason,
        hits: event.hits,
        facts: { number: event.number, at: event.at },
      };
    case 'FormPassed':
      return { rule: 'D-admission-form', facts: { justice: event.justice, finance: event.finance, review: event.review } };
    case 'ApplicationReturned':
      return {
        rule: event.by === 'form-check' ? 'D-admission-form' : 'RCL25 43',
        facts: { by: event.by, gaps: event.gaps, resubmitDue: event.resubmitDue },
      };
    case 'ApplicationLapsed':
      return { rule: 'D-admission-return', facts: { number: event.number } };
    case 'MatterClassified':
      return { rule: 'D-admission-order', reason: event.reason, facts: { class: event.class, ...(event.task && { task: event.task }) } };
    case 'LegalReviewPassed':
      return { rule: 'D-admission-order', hits: event.setAside, setAside: true };
    case 'FinanceReviewPassed':
      return { rule: 'RCL25 43', facts: { needed: event.needed, budgetLine: event.budgetLine } };
    case 'OpinionsAsked':
      return { rule: 'D-admission-opinion', facts: { communities: event.communities, subDistrict: event.subDistrict, due: event.due } };
    case 'OpinionGiven':
      return { rule: 'D-admission-opinion', reason: event.words, facts: { organisation: event.organisation, opinion: event.opinion } };
    case 'OpinionsClosed':
      return { rule: 'D-admission-opinion', facts: { silent: event.silent } };
    case 'AdmissionApproved':
      return { rule: 'D-admission-limit', hits: event.setAside, setAside: true, facts: { meeting: event.meeting, inTime: event.inTime } };
    case 'AdmissionDueComputed':
      return { rule: null, facts: { deadline: event.deadline, dueOn: event.dueOn } };
    case 'MatterListed': {
      const { number, list, communities, from, to, approval } = event;
      return { rule: 'D-admission-lists', facts: { number, list, class: event.class, communities, from, to, approval } };
    }
    case 'ConditionsRecorded': {
      const { community, people, place, equipment, data, money, guidance = null } = event;
      return { rule: 'D-admission-conditions', facts: { community, people, place, equipment, data, money, guidance } };
    }
    case 'ConditionsConfirmed':
      return { rule: 'D-admission-conditions', facts: { community: event.community } };
    case 'AgreementOffered':
      // Whole, because the committee and the witness sign what stands here.
      return { rule: 'D-admission-agreement', facts: { ...event.terms, signature: event.signature } };
    case 'AgreementCountersigned':
      return { rule: 'D-admission-agreement', facts: { community: event.community, signature: event.signature } };
    case 'AgreementSigned': {
      const { community, amount, plan, from, to, budgetLine, moneyDue, signatures = [] } = event;
      return { rule: 'RCL25 43', facts: { community, amount, plan, from, to, budgetLine, moneyDue, signatures } };
    }
    case 'CommitmentNoted': {
      const { community, commitment, amount, outcome, because } = event;
      return { rule: 'RCL25 43', facts: { community, commitment, amount, outcome, because } };
    }
    case 'InstalmentReceived': {
      const { community, amount, system, voucher, bankDate } = event;
      return { rule: 'RCL25 43', facts: { community, amount, system, voucher, bankDate } };
    }
    case 'InstalmentReturned': {
      const { community, amount, paid, voucher, moneyDue } = event;
      return { rule: 'RCL25 43', facts: { community, amount, paid, voucher, moneyDue } };
    }
    case 'ReceiptConfirmed':
      return { rule: 'RCL25 43', facts: { community: event.community, system: event.system, voucher: event.voucher } };
    case 'MatterContracted':
      return { rule: 'D-purchase-order', facts: termsOf(event) };
    case 'MatterContractEnded':
      return { rule: 'D-purchase-order', reason: event.reason, facts: { contract: event.contract, how: event.how } };
    case 'MatterActivated':
      return {
        rule: 'D-admission-conditions',
        facts: { endsOn: event.endsOn, reviewDue: event.reviewDue, basisUntil: event.basisUntil },
      };
    case 'MatterSuspended':
      return { rule: 'D-admission-suspend', reason: event.reason, facts: { ground: event.ground } };
    case 'MatterResumed':
      return { rule: 'D-admission-suspend', reason: event.reason };
    case 'ReviewStarted':
      return { rule: 'D-admission-review', facts: { year: event.year } };
    case 'ReviewConcluded':
      return { rule: 'D-admission-review', reason: event.words, facts: { year: event.year, outcome: event.outcome } };
    case 'BasisChanged':
      return { rule: 'D-admission-basis', reason: event.words, facts: { law: event.law, article: event.article } };
    case 'TemporaryExtended':
      return { rule: 'D-admission-temporary', reason: event.reason, facts: { endsOn: event.endsOn } };
    case 'MatterExpired':
      return { rule: 'D-admission-temporary' };
    case 'MatterExited':
      return { rule: exitRule[event.ground], reason: event.reason, facts: { ground: event.ground } };
    case 'ExemptMatterRegistered': {
      const { number, kind, ground, startedOn } = event;
      return { rule: 'D-admission-exempt', facts: { number, kind, ground, startedOn } };
    }
  }
}
