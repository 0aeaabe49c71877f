import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '@yimen/event-store';
import { LogTruncated, LogUnavailable, type EventLog, type LogRecord, type Topic } from './port.js';
import { publication } from './relay/publication.js';
import { beginning, type Progress } from './relay/watermark.js';

export type Chapter = 'order' | 'repeat' | 'resume' | 'truncated' | 'fork';

/** One adapter on its real part. */
export interface OpenLog {
  readonly log: EventLog;
  /** A new topic name for each call; the suite creates it. Cleaned up by `close`. */
  topic(): Topic;
  /** Drops the connections of readers, as a network or broker fault would. */
  disturb(): Promise<void>;
  /** Removes the records of a partition before a place, as retention or an operator would. Needed by the chapter `truncated`. */
  truncate?(topic: Topic, partition: number, before: bigint): Promise<void>;
  close(): Promise<void>;
}

const partitions = 4;

/** The promises of `EventLog`, chapter by chapter. An adapter names the chapters that it holds. */
export function eventLogContract(name: string, open: () => Promise<OpenLog>, chapters: readonly Chapter[]): void {
  describe(`event log contract: ${name}`, () => {
    let opened: OpenLog;
    beforeAll(async () => {
      opened = await open();
    }, 120_000);
    afterAll(async () => opened?.close(), 60_000);

    /** A new topic with some events published, in batches. */
    async function published(count: number, batch = 100): Promise<{ topic: Topic; records: LogRecord[]; after: Progress }> {
      const topic = opened.topic();
      await opened.log.ensureTopic(topic, partitions);
      const { records, after } = publication(topic, beginning(topic, partitions), stored(count));
      for (let at = 0; at < records.length; at += batch) await opened.log.publish(topic, records.slice(at, at + batch));
      return { topic, records, after };
    }

    /** Reads until `enough` records have come. */
    async function collect(topic: Topic, after: readonly bigint[], enough: number, max = 50): Promise<LogRecord[]> {
      const got: LogRecord[] = [];
      const stop = new AbortController();
      if (enough === 0) return got;
      await opened.log.read({
        topic,
        after,
        max,
        signal: stop.signal,
        onBatch: async (records) => {
          got.push(...records);
          if (got.length >= enough) stop.abort();
        },
      });
      return got;
    }

    if (chapters.includes('order')) {
      describe('order', () => {
        test('the partition count is fixed by the first call', async () => {
          const topic = opened.topic();
          expect(await opened.log.ensureTopic(topic, 3)).toBe(3);
          expect(await opened.log.ensureTopic(topic, 8)).toBe(3);
          expect(await opened.log.tails(topic)).toEqual([undefined, undefined, undefined]);
        });

        test('what comes back is what was published, byte for byte, each partition by place without gaps', async () => {
          const { topic, records } = await published(700);
          const got = await collect(topic, none, 700);
          for (let partition = 0; partition < partitions; partition += 1) {
            const mine = got.filter((record) => record.partition === partition);
            expect(mine.map((record) => record.place)).toEqual(mine.map((_, at) => BigInt(at + 1)));
          }
          expect(bySequence(got)).toEqual(records.map(plain));
        });

        test('a batch holds records of one partition, is not larger than asked, and batches never overlap', async () => {
          const { topic } = await published(300);
          const stop = new AbortController();
          let [running, seen] = [0, 0];
          await opened.log.read({
            topic,
            after: none,
            max: 20,
            signal: stop.signal,
            onBatch: async (records) => {
              expect((running += 1)).toBe(1);
              expect(records.length).toBeLessThanOrEqual(20);
              expect(new Set(records.map((record) => record.partition)).size).toBe(1);
              await new Promise((resolve) => setTimeout(resolve, 2));
              running -= 1;
              if ((seen += records.length) === 300) stop.abort();
            },
          });
          expect(seen).toBe(300);
        });

        test('two readers of one topic each get everything', async () => {
          const { topic } = await published(200);
          const both = await Promise.all([collect(topic, none, 200), collect(topic, none, 200)]);
          expect(both.map((records) => records.length)).toEqual([200, 200]);
        });

        test('the tails are the last record of each partition', async () => {
          const { topic, records, after } = await published(150);
          const tails = await opened.log.tails(topic);
          expect(tails.map((tail) => tail?.place ?? 0n)).toEqual(after.places);
          for (const tail of tails) if (tail) expect(plain(tail)).toEqual(records.map(plain).find((record) => record.id === tail.id));
        });

        test('what onBatch throws ends the reading and comes out', async () => {
          const { topic } = await published(20);
          const reading = opened.log.read({
            topic,
            after: none,
            signal: new AbortController().signal,
            onBatch: () => Promise.reject(new Error('fold')),
          });
          await expect(reading).rejects.toThrow('fold');
        });

        test('a reader at the end is woken by what is published later', async () => {
          const { topic, records, after } = await published(10);
          const reading = collect(topic, after.places, 1);
          const [event] = stored(11).slice(10);
          const next = publication(topic, after, event ? [event] : []).records;
          await new Promise((resolve) => setTimeout(resolve, 100));
          await opened.log.publish(topic, next);
          expect((await reading).map((record) => record.id)).toEqual(next.map((record) => record.id));
          expect(records).toHaveLength(10);
        });
      });
    }

    if (chapters.includes('repeat')) {
      describe('repeat', () => {
        test('publishing the same places again changes nothing that a reader applies, and the tails stay', async () => {
          const { topic, records, after } = await published(120);
          await opened.log.publish(topic, records.slice(60));
          await opened.log.publish(topic, records.slice(0, 90));
          const [event] = stored(121).slice(120);
          const next = publication(topic, after, event ? [event] : []);
          await opened.log.publish(topic, next.records);
          expect((await opened.log.tails(topic)).map((tail) => tail?.place ?? 0n)).toEqual(next.after.places);
          const applied = apply(await collectUntil(topic, next.after.places));
          expect(bySequence(applied)).toEqual([...records, ...next.records].map(plain));
        });

        test('a repeat as the very last thing published leaves the tails at the highest place', async () => {
          const { topic, records, after } = await published(80);
          await opened.log.publish(topic, records.slice(30, 50));
          expect((await opened.log.tails(topic)).map((tail) => tail?.place ?? 0n)).toEqual(after.places);
        });
      });
    }

    if (chapters.includes('resume')) {
      describe('resume', () => {
        test('a reader goes on after the places it gives, in every partition', async () => {
          const { topic, records } = await published(400);
          const half = publication(topic, beginning(topic, partitions), stored(230)).after;
          const got = await collect(topic, half.places, 170);
          expect(bySequence(apply(got, half.places))).toEqual(records.slice(230).map(plain));
        });

        test('places are found although repeats were published before them', async () => {
          const { topic, records } = await published(200);
          const half = publication(topic, beginning(topic, partitions), stored(100)).after;
          await opened.log.publish(topic, records.slice(0, 150));
          const [event] = stored(201).slice(200);
          const all = publication(topic, beginning(topic, partitions), stored(201));
          await opened.log.publish(topic, all.records.slice(200));
          expect(event).toBeDefined();
          const got = apply(await collectUntil(topic, all.after.places, half.places), half.places);
          expect(bySequence(got)).toEqual(all.records.slice(100).map(plain));
        });

        test('a reader survives lost connections without a gap', async () => {
          const { topic, after } = await published(100);
          const stop = new AbortController();
          const got: LogRecord[] = [];
          const reading = opened.log.read({
            topic,
            after: none,
            max: 10,
            signal: stop.signal,
            onBatch: async (batch) => {
              got.push(...batch);
              if (apply(got).length === 300) stop.abort();
            },
          });
          await opened.disturb();
          const next = publication(topic, after, stored(300).slice(100));
          await patiently(() => opened.log.publish(topic, next.records.slice(0, 100)));
          await opened.disturb();
          await patiently(() => opened.log.publish(topic, next.records.slice(100)));
          await reading;
          expect(apply(got)).toHaveLength(300);
        }, 60_000);
      });
    }

    if (chapters.includes('truncated')) {
      describe('truncated', () => {
        test('a reader that finds the beginning missing refuses, and says where the partition begins', async () => {
          const { topic, after } = await published(200);
          await opened.truncate?.(topic, 1, 5n);
          const refused = await collectUntil(topic, after.places).catch((error: unknown) => error);
          expect(refused).toBeInstanceOf(LogTruncated);
          expect(refused).toMatchObject({ partition: 1, wanted: 1n, first: 5n });
        });

        test('a reader that finds a partition emptied refuses as well', async () => {
          const { topic, after } = await published(200);
          const beyond = (after.places[2] ?? 0n) + 1n;
          await opened.truncate?.(topic, 2, beyond);
          const refused = await collectUntil(topic, after.places).catch((error: unknown) => error);
          expect(refused).toMatchObject({ name: 'LogTruncated', partition: 2, wanted: 1n, first: beyond });
        });

        test('a reader that is past the missing places reads on', async () => {
          const { topic, after } = await published(200);
          await opened.truncate?.(topic, 1, 5n);
          const got = await collect(topic, [after.places[0] ?? 0n, 4n, after.places[2] ?? 0n, after.places[3] ?? 0n], 1);
          expect(got[0]?.place).toBe(5n);
        });
      });
    }

    if (chapters.includes('fork')) {
      describe('fork', () => {
        test('another hash at a place that is there is refused, and nothing of that batch is kept', async () => {
          const { topic, records, after } = await published(50);
          const last = records.at(-1);
          const [forged] = last ? publication(topic, after, [{ ...last, position: 51n }]).records : [];
          if (!last || !forged) throw new Error('nothing was published');
          const next = publication(topic, after, stored(60).slice(50)).records;
          await expect(opened.log.publish(topic, [{ ...last, hash: forged.hash }, ...next])).rejects.toMatchObject({
            name: 'ForkDetected',
            reason: 'record-differs',
          });
          expect((await opened.log.tails(topic)).map((tail) => tail?.place ?? 0n)).toEqual(after.places);
          expect(bySequence(await collect(topic, none, 50))).toEqual(records.map(plain));
        });

        test('the ends may be looked at while it is published: nothing of it is taken for a fork', async () => {
          const { topic, after } = await published(50);
          const more = publication(topic, after, stored(250).slice(50));
          let publishing = true;
          const looking = (async () => {
            while (publishing) await opened.log.tails(topic);
          })();
          for (let at = 0; at < more.records.length; at += 4) await opened.log.publish(topic, more.records.slice(at, at + 4));
          publishing = false;
          await looking;
          expect((await opened.log.tails(topic)).map((tail) => tail?.place ?? 0n)).toEqual(more.after.places);
        });

        test('a place that would leave a hole is refused', async () => {
          const { topic, after } = await published(50);
          const beyond = publication(topic, after, stored(90).slice(50)).records.filter(
            (record) => record.place > (after.places[record.partition] ?? 0n) + 1n,
          );
          await expect(opened.log.publish(topic, beyond)).rejects.toMatchObject({ reason: 'log-behind' });
          expect((await opened.log.tails(topic)).map((tail) => tail?.place ?? 0n)).toEqual(after.places);
        });
      });
    }

    /** Reads until every partition has reached its place. */
    async function collectUntil(topic: Topic, until: readonly bigint[], after: readonly bigint[] = none): Promise<LogRecord[]> {
      const got: LogRecord[] = [];
      const places = [...after];
      const stop = new AbortController();
      await opened.log.read({
        topic,
        after,
        max: 50,
        signal: stop.signal,
        onBatch: async (records) => {
          for (const record of records) if (record.place > (places[record.partition] ?? 0n)) places[record.partition] = record.place;
          got.push(...records);
          if (until.every((place, partition) => (places[partition] ?? 0n) >= place)) stop.abort();
        },
      });
      return got;
    }
  });
}

/** Repeats what fails because the log is away, as the relay does. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof LogUnavailable) || attempt === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

const none = new Array<bigint>(partitions).fill(0n);

/** What a reader applies (decision 13): the next place; a smaller one is a repeat, a larger one stops the partition. */
function apply(records: readonly LogRecord[], after: readonly bigint[] = none): LogRecord[] {
  const places = [...after];
  return records.filter((record) => {
    const at = places[record.partition] ?? 0n;
    if (record.place > at + 1n) throw new Error(`place ${record.place} of partition ${record.partition} after ${at}`);
    if (record.place <= at) return false;
    places[record.partition] = record.place;
    return true;
  });
}

/** Comparable: byte fields as hex, in the order of the store. */
function bySequence(records: readonly LogRecord[]): unknown[] {
  return [...records].sort((left, right) => Number(left.position - right.position)).map(plain);
}

function plain(record: LogRecord): Record<string, unknown> & { id: string } {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return { ...record, meta: hex(record.meta), payload: hex(record.payload), hash: hex(record.hash) };
}

const ids = Array.from({ length: 1_000 }, () => randomUUID());

/** The first `count` events of a made-up store, the same ones at each call. Bytes include what text columns and JSON would not survive. */
/** Events as a store holds them. */
export function stored(count: number): StoredEvent[] {
  const revisions = new Map<string, bigint>();
  return Array.from({ length: count }, (_, at) => {
    const stream = `case/${(at * 7919) % 23}`;
    const revision = (revisions.get(stream) ?? 0n) + 1n;
    revisions.set(stream, revision);
    return {
      id: ids[at] ?? randomUUID(),
      stream,
      revision,
      position: BigInt(at + 1),
      type: 'CaseAccepted',
      schemaVersion: 1,
      happenedOn: '2026-03-02',
      recordedAt: `2026-03-02T01:00:00.${String(at).padStart(6, '0')}Z`,
      meta: Buffer.from(`{"actor":"张三${at}","move":"accept"}`),
      payload: Buffer.concat([Buffer.from(`{"b":1,"a":"\\u0000","b":2,"at":${at}}`), Buffer.from([0, 255, 10])]),
    };
  });
}
