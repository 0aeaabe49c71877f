import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { LogRecord } from '../port.js';
import { Tails, type ReadAlone } from './tail.js';

const topic = { context: 'spec', generation: 1 };
const partitions = 2;

/** A topic in memory, read as a session reads it: what only the order of deliveries depends on. Sessions under way are counted. */
class Sample {
  readonly records: LogRecord[][] = [[], []];
  sessions = 0;
  private grown: () => void = () => undefined;
  private growing = this.next();

  add(partition: number, count: number): void {
    const places = this.records[partition] ?? [];
    for (let n = 0; n < count; n += 1) {
      const place = BigInt(places.length + 1);
      places.push({ context: 'spec', partition, place, id: `${partition}/${place}` } as LogRecord);
    }
    const { grown } = this;
    this.growing = this.next();
    grown();
  }

  readonly alone: ReadAlone = async ({ after, max = 500, signal, onBatch, onEnds }) => {
    const places = after.map(Number);
    this.sessions += 1;
    try {
      while (!signal.aborted) {
        const { growing } = this;
        for (const [partition, records] of this.records.entries()) {
          const batch = records.slice(places[partition], (places[partition] ?? 0) + max);
          if (batch.length > 0) await onBatch(batch);
          places[partition] = (places[partition] ?? 0) + batch.length;
          await turn();
        }
        if (signal.aborted) return;
        const ends = this.records.every(({ length }, partition) => places[partition] === length);
        if (ends) onEnds();
        if (ends && !signal.aborted) await Promise.race([growing, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
      }
    } finally {
      this.sessions -= 1;
    }
  };

  private next(): Promise<void> {
    return new Promise((resolve) => (this.grown = resolve));
  }
}

const turns = async (count: number) => {
  for (let n = 0; n < count; n += 1) await turn();
};

test('any readers, whenever they begin and however slow they are, get every place after their own once and in order; at the end they share one session', async () => {
  const reader = fc.record({ begins: fc.nat(6), after: fc.tuple(fc.nat(5), fc.nat(5)), slow: fc.nat(3) });
  const growth = fc.array(fc.tuple(fc.nat(partitions - 1), fc.integer({ min: 1, max: 1200 })), { minLength: 3, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(fc.array(reader, { minLength: 1, maxLength: 5 }), growth, async (readers, steps) => {
      const sample = new Sample();
      const tails = new Tails(sample.alone);
      for (const partition of [0, 1]) sample.add(partition, 5);
      const stop = new AbortController();
      const got = readers.map(({ after }) => [...after]);
      const begin = ({ after, slow }: (typeof readers)[number], at: number) =>
        tails.read({
          ...{ topic, after: after.map(BigInt), max: 400, signal: stop.signal },
          onBatch: async (batch) => {
            await turns(slow);
            for (const { partition, place } of batch) {
              const places = got[at] ?? [];
              if (Number(place) !== (places[partition] ?? 0) + 1) throw new Error(`place ${place} came after ${places[partition]}`);
              places[partition] = Number(place);
            }
          },
        });
      const running: Promise<void>[] = [];
      for (const [at, [partition, count]] of steps.entries()) {
        for (const [who, one] of readers.entries()) if (Math.min(one.begins, steps.length - 1) === at) running.push(begin(one, who));
        sample.add(partition, count);
        await turns(at % 3);
      }
      const ends = sample.records.map(({ length }) => length);
      const there = () => got.every((places) => places.every((place, partition) => place === ends[partition]));
      for (let patience = 0; !there() && patience < 5_000; patience += 1) await turn();
      expect(got).toEqual(readers.map(() => ends));
      // Who was a moment ahead of the common session joins it at the next end.
      for (let more = 0; sample.sessions > 1 && more < 20; more += 1) {
        sample.add(0, 1);
        await turns(30);
      }
      expect(sample.sessions).toBe(1);
      stop.abort();
      await Promise.all(running);
      expect(sample.sessions).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('what ends the common session comes to everybody who follows', async () => {
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => (fail = reject));
  const tails = new Tails(async ({ onEnds, signal }) => {
    onEnds();
    if (!signal.aborted) await broken;
  });
  const never = new AbortController();
  const read = () => tails.read({ topic, after: [0n, 0n], signal: never.signal, onBatch: () => Promise.resolve() });
  const all = [read(), read(), read()];
  await turns(3);
  fail(new Error('forked'));
  for (const one of all) await expect(one).rejects.toThrow('forked');
});

test('a reader that stops leaves the session to the others; the last one ends it', async () => {
  const sample = new Sample();
  const tails = new Tails(sample.alone);
  const stops = [new AbortController(), new AbortController()];
  const places = [0, 0];
  const running = stops.map(({ signal }, at) =>
    tails.read({
      ...{ topic, after: [0n, 0n], signal },
      onBatch: (batch) => {
        places[at] = Number(batch.at(-1)?.place);
        return Promise.resolve();
      },
    }),
  );
  await turns(10);
  expect(sample.sessions).toBe(1);
  stops[0]?.abort();
  await running[0];
  sample.add(0, 3);
  await turns(10);
  expect([places, sample.sessions]).toEqual([[0, 3], 1]);
  stops[1]?.abort();
  await running[1];
  expect(sample.sessions).toBe(0);
});
