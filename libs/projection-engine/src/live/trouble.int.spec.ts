import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ForkDetected, LogRefused, UnsafeTopic, postgresWatermarks } from '@yimen/event-log';
import type { LogRecord } from '@yimen/event-log';
import { applyBatch } from '../batch/batch.js';
import type { Target } from '../batch/batch.js';
import { deskRegistry, deskView, fold } from '../fixture/desk.js';
import { World, owner, until } from '../fixture/world.sample.js';
import { openReadModels } from '../read/read-models.js';
import { takeLease } from './lease.js';
import { Deposed, PlaceGap, RevisionGap } from '../batch/trouble.js';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(async () => {
  fold.mended = false;
  await world.close();
});

const opened = (id: string, title = 'a') => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseOpened', desk: 'd1', title, points: 1 } as const,
});
const stepped = (id: string, step: number) => ({ stream: `desk-case/${id}`, event: { type: 'CaseStepped', step, points: 2 } as const });

async function caughtUp(engine: ReturnType<World['engine']>) {
  return until(
    () => engine.status(),
    ([desk]) => desk?.generation !== undefined && desk.lagEvents === 0n,
  );
}
const cases = async () =>
  (await world.pool.query<{ caseId: string; steps: number }>(`SELECT "caseId", steps FROM ${owner}_desk_g1."case" ORDER BY 1`)).rows.map(
    ({ caseId, steps }) => `${caseId}:${steps}`,
  );

/** A leader's lease in hand, to bring batches into the live generation directly. */
async function target(epoch: bigint): Promise<Target> {
  await world.pool.query(`UPDATE ${owner}.engine_leases SET epoch = $1, holder = 'spec', until = 'infinity' WHERE name = 'live:desk'`, [
    epoch.toString(),
  ]);
  return {
    owner,
    projection: deskView,
    generation: 1,
    schema: `${owner}_desk_g1`,
    lease: { name: 'live:desk', epoch },
    live: true,
    announces: true,
    accepted: new Set(),
  };
}

/** An engine's first generation, stopped. */
async function atRest(): Promise<void> {
  const engine = world.engine();
  await caughtUp(engine);
  await engine.stop();
}

const onePartition = (records: readonly LogRecord[]) => {
  const first = records[0];
  return records.filter((record) => record.partition === first?.partition && record.context === first.context);
};

test('an event delivered twice is applied once', async () => {
  await atRest();
  const lead = await target(100n);
  const records = onePartition(await world.say(opened('1'), stepped('1', 1), stepped('1', 2)));
  expect(await applyBatch(world.pool, lead, deskRegistry, records)).toMatchObject({ events: 3 });
  expect(await applyBatch(world.pool, lead, deskRegistry, records)).toBeUndefined();
  expect(await applyBatch(world.pool, lead, deskRegistry, records.slice(1))).toBeUndefined();
  expect(await cases()).toEqual(['1:2']);
});

test('a larger place stops the partition by name; what stands before it is kept', async () => {
  await atRest();
  const lead = await target(100n);
  const [first, second, third] = onePartition(await world.say(opened('1'), stepped('1', 1), stepped('1', 2)));
  await expect(applyBatch(world.pool, lead, deskRegistry, [first!, third!])).rejects.toThrow(PlaceGap);
  expect(await cases()).toEqual(['1:0']);
  await applyBatch(world.pool, lead, deskRegistry, [second!, third!]);
  expect(await cases()).toEqual(['1:2']);
});

test('a revision that is not the next of its stream stops the partition, though the places are in order', async () => {
  await atRest();
  const lead = await target(100n);
  const [first, second] = onePartition(await world.say(opened('1'), stepped('1', 1)));
  await expect(applyBatch(world.pool, lead, deskRegistry, [first!, { ...second!, revision: 3n }])).rejects.toThrow(RevisionGap);
});

test('a deposed leader writes nothing', async () => {
  await atRest();
  const old = await target(100n);
  await target(101n);
  const records = onePartition(await world.say(opened('1')));
  await expect(applyBatch(world.pool, old, deskRegistry, records)).rejects.toThrow(Deposed);
  expect(await cases()).toEqual([]);
});

test('of two replicas one leads; the other takes over where it stopped', async () => {
  const first = world.engine();
  await until(
    () => first.status(),
    ([desk]) => desk?.leading === true,
  );
  const second = world.engine();
  await world.say(opened('1'));
  await caughtUp(second);
  expect(await second.status()).toMatchObject([{ leading: false, waitingFor: 'lease' }]);
  await first.stop();
  await world.say(stepped('1', 1));
  await until(cases, (found) => found[0] === '1:1');
  expect(await second.status()).toMatchObject([{ leading: true }]);
});

test('a lease whose holder has died is free when its time is over', async () => {
  const lost = await takeLease(world.pool, owner, 'live:other', 'dead', 0.3);
  expect(await takeLease(world.pool, owner, 'live:other', 'next', 1)).toBeUndefined();
  await world.pool.query(`UPDATE ${owner}.engine_leases SET until = clock_timestamp() WHERE name = 'live:other'`);
  const next = await until(
    () => takeLease(world.pool, owner, 'live:other', 'next', 1),
    (lease) => lease !== undefined,
    3000,
  );
  expect(next?.epoch).toBe(lost!.epoch + 1n);
  await until(
    () => Promise.resolve(lost?.signal.aborted),
    (aborted) => aborted === true,
    3000,
  );
  await next?.release();
});

test('a connection lost between fold and commit loses nothing and repeats nothing', async () => {
  const engine = world.engine({ page: 7 });
  await caughtUp(engine);
  let killed = 0;
  for (let id = 0; id < 60; id += 1) {
    await world.say(opened(String(id)), stepped(String(id), 1));
    if (id % 6 !== 0) continue;
    const { rowCount } = await world.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'yimen_board_spec' AND state LIKE 'idle in transaction%'`,
    );
    killed += rowCount ?? 0;
  }
  await caughtUp(engine);
  expect(await cases()).toHaveLength(60);
  expect(new Set((await cases()).map((one) => one.split(':')[1]))).toEqual(new Set(['1']));
  // How often a transaction was caught open is chance; every engine connection is cut once more, so that at least these were.
  const { rowCount } = await world.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'yimen_board_spec'`,
  );
  expect(killed + (rowCount ?? 0)).toBeGreaterThan(0);
  await world.say(stepped('0', 2));
  await until(
    () => cases().catch((): string[] => []),
    (found) => found.includes('0:2'),
  );
});

test('an unknown type or version means newer than this release: stop, release the lease, park nothing', async () => {
  const registry = new Map(deskRegistry);
  registry.delete('CaseNoted');
  const old = world.engine({ registry });
  await world.say(opened('1'), { stream: 'desk-case/1', event: { type: 'CaseNoted', note: 'n' } }, stepped('1', 1));
  await until(
    () => old.status(),
    ([desk]) => desk?.waitingFor === 'newer-event',
  );
  expect(await old.parking.list()).toEqual([]);
  expect(await cases()).toEqual(['1:0']);
  const next = world.engine();
  await caughtUp(next);
  expect(await cases()).toEqual(['1:1']);
  await world.say({ ...stepped('1', 2), version: 2 });
  await until(
    () => next.status(),
    ([desk]) => desk?.waitingFor === 'newer-event',
  );
});

test('a fold error parks the event and the later ones of its stream; others go on; redriven they are applied in order', async () => {
  const engine = world.engine();
  const models = await openReadModels({ url: world.url, schema: owner, projections: [deskView], poll: 100 });
  world.onClose(() => models.close());
  await world.say(opened('1'), opened('2', fold.refuse), stepped('2', 1), stepped('1', 1), opened('3'));
  await caughtUp(engine);
  await world.say(stepped('2', 2));
  const parked = await until(
    () => engine.parking.list(),
    (list) => list.length === 3,
  );
  expect(parked.map(({ revision, reason }) => [revision, reason !== undefined])).toEqual([
    [1n, true],
    [2n, false],
    [3n, false],
  ]);
  expect(await cases()).toEqual(['1:1', '3:0']);
  expect(await models.waitFor([{ context: 'public-services', stream: 'desk-case/2', revision: 2n }], 'desk', 1000)).toBe('parked');
  expect(await engine.status()).toMatchObject([{ parked: 3, waitingFor: undefined, lagEvents: 0n }]);
  expect(await engine.parking.redrive(parked[0]!.id)).toEqual({ applied: 0, remaining: 3 });
  fold.mended = true;
  expect(await engine.parking.redrive(parked[2]!.id)).toEqual({ applied: 3, remaining: 0 });
  await world.say(stepped('2', 3));
  expect(await models.waitFor([{ context: 'public-services', stream: 'desk-case/2', revision: 4n }], 'desk', 3000)).toBe('caught-up');
  expect(await cases()).toEqual(['1:1', '2:3', '3:0']);
});

test('an accepted event is skipped for good, with reason and name; its stream goes on', async () => {
  const engine = world.engine();
  await world.say(opened('1'), { stream: 'desk-case/1', event: { type: 'CaseForced', caseId: '1', title: 'bad \u0000' } }, stepped('1', 1));
  const parked = await until(
    () => engine.parking.list(),
    (list) => list.length === 2,
  );
  await expect(engine.parking.accept(parked[1]!.id, 'r', 'o')).rejects.toThrow('stands behind');
  expect(await engine.parking.accept(parked[0]!.id, 'holds NUL', 'operator')).toEqual({ applied: 2, remaining: 0 });
  expect(await cases()).toEqual(['1:1']);
  const { rows } = await world.pool.query(`SELECT type, reason, accepted_by FROM ${owner}.engine_accepted`);
  expect(rows).toEqual([{ type: 'CaseForced', reason: 'holds NUL', accepted_by: 'operator' }]);
});

test('a row has one writer: a key put by another stream is a fold error of that event alone, in the same batch or a later one', async () => {
  await world.say(opened('1'));
  const engine = world.engine();
  await caughtUp(engine);
  await world.say(
    ...Array.from({ length: 10 }, (_, index) => opened(`a${index}`)),
    { stream: 'desk-case/9', event: { type: 'CaseForced', caseId: '1', title: 'stolen' } },
    ...Array.from({ length: 10 }, (_, index) => opened(`b${index}`)),
  );
  await caughtUp(engine);
  expect((await engine.parking.list()).map(({ stream }) => stream)).toEqual(['desk-case/9']);
  expect(await cases()).toHaveLength(21);
});

test('a log that is away is waited for, and status says so', async () => {
  let away = false;
  const watermarks = postgresWatermarks(world.pool);
  const engine = world.engine({
    watermarks: { get: (context, generation) => (away ? Promise.reject(new Error('away')) : watermarks.get(context, generation)) },
  });
  await caughtUp(engine);
  away = true;
  expect(await engine.status()).toMatchObject([{ waitingFor: 'log', leading: true }]);
  away = false;
  expect(await engine.status()).toMatchObject([{ waitingFor: undefined }]);
});

test('a hole in the log stops the context by name, until it is mended', async () => {
  const engine = world.engine();
  await caughtUp(engine);
  await engine.stop();
  await world.say(opened('1'), stepped('1', 1), stepped('1', 2));
  await world.db.pool.query(`UPDATE log.record SET place = -place WHERE revision = 2`);
  const next = world.engine();
  await until(
    () => next.status(),
    ([desk]) => desk?.waitingFor === 'place-gap',
  );
  await world.db.pool.query(`UPDATE log.record SET place = -place WHERE revision = 2`);
  await until(cases, (found) => found[0] === '1:2');
});

const topic = { context: 'public-services', generation: 1 };

test.each([
  [new ForkDetected(topic, 'log-behind', 'partition 0 ends at place 1'), 'fork', 'yimen log republish public-services'],
  [new LogRefused('authentication', 'Kafka refuses'), 'log-refused', 'Kafka refuses'],
  [new UnsafeTopic(topic, [{ name: 'retention.ms', value: '1', wanted: '-1' }]), 'unsafe-topic', 'retention.ms=1 (must be -1)'],
])('%s: status names it, and the log is not asked again and again', async (error, code, told) => {
  let reads = 0;
  const read = () => {
    reads += 1;
    return Promise.reject(error);
  };
  const engine = world.engine({ log: { ...world.log, read } });
  const [desk] = await until(
    () => engine.status(),
    ([one]) => one?.waitingFor === code,
  );
  expect(desk).toMatchObject({ error: expect.stringContaining(told), failure: error });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // Each try opens the readings of both topics once.
  expect(reads).toBeLessThanOrEqual(2);
});
