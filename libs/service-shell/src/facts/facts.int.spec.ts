import { jest } from '@jest/globals';
import type { EventOf, organisationEstablished } from '@yimen/contracts';
import { eventually, make, World, type Host } from '../process/world.sample.js';
import { FactsNotReady } from '../runner/port.js';
import { organisationTables } from './organisation-facts.js';
import { OrganisationTree } from './organisation-tree.js';

const [county, town, community, other] = ['1', '2', '3', '4'].map((end) => `01981f00-0000-7000-8000-00000000000${end}`) as [
  string,
  string,
  string,
  string,
];

type Established = Extract<EventOf<typeof organisationEstablished>, { type: 'OrganisationEstablished' }>;

const established = (organisation: string, kind: Established['kind'], parent: string | null): Established => ({
  type: 'OrganisationEstablished',
  organisation,
  tree: 'government',
  kind,
  name: kind,
  parent,
  ancestors: [],
  areaCode: null,
  uscc: null,
  cameFrom: [],
});

// Real servers under a shared machine's load.
jest.setTimeout(90_000);

describe('facts of organisations (decision 18)', () => {
  let world: World;
  let host: Host;
  beforeAll(async () => {
    world = await World.open();
    await world.say(`organisation/${county}`, established(county, 'county-government', null));
    await world.say(`organisation/${town}`, established(town, 'town', county));
    await world.say(`organisation/${community}`, established(community, 'department-unit', town));
    await world.say(`organisation/${other}`, established(other, 'town', county));
    await world.say('account/clerk-1', { type: 'AccountOpened', post: '2号窗口', organisation: community, person: null });
    await world.say('account/clerk-1', { type: 'RoleGranted', role: 'window-clerk', organisation: community });
    await world.say('account/clerk-1', { type: 'RoleGranted', role: 'auditor', organisation: town });
    await world.say('account/clerk-1', { type: 'RoleRevoked', role: 'auditor', organisation: town, reason: '岗位调整' });
    await world.say('account/citizen', { type: 'AccountOpened', post: '居民', organisation: county, person: other });
    host = await world.host();
    await host.start();
    await eventually(
      () => host.work.facts.directory.find('citizen'),
      (found) => found !== undefined,
    );
    // Accounts and organisations may stand in different partitions.
    await eventually(() => host.work.facts.directory.isWithin(community, county), Boolean);
  });
  afterAll(() => world.close());

  test('what was recorded before a name was changed keeps the name of then', async () => {
    const { names } = host.work.facts;
    const before = new Date().toISOString();
    await world.say(`organisation/${other}`, { type: 'OrganisationRenamed', name: '新名称', decisionNo: '示政〔2026〕1号' });
    const after = await eventually(
      () => names.at([other, town], new Date().toISOString()),
      (known) => known.get(other) === '新名称',
    );
    expect([...after].sort()).toEqual([
      [town, 'town'],
      [other, '新名称'],
    ]);
    expect((await names.at([other], before)).get(other)).toBe('town');
    expect((await names.at([other], '2026-03-02T00:00:00.000Z')).size).toBe(0);
  });

  test('an account has the roles that were granted and not revoked; a resident holds his own', async () => {
    const { directory } = host.work.facts;
    expect(await directory.find('clerk-1')).toEqual({
      person: null,
      active: true,
      grants: [{ role: 'window-clerk', organisation: community }],
    });
    expect(await directory.find('citizen')).toEqual({ person: other, active: true, grants: [{ role: 'resident', organisation: null }] });
    expect(await directory.find('nobody')).toBeUndefined();
  });

  test('scope is the subtree as of today: a move counts from its date', async () => {
    const { directory } = host.work.facts;
    expect(await directory.isWithin(community, county)).toBe(true);
    expect(await directory.isWithin(community, other)).toBe(false);
    expect(await directory.isWithin(town, community)).toBe(false);
    await world.say(
      `organisation/${community}`,
      { type: 'OrganisationMoved', from: town, to: other, ancestors: [], decisionNo: '张政发〔2026〕3号' },
      '2026-03-10',
    );
    await world.advanceClock('2026-03-02', '2026-03-09');
    await eventually(
      () => Promise.resolve(host.work.clock.today()),
      (today) => today === '2026-03-09',
    );
    expect(await directory.isWithin(community, town)).toBe(true);
    await world.advanceClock('2026-03-09', '2026-03-10');
    await eventually(
      () => directory.isWithin(community, other),
      (within) => within,
    );
    expect(await directory.isWithin(community, town)).toBe(false);
  });

  test('a row is read with the stream and revision that it stands for, to be recorded with the decision', async () => {
    expect(await host.work.facts.rows.find(organisationTables.organisation, town)).toMatchObject({
      row: { organisation: town, kind: 'town', closedOn: null },
      stream: `organisation/${town}`,
      revision: 1n,
    });
    expect(await host.work.facts.rows.find(organisationTables.organisation, 'no-uuid')).toEqual({ row: undefined });
    expect(await host.work.facts.rows.find(organisationTables.grant, `clerk-1/window-clerk/${community}`)).toMatchObject({
      row: { role: 'window-clerk' },
    });
  });

  test('0.2 · rows are selected by their values, and an organisation works in the area of the nearest above it that has one', async () => {
    const { rows } = host.work.facts;
    const towns = await rows.select(organisationTables.organisation, { kind: 'town' });
    expect(towns.map(({ organisation }) => organisation)).toEqual([town, other]);
    expect(await rows.select(organisationTables.organisation, { kind: 'city-government' })).toEqual([]);
    expect(await rows.area(community)).toBeUndefined();
    await world.say(`organisation/${county}`, { type: 'OrganisationIdentified', uscc: null, areaCode: '320582000000' });
    const found = await eventually(
      () => rows.area(community),
      (area) => area !== undefined,
    );
    expect(found).toEqual({ area: '320582000000', stream: `organisation/${county}`, revision: 2n });
  });

  test('the business time has the business date and the time of day of the system', () => {
    const { clock } = host.work;
    const shanghai = new Date(Date.parse(clock.now()) + 8 * 3_600_000).toISOString();
    expect(shanghai.slice(0, 10)).toBe(clock.today());
  });

  test('a closed account is not active and holds nothing', async () => {
    await world.say('account/clerk-1', { type: 'AccountClosed', reason: '离岗' });
    const found = await eventually(
      () => host.work.facts.directory.find('clerk-1'),
      (account) => account?.active === false,
    );
    expect(found?.grants).toEqual([]);
  });

  test('a mirror that lags beyond its bound is not ready (503), whatever it holds', async () => {
    // The bound is 30 seconds of the system clock; the mirror is stopped and the clock is set ahead.
    await host.stop();
    const real = Date.now;
    Date.now = () => real() + 31_000;
    try {
      await expect(host.work.facts.directory.find('citizen')).rejects.toThrow(FactsNotReady);
      await expect(host.work.facts.directory.isWithin(community, county)).rejects.toThrow(FactsNotReady);
      await expect(host.work.facts.rows.find(organisationTables.organisation, town)).rejects.toThrow(FactsNotReady);
      // A resident of one service may still be served: nothing of it is needed for a move of the system.
      await expect(make(host, 'errand', 'lag', 'open', { due: { dueOn: '2026-12-31' } })).resolves.toMatchObject({ status: 201 });
    } finally {
      Date.now = real;
    }
  });
});

describe('before the facts were ever built', () => {
  test('nobody is known, nobody is refused: 503 facts-not-ready', async () => {
    const world = await World.open();
    const host = await world.host();
    await expect(host.work.facts.directory.find('clerk-1')).rejects.toThrow(FactsNotReady);
    await expect(host.work.tasks.list()).rejects.toThrow(FactsNotReady);
    await world.close();
  });
});

describe('the organisation tree', () => {
  const row = (organisation: string, change: { closedOn?: string; successor?: string } = {}) => ({
    organisation,
    closedOn: change.closedOn ?? null,
    successor: change.successor ?? null,
  });
  const under = (organisation: string, parent: string | null, fromOn = '2026-01-01') => ({ organisation, fromOn, parent });

  test('the successor of a closed organisation acts for it and for what stood under it, from that date on', () => {
    const tree = new OrganisationTree(
      [row('old', { closedOn: '2026-03-10', successor: 'new' }), row('new'), row('leaf')],
      [under('old', 'root'), under('new', 'root'), under('leaf', 'old')],
    );
    expect(tree.ancestors('leaf', '2026-03-09')).toEqual(['old', 'root']);
    expect(tree.isWithin('leaf', 'new', '2026-03-09')).toBe(false);
    expect(tree.ancestors('leaf', '2026-03-10')).toEqual(['old', 'new', 'root']);
    expect(tree.isWithin('old', 'new', '2026-03-10')).toBe(true);
  });

  test('a loop in the book ends the line and gives nobody rights over himself', () => {
    const tree = new OrganisationTree([], [under('a', 'b'), under('b', 'c'), under('c', 'b')]);
    expect(tree.ancestors('a', '2026-03-02')).toEqual(['b', 'c']);
    expect(tree.ancestors('b', '2026-03-02')).toEqual(['c']);
  });

  test('an organisation that nobody knows stands below none', () => {
    expect(new OrganisationTree([], []).isWithin('x', 'y', '2026-03-02')).toBe(false);
  });
});
