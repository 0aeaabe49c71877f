import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registry } from '@yimen/contracts';
import { postgresWatermarks, type EventLog } from '@yimen/event-log';
import { Upkeep } from '@yimen/projection-engine';
import { serviceUrl } from '@yimen/service-shell';
import { burdenStory } from '../burden/burden.sample.js';
import { moneyStory } from '../money/money-story.sample.js';
import { needsStory } from '../needs/needs.sample.js';
import { preAccessViews } from '../pre-access/index.js';
import { census, preAccessStory } from '../pre-access/pre-access.sample.js';
import { projections } from '../projections.js';
import { committee as covered, coverageStories, deserted, empty, town } from '../coverage/coverage-story.sample.js';
import {
  at,
  bookStories,
  caseStory,
  committee,
  department,
  otherCases,
  personStory,
  queueStory,
  ratingStories,
  visitStory,
} from './story.sample.js';
import { branch, source, target, there, transferStories } from '../transfers/transfer-story.sample.js';
import { until, World, type Said } from './world.sample.js';

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
  told = [
    ...queueStory(),
    ...visitStory(),
    ...caseStory(),
    ...otherCases(),
    ...ratingStories(),
    ...bookStories(),
    ...preAccessStory(),
    ...burdenStory(),
    ...needsStory(),
    ...transferStories(),
    ...coverageStories(),
    ...moneyStory(),
    ...registered.map(plain),
  ];
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
    expect(out.map(({ state }) => state).sort()).toEqual(['cancelled', 'closed', 'closed', 'discarded', 'discarded', 'withdrawn'].sort());
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
        personsWithoutCommunity: 0,
        complete: false,
        target: 0,
      },
    ]);
    const gaps = (await rows(`coverage-gaps?organisation=${covered}`, 'office')).map(({ kind, of }) => [kind, of]);
    expect(gaps).toEqual([
      ['household', deserted],
      ['room', empty],
    ]);
    expect((await world.get('/api/views/coverage', 'sender')).status).toBe(403);
  });

  test('R-001 · a new housing area whose committee is due, and that nobody looks after', async () => {
    expect(await rows('housing-areas?unattended=true', 'office')).toMatchObject([
      { state: 'committee-due', movedIn: 740, planned: 1480, unattended: true },
    ]);
    expect((await world.get('/api/views/housing-areas', 'branch')).status).toBe(403);
  });
});

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
