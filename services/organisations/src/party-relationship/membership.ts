import { duesRecorded, memberStanding, recruitGroups } from '@yimen/contracts';
import { addDays, addMonths, addYears, personal, type IsoDate, type MoveContext, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, keepers, rules } from '../party-rules.js';
import { identityOf, memberKey, personalFields, refuseIdentity, reserveIdentity, tellIdentity, type IdentityFacts } from './identity.js';
import { inTransfer, move, refuse, standing, withBranch, type Here, type Member, type PartyRelationshipEvent } from './states.js';
import { readPlaced, takesMembers, type Placed } from './transfer/reading.js';

const decisionNo = z.string().trim().min(1).max(120);
const month = duesRecorded.schema.shape.paidThrough;
const byBranch = { branch: keepers, committee: keepers } as const;
const here = inTransfer.filter((status) => status !== 'receipt-recorded') as unknown as typeof inTransfer;

export interface EnterFacts extends IdentityFacts {
  readonly place: Placed;
}

/** Day on which the probation is over: a year from joining, or the day to which it was extended. */
const probationEnds = ({ joinedOn, probationUntil }: Member, months: number): IsoDate => probationUntil ?? addMonths(joinedOn, months);

/** Standing and dates fit each other and do not lie in the future. */
export function refuseDates(given: { standing: string; joinedOn: IsoDate; fullOn: IsoDate | null }, today: IsoDate): Refusal | undefined {
  if ((given.standing === 'full') !== (given.fullOn !== null)) return refuse('full-on-missing', rules.record);
  const last = given.fullOn ?? given.joinedOn;
  return given.joinedOn > last || last > today ? refuse('date-not-fit', rules.record, { on: last }) : undefined;
}

export const membershipMoves = {
  enter: move({
    label: { zh: '登记组织关系', en: 'enter the relationship' },
    from: ['none'],
    by: { branch: keepers },
    input: z
      .object({
        ...personalFields,
        standing: memberStanding,
        joinedOn: z.iso.date(),
        fullOn: z.iso.date().nullable(),
        duesPaidThrough: month,
        branch: z.uuid(),
        kind: z.enum(['on-record', 'admitted']),
        recruitedFrom: personal('party', z.enum(recruitGroups)).nullable().default(null),
        /** Day on which a person who is admitted is about to leave; null where nothing is known. */
        leavingOn: z.iso.date().nullable(),
      })
      .strict(),
    parties: ({ branch }) => ({ branch: { organisation: branch } }),
    subject: (_none, _input, id) => memberKey(id),
    index: { identityNumber: 'identity' },
    derive: ({ identityNumber }, { today }) => tellIdentity(identityNumber, today),
    gather: async (read, { branch }) => ({ place: await readPlaced(read, branch) }) as EnterFacts,
    reserve: (_none, _input, facts, { id }) => reserveIdentity(facts, id),
    decide: (_none, { leavingOn, ...input }, { id, today, facts, policy, overridden }: MoveContext<EnterFacts>) => {
      const refused = refuseIdentity(facts, policy) ?? refuseDates(input, today);
      if (refused) return refused;
      if (!takesMembers(facts.place.organisation)) return refuse('branch-not-fit', rules.record);
      if (!facts.place.committee) return refuse('no-approving-committee', rules.transfer);
      if (input.kind === 'admitted') {
        if (input.standing !== 'probationary') return refuse('not-probationary', rules.record);
        const leaves = leavingOn !== null && leavingOn < addMonths(today, policy.number('party.recruit.leaving_months'));
        if (leaves && !overridden?.has('leaving-soon')) return refuse('leaving-soon', rules.probation);
      }
      if ((input.kind === 'admitted') !== (input.recruitedFrom !== null)) return refuse('recruited-from-missing', rules.recruited);
      return { type: 'MembershipEntered', person: id, ...input, ...identityOf(facts), committee: facts.place.committee.id, since: today };
    },
  }),
  recordDues: move({
    label: { zh: '登记党费', en: 'record dues' },
    from: withBranch,
    by: byBranch,
    input: z.object({ paidThrough: month }).strict(),
    decide: (state, { paidThrough }) => {
      if (paidThrough <= state.duesPaidThrough) return refuse('dues-backwards', rules.dues, { paidThrough: state.duesPaidThrough });
      const paid = { type: 'DuesRecorded' as const, paidThrough };
      if (!state.lapses.includes('dues')) return paid;
      // What he owed and now pays is no ground for anything any more.
      const words = `党费已缴至 ${paidThrough}`;
      return [paid, { type: 'LapseEnded' as const, lapse: 'dues' as const, words, timers: { 'lapse-dues': null } }];
    },
  }),
  applyForFull: move({
    label: { zh: '申请转正', en: 'apply for full membership' },
    from: withBranch,
    by: { member: ['resident'], ...byBranch },
    input: z.object({}).strict(),
    decide: (state, _input, { today, policy }) => {
      if (state.standing !== 'probationary') return refuse('not-probationary', rules.record);
      // The time to decide runs from the application that waits for its decision.
      if (state.appliedOn !== null) return refuse('applied-already', rules.probation, { on: state.appliedOn });
      const decideBy = addMonths(today, policy.number('party.probation.decision_months'));
      return { type: 'FullMembershipAppliedFor', appliedOn: today, decideBy };
    },
  }),
  decideProbation: move({
    label: { zh: '讨论转正', en: 'decide on the probation' },
    from: withBranch,
    by: { committee: deciders },
    input: z.object({ outcome: z.enum(['full', 'extended']), until: z.iso.date().nullable(), decisionNo }).strict(),
    decide: (state, { outcome, until, decisionNo: number }, { today, policy, overridden }) => {
      if (state.branch === null) return refuse('no-branch', rules.record);
      if (state.standing !== 'probationary') return refuse('not-probationary', rules.record);
      if (state.appliedOn === null) return refuse('not-applied', rules.probation);
      const months = policy.number('party.probation.months');
      const ends = probationEnds(state, months);
      if (today < ends && !overridden?.has('probation-not-over')) return refuse('probation-not-over', rules.probation, { until: ends });
      const latest = addMonths(state.joinedOn, 2 * months);
      if ((outcome === 'extended') !== (until !== null) || (until !== null && (until <= today || until > latest)))
        return refuse('date-not-fit', rules.record, { on: until });
      return { type: 'ProbationDecided', person: state.person, branch: state.branch, outcome, decidedOn: today, until, decisionNo: number };
    },
  }),
  stop: move({
    label: { zh: '停止党籍', en: 'stop the membership' },
    from: withBranch,
    // Decided by the committee above, on the branch's proposal.
    by: { committee: deciders },
    input: z.object({ ground: z.enum(['lost', 'settled-abroad', 'studies-abroad']), decisionNo }).strict(),
    decide: (state, { ground, decisionNo: number }, { today, policy }) => {
      const { lostSince, searched, away, branch } = state;
      if (branch === null) return refuse('no-branch', rules.record);
      const lost = lostSince !== null && searched && addMonths(lostSince, policy.number('party.member.lost_months')) <= today;
      const studies = away?.place === 'studies-abroad' && addYears(away.since, policy.number('party.member.study_abroad_years')) < today;
      const stands = { lost, 'settled-abroad': away?.place === 'settled-abroad', 'studies-abroad': studies }[ground];
      if (!stands) return refuse('stop-too-early', rules.stopped, { ground });
      // Only who stays lost is removed for it (PMR19 24): who settled or studies abroad is not lost.
      const removal = addDays(addYears(today, policy.number('party.member.stopped_years')), -1);
      // The task to consider a stop is done with it, also where its timer runs no more.
      const done = ground === 'lost' ? { lost: null, stopped: removal } : { 'abroad-stop': null };
      const timers = { ...allStopped(state), ...done };
      return [
        ...cancelled(state, 'stopped'),
        { type: 'MembershipStopped' as const, person: state.person, branch, ground, stoppedOn: today, decisionNo: number, timers },
      ];
    },
  }),
  restore: move({
    label: { zh: '恢复党籍', en: 'restore the membership' },
    from: ['stopped'],
    by: { committee: deciders },
    input: z.object({ decisionNo }).strict(),
    decide: (state, input) => ({
      type: 'MembershipRestored',
      person: state.person,
      branch: standing(state).branch,
      standing: state.standing,
      ...input,
      timers: { ...runAgain(state), stopped: null },
    }),
  }),
  end: move({
    label: { zh: '党籍终止', en: 'end the membership' },
    from: ['member', 'stopped', ...here],
    // Until the assignment he is the source's; the receiving side has only whom no committee here has yet.
    by: { committee: deciders, receiving: deciders },
    input: z
      .object({
        ground: z.enum(['death', 'expelled', 'resigned', 'removed', 'probation-cancelled']),
        lastDay: z.iso.date(),
        decisionNo: decisionNo.nullable(),
        reason: z.string().trim().min(1).max(200),
      })
      .strict(),
    decide: (state, input, { today, policy }) => {
      const since = state.responsible.at(-1)?.from ?? '';
      if (input.lastDay > today || input.lastDay < since) return refuse('date-not-fit', rules.record, { on: input.lastDay });
      if (input.ground !== 'death' && input.decisionNo === null) return refuse('decision-missing', rules.record);
      if (input.ground === 'probation-cancelled' && state.standing !== 'probationary') return refuse('not-probationary', rules.record);
      if (input.ground === 'removed' && !mayBeRemoved(state, today, policy.number('party.member.stopped_years')))
        return refuse('removal-too-early', state.status === 'stopped' ? rules.stopped : rules.lapse);
      const { person, identity, branch } = state;
      const ended = { type: 'MembershipEnded' as const, person, identity, branch, ...input };
      return [...cancelled(state, input.ground), ended];
    },
  }),
};

/** 除名: still lost two years after the stop, or after a lapse of six months that the branch was told of. */
function mayBeRemoved(state: Here, today: IsoDate, years: number): boolean {
  if (state.status === 'stopped') {
    const stillLost = state.stopGround === 'lost' && state.lostSince !== null;
    return stillLost && state.stoppedOn !== null && addYears(state.stoppedOn, years) <= today;
  }
  return state.raised.some((timer) => timer.startsWith('lapse-'));
}

/** The timers that ran before the stop and still stand: he is no longer lost, and what he was stopped for is settled by the restoration. */
function runAgain({ held, timers, stopGround, deathHeardOf }: Here): Member['timers'] {
  const settled = ['lost', 'stopped', ...(stopGround === 'lost' ? [] : ['abroad-stop']), ...Object.keys(timers)];
  return deathHeardOf ? {} : Object.fromEntries(Object.entries(held).filter(([timer]) => !settled.includes(timer)));
}

const allStopped = ({ timers }: Here) => Object.fromEntries(Object.keys(timers).map((timer) => [timer, null]));

/** A transfer that is open ends with the membership (13.2). */
function cancelled(
  state: Here,
  ground: Extract<PartyRelationshipEvent, { type: 'TransferCancelled' }>['ground'],
): PartyRelationshipEvent[] {
  if (!('transfer' in state)) return [];
  const { transfer, letter, assignedOn } = state.transfer;
  // The letter of who has reached a branch was used: its number stands, and the receipt that bears it still goes to the source.
  const unused = assignedOn === null ? letter : null;
  const own = unused?.register ? { number: unused.number, register: unused.register } : { number: null, register: null };
  return [{ type: 'TransferCancelled', transfer, ground, ...own }];
}
