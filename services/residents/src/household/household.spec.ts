import { scenario } from '@yimen/testing';
import { householdMembership } from '../person/processes.js';
import type { RoomStanding } from '../area-facts.js';
import { readHome, type HomeFacts } from './home.js';
import { household } from './household.js';

const [one, two, room, community] = [1, 2, 3, 4].map((n) => `01980000-0000-7000-8000-00000000000${n}`) as [string, string, string, string];
const opened = { type: 'HouseholdOpened' as const, kind: 'family' as const, room, community };
const listed = { type: 'HouseholdMemberListed' as const, person: one };
const named = { type: 'HouseholderNamed' as const, person: one };
const told = (change: Partial<HomeFacts> = {}) => ({
  facts: { communityIsCommittee: true, roomStanding: 'standing' as RoomStanding, roomInCommunity: true, ...change },
});

test('opened in a room, members listed and removed by the process only', () => {
  const start = scenario(household).given();
  const open = { kind: 'family' as const, room, community };
  start.when('open', open, told()).then(opened);
  const nobody = { refused: 'not-a-committee', rule: 'D-organisation-tree' };
  start.when('open', open, told({ communityIsCommittee: false })).then(nobody);
  expect([household.moves.listMember.by, household.moves.removeMember.by]).toEqual(['system', 'system']);
  const { state } = scenario(household).given(opened).when('listMember', { person: one }).then(listed);
  expect(state).toMatchObject({ members: [one] });
  const removed = { type: 'HouseholdMemberRemoved' as const, person: one };
  expect(scenario(household).given(opened, listed, named).when('removeMember', { person: one }).then(removed).state).toMatchObject({
    members: [],
    householder: null,
  });
});

test('a member who is listed twice, or was never listed, changes nothing', () => {
  scenario(household).given(opened, listed).when('listMember', { person: one }).then([]);
  scenario(household).given(opened, listed).when('removeMember', { person: two }).then([]);
});

test('13.5 · a dissolved household lists nobody who joined meanwhile, and says why; who leaves it was never on its list', () => {
  const dissolved = { type: 'HouseholdDissolved' as const, reason: '迁出' };
  const gone = scenario(household).given(opened, dissolved);
  const { state } = gone.when('listMember', { person: one }).then({ type: 'HouseholdMemberRemoved', person: one, because: 'dissolved' });
  expect(state).toEqual(gone.state);
  expect(state).toMatchObject({ status: 'dissolved', members: [] });
  gone.when('removeMember', { person: one }).then([]);
});

test('the householder is a member', () => {
  scenario(household).given(opened, listed).when('nameHouseholder', { person: one }).then(named);
  scenario(household).given(opened, listed).when('nameHouseholder', { person: two }).then({ refused: 'not-a-member', rule: 'D-household' });
});

test('it moves as a whole, and is dissolved when nobody is left', () => {
  const moved = { type: 'HouseholdMoved' as const, room: two, community };
  expect(scenario(household).given(opened, listed).when('moveTo', { room: two, community }, told()).then(moved).state).toMatchObject({
    room: two,
    members: [one],
  });
  const elsewhere = { room: two, community: one };
  const steps = scenario(household).given(opened);
  steps.when('moveTo', elsewhere, told()).then({ ...moved, ...elsewhere });
  steps.when('moveTo', elsewhere, told({ communityIsCommittee: false })).then({ refused: 'not-a-committee', rule: 'D-organisation-tree' });
  steps.when('moveTo', { room, community }, told()).then({ refused: 'same-room', rule: 'D-household' });
  scenario(household)
    .given(opened, listed)
    .when('moveTo', elsewhere, told())
    .then({ refused: 'members-move-first', rule: 'D-household', facts: { members: 1 } });
  scenario(household)
    .given(opened, listed)
    .when('dissolve', { reason: '迁出' })
    .then({ refused: 'has-members', rule: 'D-household', facts: { members: 1 } });
  const { state } = scenario(household)
    .given(opened)
    .when('dissolve', { reason: '迁出' })
    .then({ type: 'HouseholdDissolved', reason: '迁出' });
  expect(state.status).toBe('dissolved');
});

test.each([
  ['room-unknown', { roomStanding: 'unknown' }],
  ['not-a-room', { roomStanding: 'not-a-room' }],
  ['room-ended', { roomStanding: 'ended' }],
  ['room-elsewhere', { roomInCommunity: false }],
] as const)('D-household, A1 · it lives in a room of the book of areas, in its community: %s', (refused, known) => {
  const wanted = { refused, rule: 'D-household', facts: { room: two } };
  scenario(household).given().when('open', { kind: 'family', room: two, community }, told(known)).then(wanted);
  scenario(household).given(opened, listed).when('moveTo', { room: two, community }, told(known)).then(wanted);
});

test('what is known of a home is looked up for the room and the committee that were named', async () => {
  const rows: Readonly<Record<string, object>> = {
    [room]: { area: room, level: 'ROOM', code: null, parent: two, valid: false },
    [two]: { area: two, level: 'COMMUNITY', code: '320582001001', parent: null, valid: true },
    [community]: { kind: 'community-committee', closedOn: null, areaCode: '320582001002' },
  };
  const read = { row: (_table: unknown, key: string) => Promise.resolve(rows[key]) } as never;
  await expect(readHome(read, { room, community })).resolves.toEqual({
    ...{ communityIsCommittee: true, roomStanding: 'ended', roomInCommunity: false },
  });
  await expect(readHome(read, { room: one, community: one })).resolves.toEqual({
    ...{ communityIsCommittee: false, roomStanding: 'unknown', roomInCommunity: true },
  });
});

test('the process carries what the person did into the list', () => {
  const react = (type: string, event: object = { person: one, household: two }, item = one) =>
    householdMembership.reactions.get(type)?.react({ event, item } as never, {} as never);
  expect(react('HouseholdJoined')).toEqual({ slice: 'household', id: two, move: 'listMember', input: { person: one } });
  expect(react('HouseholdLeft')).toEqual({ slice: 'household', id: two, move: 'removeMember', input: { person: one } });
  const refused = { person: one, because: 'dissolved' };
  expect(react('HouseholdMemberRemoved', refused, two)).toEqual({
    ...{ slice: 'person', id: one, move: 'leaveDissolved', input: { household: two } },
  });
  // Who left by himself is taken off the list, and that is all.
  expect(react('HouseholdMemberRemoved', { person: one }, two)).toBeUndefined();
});

describe('R-014 · the log of household visits', () => {
  const [by, today] = ['worker-1', '2026-03-02'];
  const told = { today, actor: { kind: 'account' as const, id: by, person: null, grants: [] } };
  const visit = (on: string, ...findings: ('nobody-home' | 'nothing-to-report' | 'service-asked' | 'hazard-seen')[]) => ({ on, findings });
  const steps = scenario(household).given(opened);

  test('who came, when, what was found by the list, and the matters that were asked for', () => {
    const visited = { type: 'HouseholdVisited' as const, by, on: '2026-03-01', findings: ['service-asked' as const], asked: [two] };
    const { state } = steps.when('logVisit', { ...visit('2026-03-01', 'service-asked'), asked: [two] }, told).then(visited);
    expect(state).toMatchObject({ visits: 1, lastVisitOn: '2026-03-01' });
    // One that is written down later than the next one changes no last day.
    const earlier = { ...visited, on: '2026-02-01', findings: ['nobody-home' as const], asked: [] };
    const { state: after } = scenario(household)
      .given(opened, visited)
      .when('logVisit', visit('2026-02-01', 'nobody-home', 'nobody-home'), told)
      .then(earlier);
    expect(after).toMatchObject({ visits: 2, lastVisitOn: '2026-03-01' });
  });

  test('no visit of a day to come, nothing beside nobody home, no service without its matter', () => {
    steps
      .when('logVisit', visit('2026-03-03', 'nobody-home'), told)
      .then({ refused: 'visit-in-future', rule: 'D-record-facts', facts: { on: '2026-03-03' } });
    const misfit = { refused: 'findings-do-not-fit', rule: 'D-record-facts' };
    steps.when('logVisit', visit(today, 'nobody-home', 'hazard-seen'), told).then(misfit);
    steps.when('logVisit', visit(today, 'nothing-to-report', 'hazard-seen'), told).then(misfit);
    steps.when('logVisit', visit(today, 'service-asked'), told).then(misfit);
    steps.when('logVisit', { ...visit(today, 'hazard-seen'), asked: [two] }, told).then(misfit);
  });

  test('13.9 · there is no place for words about persons', () => {
    expect(Object.keys(household.moves.logVisit.input.shape)).toEqual(['on', 'findings', 'asked']);
    expect(household.moves.logVisit.input.safeParse({ ...visit(today, 'nobody-home'), note: '独居' }).success).toBe(false);
  });
});
