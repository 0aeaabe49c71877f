import type { DeadlineRule } from '@yimen/kernel';
import { caseDeadlineRules } from '@yimen/policy';
import { rules } from '../rules.js';
import type { CaseEvent, Of } from './state.js';

/** The computed date of a deadline that waited for its calendar. */
const computed =
  (name: Of<'CaseDueComputed'>['deadline']) =>
  ({ deadline, due }: Of<'CaseDueComputed'>) =>
    deadline === name ? due : undefined;

/** Every limit of a case. Being late with a decision, a delivery or an answer is shown; the others act by themselves. */
export const deadlines: Readonly<Record<Of<'CaseDueComputed'>['deadline'], DeadlineRule<CaseEvent>>> = {
  check: {
    label: { zh: '一次性告知或受理', en: 'notice or acceptance' },
    rule: rules.supplementOnce,
    ruleFor: { CaseSubmitted: ({ checkRule }) => checkRule },
    set: {
      CaseSubmitted: ({ checkDue }) => checkDue,
      MaterialsSupplemented: ({ missing, checkDue }) => (missing.length === 0 ? checkDue : undefined),
      CaseDueComputed: computed('check'),
    },
    // The notice keeps this limit; a supplement starts it again.
    clear: ['SupplementRequested', 'CaseAccepted', 'CaseNotAccepted', 'CaseWithdrawn', 'SupplementExpired'],
    fires: 'acceptBySilence',
    computes: 'computeDue',
  },
  'online-check': {
    label: { zh: '网上预审', en: 'preliminary check online' },
    rule: caseDeadlineRules['online-check'],
    set: { CaseSubmitted: ({ onlineCheckDue }) => onlineCheckDue ?? undefined, CaseDueComputed: computed('online-check') },
    clear: ['CaseChecked', 'CaseAccepted', 'CaseNotAccepted', 'CaseWithdrawn'],
    computes: 'computeDue',
  },
  supplement: {
    label: { zh: '补正期限', en: 'time to supplement' },
    rule: caseDeadlineRules.supplement,
    set: {
      SupplementNoticeDelivered: ({ due }) => due,
      MaterialsSupplemented: ({ missing }) => (missing.length === 0 ? null : undefined),
      CaseDueComputed: computed('supplement'),
    },
    clear: ['CaseAccepted', 'CaseNotAccepted', 'CaseWithdrawn', 'SupplementExpired'],
    fires: 'expireSupplement',
    computes: 'computeDue',
  },
  'hand-over': {
    label: { zh: '转后台', en: 'hand-over to the back office' },
    rule: caseDeadlineRules['hand-over'],
    internal: true,
    set: { CaseAccepted: ({ handOverDue }) => handOverDue ?? undefined, CaseDueComputed: computed('hand-over') },
    clear: ['CaseDispatched', 'HandlingStarted', 'CaseWithdrawn'],
    computes: 'computeDue',
  },
  decision: {
    label: { zh: '承诺时限', en: 'promised limit' },
    rule: caseDeadlineRules.decision,
    set: {
      CaseAccepted: ({ due }) => due,
      CasePaused: () => null,
      CaseResumed: ({ due }) => due,
      CaseExtended: ({ due }) => due,
      CaseDueComputed: computed('decision'),
    },
    clear: ['CaseDecided', 'CaseWithdrawn'],
    computes: 'computeDue',
  },
  statutory: {
    label: { zh: '法定时限', en: 'statutory limit' },
    rule: rules.guideLimit,
    ruleFor: { CaseAccepted: (accepted) => accepted.statutoryRule ?? rules.guideLimit },
    set: {
      CaseAccepted: ({ statutoryDue }) => statutoryDue ?? undefined,
      CasePaused: () => null,
      CaseResumed: ({ statutoryDue }) => statutoryDue ?? undefined,
      CaseExtended: ({ statutoryDue }) => statutoryDue ?? undefined,
      CaseDueComputed: computed('statutory'),
    },
    clear: ['CaseDecided', 'CaseWithdrawn'],
    computes: 'computeDue',
  },
  tolerance: {
    label: { zh: '容缺材料补齐', en: 'tolerated materials' },
    rule: caseDeadlineRules.tolerance,
    set: { TolerancePromised: ({ due }) => due, CaseDueComputed: computed('tolerance') },
    clear: ['ToleranceFulfilled', 'ToleranceUnfulfilled', 'CaseDecided', 'CaseWithdrawn'],
    fires: 'lapseTolerance',
    computes: 'computeDue',
  },
  'promise-check': {
    label: { zh: '核查承诺', en: 'check of a promise' },
    rule: caseDeadlineRules['promise-check'],
    internal: true,
    set: { DutyPromised: ({ checkDue }) => checkDue, CaseDueComputed: computed('promise-check') },
    // What is in the archive is not checked any more.
    clear: ['PromiseChecked', 'CaseWithdrawn', 'CaseArchived'],
    computes: 'computeDue',
  },
  delivery: {
    label: { zh: '送达期限', en: 'delivery of the result' },
    rule: rules.resultDelivery,
    ruleFor: { CaseDecided: ({ deliveryRule }) => deliveryRule },
    set: { CaseDecided: ({ deliveryDue }) => deliveryDue, CaseDueComputed: computed('delivery') },
    clear: ['CaseDelivered'],
    computes: 'computeDue',
  },
  archive: {
    label: { zh: '评价期满归档', en: 'archived when the rating window is over' },
    rule: caseDeadlineRules.archive,
    set: {
      CaseDelivered: ({ archiveDue }) => archiveDue,
      CaseNotAccepted: ({ archiveDue }) => archiveDue,
      CaseDueComputed: computed('archive'),
    },
    clear: ['CaseArchived'],
    fires: 'archive',
    computes: 'computeDue',
  },
  'cannot-do': {
    label: { zh: '“办不成事”答复', en: 'answer to what could not be done' },
    rule: caseDeadlineRules['cannot-do'],
    set: { CannotDoLogged: ({ due }) => due, CaseDueComputed: computed('cannot-do') },
    clear: ['CannotDoAnswered'],
    computes: 'computeDue',
  },
};
