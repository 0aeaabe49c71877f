import { archiveChecked, returnReasons } from '@yimen/contracts';
import { addWorkingDays, resumeWorkingDays, type MoveContext, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, rules } from '../../party-rules.js';
import { memberKey, personalFields } from '../identity.js';
import { letterOf, move, refuse, type InTransfer, type Of, type PartyRelationshipEvent, type Status } from '../states.js';
import { appealRoute, refusePapers } from './drafting.js';
import { isMisdirected, mayReceive, readPlaced, takesMembers, type Placed } from './reading.js';
import { matched, receiptInput, receiptOf } from './receipt.js';

const words = z.string().trim().min(1).max(500);
export const byTarget = { target: deciders } as const;

/** A move of the target is made here only where the target is here. */
export function refuseOutside({ transfer }: InTransfer): Refusal | undefined {
  return transfer.direction === 'outgoing' ? refuse('outside-by-evidence', rules.evidence) : undefined;
}

/** Events of a return: the second one goes to the nearest common ancestor at once (D-transfer-escalation). */
export function escalated(
  state: InTransfer,
  { today, policy, calendar }: Pick<MoveContext, 'today' | 'policy' | 'calendar'>,
): PartyRelationshipEvent[] {
  const { transfer, returns, arbiter } = state.transfer;
  if (returns + 1 < policy.number('party.transfer.returns_before_escalation')) return [];
  const decisionDue = addWorkingDays(today, policy.number('party.transfer.appeal_days'), calendar);
  return [{ type: 'TransferEscalated', transfer, to: arbiter, decisionDue }];
}

export interface Directed {
  readonly misdirected: boolean;
}
export interface Accepting {
  readonly same: boolean;
  readonly mayReceive: boolean;
}

/** Who was accepted is returned as sent to the wrong target, and for nothing else; where the books do not show that, a second person agrees. */
function refuseOnceAccepted(
  { status }: InTransfer,
  reason: (typeof returnReasons)[number],
  { facts, overridden }: MoveContext<Directed>,
): Refusal | undefined {
  if (status !== 'accepted') return undefined;
  if (reason !== 'WRONG_TARGET') return refuse('accepted-already', rules.returnReasons, {}, { overridable: false });
  return facts.misdirected || overridden?.has('accepted-already') ? undefined : refuse('accepted-already', rules.returnReasons);
}

export const receivingMoves = {
  arrive: move({
    label: { zh: '报到', en: 'record the arrival' },
    from: ['issued'],
    by: byTarget,
    input: z.object({ number: z.string().min(1).max(60) }).strict(),
    decide: (state, { number }, { today, policy, calendar }) => {
      const letter = letterOf(state);
      const refused = refuseOutside(state);
      if (refused) return refused;
      if (number !== letter.number) return refuse('letter-differs', rules.letter, { number: letter.number });
      // Also where a second person would: an expired letter goes back and is issued anew (4.3).
      if (today > letter.expiresOn) return refuse('letter-expired', rules.expiry, { expiresOn: letter.expiresOn }, { overridable: false });
      const decisionDue = addWorkingDays(today, policy.number('party.transfer.decision_days'), calendar);
      return { type: 'LetterArrived', transfer: state.transfer.transfer, number, arrivedOn: today, decisionDue };
    },
  }),
  checkArchive: move({
    label: { zh: '核对档案', en: 'check the file' },
    from: ['arrived', 'awaiting-assignment', 'archive-check'],
    by: byTarget,
    input: archiveChecked.schema.omit({ transfer: true }).strict(),
    decide: (state, input) => refuseOutside(state) ?? { type: 'ArchiveChecked', transfer: state.transfer.transfer, ...input },
  }),
  suspend: move({
    label: { zh: '中止', en: 'suspend' },
    from: ['archive-check'],
    by: byTarget,
    input: z.object({ reason: z.string().trim().min(1).max(200) }).strict(),
    decide: ({ transfer: { transfer, archiveFinding } }, input, { today }) =>
      archiveFinding === 'in-order'
        ? refuse('archive-in-order', rules.archive)
        : { type: 'TransferSuspended', transfer, ...input, since: today },
  }),
  resume: move({
    label: { zh: '恢复', en: 'resume' },
    from: ['suspended'],
    by: byTarget,
    input: z.object({ words }).strict(),
    decide: ({ transfer: { transfer, decisionDue, suspendedOn } }, input, { today, calendar }) => {
      if (decisionDue === null || suspendedOn === null) throw new Error('a suspended transfer has no decision that waits');
      return {
        type: 'TransferResumed',
        transfer,
        ...input,
        decisionDue: resumeWorkingDays(decisionDue, { pausedOn: suspendedOn, resumedOn: today }, calendar),
      };
    },
  }),
  returnToSource: move({
    label: { zh: '退回', en: 'return to the source' },
    // Accepted as well: where the power went elsewhere since, no branch of the target can take him, and nothing else would lead on.
    from: ['arrived', 'archive-check', 'awaiting-assignment', 'accepted'],
    by: byTarget,
    // 无故拒接 is forbidden (PMR19 25): words alone are no reason.
    input: z.object({ reason: z.enum(returnReasons), words }).strict(),
    gather: async (read, _input, state): Promise<Directed> => ({ misdirected: await isMisdirected(read, state) }),
    decide: (state, { reason, words: said }, context: MoveContext<Directed>) => {
      const refused = refuseOutside(state) ?? refuseOnceAccepted(state, reason, context);
      if (refused) return refused;
      if (reason === 'ARCHIVE_MISSING' && !context.overridden?.has('archive-suspends-only'))
        return refuse('archive-suspends-only', rules.returnReasons);
      const { transfer, returns, arbiter } = state.transfer;
      const event: Of<'TransferReturned'> = {
        type: 'TransferReturned',
        transfer,
        reason,
        words: said,
        times: returns + 1,
        appealTo: arbiter,
        appealRoute: appealRoute(arbiter),
        returnedOn: context.today,
      };
      // A letter from outside goes back to its own installation, which counts the returns.
      return state.transfer.direction === 'incoming' ? event : [event, ...escalated(state, context)];
    },
  }),
  accept: move({
    label: { zh: '同意接收', en: 'accept' },
    from: ['arrived', 'archive-check', 'awaiting-assignment'],
    by: byTarget,
    input: z.object({ identityNumber: personalFields.identityNumber }).strict(),
    subject: (_state, _input, id) => memberKey(id),
    index: { identityNumber: 'identity' },
    gather: async (read, _input, state, { alias }): Promise<Accepting> => ({
      same: state.status !== 'none' && alias['identityNumber'] === state.identity,
      mayReceive: await mayReceive(read, state),
    }),
    decide: (state, input, { today, facts, overridden }: MoveContext<Accepting>) => {
      const refused = refuseOutside(state);
      if (refused) return refused;
      const { transfer, archiveFinding, sourceCommittee, targetCommittee } = state.transfer;
      if (!facts.same) return refuse('identity-differs', rules.order);
      // Without the power it receives nobody: it returns him.
      if (!facts.mayReceive) return refuse('no-approving-committee', rules.transfer);
      // Whose he was when the transfer was drafted: a committee between may have been given the power since he was entered.
      if (sourceCommittee === targetCommittee) return refuse('already-member', rules.order);
      const inDoubt = archiveFinding === 'doubtful' || archiveFinding === 'missing';
      if (inDoubt && !overridden?.has('archive-in-doubt')) return refuse('archive-in-doubt', rules.archive);
      return { type: 'TransferAccepted', transfer, ...input, acceptedOn: today };
    },
  }),
  assignBranch: move({
    label: { zh: '编入支部', en: 'assign to a branch' },
    // From the committee's own table where the transfer is inner.
    from: ['accepted', 'committee-review'],
    by: byTarget,
    input: z.object({ branch: z.uuid() }).strict(),
    gather: async (read, { branch }): Promise<{ readonly place: Placed }> => ({ place: await readPlaced(read, branch) }),
    decide: (state, { branch }, { today, facts, policy, overridden }: MoveContext<{ readonly place: Placed }>) => {
      const { transfer, kind, targetCommittee } = state.transfer;
      if (state.status === 'committee-review') {
        if (kind !== 'INNER') return refuse('letter-first', rules.order);
        const refused = refusePapers(state, overridden);
        if (refused) return refused;
      }
      const { organisation, committee, members } = facts.place;
      if (!takesMembers(organisation)) return refuse('branch-not-fit', rules.order);
      if (targetCommittee === null || committee?.id !== targetCommittee) return refuse('branch-elsewhere', rules.order);
      if (branch === state.branch) return refuse('same-branch', rules.order);
      const { person, standing } = state;
      const most = policy.number('party.branch.members.warn_above');
      const event: Of<'BranchAssigned'> = {
        type: 'BranchAssigned',
        transfer,
        person,
        standing,
        from: state.branch,
        branch,
        committee: targetCommittee,
        assignedOn: today,
      };
      if (members + 1 <= most) return event;
      const detail = { zh: `支部党员将超过 ${most} 人`, en: `the branch will have more than ${most} members` };
      return { events: [event], warnings: [{ code: 'branch-large', rule: rules.size, detail }] };
    },
  }),
  sendReceipt: move({
    label: { zh: '寄回回执', en: 'send the receipt' },
    // Again where the number was wrong.
    from: ['assigned', 'receipted'],
    by: byTarget,
    input: receiptInput,
    decide: (state, input, { today }) => {
      const { transfer, kind, direction, assignedOn } = state.transfer;
      if (kind === 'INNER') return refuse('inner-needs-no-letter', rules.order);
      if (assignedOn === null) throw new Error(`a transfer in ${state.status} has no day of assignment`);
      return receiptOf({ transfer, direction, letter: letterOf(state), assignedOn }, input.receiptNo, today);
    },
  }),
  close: move({
    label: { zh: '核销存根，办结', en: 'match the stub and close' },
    from: ['assigned', 'receipted', 'receipt-recorded'],
    by: { source: deciders },
    input: z.object({}).strict(),
    decide: (state: Status<'assigned' | 'receipted' | 'receipt-recorded'>, _input, { today, policy }) => {
      const { transfer, kind, receiptNo, direction } = state.transfer;
      if (kind === 'INNER') return { type: 'TransferClosed', transfer, closedOn: today, stubUntil: null, left: false };
      return matched({ transfer, letter: letterOf(state), receiptNo, left: direction === 'outgoing' }, today, policy);
    },
  }),
  computeDue: move({
    label: { zh: '算定期限', en: 'compute the due date' },
    from: ['arrived', 'archive-check', 'suspended', 'awaiting-assignment', 'appealed', 'accepted', 'returned'],
    by: 'system',
    input: z.object({ deadline: z.enum(['decision', 'appeal']), dueOn: z.iso.date() }).strict(),
    decide: (_state, input) => ({ type: 'TransferDueComputed', ...input }),
  }),
};
