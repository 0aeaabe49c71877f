import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { above, g1, id, make, ofGrid, standing, surveyed, told } from './party.sample.js';
import { partyOrganisation, type PartyOrganisationEvent } from './party-organisation.js';
import { networkProcesses } from './processes.js';

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
      make(fold(partyOrganisation, first), ['suggestGroups', { branch: grid }, { id: id(2), facts: { known: { [grid]: status } } }]);
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

  test.each(['declined', 'abolished', 'merged'])('what was %s may be suggested by a later survey, as a proposal of its own', (status) => {
    const later = make(fold(partyOrganisation, first), surveyed({ known: { [grid]: status } }));
    const [second] = later.flatMap((event) => (event.type === 'PartyOrganisationSuggested' ? [event] : []));
    expect(second).toMatchObject({ level: 'branch', parent: id(900) });
    expect(second?.suggested).not.toBe(grid);
    const both = { known: { [grid]: status, [second?.suggested ?? '']: 'formed' } };
    const branch = { branch: second?.suggested ?? '' };
    expect(groups(make(fold(partyOrganisation, [...first, ...later]), ['suggestGroups', branch, { id: id(2), facts: both }]))).toHaveLength(
      3,
    );
  });
});
