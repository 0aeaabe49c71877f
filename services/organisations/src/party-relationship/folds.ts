import type { MemberTimer } from '@yimen/contracts';
import { addDays, type IsoDate } from '@yimen/kernel';
import { recordsFolds } from './records.js';
import {
  unmarked,
  type Here,
  type Member,
  type Of,
  type PartyRelationship,
  type PartyRelationshipEvent,
  type Responsible,
  type Status,
} from './states.js';
import { transferFolds } from './transfer/folds.js';

type Folded = { [T in PartyRelationshipEvent['type']]: { fold(state: PartyRelationship, event: Of<T>): PartyRelationship }['fold'] };

/** The timers after an event: null takes one away, a date sets it, and what is set anew may be raised anew. */
function timed<S extends Here>(state: S, change: Readonly<Partial<Record<MemberTimer, IsoDate | null>>>): S {
  const merged = Object.entries({ ...state.timers, ...change }).filter(([, on]) => on !== null);
  const raised = state.raised.filter((timer) => change[timer] === undefined);
  return { ...state, timers: Object.fromEntries(merged), raised };
}

/** From a legal date on another branch answers, or none here. */
function answers(state: Pick<Member, 'responsible'>, branch: string | null, from: IsoDate): readonly Responsible[] {
  return [...state.responsible, { branch, from }];
}

const memberOf = (event: Of<'MembershipEntered'>) => {
  const { person, name, identityNumber, identity, sex, bornIn, phone, standing, joinedOn, fullOn, duesPaidThrough } = event;
  return {
    ...unmarked,
    transfers: 0,
    person,
    name,
    identityNumber,
    identity,
    sex,
    bornIn,
    phone,
    standing,
    joinedOn,
    fullOn,
    duesPaidThrough,
  };
};

export const folds: Folded = {
  ...transferFolds,
  ...recordsFolds,
  MembershipEntered: (_none, event) => ({
    status: 'member',
    ...memberOf(event),
    branch: event.branch,
    committee: event.committee,
    keeper: event.committee,
    responsible: [{ branch: event.branch, from: event.since }],
  }),
  DuesRecorded: (state: Here, { paidThrough }) => ({ ...state, duesPaidThrough: paidThrough }),
  FullMembershipAppliedFor: (state: Here, { appliedOn }) => ({ ...state, appliedOn }),
  ProbationDecided: (state: Here, { outcome, decidedOn, until }) =>
    outcome === 'full'
      ? { ...state, standing: 'full', fullOn: decidedOn, appliedOn: null, probationUntil: null }
      : { ...state, appliedOn: null, probationUntil: until },
  MemberAway: (state: Here, { since, place, timers }) => ({ ...timed(state, timers), away: { since, place } }),
  MemberBack: (state: Here, { timers }) => ({ ...timed(state, timers), away: null }),
  MemberMoved: (state: Here) => state,
  FloatingOutRegistered: (state: Here, { timers }) => timed(state, timers),
  MemberContacted: (state: Here, { timers }) => ({ ...timed(state, timers), lostSince: null, searched: false }),
  MemberLost: (state: Here, { since, timers }) => ({ ...timed(state, timers), lostSince: since, searched: false }),
  MemberSearched: (state: Here) => ({ ...state, searched: true }),
  MemberGraduated: (state: Here, { timers }) => timed(state, timers),
  LapseNoted: (state: Here, { lapse, timers }) => ({
    ...timed(state, timers),
    lapses: [...state.lapses.filter((one) => one !== lapse), lapse],
  }),
  LapseEnded: (state: Here, { lapse, timers }) => ({ ...timed(state, timers), lapses: state.lapses.filter((one) => one !== lapse) }),
  RectificationOrdered: (state: Here, { timers }) => timed(state, timers),
  CorrectionDecided: (state: Here, { timers }) => timed(state, timers),
  MemberTaskRaised: (state: Here, { timer }) => ({
    ...timed(state, { [timer]: null }),
    raised: [...state.raised.filter((one) => one !== timer), timer],
  }),
  MemberTaskDeferred: (state: Here, { timers }) => timed(state, timers),
  MemberDeathHeardOf: (state: Here, { timers }) => ({ ...timed(state, timers), deathHeardOf: true }),
  MembershipStopped: (state: Here, { stoppedOn, ground, timers }) => ({
    ...timed(state, timers),
    status: 'stopped',
    stoppedOn,
    stopGround: ground,
    held: state.timers,
  }),
  MembershipRestored: (state: Status<'stopped'>, { timers }) => ({
    ...timed(state, timers),
    status: 'member',
    stoppedOn: null,
    stopGround: null,
    held: {},
    lostSince: null,
    searched: false,
  }),
  // The last day still has its branch.
  MembershipEnded: (state: Here, { lastDay }) => ({
    ...state,
    status: 'ended',
    overSince: lastDay,
    timers: {},
    branch: null,
    responsible: state.branch === null ? state.responsible : answers(state, null, addDays(lastDay, 1)),
  }),
};
