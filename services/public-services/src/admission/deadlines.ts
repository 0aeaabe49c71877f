import { addDays, type DeadlineRule, type Due } from '@yimen/kernel';
import { rules } from '../rules.js';
import { basisDue } from './entry/basis.js';
import type { AdmissionEvent, Of } from './state.js';

const computes = 'computeDue';
const over = ['MatterExpired', 'MatterExited'] as const;

/** The computed date of a deadline that waited for its calendar. */
const computed =
  (name: string) =>
  ({ deadline, dueOn }: Of<'AdmissionDueComputed'>): Due | undefined =>
    deadline === name ? { dueOn } : undefined;

/** An end that may be open: no deadline without a day. */
const until = (day: string | null): Due | null => (day === null ? null : { dueOn: day });

export const deadlines: Readonly<Record<string, DeadlineRule<AdmissionEvent>>> = {
  'form-check': {
    rule: rules.admissionForm,
    computes,
    label: { zh: '形式审查', en: 'form check' },
    set: { ApplicationSubmitted: ({ formCheckDue }) => formCheckDue, AdmissionDueComputed: computed('form-check') },
    clear: ['FormPassed', 'ApplicationReturned'],
  },
  decision: {
    rule: rules.admissionLimit,
    computes,
    label: { zh: '准入决定', en: 'decision on admission' },
    set: { ApplicationSubmitted: ({ decisionDue }) => decisionDue, AdmissionDueComputed: computed('decision') },
    // A returned application runs anew from its next submission.
    clear: ['AdmissionApproved', 'ApplicationRejected', 'ApplicationReturned'],
  },
  resubmit: {
    rule: rules.admissionReturn,
    computes,
    label: { zh: '重新提交', en: 'resubmission' },
    set: { ApplicationReturned: ({ resubmitDue }) => resubmitDue, AdmissionDueComputed: computed('resubmit') },
    clear: ['ApplicationSubmitted', 'ApplicationRejected', 'ApplicationLapsed'],
    fires: 'lapse',
  },
  opinions: {
    rule: rules.opinion,
    computes,
    label: { zh: '社区意见', en: 'opinions of communities' },
    set: { OpinionsAsked: ({ due }) => due, AdmissionDueComputed: computed('opinions') },
    clear: ['OpinionsClosed'],
    fires: 'closeOpinions',
  },
  start: {
    rule: rules.admissionOrder,
    label: { zh: '事项开始', en: 'start of the matter' },
    // Fires on the day after: the start date itself.
    set: {
      MatterListed: ({ from }) => ({ dueOn: addDays(from, -1) }),
      MatterContracted: ({ startsOn }) => (startsOn ? { dueOn: addDays(startsOn, -1) } : undefined),
      AgreementSigned: ({ startsOn }) => (startsOn ? { dueOn: addDays(startsOn, -1) } : undefined),
    },
    clear: ['MatterActivated', ...over],
    fires: 'activate',
  },
  money: {
    rule: rules.suspension,
    computes,
    label: { zh: '费用到账宽限期', en: 'grace of money that is due' },
    set: {
      AgreementSigned: ({ moneyDue }) => moneyDue,
      InstalmentReceived: ({ moneyDue }) => moneyDue,
      InstalmentReturned: ({ moneyDue }) => moneyDue,
      // Late money is looked at again whenever a matter goes on: the day may have passed while it stood still.
      MatterActivated: ({ moneyDue }) => moneyDue,
      MatterResumed: ({ moneyDue }) => moneyDue,
      ReviewConcluded: ({ moneyDue }) => moneyDue,
      AdmissionDueComputed: computed('money'),
    },
    clear: [...over],
    fires: 'suspendLate',
  },
  contract: {
    rule: rules.purchase,
    label: { zh: '购买合同期满', en: 'end of the purchase contract' },
    set: { MatterContracted: ({ to }) => until(to ?? null) },
    clear: ['MatterContractEnded', ...over],
    fires: 'contractTermOver',
  },
  agreement: {
    rule: rules.agreement,
    label: { zh: '委托协议期满', en: 'end of an agreement of entrustment' },
    // What was signed before the days of all were told names its own last day.
    set: { AgreementSigned: ({ runsUntil, to }) => ({ dueOn: runsUntil ?? to }), AdmissionDueComputed: computed('agreement') },
    clear: [...over],
    fires: 'agreementTermOver',
  },
  review: {
    rule: rules.review,
    label: { zh: '年度评估', en: 'yearly review' },
    set: { MatterActivated: ({ reviewDue }) => reviewDue, ReviewConcluded: ({ reviewDue }) => reviewDue },
    clear: [...over],
  },
  end: {
    rule: rules.temporary,
    label: { zh: '事项到期', en: 'end of the matter' },
    set: { MatterActivated: ({ endsOn }) => until(endsOn), TemporaryExtended: ({ endsOn }) => until(endsOn) },
    clear: [...over],
    fires: 'expire',
  },
  basis: {
    rule: rules.basis,
    label: { zh: '依据有效期', en: 'end of the basis' },
    set: {
      MatterActivated: ({ rests, basisUntil, on }) => (rests ? basisDue({ ...rests, basisUntil, on }) : until(basisUntil)),
      BasisChanged: (changed) => basisDue(changed),
    },
    clear: [...over],
    fires: 'renewBasis',
  },
};
