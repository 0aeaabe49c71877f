import { addDays, addYears, type IsoDate, type MoveContext, type PolicyReader, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../party-rules.js';
import { move, over, refuse, type Here, type Member, type PartyRelationship, type PartyRelationshipEvent, type Status } from './states.js';

const by = { records: ['records-officer'] } as const;
const reason = z.string().trim().min(1).max(200);

/** Last day on which the record of a relationship that is over is kept: Party history, and every stub in it (13.10). */
export function keptUntil({ overSince, stubUntil }: Member, policy: PolicyReader): IsoDate | null {
  if (overSince === null) return null;
  const history = addYears(overSince, policy.number('retention.party.years'));
  return stubUntil !== null && stubUntil > history ? stubUntil : history;
}

function refuseHolds({ holds }: Member): Refusal | undefined {
  return holds.length === 0 ? undefined : refuse('legal-hold', rules.deletion, { holds: holds.map(({ ground }) => ground) });
}

/** The register of identities as it stands: who has the number of this member now. */
export interface IdentityNow {
  readonly holder: string | null;
}
type Registered = { readonly status: 'free' } | { readonly status: 'reserved' | 'taken'; readonly holder: string };
const identities = { name: 'party-identity', initial: { status: 'free' } as Registered };

/** Hold and destruction of the series `party` (13.10): one records officer asks, a second agrees, a waiting time passes. */
export const recordsMoves = {
  placeHold: move({
    label: { zh: '设定法定留存', en: 'place a legal hold' },
    from: [...over, 'destruction-requested', 'destruction-approved'],
    by,
    input: z.object({ ground: reason }).strict(),
    decide: (state, { ground }) => {
      const placed: PartyRelationshipEvent = { type: 'PartyRecordHoldPlaced', holdId: `h${state.holdsPlaced + 1}`, ground };
      // A destruction that is under way ends with the hold.
      return 'was' in state ? [placed, { type: 'PartyRecordDestructionWithdrawn', reason: ground }] : placed;
    },
  }),
  liftHold: move({
    label: { zh: '解除法定留存', en: 'lift a legal hold' },
    from: over,
    by,
    input: z.object({ holdId: z.string().max(10), reason }).strict(),
    decide: ({ holds }, input) =>
      holds.some(({ holdId }) => holdId === input.holdId)
        ? { type: 'PartyRecordHoldLifted', ...input }
        : refuse('hold-missing', rules.retention, { holdId: input.holdId }),
  }),
  requestDestruction: move({
    label: { zh: '申请销毁', en: 'request destruction' },
    from: over,
    by,
    input: z.object({ ground: reason }).strict(),
    decide: (state, { ground }, { today, actor, policy }) => {
      const held = refuseHolds(state);
      if (held) return held;
      if (state.outstanding !== null) return refuse('letter-out', rules.evidence);
      if (state.unmatched !== null) return refuse('receipt-due', rules.receipt);
      const until = keptUntil(state, policy);
      // The last day still counts (CIV 1259).
      return until === null || today <= until
        ? refuse('retention-running', rules.deletion, { until: until ?? '–' })
        : { type: 'PartyRecordDestructionRequested', by: actor.id, ground };
    },
  }),
  approveDestruction: move({
    label: { zh: '批准销毁', en: 'approve destruction' },
    from: ['destruction-requested'],
    by,
    input: z.object({}).strict(),
    decide: (state, _input, { today, actor, policy }) =>
      actor.id === state.requestedBy
        ? refuse('second-person', rules.twoPersons)
        : (refuseHolds(state) ?? {
            type: 'PartyRecordDestructionApproved',
            by: actor.id,
            waitUntil: addDays(today, policy.number('retention.destruction.wait_days')),
          }),
  }),
  withdrawDestruction: move({
    label: { zh: '撤销销毁', en: 'call the destruction off' },
    from: ['destruction-requested', 'destruction-approved'],
    by,
    input: z.object({ reason }).strict(),
    decide: (_state, input) => ({ type: 'PartyRecordDestructionWithdrawn', ...input }),
  }),
  forget: move({
    label: { zh: '遗忘', en: 'forget' },
    from: ['destruction-approved'],
    by: 'system',
    input: z.object({}).strict(),
    gather: async (read, _input, state): Promise<IdentityNow> => {
      const now = state.status === 'none' ? identities.initial : await read.state(identities, state.identity);
      return { holder: now.status === 'free' ? null : now.holder };
    },
    decide: (state, _input, { today, facts: { holder } }: MoveContext<IdentityNow>) => {
      if (today <= state.waitUntil) return refuse('waiting', rules.retention, { until: state.waitUntil });
      const { person, identity } = state;
      const own = holder === person;
      // A number under which another record stands keeps its alias: nobody is entered twice.
      return refuseHolds(state) ?? { type: 'PartyRecordForgotten', person, identity: own ? identity : null, alone: own || holder === null };
    },
  }),
  recordDestruction: move({
    label: { zh: '记录密钥销毁', en: 'record that the keys are destroyed' },
    from: ['forgotten'],
    by: 'system',
    /** `identity`: the register's name of his number, which is free again from here on; null where it was not his any more. */
    input: z.object({ identity: z.uuid().nullable() }).strict(),
    decide: ({ person }, { identity }) => ({ type: 'PartyRecordKeysDestroyed', person, identity }),
  }),
};

/** The record as it was kept before its destruction was asked for. */
function keptAgain(state: Status<'destruction-requested' | 'destruction-approved'>): PartyRelationship {
  const { was, requestedBy: _by, ...rest } = state;
  const { waitUntil: _until, ...member } = { waitUntil: undefined, ...rest };
  return { ...member, status: was };
}

export const recordsFolds = {
  PartyRecordHoldPlaced: (state: Here, { holdId, ground }: { holdId: string; ground: string }): PartyRelationship => ({
    ...state,
    holds: [...state.holds, { holdId, ground }],
    holdsPlaced: state.holdsPlaced + 1,
  }),
  PartyRecordHoldLifted: (state: Here, { holdId }: { holdId: string }): PartyRelationship => ({
    ...state,
    holds: state.holds.filter((hold) => hold.holdId !== holdId),
  }),
  PartyRecordDestructionRequested: (state: Status<(typeof over)[number]>, event: { by: string }): PartyRelationship => ({
    ...state,
    status: 'destruction-requested',
    was: state.status,
    requestedBy: event.by,
  }),
  PartyRecordDestructionApproved: (state: Status<'destruction-requested'>, { waitUntil }: { waitUntil: IsoDate }): PartyRelationship => ({
    ...state,
    status: 'destruction-approved',
    waitUntil,
  }),
  PartyRecordDestructionWithdrawn: keptAgain,
  // What stays: that there was a member, which branches answered for him when, and which committee kept the record.
  PartyRecordForgotten: (state: Status<'destruction-approved'>): PartyRelationship =>
    ({ ...keptAgain(state), status: 'forgotten' }) as PartyRelationship,
  PartyRecordKeysDestroyed: (state: Status<'forgotten'>): PartyRelationship => ({ ...state, status: 'destroyed' }),
};
