import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deskView, deskViewUpper } from '../../fixture/desk.js';
import { World, owner, until } from '../../fixture/world.sample.js';
import { openReadModels } from '../../read/read-models.js';
import { ProofFailed } from '../proof/proof.js';
import { NoPrevious } from './rollback.js';
import { VersionNotCarried } from '../run.js';
import { Upkeep } from '../upkeep.js';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const opened = (id: string) => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseOpened', desk: 'd1', title: `title ${id}`, points: 1 } as const,
});
const stepped = (id: string, step: number) => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseStepped', step, points: 2 } as const,
});
const ids = Array.from({ length: 30 }, (_, index) => String(index));
const both = [deskView, deskViewUpper];
const approve = { by: 'operator', reason: 'upper case' };

async function failure(of: Promise<unknown>): Promise<unknown> {
  return of.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function caughtUp(engine: ReturnType<World['engine']>, generation: number) {
  await until(
    () => engine.status(),
    ([desk]) => desk?.generation === generation && desk.leading && desk.lagEvents === 0n,
  );
}

/** Version 1 live, then version 2 approved; the release carries both. */
async function upgraded() {
  await world.say(...ids.map(opened));
  const old = world.engine();
  await caughtUp(old, 1);
  await old.stop();
  const engine = world.engine({ projections: both });
  const upkeep = new Upkeep(world.options({ projections: both }));
  expect(await upkeep.rebuild('desk', { approve })).toMatchObject({ generation: 2, version: 2 });
  await caughtUp(engine, 2);
  return { engine, upkeep };
}

const titles = async (generation: number) =>
  (await world.pool.query<{ title: string; steps: number }>(`SELECT title, steps FROM ${owner}_desk_g${generation}."case" ORDER BY title`))
    .rows;

test('a rollback catches the previous generation up, proves it, and moves the pointer back; a second one goes forward again', async () => {
  const { engine, upkeep } = await upgraded();
  await world.say(...ids.map((id) => stepped(id, 1)), opened('new'));
  await caughtUp(engine, 2);
  const back = await upkeep.rollback('desk');
  expect(back).toMatchObject({ generation: 1, version: 1, proof: { faults: { count: 0 }, revisions: [], parked: [] } });
  expect(await titles(1)).toContainEqual({ title: 'title 7', steps: 1 });
  expect(await titles(1)).toContainEqual({ title: 'title new', steps: 0 });
  // The engine follows with the generation that is live again.
  await world.say(stepped('new', 1));
  await caughtUp(engine, 1);
  expect(await titles(1)).toContainEqual({ title: 'title new', steps: 1 });
  expect(await upkeep.rollback('desk')).toMatchObject({ generation: 2, version: 2 });
  expect(await titles(2)).toContainEqual({ title: 'TITLE NEW', steps: 1 });
  const { rows } = await world.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '${owner}_desk_g%' ORDER BY 1`);
  expect(rows).toEqual([{ nspname: `${owner}_desk_g1` }, { nspname: `${owner}_desk_g2` }]);
});

test('reads go on through a rollback, and never see less than they have seen', async () => {
  const { upkeep } = await upgraded();
  await world.say(opened('new'));
  const models = await openReadModels({ url: world.url, schema: owner, projections: both, poll: 20 });
  world.onClose(() => models.close());
  await until(
    () => models.of('desk').query('SELECT FROM {case}'),
    (rows) => rows.length === 31,
  );
  const counts: number[] = [];
  const failures: unknown[] = [];
  const ended = new AbortController();
  const reading = (async () => {
    while (!ended.signal.aborted)
      await models
        .of('desk')
        .query<{ n: number }>('SELECT count(*)::int AS n FROM {case}')
        .then(
          ([row]) => counts.push(row?.n ?? 0),
          (error: unknown) => failures.push(error),
        );
  })();
  await upkeep.rollback('desk');
  await until(
    () => models.of('desk').read(async ({ generation }) => generation),
    (generation) => generation === 1,
  );
  ended.abort();
  await reading;
  expect(failures).toEqual([]);
  expect(Math.min(...counts)).toBe(31);
});

test('a previous generation that is not what its version says is refused, and the live model stays', async () => {
  const { engine, upkeep } = await upgraded();
  await world.pool.query(`UPDATE ${owner}_desk_g1."case" SET points = 99 WHERE "caseId" = '3'`);
  const error = await failure(upkeep.rollback('desk'));
  expect(error).toBeInstanceOf(ProofFailed);
  expect((error as ProofFailed).report.faults).toMatchObject({ count: 1, samples: [{ table: 'case', key: ['3'], old: { points: 99 } }] });
  expect(await engine.status()).toMatchObject([{ generation: 2, leading: true }]);
});

test('without a previous generation, or one of a version that this release does not carry, a rollback is refused with the reason', async () => {
  await world.say(opened('1'));
  const engine = world.engine();
  await caughtUp(engine, 1);
  const first = new Upkeep(world.options());
  const none = await failure(first.rollback('desk'));
  expect(none).toBeInstanceOf(NoPrevious);
  expect((none as Error).message).toBe('desk cannot be rolled back: no previous generation is kept');
  await engine.stop();
  await new Upkeep(world.options({ projections: both })).rebuild('desk', { approve });
  const later = new Upkeep(world.options({ projections: [deskViewUpper] }));
  for (const refused of [() => later.rollback('desk'), () => later.requirePrevious('desk')]) {
    const error = await failure(refused());
    expect(error).toBeInstanceOf(VersionNotCarried);
    expect((error as Error).message).toBe('desk version 1 is not carried by this release (it has 2)');
  }
});

test('the rebuild after a rollback keeps what was live until then, and drops the one that was left', async () => {
  const { upkeep } = await upgraded();
  await upkeep.rollback('desk');
  await upkeep.rebuild('desk', { approve });
  expect(await upkeep.parts.catalogue.all('desk')).toMatchObject([
    { generation: 1, state: 'retired', version: 1 },
    { generation: 3, state: 'live', version: 2 },
  ]);
  expect(await upkeep.rollback('desk')).toMatchObject({ generation: 1 });
});
