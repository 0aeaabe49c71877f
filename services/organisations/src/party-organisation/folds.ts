import type { PartyThreshold } from '@yimen/contracts';
import type { When } from '@yimen/kernel';
import {
  unfilled,
  type Formed,
  type Of,
  type PartyOrganisation,
  type PartyOrganisationEvent,
  type Standing,
  type Watched,
} from './states.js';
import { workFolds } from './work-folds.js';

function watch(state: Standing, threshold: PartyThreshold, change: Partial<Watched> | null): Standing {
  const others = state.watched.filter((one) => one.threshold !== threshold);
  const known = state.watched.find((one) => one.threshold === threshold);
  if (change === null) return { ...state, watched: others };
  return { ...state, watched: [...others, { threshold, graceUntil: '', warned: false, ...known, ...change }] };
}

const heard = (state: Standing, of: string, asOf: string | undefined) =>
  asOf === undefined ? state.heard : { ...state.heard, [of]: asOf };

type Folded = { [T in PartyOrganisationEvent['type']]: { fold(state: PartyOrganisation, event: Of<T>): PartyOrganisation }['fold'] };

export const folds: Folded = {
  ...workFolds,
  PartyNetworkSurveyed: (state: Standing, { grids, communities = state.communities }) => ({ ...state, grids, communities }),
  PartyOrganisationSuggested: (state: Standing, { suggested }) => ({ ...state, suggested: [...state.suggested, suggested] }),
  PartyOrganisationProposed: (_none, { type: _type, trigger: _trigger, members: _members, ...described }) => ({
    status: 'proposed',
    ...described,
  }),
  PartyOrganisationApproved: (state: When<PartyOrganisation, 'proposed'>) => ({ ...state, status: 'approved' }),
  PartyOrganisationDeclined: ({
    fullMembers: _full,
    surveyor: _surveyor,
    committee: _committee,
    ...state
  }: When<PartyOrganisation, 'proposed'>) => ({
    ...state,
    status: 'declined',
  }),
  PartyOrganisationFormed: (
    { fullMembers: _full, surveyor: _surveyor, committee: _committee, ...state }: When<PartyOrganisation, 'approved'>,
    { formedOn, termStart, termEnd },
  ) => ({
    ...state,
    ...unfilled,
    status: 'formed',
    formedOn,
    termStart,
    termEnd,
    canApprove: false,
    code: null,
    connection: 'none',
  }),
  PartyOrganisationEntered: (_none, { type: _type, remindOn: _remind, cadenceOn: _cadence, ...entered }) => ({
    ...unfilled,
    ...entered,
    status: 'formed',
  }),
  PartyTermChanged: (state: Standing, { termStart, termEnd }) => ({ ...state, termStart, termEnd }),
  PartyTermReminded: (state: Standing) => state,
  PartyApprovalPowerSet: (state: Standing, { held }) => ({ ...state, canApprove: held }),
  PartyConnectionSet: (state: Standing, { connection, code }) => ({ ...state, connection, code }),
  PartyOrganisationMerged: (state: Standing, { into }) => ({ ...state, status: 'merged', into }),
  PartyOrganisationAbolished: (state: Standing) => ({ ...state, status: 'abolished' }),
  PartyPostFilled: (state: Standing, { post, person, concurrentOf }) => ({
    ...state,
    posts: [...state.posts, { post, person, concurrentOf }],
  }),
  PartyPostVacated: (state: Standing, { post, person }) => ({
    ...state,
    posts: state.posts.filter((held) => held.post !== post || held.person !== person),
  }),
  PartyMemberListed: (state: Standing, { member, standing, admitted, listedOn, group = null, asOf }) => ({
    ...state,
    heard: heard(state, member, asOf),
    held: admitted ? [...state.held, { kind: 'new-members', on: listedOn, hours: 0 }] : state.held,
    roll: [...state.roll.filter((one) => one.member !== member), { member, standing, group }],
    stopped: state.stopped.filter((one) => one !== member),
  }),
  PartyMemberUnlisted: (state: Standing, { member, stopped, asOf }) => ({
    ...state,
    heard: heard(state, member, asOf),
    roll: state.roll.filter((one) => one.member !== member),
    stopped: [...state.stopped.filter((one) => one !== member), ...(stopped ? [member] : [])],
  }),
  PartyBelowListed: (state: Standing, { below, level, asOf }) => ({
    ...state,
    heard: heard(state, below, asOf),
    below: [...state.below.filter((one) => one !== below), below],
    groups: level === 'group' ? [...state.groups.filter((one) => one !== below), below] : state.groups,
  }),
  PartyBelowUnlisted: (state: Standing, { below, asOf }) => ({
    ...state,
    heard: heard(state, below, asOf),
    below: state.below.filter((one) => one !== below),
    groups: state.groups.filter((one) => one !== below),
  }),
  PartyThresholdPassed: (state: Standing, { threshold, graceUntil }) => watch(state, threshold, { graceUntil }),
  PartyThresholdMet: (state: Standing, { threshold }) => watch(state, threshold, null),
  PartyThresholdWarned: (state: Standing, { threshold }) => watch(state, threshold, { warned: true }),
  PartyDocumentFiled: (state: Standing, { kind }) => ({ ...state, filed: { ...state.filed, [kind]: (state.filed[kind] ?? 0) + 1 } }),
  PartyActivityRecorded: (state: Standing, { kind, heldOn, hours }) => ({ ...state, held: [...state.held, { kind, on: heldOn, hours }] }),
  PartyCadenceChecked: (state: Standing, { checkedOn }) => ({
    ...state,
    // What is older than the last year is not looked at again.
    held: state.held.filter(({ on }) => Number(on.slice(0, 4)) >= Number(checkedOn.slice(0, 4)) - 1),
  }),
  PartyJointMeetingHeld: (state: Standing) => ({ ...state, jointMeetings: state.jointMeetings + 1 }),
};

export type { Formed };
