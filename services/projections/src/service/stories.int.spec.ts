import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registry } from '@yimen/contracts';
import { postgresWatermarks, type EventLog } from '@yimen/event-log';
import { Upkeep } from '@yimen/projection-engine';
import { serviceUrl } from '@yimen/service-shell';
import { burdenStory } from '../burden/burden.sample.js';
import { preAccessViews } from '../pre-access/index.js';
import { census, preAccessStory } from '../pre-access/pre-access.sample.js';
import { projections } from '../projections.js';
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
    ...registered.map(plain),
  ];
  await world.say(...told);
  await until(
    () => world.running.operations.list(),
    (all) => all.every(({ generation, lagEvents }) => generation !== undefined && lagEvents === 0n),
    30_000,
  );
});
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
  for (const name of [...preAccessViews.map((one) => one.name), 'clean-up-items', 'burden-figures']) {
    const { status, body } = await world.get(`/api/views/${name}?${asked[name] ?? ''}`, 'officer');
    expect([name, status]).toEqual([name, 200]);
    // The matters under review ended with the story.
    if (name !== 'matter-reviews') expect([name, body.total > 0]).toEqual([name, true]);
  }
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
