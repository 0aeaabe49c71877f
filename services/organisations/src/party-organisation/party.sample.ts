import { fold } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { decide, type Told } from '@yimen/testing';
import { partyOrganisation, type PartyOrganisation, type PartyOrganisationEvent } from './party-organisation.js';

export const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const policy = policyReader({ area: '320582000000', mode: 'demo', on: '2026-03-02' });
export const decisionNo = '张委组〔2026〕1号';
export const day = '2026-03-02';

const entered = {
  level: 'committee' as const,
  name: '中共示例街道工作委员会',
  seat: '320582001000',
  community: false,
  units: [],
  parent: null,
  formedOn: '2012-03-01',
  termStart: '2024-03-01',
  canApprove: true,
  code: '032000011185',
  connection: 'national' as const,
};

export interface Entering extends Partial<Omit<typeof entered, 'level' | 'parent' | 'connection'>> {
  readonly level?: 'committee' | 'general-branch' | 'branch' | 'joint-branch' | 'group';
  readonly parent?: string | null;
  readonly connection?: 'none' | 'province' | 'national';
}

/** The events of an organisation that stood before. */
export function standing(n: number, change: Entering = {}): PartyOrganisationEvent[] {
  const canApprove = change.level === undefined || change.level === 'committee';
  const input = { ...entered, organisation: id(n), canApprove, ...change };
  const kind = {
    committee: 'party-committee',
    'general-branch': 'party-general-branch',
    branch: 'party-branch',
    'joint-branch': 'party-branch',
    group: '',
  };
  const inTree = { status: 'active', tree: 'party', kind: kind[input.level], parent: input.parent };
  const branch = { level: 'branch' as const, parent: id(900) };
  const above = fold(partyOrganisation, input.level === 'group' ? standing(11, branch) : input.parent === null ? [] : standing(900));
  return make({ status: 'none' }, ['enter', input, { id: id(n), facts: { inTree, above } }]);
}

type Step = readonly [move: string, input: object, told?: Told];
/** The events of moves made one after another; a refusal on the way is an error of the spec. */
export function make(from: PartyOrganisation, ...steps: readonly Step[]): PartyOrganisationEvent[] {
  let state = from;
  return steps.flatMap(([move, input, told]) => {
    const result = decide(partyOrganisation, state, move, input, { policy, today: day, ...told });
    if (result.refusal) throw new Error(`${move} refused: ${result.refusal.code} ${result.refusal.detail.en}`);
    state = result.state;
    return result.events;
  });
}

/** These events, and those of further moves after them. */
export const after = (events: readonly PartyOrganisationEvent[], ...steps: readonly Step[]) => [
  ...events,
  ...make(fold(partyOrganisation, events), ...steps),
];

export const member = (n: number, standingOf: 'full' | 'probationary' = 'full'): Step => [
  'listMember',
  { member: id(10_000 + n), standing: standingOf, admitted: false },
];
export const members = (count: number, from = 0): Step[] => Array.from({ length: count }, (_, at) => member(from + at));

export const told = (change: Told = {}): Told => ({ policy, today: day, ...change });
export const above = {
  above: fold(partyOrganisation, standing(900)),
  parentInTree: { status: 'active', kind: 'town-party-committee' },
  committee: id(900),
};
export const proposal = {
  level: 'branch' as const,
  name: '第一网格党支部',
  parent: id(900),
  seat: '320582001001001',
  community: true,
  members: 14,
  fullMembers: 12,
  units: [],
};

export const formed = make(
  { status: 'none' },
  ['propose', proposal, { id: id(1), facts: above }],
  ['approve', { decisionNo }],
  ['form', {}, { facts: above }],
);

export const grid = (seat: string, ...buildings: readonly (readonly [string, number, number])[]) => ({
  grid: seat,
  buildings: buildings.map(([building, all, full]) => ({ building, members: all, fullMembers: full })),
});
/** The worked example of 4.1. */
export const g1 = grid('320582001001001', ['B1', 3, 3], ['B2', 5, 4], ['B3', 2, 1], ['B4', 4, 4]);
/** A survey by the organisation 2; `known`: how what it suggested before stands now. */
export const surveyed = (facts: object = { known: {} }, grids: object = [g1]): Step => [
  'survey',
  { grids },
  { id: id(2), facts: { above: { status: 'none' }, ...facts } },
];
/** Id of the branch that a survey suggested for the grid. */
export const ofGrid = (events: readonly PartyOrganisationEvent[]): string =>
  events.flatMap((event) => (event.type === 'PartyOrganisationSuggested' && event.level === 'branch' ? [event.suggested] : []))[0] ?? '';
