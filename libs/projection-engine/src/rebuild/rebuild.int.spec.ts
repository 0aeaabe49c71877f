import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deskView, deskViewSly, deskViewUpper, fold } from '../fixture/desk.js';
import { World, owner, until } from '../fixture/world.sample.js';
import { openReadModels } from '../read/read-models.js';
import { FoldFailed, RevisionGap } from '../batch/trouble.js';
import { LogTruncated } from '@yimen/event-log';
import { LogIncomplete, RebuildRunning, takeBuildLease } from './build.js';
import { ProofFailed } from './proof/proof.js';
import { ApprovalNeeded } from './rebuilding.js';
import { Incomplete } from './run.js';
import { Upkeep } from './upkeep.js';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(async () => {
  fold.mended = false;
  await world.close();
});

const opened = (id: string, title = `title ${id}`) => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseOpened', desk: `d${Number(id) % 3}`, title, points: 1 } as const,
});
const stepped = (id: string, step: number, points = 2) => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseStepped', step, points } as const,
});
const moved = (id: string) => ({ stream: `person/${id}`, event: { type: 'PersonMoved', to: 'x' } as const });
const ids = Array.from({ length: 40 }, (_, index) => String(index));

async function caughtUp(engine: ReturnType<World['engine']>) {
  await until(
    () => engine.status(),
    ([desk]) => desk?.generation !== undefined && desk.lagEvents === 0n,
  );
}

async function standing(): Promise<ReturnType<World['engine']>> {
  await world.say(
    ...ids.map((id) => opened(id)),
    ...ids.map((id) => stepped(id, 1)),
    ...ids.map(moved),
    ...ids.map((id) => stepped(id, 2)),
  );
  const engine = world.engine();
  await caughtUp(engine);
  return engine;
}

async function failure(of: Promise<unknown>): Promise<unknown> {
  return of.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('a rebuild beside the live model is proved equal, switched, and followed from there', async () => {
  const engine = await standing();
  const upkeep = new Upkeep(world.options());
  const rebuilt = await upkeep.rebuild('desk');
  expect(rebuilt).toMatchObject({ generation: 2, proof: { faults: { count: 0 }, revisions: [] } });
  await world.say(stepped('1', 3), opened('99'));
  await caughtUp(engine);
  const { rows } = await world.pool.query(`SELECT steps FROM ${owner}_desk_g2."case" WHERE "caseId" IN ('1', '99') ORDER BY steps`);
  expect(rows).toEqual([{ steps: 0 }, { steps: 3 }]);
  expect(await engine.status()).toMatchObject([{ generation: 2, leading: true }]);
});

test('what another process builds shows with phase, events applied and events to apply; when that process is gone it does not', async () => {
  const engine = await standing();
  expect(await engine.builds()).toEqual([]);
  // The switch waits for this row, so that the rebuild can be looked at.
  const held = await world.db.pool.connect();
  await held.query('BEGIN');
  await held.query(`SELECT FROM ${owner}.engine_generations WHERE projection = 'desk' AND generation = 1 FOR UPDATE`);
  try {
    const rebuilding = failure(new Upkeep(world.options()).rebuild('desk'));
    const builds = await until(
      () => engine.builds(),
      ([one]) => one?.phase === 'comparing',
    );
    expect(builds).toEqual([{ projection: 'desk', generation: 2, purpose: 'serve', phase: 'comparing', applied: 160n, target: 160n }]);
    await world.db.pool.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    );
    await until(
      () => engine.builds(),
      (left) => left.length === 0,
    );
    await held.query('ROLLBACK');
    await rebuilding;
  } finally {
    held.release(true);
  }
});

test('verify holds of a live model that is equal, and leaves no shadow', async () => {
  await standing();
  const report = await new Upkeep(world.options()).verify('desk');
  expect(report.faults.count).toBe(0);
  const { rows } = await world.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '${owner}_desk_g%'`);
  expect(rows).toEqual([{ nspname: `${owner}_desk_g1` }]);
});

test.each([
  ['one row changed by hand', `UPDATE ${owner}_desk_g1."case" SET points = points + 1 WHERE "caseId" = '7'`, { faults: { count: 1 } }],
  ['one row removed by hand', `DELETE FROM ${owner}_desk_g1.step WHERE "caseId" = '7' AND step = 1`, { faults: { count: 1 } }],
  [
    'one row added by hand',
    `INSERT INTO ${owner}_desk_g1.person ("personId", place, stream, revision) VALUES ('nobody', 'y', 'person/nobody', 1)`,
    { faults: { count: 1 } },
  ],
  [
    'one event dropped: the last step of a case never reached the live rows',
    `DELETE FROM ${owner}_desk_g1.step WHERE "caseId" = '7' AND step = 2;
     UPDATE ${owner}_desk_g1."case" SET steps = 1, points = points - 2, revision = 2 WHERE "caseId" = '7';
     UPDATE ${owner}_desk_g1.streams SET revision = 2 WHERE stream = 'desk-case/7'`,
    { revisions: [{ stream: 'desk-case/7', live: 2n, rebuilt: 3n }] },
  ],
  [
    'one event repeated: a step was counted twice',
    `UPDATE ${owner}_desk_g1."case" SET points = points + 2, revision = 4 WHERE "caseId" = '7';
     UPDATE ${owner}_desk_g1.streams SET revision = 4 WHERE stream = 'desk-case/7'`,
    { revisions: [{ stream: 'desk-case/7', live: 4n, rebuilt: 3n }] },
  ],
])('verify and rebuild find %s, and leave the live model in place', async (_what, tamper, report) => {
  const engine = await standing();
  await world.pool.query(tamper);
  const upkeep = new Upkeep(world.options());
  for (const proved of [upkeep.verify('desk'), upkeep.rebuild('desk')]) {
    const error = await failure(proved);
    expect(error).toBeInstanceOf(ProofFailed);
    expect((error as ProofFailed).report).toMatchObject(report);
  }
  expect(await engine.status()).toMatchObject([{ generation: 1, leading: true }]);
});

test.each([
  [
    'dropped',
    `DELETE FROM log.record r USING (SELECT topic, partition, place FROM log.record WHERE stream = 'desk-case/7' AND revision = 2) x
     WHERE (r.topic, r.partition, r.place) = (x.topic, x.partition, x.place)`,
    LogTruncated,
  ],
  ['the first one, of a log that was cut off at its beginning', `DELETE FROM log.record WHERE place <= 2`, LogTruncated],
  [
    'the last one, of a log that has lost its end',
    `DELETE FROM log.record r USING (SELECT topic, partition, max(place) AS place FROM log.record GROUP BY 1, 2) x
     WHERE (r.topic, r.partition, r.place) = (x.topic, x.partition, x.place)`,
    LogIncomplete,
  ],
  [
    'dropped and closed up',
    `WITH gone AS (DELETE FROM log.record WHERE stream = 'desk-case/7' AND revision = 2 RETURNING topic, partition, place)
     UPDATE log.record r SET place = -(r.place - 1) FROM gone g WHERE r.topic = g.topic AND r.partition = g.partition AND r.place > g.place;
     UPDATE log.record SET place = -place WHERE place < 0`,
    Error,
  ],
  [
    'repeated in the place of its neighbour',
    `UPDATE log.record r SET stream = x.stream, revision = x.revision, id = x.id, type = x.type, payload = x.payload
     FROM log.record x WHERE x.stream = 'desk-case/7' AND x.revision = 2 AND r.topic = x.topic AND r.partition = x.partition AND r.place = x.place + 1`,
    RevisionGap,
  ],
])('a rebuild refuses a log in which one event is missing or wrong: %s', async (_what, tamper, refusal) => {
  const engine = await standing();
  await world.db.pool.query(tamper);
  expect(await failure(new Upkeep(world.options()).rebuild('desk'))).toBeInstanceOf(refusal);
  expect(await engine.status()).toMatchObject([{ generation: 1, leading: true }]);
});

test('places that do not sum to the watermark are refused', async () => {
  await standing();
  await world.db.pool.query(`UPDATE meta.watermark SET sequence = sequence + 1 WHERE context = 'residents'`);
  expect(await failure(new Upkeep(world.options()).rebuild('desk'))).toBeInstanceOf(Incomplete);
});

test('two rebuilds of one read model at once: the second is refused', async () => {
  await standing();
  const lease = await takeBuildLease({ url: world.url, schema: owner }, 'desk');
  expect(await failure(new Upkeep(world.options()).rebuild('desk'))).toBeInstanceOf(RebuildRunning);
  await lease.release();
  expect(await new Upkeep(world.options()).rebuild('desk')).toMatchObject({ generation: 2 });
});

test('a fold error stops a rebuild; accepted, live and rebuild honour it alike', async () => {
  const engine = await standing();
  await world.say(opened('50', fold.refuse), stepped('50', 1), opened('51'));
  await until(
    () => engine.parking.list(),
    (list) => list.length === 2,
  );
  const upkeep = new Upkeep(world.options());
  expect(await failure(upkeep.rebuild('desk'))).toBeInstanceOf(FoldFailed);
  for (const parked of await engine.parking.list()) await engine.parking.accept(parked.id, 'typed by mistake', 'operator');
  const rebuilt = await upkeep.rebuild('desk');
  expect(rebuilt.proof?.accepted).toHaveLength(2);
  expect((await world.pool.query(`SELECT FROM ${owner}_desk_g${rebuilt.generation}."case" WHERE "caseId" = '50'`)).rowCount).toBe(0);
});

test('a changed version: declared differences are shown and approved, undeclared ones refused', async () => {
  const engine = world.engine({ projections: [deskView] });
  await world.say(...ids.map((id) => opened(id)));
  await caughtUp(engine);
  await engine.stop();
  world.engine({ projections: [deskView, deskViewUpper] });
  const sly = await failure(new Upkeep(world.options({ projections: [deskView, deskViewSly] })).rebuild('desk'));
  expect(sly).toBeInstanceOf(ProofFailed);
  expect((sly as ProofFailed).report.faults.count).toBe(40);
  const upkeep = new Upkeep(world.options({ projections: [deskView, deskViewUpper] }));
  const asked = await failure(upkeep.rebuild('desk'));
  expect(asked).toBeInstanceOf(ApprovalNeeded);
  expect((asked as ApprovalNeeded).report.differences).toMatchObject({ count: 40 });
  expect((asked as ApprovalNeeded).report.differences.samples[0]).toMatchObject({
    table: 'case',
    old: { title: 'title 0' },
    new: { title: 'TITLE 0' },
  });
  const rebuilt = await upkeep.rebuild('desk', { approve: { by: 'operator', reason: 'upper case' } });
  expect(rebuilt.version).toBe(2);
});

test('readers see no error while generations are switched and dropped beneath them', async () => {
  await standing();
  const models = await openReadModels({ url: world.url, schema: owner, projections: [deskView], poll: 50 });
  world.onClose(() => models.close());
  const upkeep = new Upkeep(world.options());
  let reads = 0;
  const failures: unknown[] = [];
  const done = new AbortController();
  const readers = Array.from({ length: 8 }, async () => {
    while (!done.signal.aborted && failures.length < 5) {
      try {
        const [row] = await models
          .of('desk')
          .query<{ n: number }>('SELECT count(*)::int AS n FROM {case} c JOIN {step} s USING ("caseId")');
        if (row?.n !== 80) failures.push(row);
        reads += 1;
      } catch (error) {
        failures.push(error);
      }
    }
  });
  try {
    for (let round = 0; round < 4; round += 1) {
      await upkeep.rebuild('desk');
      await upkeep.dropPrevious('desk');
      await until(
        () => upkeep.parts.catalogue.dropUnused(60),
        (dropped) => dropped.length > 0,
      );
    }
  } finally {
    done.abort();
    await Promise.all(readers);
  }
  expect(failures).toEqual([]);
  expect(reads).toBeGreaterThan(100);
});
