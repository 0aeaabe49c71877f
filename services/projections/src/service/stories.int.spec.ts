import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registry } from '@yimen/contracts';
import { postgresWatermarks, type EventLog } from '@yimen/event-log';
import { Upkeep } from '@yimen/projection-engine';
import { serviceUrl } from '@yimen/service-shell';
import { preAccessViews } from '../pre-access/index.js';
import { census } from '../pre-access/pre-access.sample.js';
import { projections } from '../projections.js';
import { boundaryPages } from '../directory/boundary-pages.sample.js';
import { committee as covered, deserted, empty, town } from '../coverage/coverage-story.sample.js';
import { at, committee, department, personStory } from './story.sample.js';
import { branch, source, target, there } from '../transfers/transfer-story.sample.js';
import { cell, grouped, proposed, recruitStories, secondGroup, top } from '../party-network/party-network.sample.js';
import { until, World, type Said } from './world.sample.js';
import { everyStory } from './every-story.sample.js';

let world: World;
let told: readonly Said[];
beforeAll(async () => {
  world = await World.open();
  const [name, number, phone, index] = await world.vault.seal(at(51), 'contact', ['王某', '990101199001010011', '13800001111', 'blind']);
  const contact = { phone: phone, phoneIndex: index };
  const person = personStory(at(51), { name, identityNumber: number, identityIndex: index, ...contact }, contact, { name });
  const registered = person.map((one) =>
    one.event.type === 'PersonIdentityCorrected'
      ? { ...one, event: { ...one.event, name: undefined, phone: undefined, phoneIndex: undefined } }
      : one,
  );
  const recruited = await recruitStories(async (who, group) => (await world.vault.seal(who, 'party', [group]))[0] ?? '');
  told = [...everyStory(), ...registered.map(plain), ...recruited];
  await world.say(...told);
  await until(
    () => world.running.operations.list(),
    (all) => all.every(({ generation, lagEvents }) => generation !== undefined && lagEvents === 0n),
    60_000,
  );
  // Every story of every read model, on a shared machine.
}, 90_000);
afterAll(() => world.close());

function plain(one: Said): Said {
  return { ...one, event: Object.fromEntries(Object.entries(one.event).filter(([, value]) => value !== undefined)) as never };
}

test('every event that a read model folds is told here, and none of them is parked', async () => {
  const types = new Set(told.map(({ event }) => event.type));
  const folded = projections.flatMap(({ handlers }) => [...handlers.keys()]);
  expect(folded.filter((type) => !types.has(type))).toEqual([]);
  expect(await world.running.operations.parked()).toEqual([]);
});

test('the views of admission and burden answer those who may read them with rows', async () => {
  await world.organisation(department, null, 'government');
  await world.organisation(committee, null);
  await world.account('officer', [
    ['department', department],
    ['director', committee],
  ]);
  const asked: Readonly<Record<string, string>> = { 'admission-timeline': `application=${census}`, 'matter-money': 'on=2026-12-01' };
  for (const name of [
    ...preAccessViews.map((one) => one.name),
    'clean-up-items',
    'burden-figures',
    'yearly-assessments',
    'needs-profiles',
  ]) {
    const { status, body } = await world.get(`/api/views/${name}?${asked[name] ?? ''}`, 'officer');
    expect([name, status]).toEqual([name, 200]);
    // The matters under review ended with the story.
    if (name !== 'matter-reviews') expect([name, body.total > 0]).toEqual([name, true]);
  }
  expect((await world.get('/api/views/clean-up-items', 'officer')).body.rows[0]).toMatchObject({ basis: { rule: 'R-205' } });
});

describe('issue 5 (c) · the money of a community on one page', () => {
  const page = async (path: string) => (await world.get(`/api/views/${path}`, 'officer')).body.rows as Record<string, unknown>[];

  test('its books, promises, grants, donations, purchases and duties of a year, each sum beside what it adds up', async () => {
    const [row, ...others] = await page(`money-community?community=${committee}&year=2026`);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ community: committee, year: 2026, received: '749590', granted: '30000000', donated: '100', bought: '20000' },
      sources: [{ kind: 'with-the-matter', received: '749590', closed: true }],
      grants: [{ amount: '30000000', award: '0' }],
      donations: [
        { kind: 'money', amount: '100', purpose: 'service-projects' },
        { kind: 'goods', amount: '600000', goods: '电脑两台' },
      ],
      purchases: [{ state: 'closed', price: '20000', accepted: '9000', paid: '9000' }],
    });
    const { received, paid, committed, free } = row as Record<string, string>;
    expect(BigInt(received ?? 0)).toBe(BigInt(paid ?? 0) + BigInt(committed ?? 0) + BigInt(free ?? 0));
    expect((row?.['matters'] as unknown[]).length > 0).toBe(true);
  });

  test('6.4 · what is still to be published or audited, and by whom; a payment and an audit that are done are not among it', async () => {
    const open = await page('money-duties?done=false');
    expect(open.map(({ what }) => what)).toContain('final-account');
    expect(open.map(({ what }) => what)).not.toContain('yearly-audit');
    expect((await page('money-duties?what=yearly-audit')).map(({ done, organisation }) => [done, organisation])).toEqual([
      [true, department],
    ]);
    expect(await page('money-duties?overdue=true')).toEqual([]);
    expect((await page('money-duties?what=payment')).map(({ of }) => of).sort()).toEqual(['P1', 'P2']);
  });

  test('6.5 · contracts of purchase beside what is bound, accepted and paid for them', async () => {
    expect(await page(`money-purchases?buyer=${committee}`)).toMatchObject([{ bound: '20000', accepted: '9000', paid: '9000' }]);
    const vouchers = await page('money-vouchers?system=treasury');
    expect(vouchers.map(({ number, contract }) => [number, contract !== null])).toEqual([
      ['支1', true],
      ['支2', true],
    ]);
    expect((await world.get('/api/views/money-community', 'sender')).status).toBe(403);
  });
});

describe('issue 5 (a) · transfers are listed where they have to be acted on', () => {
  const rows = async (path: string, account: string) =>
    (await world.get(`/api/views/${path}`, account)).body.rows as Record<string, never>[];
  beforeAll(async () => {
    await world.organisation(source, null, 'party');
    await world.organisation(branch, source, 'party');
    await world.organisation(target, null, 'party');
    await world.organisation(there, target, 'party');
    await world.account('sender', [['party-officer', source]]);
    await world.account('receiver', [['party-officer', target]]);
    await world.account('branch', [['secretary', branch]]);
    await world.account('town', [['sub-district', committee]]);
    await world.account('government', [['organisation-admin', committee]]);
  });

  test('outbox and inbox of a committee, by what is due, suspended and over; nobody outside the Party tree sees a row', async () => {
    const out = await rows('transfer-outbox?sort=arrival&limit=100', 'sender');
    expect(String(out.map(({ state }) => state).sort())).toBe('cancelled,cancelled,closed,closed,discarded,discarded,withdrawn');
    expect((await rows('transfer-inbox?limit=100', 'receiver')).map(({ direction, state }) => [direction, state]).sort()).toEqual([
      ['incoming', 'closed'],
      ['inside', 'cancelled'],
      ['inside', 'closed'],
      ['inside', 'withdrawn'],
    ]);
    expect(await rows('transfer-outbox?open=true', 'sender')).toEqual([]);
    expect(await rows('transfer-inbox', 'sender')).toEqual([]);
    expect(await rows('transfer-outbox', 'government')).toEqual([]);
    expect((await world.get('/api/views/transfer-outbox', 'town')).status).toBe(403);
    for (const query of ['overdue=false&kind=PAPER', 'dueUntil=2026-12-31', 'pending=true', `organisation=${source}&overdue=true`])
      expect((await world.get(`/api/views/transfer-outbox?${query}`, 'sender')).status).toBe(200);
    expect(await rows('transfer-appeals', 'sender')).toEqual([]);
  });

  test('the history of a member is told by the book where he stands; a name is no name in the rows', async () => {
    const history = await rows(`member-history?person=${at(231)}`, 'receiver');
    expect(history.map(({ branch: one, untilOn }) => [one, untilOn === null])).toEqual([
      [branch, false],
      [there, true],
    ]);
    expect(await rows(`member-history?person=${at(231)}&asOf=2026-03-05`, 'receiver')).toMatchObject([{ branch }]);
    // The book that he left shows its own interval only.
    expect(await rows(`member-history?person=${at(231)}`, 'branch')).toHaveLength(1);
    expect((await world.get('/api/views/member-history', 'receiver')).status).toBe(400);
    const [member] = (await world.pool.query<{ row: string }>('SELECT m::text AS row FROM projections_transfers_g1.member m')).rows;
    expect(member?.row).toContain('yv1.A256GCM');
  });

  test('figures by month: each member in one branch; the sum of a committee is for those who reach the committee', async () => {
    const months = await rows('party-figures?by=committee&from=2026-03&until=2026-07', 'sender');
    expect(months.map(({ month, members }) => [month, members])).toEqual([
      ['2026-03', 3],
      ['2026-04', 3],
      ['2026-05', 3],
      ['2026-06', 2],
      ['2026-07', 2],
    ]);
    expect((await rows('party-figures?by=committee', 'branch')).length).toBe(0);
    expect((await rows('party-figures?from=2026-03&until=2026-03', 'branch'))[0]).toMatchObject({ organisation: branch, entered: 5 });
    expect(await rows('letter-numbers?year=2026', 'sender')).toMatchObject([{ number: '2026-0001', state: 'void', because: 'replaced' }]);
    expect(await rows('letter-numbers', 'receiver')).toEqual([]);
    expect(await rows('member-tasks?open=true', 'branch')).toMatchObject([{ task: 'record-death', taskLabel: { en: expect.any(String) } }]);
    expect(await rows('member-tasks', 'receiver')).toEqual([]);
  });
});

describe('4.1 · the work of the Party network is shown to its own people only', () => {
  const rows = async (path: string, account: string) =>
    (await world.get(`/api/views/${path}`, account)).body.rows as Record<string, never>[];
  beforeAll(async () => {
    await world.organisation(top, null, 'party');
    await world.organisation(cell, top, 'party');
    await world.account('above', [['party-officer', top]]);
    await world.account('keeper', [['secretary', cell]]);
  });

  test('proposals, terms, warnings, rolls by group, check-ins and coverage, within the organisations that a role reaches', async () => {
    expect(await rows('party-proposals?state=proposed', 'above')).toMatchObject([
      { organisation: proposed, trigger: 'R-088', triggerBasis: { rule: 'R-088' } },
    ]);
    expect(await rows('party-proposals', 'keeper')).toEqual([]);
    expect((await rows('party-warnings?open=true&warned=true', 'keeper')).map(({ threshold }) => threshold).sort()).toEqual([
      'branch-below',
      'branch-large',
    ]);
    expect(await rows('party-cadence?period=2026-12', 'above')).toMatchObject([{ organisation: cell, findingBasis: { rule: 'PMR19 16' } }]);
    expect((await rows(`party-cadence?organisation=${cell}&cadence=theme-day`, 'keeper')).map(({ found }) => found)).toEqual([0, 0]);
    expect((await rows('party-terms?due=false', 'above')).map(({ organisation }) => organisation)).toContain(cell);
    expect(await rows(`party-rolls?group=${secondGroup}`, 'keeper')).toMatchObject([{ member: grouped, groupName: expect.any(String) }]);
    expect(await rows('party-rolls?grouped=false', 'keeper')).toHaveLength(1);
    expect(await rows('party-check-ins?open=true', 'keeper')).toMatchObject([{ kind: 'in-service', hours: 5 }]);
    expect(await rows('party-coverage?place=building', 'keeper')).toMatchObject([{ places: 4, byWork: 3, organisationComplete: false }]);
    for (const name of ['proposals', 'terms', 'warnings', 'cadence', 'rolls', 'check-ins', 'coverage', 'drives', 'duties', 'recruits']) {
      expect([name, (await world.get(`/api/views/party-${name}`, 'town')).status]).toEqual([name, 403]);
      expect([name, await rows(`party-${name}`, 'receiver')]).toEqual([name, []]);
    }
  });

  test('R-103, R-104 · the drive by year and item, posts and areas by form: of organisations', async () => {
    expect(await rows('party-drives?reached=true', 'above')).toMatchObject([{ organisation: cell, year: 2025, parent: top }]);
    expect(await rows(`party-drives?parent=${top}&year=2024`, 'keeper')).toMatchObject([{ reached: false }]);
    expect((await rows('party-duties', 'keeper')).map(({ form, held, given }) => [form, held, given])).toEqual([
      ['pairing-help', 1, 1],
      ['responsibility-area', 1, 2],
    ]);
  });

  test('R-101, D-recruit-hidden · recruits by committee and year that is over: small groups and what would tell them are not shown', async () => {
    const told = await rows('party-recruits', 'above');
    expect(told).toMatchObject([{ committee: top, year: 2025, recruited: 13, groups: { 'laid-off': 6, floating: null, retired: null } }]);
    expect(Object.keys(told[0] ?? {})).not.toContain('floating');
    expect(await rows('party-recruits', 'keeper')).toEqual([]);
    expect(await rows('party-recruits?year=2024', 'above')).toEqual([]);
  });
});

describe('2.1 · coverage', () => {
  const rows = async (path: string, account: string) =>
    (await world.get(`/api/views/${path}`, account)).body.rows as Record<string, never>[];
  beforeAll(() => world.account('office', [['sub-district', town]]));

  test('R-003 · rooms without household, households without a verified person, people under no committee; each gap by its id', async () => {
    const own = (await rows('coverage', 'office')).filter(({ organisation }) => organisation === covered);
    expect(own).toMatchObject([
      {
        rooms: 3,
        roomsWithoutHousehold: 1,
        households: 2,
        householdsWithoutPerson: 1,
        // the other one was visited last year.
        householdsVisited: 1,
        personsWithoutCommunity: 0,
        complete: false,
        target: 0,
        coverageBasis: { rule: 'R-003' },
      },
    ]);
    const gaps = (await rows(`coverage-gaps?organisation=${covered}`, 'office')).map(({ kind, of }) => [kind, of]);
    expect(gaps).toEqual([
      ['household', deserted],
      ['room', empty],
    ]);
    expect((await world.get('/api/views/coverage', 'sender')).status).toBe(403);
  });

  test('R-001, R-002 · a new housing area whose committee is due, and that nobody looks after; one that is looked after until then', async () => {
    expect(await rows('housing-areas?unattended=true', 'office')).toMatchObject([
      { state: 'committee-due', movedIn: 740, planned: 1480, unattended: true, areaBasis: { rule: 'R-001' } },
    ]);
    expect(await rows('housing-areas?state=moving-in', 'office')).toMatchObject([{ unattended: false, areaBasis: { rule: 'R-002' } }]);
    expect((await world.get('/api/views/housing-areas', 'branch')).status).toBe(403);
  });
});

boundaryPages(() => world, 'sender');

test.each(projections.map(({ name }) => name))('%s · the same rows when every event is delivered twice', async (name) => {
  const twice: EventLog = {
    ...world.log,
    read: (options) =>
      world.log.read({
        ...options,
        onBatch: async (records) => {
          await options.onBatch(records);
          await options.onBatch(records);
        },
      }),
  };
  const open = (sealed: readonly string[]) => world.vault.open(sealed);
  const upkeep = new Upkeep({
    pool: world.pool,
    url: serviceUrl(world.db.url, 'projections', 'spec'),
    schema: 'projections',
    log: twice,
    watermarks: postgresWatermarks(world.pool),
    registry,
    projections: projections.map((one) => (one.opens.size > 0 ? { ...one, open } : one)),
    holder: 'twice',
    topicOf: (context) => ({ context, generation: 1 }),
    page: 5,
  });
  const proof = await upkeep.verify(name);
  expect(proof).toMatchObject({ faults: { count: 0 }, differences: { count: 0 }, revisions: [], invariants: [], parked: [] });
});
