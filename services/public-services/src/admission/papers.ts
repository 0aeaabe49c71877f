import {
  admissionApproved,
  agreementSigned,
  applicationAmended,
  applicationDrafted,
  applicationRejected,
  applicationSubmitted,
  matterListed,
  opinionGiven,
} from '@yimen/contracts';
import type { AnyEvent, IsoDate } from '@yimen/kernel';
import { isRuleId } from '@yimen/policy';
import { everyOf, lastOf, paperOf, type PaperSource } from '@yimen/service-shell/slice';
import { guardInWords } from './applying/guards.js';
import type { AdmissionEvent, Form, Hit } from './state.js';

const slice = 'admission';
const formOf = (events: readonly AnyEvent[]): Form =>
  (everyOf(events, applicationAmended).at(-1) ?? lastOf(events, applicationDrafted)).form;

type Told = Extract<AdmissionEvent, { type: 'ApplicationSubmitted' | 'AdmissionApproved' | 'ApplicationRejected' }>;

/** A guard in the words of the decision; of before they were recorded with it, in those of this release. */
function groundOf({ guard, rule, words }: Hit, county: string, on: IsoDate): string {
  return words ?? (isRuleId(rule) ? guardInWords(guard, rule, county, on) : `${guard}（${rule}）`);
}

/** The decision that the form carries; none on the day it is submitted. */
function decisionOf(event: Told, county: string): { readonly words: string; readonly on: string } | null {
  switch (event.type) {
    case 'ApplicationSubmitted':
      return null;
    case 'AdmissionApproved':
      return { words: `批准：${event.meeting}`, on: event.on };
    case 'ApplicationRejected': {
      const grounds = event.hits.map((hit) => groundOf(hit, county, event.on));
      return { words: `驳回：${[...grounds, ...(event.reason === null ? [] : [event.reason])].join('；')}`, on: event.on };
    }
  }
}

/** 《社区工作事项准入申请表》 and 委托协议 (5.1.2, 5.1.4). */
export const admissionPapers: readonly PaperSource[] = [
  paperOf('admission-application', {
    slice,
    label: { zh: '社区工作事项准入申请表', en: 'application for admission of a matter' },
    of: [applicationSubmitted, admissionApproved, applicationRejected],
    compose: async (event, { events, names }) => {
      const { department } = lastOf(events, applicationDrafted);
      const { county, contact, matter, scope, period, money, ...form } = formOf(events);
      const submitted = everyOf(events, applicationSubmitted).at(-1);
      const given = everyOf(events, opinionGiven);
      const named = scope.communities === 'named' ? scope.named : [];
      const name = await names([department, ...named, ...given.map(({ organisation }) => organisation)]);
      const { classAsked, flags, basis, powerItem, content, steps, object, frequency, volume, minutesPerCase } = form;
      const { staff, skills, equipment, place, data, systems, extraLedger, certificate, evaluation, training, burden, offset, exitOn } =
        form;
      return {
        ...{ classAsked, flags, basis, powerItem, content, steps, object, frequency, volume, minutesPerCase },
        ...{ staff, skills, equipment, place, data, systems, extraLedger, evaluation, training, burden, offset, exitOn },
        // What binding law rejects at the door was never submitted: it has its number from the rejection.
        number: 'number' in event ? event.number : lastOf(events, applicationSubmitted).number,
        version: submitted?.version ?? 1,
        submittedOn: submitted?.on ?? event.on,
        department: name(department),
        contact: contact.account,
        officePhone: contact.officePhone,
        matter,
        scope: scope.communities === 'all' ? { all: scope.count } : { named: scope.named.map(name) },
        from: period.from,
        to: period.to,
        certificate:
          certificate === null
            ? null
            : [certificate.id, ...((certificate.legalException ?? '') ? [certificate.legalException] : [])].join('，'),
        ...(form.sealsAsked && form.sealsAsked.length > 0 && { sealsAsked: form.sealsAsked }),
        money: money && {
          ...{ amount: money.amount, standard: money.standard, budgetCode: money.budgetCode, plan: money.plan },
          ...(money.purpose !== undefined && { purpose: money.purpose }),
        },
        opinions: given.map(({ organisation, opinion, words, on }) => ({ by: name(organisation), opinion, words, on })),
        decision: decisionOf(event, county),
      };
    },
  }),
  paperOf('entrustment-agreement', {
    slice,
    label: { zh: '社区工作事项委托协议书', en: 'agreement of entrustment' },
    of: [agreementSigned],
    compose: async (event, { events, names }) => {
      const { department, community, witness, on, plan, conditions, signatures, ...terms } = event;
      const signed = (party: 'department' | 'community' | 'witness') => signatures?.find((each) => each.party === party);
      const [first, second, third] = [signed('department'), signed('community'), signed('witness')];
      const { standardOfWork, from, to, amount, pricePerCase, budgetLine } = terms;
      const { training, dataProtection, acceptance, changeAndEnd, dispute } = terms;
      const name = await names([department, community, witness]);
      const listed = lastOf(events, matterListed);
      return {
        ...{ standardOfWork, from, to, amount, pricePerCase, budgetLine, plan, conditions },
        ...{ training, dataProtection, acceptance, changeAndEnd, dispute },
        number: listed.number,
        signedOn: on,
        matter: listed.matter.name,
        department: name(department),
        community: name(community),
        witness: name(witness),
        ...(first && second && third && { signatures: { department: first, community: second, witness: third } }),
      };
    },
  }),
];
