import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { above, decisionNo, g1, grid as grid2, id, make, ofGrid, proposal, standing, surveyed, told } from './party.sample.js';
import { partyOrganisation, type PartyOrganisationEvent } from './party-organisation.js';
import { networkProcesses } from './processes.js';
import { mayStandUnder } from './proposal.js';

describe('4.1, R-087 · groups are proposed under the branch that has them', () => {
  const community = standing(2, { level: 'branch', parent: id(900), community: true, seat: '320582001001' });
  const first = [...community, ...make(fold(partyOrganisation, community), surveyed())];
  const grid = ofGrid(first);
  const groups = (events: readonly PartyOrganisationEvent[]) =>
    events.flatMap((event) =>
      event.type === 'PartyOrganisationSuggested' && event.level === 'group' ? [[event.buildings.join(), event.parent, event.trigger]] : [],
    );
  const all = [
    ['B1,B3', grid, 'R-087'],
    ['B2', grid, 'R-087'],
    ['B4', grid, 'R-087'],
  ];

  test('worked: once the branch of the grid is formed, B1, B2 and B4 have their groups proposed, and only then', () => {
    const now = (status: string) =>
      make(fold(partyOrganisation, first), [
        'suggestGroups',
        { branch: grid },
        { id: id(2), facts: { known: { [grid]: status }, above: { status: 'none' } } },
      ]);
    expect(groups(now('approved'))).toEqual([]);
    expect(groups(now('formed'))).toEqual(all);
    const asked = (level: string, surveyor: string | null) =>
      networkProcesses
        .flatMap(({ name, reactions }) => (name === 'party-groups' ? [reactions.get('PartyOrganisationFormed')] : []))
        .map((reaction) => reaction?.react({ event: { level, surveyor }, item: grid } as never, {} as never));
    expect(asked('branch', id(2))).toEqual([{ slice: 'party-organisation', id: id(2), move: 'suggestGroups', input: { branch: grid } }]);
    expect([...asked('group', id(2)), ...asked('branch', null)]).toEqual([undefined, undefined]);
    const within = { above: { ...above.above, level: 'branch' } as never, parentInTree: { status: 'none' } };
    const [group] = now('formed').filter((event) => event.type === 'PartyOrganisationSuggested');
    const { name, parent, seat, members: count, fullMembers, trigger } = group as Extract<typeof group, { name: string }>;
    const input = { level: 'group' as const, name, parent: parent ?? '', seat, community: true, members: count, fullMembers, units: [] };
    scenario(partyOrganisation)
      .given()
      .when('proposeFromSurvey', { ...input, trigger, surveyor: id(2) }, told({ facts: within }))
      .then({ type: 'PartyOrganisationProposed', organisation: id(1), ...input, trigger, surveyor: id(2) });
  });

  test('a grid without a branch has its groups under the branch that surveyed; a committee has none to offer', () => {
    const small = [{ ...g1, buildings: g1.buildings.slice(0, 2) }];
    expect(groups(make(fold(partyOrganisation, community), surveyed({ known: {} }, small)))).toEqual([
      ['B1', id(2), 'R-087'],
      ['B2', id(2), 'R-087'],
    ]);
    const town = make(fold(partyOrganisation, standing(900)), surveyed({ known: {} }, small));
    expect(groups(town)).toEqual([]);
    const wide = town.flatMap((event) => (event.type === 'PartyOrganisationSuggested' ? [event.suggested] : []));
    const standingNow = { known: Object.fromEntries(wide.map((one) => [one, 'formed'])) };
    const later = make(fold(partyOrganisation, [...standing(900), ...town]), surveyed(standingNow, small));
    expect(groups(later).map(([, parent]) => parent)).toEqual([wide[0], wide[0]]);
  });

  test('R-088, R-093 · a survey of several communities is one for each: none reaches with the grids of another, and each has its own name', () => {
    const gridOf = (community: string, n: number) => grid2(`${community}00${n}`, ['B1', 3, 3], ['B2', 5, 4], ['B4', 4, 4]);
    const [one, other] = ['320582001001', '320582001002'] as [string, string];
    const named = [
      { code: one, name: '永红' },
      { code: other, name: '示例村' },
    ];
    const told = (grids: object[], communities: object[] = named) =>
      make(fold(partyOrganisation, standing(900)), [
        'survey',
        { grids, communities },
        { id: id(900), facts: { known: {}, above: { status: 'none' } } },
      ]).flatMap((event) => (event.type === 'PartyOrganisationSuggested' ? [[event.level, event.name, event.seat]] : []));
    const wide = (list: (string | null)[][]) => list.filter(([level]) => level !== 'group' && level !== 'branch');
    // Two grids here and two there are no three branches of one community.
    expect(wide(told([gridOf(one, 1), gridOf(one, 2), gridOf(other, 1), gridOf(other, 2)]))).toEqual([]);
    const many = (n: number) => grid2(`${one}00${n}`, ['B1', 6, 3], ['B2', 7, 4], ['B4', 7, 4]);
    expect(wide(told([many(1), many(2), many(3), gridOf(other, 1)]))).toEqual([['general-branch', '永红社区党总支', one]]);
    expect(told([gridOf(one, 1), gridOf(other, 2)]).filter(([level]) => level === 'branch')).toEqual([
      ['branch', '永红社区第1网格党支部', `${one}001`],
      ['branch', '示例村第2网格党支部', `${other}002`],
    ]);
    const small = (community: string) => grid2(`${community}001`, ['B1', 3, 3]);
    expect(told([small(one), small(other)]).filter(([level]) => level === 'branch')).toEqual([
      ['branch', '永红社区党支部', one],
      ['branch', '示例村党支部', other],
    ]);
    expect(told([small(one)], []).map(([, name]) => name)).toEqual([`${one}党支部`]);
    // Who has the community's own organisation need not tell its name; his groups bear it.
    const general = [...standing(2, { level: 'branch', parent: id(900), seat: one, name: '永红社区党支部' })];
    const groupNames = make(fold(partyOrganisation, general), surveyed({ known: {} }, [small(one)]));
    expect(groupNames.flatMap((event) => (event.type === 'PartyOrganisationSuggested' ? [event.name] : []))).toEqual(['永红社区B1党小组']);
  });

  test('R-093 · the branch of a whole community is in principle named ××社区党支部, when it is proposed and when it is renamed', () => {
    const wanted = { ...proposal, seat: '320582001001' };
    const propose = (change: object, overridden: readonly string[] = []) =>
      scenario(partyOrganisation)
        .given()
        .when('propose', { ...wanted, ...change }, told({ facts: above, overridden }));
    propose({}).then({ refused: 'community-branch-name', rule: 'R-093', overridable: true });
    expect(propose({}, ['community-branch-name']).result.events).toHaveLength(1);
    for (const fits of [{ name: '永红社区党支部' }, { seat: '320582001001001' }, { community: false }, { seat: '320582001000' }])
      expect(propose(fits).result.events).toHaveLength(1);
    const branch = scenario(partyOrganisation).given(
      standing(2, { level: 'branch', parent: id(900), seat: '320582001001', community: true }),
    );
    branch.when('rename', { name: '第一党支部', decisionNo }, told()).then({ refused: 'community-branch-name', rule: 'R-093' });
    expect(branch.when('rename', { name: '永红社区党支部', decisionNo }, told()).result.events).toHaveLength(1);
  });

  test.each(['declined', 'abolished', 'merged'])('what was %s may be suggested by a later survey, as a proposal of its own', (status) => {
    const later = make(fold(partyOrganisation, first), surveyed({ known: { [grid]: status } }));
    const [second] = later.flatMap((event) => (event.type === 'PartyOrganisationSuggested' ? [event] : []));
    expect(second).toMatchObject({ level: 'branch', parent: id(900) });
    expect(second?.suggested).not.toBe(grid);
    const both = { known: { [grid]: status, [second?.suggested ?? '']: 'formed' } };
    const branch = { branch: second?.suggested ?? '' };
    expect(
      groups(
        make(fold(partyOrganisation, [...first, ...later]), [
          'suggestGroups',
          branch,
          { id: id(2), facts: { ...both, above: { status: 'none' } } },
        ]),
      ),
    ).toHaveLength(3);
  });

  test.each([
    ['formed', 'approved'],
    ['abolished', 'declined'],
  ] as const)('what was approved under one that is %s now counts as %s', async (parent, status) => {
    const read = {
      state: (_slice: object, wanted: string) =>
        Promise.resolve(wanted === grid ? { status: 'approved', parent: id(900) } : { status: wanted === id(900) ? parent : 'none' }),
    };
    const gather = partyOrganisation.moves.survey.gather as unknown as (read: object, input: object, state: object) => Promise<object>;
    expect(await gather(read, {}, fold(partyOrganisation, first))).toMatchObject({ known: { [grid]: status } });
  });
});

describe('R-089, PARTY-SIZE page · what a survey suggests can stand where it is put, and is more than the surveyor is', () => {
  const code = '320582001001';
  const three = (size: number) => [1, 2, 3].map((n) => grid2(`${code}00${n}`, ['1', size, size], ['2', 3, 3], ['3', 3, 3]));
  const [middle, large] = [three(20), three(40)];
  const town = fold(partyOrganisation, standing(900));
  const general = { level: 'general-branch' as const, parent: id(900), community: true, seat: code };
  const levels: Record<string, 'committee' | 'general-branch'> = { [id(900)]: 'committee', [id(4)]: 'general-branch' };
  const suggested = (events: readonly PartyOrganisationEvent[]) =>
    events.flatMap((event) =>
      event.type === 'PartyOrganisationSuggested' && event.level !== 'group' && event.seat === code ? [[event.level, event.parent]] : [],
    );
  const surveyOf = (change: Parameters<typeof standing>[1], grids: object, above: object = town) => {
    const events = make(fold(partyOrganisation, standing(2, change)), surveyed({ known: {}, above }, grids));
    for (const event of events) {
      if (event.type !== 'PartyOrganisationSuggested' || event.level === 'group') continue;
      const parent = event.parent === id(2) ? (change?.level ?? 'committee') : levels[event.parent ?? ''];
      expect([event.level, parent, parent !== undefined && mayStandUnder(event.level, parent)]).toEqual([event.level, parent, true]);
    }
    return events;
  };

  test('a general branch: its grids have branches under it; no second general branch, and the committee goes above', () => {
    const events = surveyOf(general, middle);
    expect(suggested(events)).toEqual([]);
    const branches = events.flatMap((event) =>
      event.type === 'PartyOrganisationSuggested' && event.level === 'branch' ? [event.parent] : [],
    );
    expect(branches).toEqual([id(2), id(2), id(2)]);
    expect(suggested(surveyOf(general, large))).toEqual([['committee', id(900)]]);
  });

  test('a branch: to the committee above it, also past a general branch', async () => {
    const branch = { level: 'branch' as const, parent: id(900), community: true, seat: code };
    expect(suggested(surveyOf(branch, middle))).toEqual([['general-branch', id(900)]]);
    const within = { ...branch, parent: id(4) };
    const between = fold(partyOrganisation, standing(4, { level: 'general-branch', parent: id(900) }));
    expect(suggested(surveyOf(within, middle, between))).toEqual([]);
    expect(suggested(surveyOf(within, large, between))).toEqual([['committee', id(900)]]);
    const read = { state: (_slice: object, wanted: string) => Promise.resolve(wanted === id(4) ? between : { status: 'none' }) };
    const gather = partyOrganisation.moves.survey.gather as unknown as (read: object, input: object, state: object) => Promise<object>;
    expect(await gather(read, {}, fold(partyOrganisation, standing(2, within)))).toEqual({ known: {}, above: between });
  });

  test('the committee of the community: nothing for the whole of it; the committee of a town: what the community reaches', () => {
    const own = { parent: id(900), community: true, seat: code };
    for (const grids of [middle, large, [grid2(`${code}001`, ['1', 3, 3])]]) expect(suggested(surveyOf(own, grids))).toEqual([]);
    const ofTown = { ...own, community: false };
    expect(suggested(surveyOf(ofTown, middle))).toEqual([['general-branch', id(2)]]);
    expect(suggested(surveyOf(ofTown, [grid2(`${code}001`, ['1', 3, 3])]))).toEqual([['branch', id(2)]]);
  });

  test('PARTY-SIZE page · a general branch of a hundred by its last survey reaches a committee; nobody stands on its roll', () => {
    const events = surveyOf(general, large);
    const reached = { type: 'PartyThresholdWarned', threshold: 'committee-reached', rule: 'PARTY-SIZE page', members: 138 };
    expect(events.at(-1)).toMatchObject(reached);
    expect(surveyOf(general, middle).map(({ type }) => type)).not.toContain('PartyThresholdWarned');
    const before = fold(partyOrganisation, [...standing(2, general), ...events]);
    const [fewer] = make(before, surveyed({ known: {}, above: town }, middle)).slice(-1);
    expect(fewer).toMatchObject({ type: 'PartyThresholdMet', threshold: 'committee-reached' });
  });
});
