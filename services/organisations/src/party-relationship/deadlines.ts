import { addDays, type DeadlineRule } from '@yimen/kernel';
import { rules } from '../party-rules.js';
import type { Of, PartyRelationshipEvent } from './states.js';
import { timerDeadlines } from './timers.js';

type Rule = DeadlineRule<PartyRelationshipEvent>;

const outOfHand = [
  'LetterArrived',
  'ArrivalEvidenced',
  'AssignmentEvidenced',
  'ReturnEvidenced',
  'LetterLost',
  'TransferWithdrawn',
  'TransferCancelled',
  'LetterExpired',
] as const;

/** One deadline per reminder: its day is the one before, because a deadline fires on the day after its own. */
const reminder = (at: number): Rule => ({
  label: { zh: '介绍信到期提醒', en: 'reminder before the letter expires' },
  rule: rules.reminder,
  set: {
    // The last three, whatever their number: the third from the end is the first reminder.
    LetterIssued: ({ reminders }) => {
      const on = reminders.at(-at);
      return on === undefined ? null : { dueOn: addDays(on, -1) };
    },
  },
  clear: outOfHand,
  fires: 'remind',
});

const computed = (name: Of<'TransferDueComputed'>['deadline']) => (event: Of<'TransferDueComputed'>) =>
  event.deadline === name ? { dueOn: event.dueOn } : undefined;

export const deadlines: Readonly<Record<string, Rule>> = {
  ...timerDeadlines,
  'reminder-1': reminder(3),
  'reminder-2': reminder(2),
  'reminder-3': reminder(1),
  validity: {
    label: { zh: '介绍信有效期', en: 'validity of the letter' },
    rule: rules.validity,
    set: { LetterIssued: ({ expiresOn }) => ({ dueOn: expiresOn }) },
    clear: outOfHand,
    fires: 'expire',
  },
  decision: {
    label: { zh: '接收方作出决定', en: 'decision of the target' },
    rule: rules.decisionTime,
    set: {
      LetterArrived: ({ decisionDue }) => decisionDue,
      LetterReceived: ({ decisionDue }) => decisionDue,
      TransferSuspended: () => null,
      TransferResumed: ({ decisionDue }) => decisionDue,
      TransferAppealDecided: ({ decisionDue }) => decisionDue ?? undefined,
      TransferDueComputed: computed('decision'),
    },
    // Being late is shown; nothing ends by itself.
    clear: ['TransferAccepted', 'TransferReturned', 'TransferCancelled'],
    computes: 'computeDue',
  },
  appeal: {
    label: { zh: '申诉决定', en: 'decision of the appeal' },
    rule: rules.appeal,
    set: {
      TransferAppealed: ({ decisionDue }) => decisionDue,
      TransferEscalated: ({ decisionDue }) => decisionDue,
      TransferDueComputed: computed('appeal'),
    },
    clear: ['TransferAppealDecided', 'TransferCancelled', 'AssignmentEvidenced'],
    computes: 'computeDue',
  },
  'turn-full': {
    label: { zh: '讨论转正', en: 'decision on full membership' },
    rule: rules.probation,
    set: { FullMembershipAppliedFor: ({ decideBy }) => ({ dueOn: decideBy }) },
    clear: ['ProbationDecided', 'MembershipEnded', 'AssignmentEvidenced'],
  },
  destruction: {
    label: { zh: '销毁等待期', en: 'waiting time before destruction' },
    rule: rules.retention,
    set: { PartyRecordDestructionApproved: ({ waitUntil }) => ({ dueOn: waitUntil }) },
    clear: ['PartyRecordDestructionWithdrawn', 'PartyRecordForgotten'],
    fires: 'forget',
  },
  stub: {
    label: { zh: '存根保存期', en: 'the stub is kept' },
    rule: rules.stub,
    // Reached, it is shown to the records officers (13.10).
    set: { TransferClosed: ({ stubUntil }) => (stubUntil === null ? undefined : { dueOn: stubUntil }) },
    clear: [],
  },
};
