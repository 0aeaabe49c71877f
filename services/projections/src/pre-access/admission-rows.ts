import type { Due } from '@yimen/kernel';
import type { AdmissionEvent } from './steps.js';
import type { AdmissionRow, AdmissionState, Dues } from './rows.js';

type Of<T extends AdmissionEvent['type']> = Extract<AdmissionEvent, { type: T }>;
type Form = Of<'ApplicationDrafted'>['form'];
type Change = Partial<Omit<AdmissionRow, 'dues'>> & { readonly dues?: { readonly [D in keyof Dues]?: Due | null } };

/** Columns that the form gives. */
export function ofForm({ county, matter, classAsked, flags, scope, period, exitOn, basis, burden }: Form) {
  return {
    county,
    matter: matter.id,
    name: matter.name,
    classAsked,
    flags,
    everywhere: scope.communities === 'all',
    communities: scope.communities === 'all' ? [] : [...new Set(scope.named)],
    fromOn: period.from,
    // The end of its period or its exit date, whichever comes first.
    toOn: [period.to, exitOn].filter((day) => day !== null).sort()[0] ?? null,
    law: basis.law,
    article: basis.article,
    words: basis.words,
    hoursPerYear: burden.hoursPerYear,
  };
}

/** An application before anything but its form is known. */
export function drafted(application: string, { department, office, form }: Of<'ApplicationDrafted'>): AdmissionRow {
  return {
    application,
    department,
    office,
    ...ofForm(form),
    number: null,
    version: 0,
    justice: null,
    finance: null,
    review: null,
    subDistrict: null,
    class: null,
    state: 'draft',
    submittedOn: null,
    decidedOn: null,
    listedOn: null,
    activeFrom: null,
    endedOn: null,
    endGround: null,
    hits: [],
    reason: null,
    reviewYear: null,
    reviewed: [],
    reviewDueOn: null,
    dueKind: null,
    dueOn: null,
    duePending: false,
    dues: {},
  };
}

/** Which date the people concerned have to keep, by the state. */
const running: Readonly<Record<AdmissionState, keyof Dues | null>> = {
  draft: null,
  submitted: 'form-check',
  returned: 'resubmit',
  withdrawn: null,
  rejected: null,
  'form-checked': 'decision',
  classified: 'decision',
  'legal-ok': 'decision',
  'finance-ok': 'decision',
  'opinions-asked': 'opinions',
  'opinion-done': 'decision',
  approved: null,
  listed: 'money',
  active: 'review',
  suspended: 'money',
  'under-review': 'review',
  expired: null,
  exited: null,
};

const dayOf = (due: Due | undefined): string | null => (due && 'dueOn' in due ? due.dueOn : null);

function changed(row: AdmissionRow, { dues: given, ...change }: Change): AdmissionRow {
  const all = Object.entries({ ...row.dues, ...given }).filter(([, due]) => due != null);
  const next = { ...row, ...change, dues: Object.fromEntries(all) as Dues };
  const dueKind = running[next.state];
  const due = dueKind === null ? undefined : next.dues[dueKind];
  return {
    ...next,
    reviewDueOn: dayOf(next.dues.review),
    dueKind: due ? dueKind : null,
    dueOn: dayOf(due),
    duePending: due !== undefined && 'pending' in due,
  };
}

const ended = (state: AdmissionState, endedOn: string, endGround: string | null): Change => ({
  state,
  endedOn,
  endGround,
  dues: { 'form-check': null, decision: null, resubmit: null, opinions: null, review: null, money: null },
});

/** When late money is looked at next; an event that does not speak of it leaves the day as it is. */
const looked = ({ moneyDue }: Pick<Of<'MatterResumed'>, 'moneyDue'>) => (moneyDue === undefined ? {} : { money: moneyDue });

/** The row after an event; a draft begins one and is not folded here. */
export function admissionAfter(row: AdmissionRow, event: Exclude<AdmissionEvent, { type: 'ApplicationDrafted' }>): AdmissionRow {
  return changed(row, changeOf(row, event));
}

function changeOf(row: AdmissionRow, event: Exclude<AdmissionEvent, { type: 'ApplicationDrafted' }>): Change {
  switch (event.type) {
    case 'ApplicationAmended':
      return ofForm(event.form);
    case 'ApplicationSubmitted': {
      const { number, version, on, formCheckDue, decisionDue } = event;
      return {
        state: 'submitted',
        number,
        version,
        submittedOn: on,
        dues: { 'form-check': formCheckDue, decision: decisionDue, resubmit: null },
      };
    }
    case 'ApplicationRejected':
      return {
        ...ended('rejected', event.on, event.at),
        number: event.number,
        decidedOn: event.on,
        hits: event.hits,
        reason: event.reason,
      };
    case 'FormPassed': {
      const { justice, finance, review } = event;
      return { state: 'form-checked', justice, finance, review, dues: { 'form-check': null } };
    }
    case 'ApplicationReturned':
      return { state: 'returned', dues: { 'form-check': null, decision: null, resubmit: event.resubmitDue } };
    case 'ApplicationLapsed':
      return ended('withdrawn', event.on, null);
    case 'MatterClassified':
      return { state: 'classified', class: event.class };
    case 'LegalReviewPassed':
      return { state: 'legal-ok' };
    case 'FinanceReviewPassed':
      return { state: 'finance-ok' };
    case 'OpinionsAsked':
      return { state: 'opinions-asked', subDistrict: event.subDistrict, dues: { opinions: event.due } };
    case 'OpinionsClosed':
      return { state: 'opinion-done', dues: { opinions: null } };
    case 'AdmissionApproved':
      return { state: 'approved', decidedOn: event.on, dues: { decision: null } };
    case 'AdmissionDueComputed':
      return { dues: { [event.deadline]: { dueOn: event.dueOn } } };
    case 'MatterListed':
      return {
        state: 'listed',
        class: event.class,
        number: event.number,
        everywhere: event.communities === 'all',
        communities: event.communities === 'all' ? [] : event.communities,
        fromOn: event.from,
        toOn: event.to,
        listedOn: event.on,
      };
    case 'AgreementSigned':
      return { dues: { money: event.moneyDue } };
    case 'InstalmentReceived':
    case 'InstalmentReturned':
      return { dues: { money: event.moneyDue } };
    case 'MatterActivated':
      return { state: 'active', activeFrom: event.on, toOn: event.endsOn, dues: { review: event.reviewDue, ...looked(event) } };
    case 'MatterSuspended':
      return { state: 'suspended', reason: event.reason };
    case 'MatterResumed':
      return { state: 'active', reason: null, dues: looked(event) };
    case 'ReviewStarted':
      return { state: 'under-review', reviewYear: event.year };
    case 'ReviewConcluded':
      return {
        state: 'active',
        reviewYear: null,
        reviewed: [...row.reviewed, event.year],
        dues: { review: event.reviewDue, ...looked(event) },
      };
    case 'BasisChanged':
      return { law: event.law, article: event.article, words: event.words };
    case 'TemporaryExtended':
      return { toOn: event.endsOn };
    case 'MatterExpired':
      return ended('expired', event.on, null);
    case 'MatterExited':
      return { ...ended('exited', event.on, event.ground), reason: event.reason };
    case 'ExemptMatterRegistered':
      return { state: 'approved', number: event.number, submittedOn: event.on, decidedOn: event.on };
    case 'OpinionGiven':
    case 'AgreementOffered':
    case 'AgreementCountersigned':
    case 'ConditionsRecorded':
    case 'ConditionsConfirmed':
    case 'CommitmentNoted':
    case 'ReceiptConfirmed':
    case 'MatterContracted':
    case 'MatterContractEnded':
      return {};
  }
}
