import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gathering } from './gathering.js';
import type { LogRecord } from './port.js';

const record = (context: string, partition: number, place: number, type = 'urgent') =>
  ({ context, partition, place: BigInt(place), type }) as LogRecord;

const isUrgent = ({ type }: LogRecord) => type === 'urgent';
const names = (records: readonly LogRecord[]) =>
  records.map(({ context, partition, place }) => `${context}/${partition}/${place}`).join(' ');

test('whatever the batches and the pauses, every record is handed out once, in the order of its partition, and never two contexts at once', async () => {
  const arrivals = fc.array(
    fc.record({ context: fc.constantFrom('a', 'b'), partition: fc.nat(2), count: fc.integer({ min: 1, max: 5 }), pause: fc.boolean() }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 6 }), fc.boolean(), async (said, most, urgent) => {
      const gathering = new Gathering({ most, signal: new AbortController().signal, isUrgent: () => urgent, patienceMs: 2 });
      const got: (readonly LogRecord[])[] = [];
      const handing = gathering.handOut(async (records) => {
        got.push(records);
        await sleep(0);
      });
      const places = new Map<string, number>();
      for (const { context, partition, count, pause } of said) {
        const at = places.get(`${context}/${partition}`) ?? 0;
        await gathering.add(Array.from({ length: count }, (_, n) => record(context, partition, at + n + 1)));
        places.set(`${context}/${partition}`, at + count);
        if (pause) await sleep(0);
      }
      gathering.close();
      await handing;
      for (const part of got) {
        expect(part.length).toBeLessThanOrEqual(most);
        expect(new Set(part.map(({ context }) => context)).size).toBe(1);
      }
      for (const [name, last] of places) {
        const mine = got.flat().filter(({ context, partition }) => `${context}/${partition}` === name);
        expect(mine.map(({ place }) => Number(place))).toEqual(Array.from({ length: last }, (_, n) => n + 1));
      }
    }),
    { numRuns: 60 },
  );
});

test('what arrives while the writer is busy is handed out together', async () => {
  const gathering = new Gathering({ most: 100, signal: new AbortController().signal, isUrgent, patienceMs: 60_000 });
  const got: string[] = [];
  let release: () => void = () => undefined;
  const handing = gathering.handOut(async (records) => {
    got.push(names(records));
    if (got.length === 1) await new Promise<void>((resolve) => (release = resolve));
  });
  await gathering.add([record('a', 0, 1)]);
  await sleep(0);
  await gathering.add([record('a', 1, 1)]);
  await gathering.add([record('a', 0, 2)]);
  release();
  gathering.close();
  await handing;
  expect(got).toEqual(['a/0/1', 'a/1/1 a/0/2']);
});

test('a record that nobody waits for goes with the next urgent one', async () => {
  const gathering = new Gathering({ most: 100, signal: new AbortController().signal, isUrgent, patienceMs: 60_000 });
  const got: string[] = [];
  const handing = gathering.handOut(async (records) => void got.push(names(records)));
  await gathering.add([record('a', 0, 1, 'quiet')]);
  await sleep(5);
  expect(got).toEqual([]);
  await gathering.add([record('a', 0, 2)]);
  gathering.close();
  await handing;
  expect(got).toEqual(['a/0/1 a/0/2']);
});

test('an abort lets the reader that waits for room go, and hands nothing more out', async () => {
  const stop = new AbortController();
  const gathering = new Gathering({ most: 1, signal: stop.signal, isUrgent, patienceMs: 1 });
  const got: string[] = [];
  const waiting = gathering.add([record('a', 0, 1), record('a', 0, 2)]);
  stop.abort();
  await waiting;
  await gathering.handOut(async (records) => void got.push(names(records)));
  expect(got).toEqual([]);
});

test('what the writer throws comes out', async () => {
  const gathering = new Gathering({ most: 10, signal: new AbortController().signal, isUrgent, patienceMs: 1 });
  await gathering.add([record('a', 0, 1)]);
  await expect(gathering.handOut(() => Promise.reject(new Error('full disk')))).rejects.toThrow('full disk');
});
