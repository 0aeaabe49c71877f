import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { World, owner, until } from '../fixture/world.sample.js';
import { DiskShort, freeSpace, sizeOf } from './space.js';
import { Upkeep } from './upkeep.js';

let world: World;
let upkeep: Upkeep;
beforeEach(async () => {
  world = await World.open();
  upkeep = new Upkeep(world.options());
  const ids = Array.from({ length: 500 }, (_, index) => index);
  await world.say(
    ...ids.map((id) => ({
      stream: `desk-case/${id}`,
      event: { type: 'CaseOpened', desk: 'd', title: 'x'.repeat(500), points: 1 } as const,
    })),
  );
  const engine = world.engine();
  await until(
    () => engine.status(),
    ([desk]) => desk?.generation === 1 && desk.lagEvents === 0n,
  );
});
afterEach(() => world.close());

const live = { schema: `${owner}_desk_g1` };

/** Says how large the database's volume is, so that `left` bytes are left of it. */
async function leave(left: bigint): Promise<void> {
  const { rows } = await world.db.pool.query<{ name: string; used: string }>(
    'SELECT current_database() AS name, pg_database_size(current_database())::text AS used',
  );
  await world.db.pool.query(`ALTER DATABASE ${rows[0]?.name} SET yimen.volume_bytes = '${BigInt(rows[0]?.used ?? 0) + left}'`);
}

test('a rebuild, a verification and a rehearsal that the disk cannot take are refused before anything is written, with what is needed', async () => {
  await leave(100_000n);
  for (const begin of [() => upkeep.rebuild('desk'), () => upkeep.verify('desk'), () => upkeep.rehearse('desk')]) {
    const error = await begin().then(
      () => undefined,
      (refused: unknown) => refused,
    );
    expect(error).toBeInstanceOf(DiskShort);
    expect((error as DiskShort).needed).toBe(((await sizeOf(upkeep.parts, live)) * 5n) / 4n);
    expect((error as Error).message).toMatch(/^desk needs \d+ MiB beside the live generation, the database has 0 MiB left$/);
  }
  expect(await upkeep.parts.catalogue.all('desk')).toMatchObject([{ generation: 1, state: 'live' }]);
});

test('a rebuild that fits is begun', async () => {
  await leave(50_000_000n);
  expect(await upkeep.rebuild('desk')).toMatchObject({ generation: 2 });
});

test('what an unfinished rebuild has written already is not asked for again', async () => {
  await upkeep.rebuild('desk');
  // As a rebuild that was killed after the last event would have left it.
  await world.pool.query(`UPDATE ${owner}.engine_projections SET live = 1, previous = NULL`);
  await world.pool.query(`UPDATE ${owner}.engine_generations SET state = CASE generation WHEN 1 THEN 'live' ELSE 'building' END`);
  const size = await sizeOf(upkeep.parts, live);
  await leave(size / 2n);
  expect(await upkeep.rebuild('desk')).toMatchObject({ generation: 2 });
});

test('of a server on this machine the disk itself is asked; of one elsewhere that says nothing, nothing is known', async () => {
  expect(await freeSpace(upkeep.parts)).toBeGreaterThan(1_000_000n);
  expect(await freeSpace({ ...upkeep.parts, url: 'postgres://db.example/yimen' })).toBeUndefined();
});
