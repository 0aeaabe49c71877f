import { encode, registry } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { isRuleId } from '@yimen/policy';
import { checkSlice } from '@yimen/service-shell/slice';
import { everyMoveInEveryState, scenario } from '@yimen/testing';
import fc from 'fast-check';
import {
  above,
  after,
  day,
  decisionNo,
  formed,
  g1,
  grid,
  id,
  make,
  member,
  members,
  ofGrid,
  policy,
  proposal,
  standing,
  surveyed,
  told,
} from './party.sample.js';
import { workHistories } from './work.sample.js';
import { partyOrganisation, type PartyOrganisationEvent } from './party-organisation.js';
import { groupsOf, suggestions } from './thresholds.js';

describe('4.1 · thresholds propose and never decide', () => {
  test('R-087, R-088 · worked: B1, B2, B4 have groups, the two of B3 join the smallest; the grid of 14 reaches a branch with a committee', () => {
    const found = suggestions([g1], '320582001001', true, policy);
    expect(found.map(({ level, of, members: all, buildings, trigger }) => [level, of, all, buildings, trigger])).toEqual([
      ['group', 'B1', 5, ['B1', 'B3'], 'R-087'],
      ['group', 'B2', 5, ['B2'], 'R-087'],
      ['group', 'B4', 4, ['B4'], 'R-087'],
      ['branch', '320582001001001', 14, ['B1', 'B2', 'B3', 'B4'], 'R-088'],
    ]);
    expect(found[3]).toMatchObject({ units: 3, fullMembers: 12, committeeNeeded: true });
  });

  test('R-089, PARTY-SIZE page · two such branches: no general branch; a third: one is proposed where the conditions are met', () => {
    const grids = (count: number, size = 20) =>
      Array.from({ length: count }, (_, at) => grid(`32058200100100${at + 1}`, ['1', size, size], ['2', 3, 3], ['3', 3, 3]));
    const levels = (count: number, size?: number) =>
      suggestions(grids(count, size), '320582001001', true, policy).flatMap(({ level }) => (level === 'group' ? [] : [level]));
    expect(levels(2)).toEqual(['branch', 'branch']);
    expect(levels(3)).toEqual(['branch', 'branch', 'branch', 'general-branch']);
    expect(levels(3, 3)).toEqual(['branch', 'branch', 'branch']);
    expect(levels(3, 40)).toEqual(['branch', 'branch', 'branch', 'committee']);
    const trigger = (size: number) => suggestions(grids(3, size), '320582001001', true, policy).at(-1)?.trigger;
    expect([trigger(20), trigger(40)]).toEqual(['R-089', 'PARTY-SIZE page']);
  });

  test.each([
    [2, 2, 'joint-branch', 'PBR18 joint'],
    [3, 2, 'joint-branch', 'PBR18 joint'],
    [3, 3, 'branch', 'PBR18 set-up'],
  ])('R-092, PBR18 · a community with %i members, %i of them full: %s', (all, full, level, trigger) => {
    const one = suggestions([grid('320582001001001', ['1', all, full])], '320582001001', false, policy).at(-1);
    expect(one).toMatchObject({ level, trigger, seat: '320582001001' });
  });

  test('three groups without three full members reach no branch', () => {
    const young = grid('320582001001001', ['1', 3, 1], ['2', 3, 1], ['3', 3, 0]);
    expect(suggestions([young], null, true, policy).map(({ level }) => level)).toEqual(['group', 'group', 'group']);
  });

  test('D-party-nearest-group · nobody is left out where a grid has any group, and nobody counts twice', () => {
    const building = fc.record({ building: fc.uuid(), members: fc.nat(9), fullMembers: fc.constant(0) });
    fc.assert(
      fc.property(fc.uniqueArray(building, { selector: (one) => one.building, maxLength: 12 }), (buildings) => {
        const groups = groupsOf(buildings, 3);
        const all = buildings.reduce((sum, one) => sum + one.members, 0);
        const grouped = groups.reduce((sum, one) => sum + one.members, 0);
        expect(grouped).toBe(groups.length > 0 ? all : 0);
        for (const group of groups) expect(group.members).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  test('D-party-proposal · a survey records figures and suggestions, the same place once; who stands above decides', () => {
    const branch = standing(2, { level: 'branch', parent: id(900), community: true, seat: '320582001001' });
    const first = make(fold(partyOrganisation, branch), surveyed());
    // The grid's branch stands under the committee above; its groups wait for it.
    expect(first).toMatchObject([{ type: 'PartyNetworkSurveyed' }, { level: 'branch', trigger: 'R-088', parent: id(900) }]);
    const proposed = { known: { [ofGrid(first)]: 'proposed' } };
    const again = make(fold(partyOrganisation, [...branch, ...first]), surveyed(proposed));
    expect(again.map(({ type }) => type)).toEqual(['PartyNetworkSurveyed']);
    expect(partyOrganisation.moves.proposeFromSurvey.by).toBe('system');
    for (const move of [partyOrganisation.moves.approve, partyOrganisation.moves.decline])
      expect(move.by).toEqual({ deciding: ['party-officer', 'organisation-admin'] });
  });
});

describe('4.1 · from proposal to formation', () => {
  test('proposed, approved, formed with a term of five years in a community and a reminder six months before', () => {
    expect(formed[2]).toMatchObject({
      type: 'PartyOrganisationFormed',
      termEnd: '2031-03-02',
      remindOn: '2030-09-02',
      cadenceOn: '2026-04-01',
    });
    const other = make(
      { status: 'none' },
      ['propose', { ...proposal, community: false }, { id: id(1), facts: above }],
      ['approve', { decisionNo }],
      ['form', {}, { facts: above }],
    );
    expect(other[2]).toMatchObject({ termEnd: '2029-03-02', remindOn: '2028-09-02' });
    const state = scenario(partyOrganisation).given(formed);
    state.when('remindTerm', {}, told({ today: '2030-09-01' })).then({ refused: 'nothing-due', rule: 'D-party-term' });
    state.when('remindTerm', {}, told({ today: '2030-09-02' })).then({ type: 'PartyTermReminded', termEnd: '2031-03-02' });
  });

  test('PBR18 term · a new term begins after the one before, and not in the future', () => {
    for (const [termStart, today] of [
      ['2026-03-02', '2026-03-03'],
      ['2031-03-02', '2031-03-01'],
    ] as const)
      scenario(partyOrganisation)
        .given(formed)
        .when('changeTerm', { termStart, decisionNo }, told({ today }))
        .then({ refused: 'date-not-fit', rule: 'PBR18 term' });
  });

  test('declined ends the proposal', () => {
    const proposed = make({ status: 'none' }, ['propose', proposal, { id: id(1), facts: above }]);
    const declined = { type: 'PartyOrganisationDeclined' as const, decisionNo, reason: '合并设置' };
    expect(
      scenario(partyOrganisation).given(proposed).when('decline', { decisionNo, reason: '合并设置' }, told()).then(declined).state.status,
    ).toBe('declined');
  });

  test.each([
    [{ fullMembers: 2 }, 'too-few-full-members', 'PBR18 set-up', false],
    [{ level: 'joint-branch' as const, fullMembers: 3 }, 'own-branch-possible', 'PBR18 joint', false],
    [{ level: 'general-branch' as const, members: 49 }, 'below-threshold', 'PARTY-SIZE page', true],
    [{ level: 'committee' as const, members: 99 }, 'below-threshold', 'PARTY-SIZE page', true],
    [{ level: 'group' as const }, 'parent-level', 'D-party-organisation', false],
  ])('%j: %s', (change, refused, rule, overridable) => {
    scenario(partyOrganisation)
      .given()
      .when('propose', { ...proposal, ...change }, told({ facts: above }))
      .then({ refused, rule, overridable });
  });

  test('R-087 · a group of two is proposed only where that is set aside', () => {
    const branch = fold(partyOrganisation, standing(2, { level: 'branch', parent: id(900) }));
    scenario(partyOrganisation)
      .given()
      .when('propose', { ...proposal, level: 'group', parent: id(2), members: 2 }, told({ facts: { ...above, above: branch } }))
      .then({ refused: 'below-threshold', rule: 'R-087', overridable: true });
  });

  test('a branch is proposed below a town committee, not below that of the county', () => {
    const facts = { ...above, parentInTree: { status: 'active', kind: 'county-party-committee' } };
    scenario(partyOrganisation)
      .given()
      .when('propose', proposal, told({ facts }))
      .then({ refused: 'parent-level', rule: 'D-party-organisation' });
  });

  test('PBR18 · a joint branch covers five units as a rule: the sixth warns', () => {
    const joint = { ...proposal, level: 'joint-branch' as const, members: 2, fullMembers: 2 };
    const units = (count: number) => Array.from({ length: count }, (_, at) => `单位${at}`);
    const warned = (count: number) =>
      scenario(partyOrganisation)
        .given()
        .when('propose', { ...joint, units: units(count) }, told({ facts: above })).result;
    expect([warned(5), warned(6)].map(({ warnings }) => warnings)).toEqual([[], ['joint-many-units']]);
    expect(warned(6).warnedBy).toEqual(['PBR18 joint']);
  });

  test('an organisation that stood before is entered as the tree has it', () => {
    const input = {
      level: 'branch' as const,
      name: '一',
      seat: null,
      community: true,
      units: [],
      parent: id(900),
      organisation: id(2),
      formedOn: '2020-01-01',
      termStart: '2024-01-01',
      canApprove: false,
      code: null,
      connection: 'none' as const,
    };
    const inTree = { status: 'active', tree: 'party', kind: 'party-branch', parent: id(900) };
    const enter = (change: object, facts: object = {}) =>
      scenario(partyOrganisation)
        .given()
        .when('enter', { ...input, ...change }, told({ id: id(2), facts: { ...above, inTree, ...facts } }));
    expect(enter({}).result.state.status).toBe('formed');
    enter({}, { inTree: { ...inTree, kind: 'party-committee' } }).then({ refused: 'not-in-the-tree', rule: 'D-party-organisation' });
    enter({}, { inTree: { status: 'none' } }).then({ refused: 'not-in-the-tree', rule: 'D-party-organisation' });
    enter({ organisation: id(3) }).then({ refused: 'not-in-the-tree', rule: 'D-party-organisation' });
    enter({}, { above: { status: 'none' } }).then({ refused: 'parent-not-formed', rule: 'D-party-organisation' });
    // Only a committee has nobody above it.
    enter({ parent: null }, { inTree: { ...inTree, parent: null } }).then({ refused: 'parent-not-formed', rule: 'D-party-organisation' });
    enter({ canApprove: true }).then({ refused: 'power-of-committees', rule: 'PMR19 25' });
    enter({ termStart: '2026-03-03' }).then({ refused: 'date-not-fit', rule: 'D-party-organisation' });
  });

  test('PMR19 25 · the power to approve probationary members is given from above, to committees only', () => {
    expect(partyOrganisation.moves.setApprovalPower.by).toEqual({ above: ['party-officer', 'organisation-admin'] });
    scenario(partyOrganisation)
      .given(formed)
      .when('setApprovalPower', { held: true, decisionNo }, told())
      .then({ refused: 'power-of-committees', rule: 'PMR19 25' });
    const committee = scenario(partyOrganisation).given(standing(900));
    expect(committee.when('setApprovalPower', { held: false, decisionNo }, told()).result.state).toMatchObject({ canApprove: false });
  });

  test('merged and abolished only when nobody is left in it', () => {
    const branch = after(formed, member(1));
    const into = { above: fold(partyOrganisation, standing(3)) };
    scenario(partyOrganisation)
      .given(branch)
      .when('abolish', { reason: '撤并', decisionNo }, told())
      .then({ refused: 'members-left', rule: 'D-party-organisation' });
    const empty = scenario(partyOrganisation).given(after(branch, ['unlistMember', { member: id(10_001) }]));
    empty
      .when('mergeInto', { into: id(1), decisionNo }, told({ id: id(1), facts: into }))
      .then({ refused: 'successor-not-fit', rule: 'D-party-organisation' });
    expect(empty.when('mergeInto', { into: id(3), decisionNo }, told({ id: id(1), facts: into })).result.state.status).toBe('merged');
    expect(empty.when('abolish', { reason: '撤并', decisionNo }, told()).result.state.status).toBe('abolished');
    // Whose membership is stopped has his branch all the while: it would be restored there.
    const stopped = after(branch, ['unlistMember', { member: id(10_001), stopped: true }]);
    scenario(partyOrganisation)
      .given(stopped)
      .when('abolish', { reason: '撤并', decisionNo }, told())
      .then({ refused: 'members-left', rule: 'D-party-organisation', facts: { members: 0, stopped: 1, below: 0 } });
    const removed = scenario(partyOrganisation).given(after(stopped, ['unlistMember', { member: id(10_001) }]));
    expect(removed.when('abolish', { reason: '撤并', decisionNo }, told()).result.state.status).toBe('abolished');
    expect(after(stopped, member(1)).at(-1)).toMatchObject({ type: 'PartyMemberListed', members: 1 });
    expect(fold(partyOrganisation, after(stopped, member(1)))).toMatchObject({ stopped: [] });
  });
});

const histories: readonly (readonly PartyOrganisationEvent[])[] = [
  after(
    formed,
    ...members(3),
    ['unlistMember', { member: id(10_000) }],
    ['warn', {}, { today: '2026-09-03' }],
    surveyed(),
    ['fillPost', { post: 'secretary', person: id(5), concurrentOf: null }, { facts: { elsewhere: { status: 'none' } } }],
    ['vacatePost', { post: 'secretary', person: id(5) }],
    ['fileDocument', { kind: 'dues-file', title: '党费' }],
    ['recordActivity', { kind: 'study', heldOn: day, hours: 1, attended: 1 }],
    ['checkCadence', {}],
    ['holdJointMeeting', { at: 'community', heldOn: day, units: ['学校'], minutes: '略' }],
    ['changeTerm', { termStart: '2026-04-01', decisionNo }, { today: '2026-04-01' }],
    ['remindTerm', {}, { today: '2031-03-02' }],
  ),
  after(formed, ['abolish', { reason: '撤并', decisionNo }]),
  after(formed, ['mergeInto', { into: id(3), decisionNo }, { facts: { above: fold(partyOrganisation, standing(3)) } }]),
  after(standing(4, { level: 'general-branch', parent: id(900) }), ['listBelow', { below: id(11) }], ['unlistBelow', { below: id(11) }]),
  after(standing(900), ['setApprovalPower', { held: false, decisionNo }], ['connect', { connection: 'none', code: null }]),
  make({ status: 'none' }, ['propose', proposal, { id: id(1), facts: above }], ['decline', { decisionNo, reason: '合并' }]),
  ...workHistories,
];

test('its tables hold together, and every event fits its contract', () => {
  expect(checkSlice(partyOrganisation as never, { histories })).toEqual([]);
  for (const event of histories.flat()) encode(registry, event);
});

test('every move in every state decides or refuses with a known rule', () => {
  const tried = everyMoveInEveryState(partyOrganisation, {
    histories,
    told: () =>
      told({
        today: '2026-10-01',
        facts: {
          ...above,
          known: {},
          elsewhere: { status: 'none' },
          now: {},
          then: { organisation: { status: 'none' } },
          inTree: { status: 'none' },
        },
      }),
    knownRule: isRuleId,
    check: (event) => void encode(registry, event),
    runs: 4,
  });
  expect(tried.size).toBeGreaterThan(20);
});
