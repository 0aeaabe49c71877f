import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deskView, fold } from '../../fixture/desk.js';
import { World, owner, until } from '../../fixture/world.sample.js';
import { passWhatIsAsked } from './kept.js';
import { takeBuildLease } from '../build.js';
import { Upkeep } from '../upkeep.js';

let world: World;
let upkeep: Upkeep;
beforeEach(async () => {
  world = await World.open();
  upkeep = new Upkeep(world.options());
  await world.say({ stream: 'person/1', event: { type: 'PersonMoved', to: 'here' } });
  const engine = world.engine();
  await until(
    () => engine.status(),
    ([desk]) => desk?.generation === 1 && desk.lagEvents === 0n,
  );
  await upkeep.rebuild('desk');
});
afterEach(async () => {
  fold.mended = false;
  await world.close();
});

const signal = new AbortController().signal;
const pass = () => passWhatIsAsked(upkeep.parts, [deskView], signal);
const ask = (generation: number) =>
  world.pool.query(`INSERT INTO ${owner}.engine_catch_up (projection, generation) VALUES ('desk', $1) ON CONFLICT DO NOTHING`, [
    generation,
  ]);
const asked = async () => (await world.pool.query(`SELECT FROM ${owner}.engine_catch_up`)).rowCount;
const generations = async () => (await upkeep.parts.catalogue.all('desk')).map(({ generation, state }) => [generation, state]);

test('a previous generation that is waited for is brought past the event, and stays for a rollback', async () => {
  await world.say({ stream: 'person/1', event: { type: 'PersonMoved', to: 'nowhere' } });
  await ask(1);
  await pass();
  const { rows } = await world.pool.query(`SELECT place FROM ${owner}_desk_g1.person`);
  expect([rows, await asked()]).toEqual([[{ place: 'nowhere' }], 0]);
  expect(await generations()).toEqual([
    [1, 'retired'],
    [2, 'live'],
  ]);
});

test('one that cannot fold what came since is given up, so that nobody waits for it for ever', async () => {
  await world.say({ stream: 'desk-case/1', event: { type: 'CaseOpened', desk: 'd', title: fold.refuse, points: 1 } });
  await ask(1);
  await pass();
  expect([await generations(), await asked()]).toEqual([[[2, 'live']], 0]);
});

test('one in which an event is parked is given up: the rows of that stream stand still', async () => {
  await world.pool.query(
    `INSERT INTO ${owner}.engine_parked (projection, generation, context, partition, place, stream, revision, event_id, type, attempts, record, meta, payload)
     VALUES ('desk', 1, 'residents', 0, 1, 'person/1', 2, 'e', 'PersonMoved', 1, '{}', '', '')`,
  );
  await ask(1);
  await pass();
  expect(await generations()).toEqual([[2, 'live']]);
});

test('what a cut-off rebuild or verification has left is given up; what is being built is left to its builder', async () => {
  const watermarks = await Promise.all(['public-services', 'residents'].map((context) => upkeep.parts.watermarks.get(context, 1)));
  const there = watermarks.flatMap((one) => (one ? [one] : []));
  await upkeep.parts.catalogue.create(deskView, 'serve', there);
  await upkeep.parts.catalogue.create(deskView, 'verify', there);
  await Promise.all([ask(3), ask(4)]);
  const builder = await takeBuildLease({ url: world.url, schema: owner }, 'desk');
  await pass();
  expect(await generations()).toHaveLength(4);
  await builder.release();
  await pass();
  expect(await generations()).toEqual([
    [1, 'retired'],
    [2, 'live'],
  ]);
});

test('a live generation is never touched', async () => {
  await ask(2);
  await pass();
  expect([await generations(), await asked()]).toEqual([
    [
      [1, 'retired'],
      [2, 'live'],
    ],
    0,
  ]);
});
