import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LogRecord } from '@yimen/event-log';
import fc from 'fast-check';
import { applyBatch } from './batch.js';
import type { Target } from './batch.js';
import { deskRegistry, deskView } from '../fixture/desk.js';
import { Numbering, World, owner, until } from '../fixture/world.sample.js';
import type { Said } from '../fixture/world.sample.js';

let world: World;
let target: Target;
beforeAll(async () => {
  world = await World.open();
  const engine = world.engine();
  await until(
    () => engine.status(),
    ([desk]) => desk?.leading === true,
  );
  await engine.stop();
  await world.pool.query(`UPDATE ${owner}.engine_leases SET epoch = 100, until = 'infinity' WHERE name = 'live:desk'`);
  target = {
    owner,
    projection: deskView,
    generation: 1,
    schema: `${owner}_desk_g1`,
    lease: { name: 'live:desk', epoch: 100n },
    live: true,
    announces: true,
    accepted: new Set(),
  };
});
afterAll(() => world.close());

const tables = ['case', 'step', 'person', 'streams'];

async function rowsAfter(batches: readonly (readonly LogRecord[])[]): Promise<string> {
  await world.pool.query(
    `${tables.map((table) => `DELETE FROM ${target.schema}."${table}"`).join(';')}; UPDATE ${owner}.engine_places SET place = 0`,
  );
  for (const batch of batches) await applyBatch(world.pool, target, deskRegistry, batch);
  const all: Record<string, unknown> = {};
  for (const table of tables) all[table] = (await world.pool.query(`SELECT * FROM ${target.schema}."${table}" ORDER BY 1, 2`)).rows;
  return JSON.stringify(all);
}

/** Steps of a few cases; a case is opened at its first mention, a removed step may be stepped again. */
const story = fc.array(fc.record({ id: fc.nat(4), step: fc.nat(3), kind: fc.constantFrom('step', 'step', 'shrink', 'note', 'person') }), {
  minLength: 1,
  maxLength: 40,
});

function told(steps: readonly { id: number; step: number; kind: string }[]): Said[] {
  const known = new Set<number>();
  return steps.flatMap(({ id, step, kind }): Said[] => {
    const stream = `desk-case/${id}`;
    if (kind === 'person') return [{ stream: `person/${id}`, event: { type: 'PersonMoved', to: `place ${step}` } }];
    if (!known.has(id)) {
      known.add(id);
      return [{ stream, event: { type: 'CaseOpened', desk: 'd', title: `𠮷 ${id}`, points: id } }];
    }
    if (kind === 'note') return [{ stream, event: { type: 'CaseNoted', note: 'n' } }];
    return [{ stream, event: kind === 'shrink' ? { type: 'CaseShrunk', step } : { type: 'CaseStepped', step, points: step * 7 } }];
  });
}

/** Batches of one partition each; now and then a batch begins again with events that were already delivered. */
function batchesOf(records: readonly LogRecord[], sizes: readonly number[]): LogRecord[][] {
  const batches: LogRecord[][] = [];
  const partitions = new Map<string, LogRecord[]>();
  for (const record of records) {
    const name = `${record.context}/${record.partition}`;
    partitions.set(name, [...(partitions.get(name) ?? []), record]);
  }
  let turn = 0;
  for (const all of partitions.values()) {
    for (let at = 0; at < all.length;) {
      const size = sizes[turn % sizes.length] ?? 1;
      batches.push(all.slice(Math.max(0, at - (turn % 3)), at + size));
      at += size;
      turn += 1;
    }
  }
  return batches;
}

test('any batching of the same log, repeats included, gives the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }), async (steps, sizes) => {
      const numbering = new Numbering();
      const records = told(steps).map((said) => numbering.record(said));
      const one = await rowsAfter(batchesOf(records, [1]));
      expect(await rowsAfter(batchesOf(records, sizes))).toBe(one);
      expect(await rowsAfter(batchesOf(records, [1000]))).toBe(one);
    }),
    { numRuns: 25 },
  );
});
