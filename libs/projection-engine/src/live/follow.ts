import type { EventLog, LogRecord, Topic } from '@yimen/event-log';
import { deliverRecords } from '../batch/delivery.js';
import type { Delivery } from '../batch/delivery.js';

export interface Reading {
  readonly topic: Topic;
  readonly after: readonly bigint[];
  /** Stops exactly at these places; undefined: follows until aborted. */
  readonly until?: readonly bigint[];
}

/**
 * Reads topics side by side into one generation, one transaction at a time. Ends when aborted or when every partition has reached its
 * `until`; the first error ends all readings and is thrown.
 */
export async function followTopics(options: {
  readonly log: EventLog;
  readonly readings: readonly Reading[];
  readonly delivery: Delivery;
  /** Most records of a page. */
  readonly max: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { log, readings, delivery, max, signal } = options;
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const queue = new Queue();
  const results = await Promise.allSettled(
    readings.map(async (reading) => {
      try {
        await readOne(log, reading, max, stop, (records) =>
          queue.run(() => (stop.aborted ? Promise.resolve() : deliverRecords(delivery, records))),
        );
      } catch (error) {
        ended.abort();
        throw error;
      }
    }),
  );
  await queue.idle();
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function readOne(
  log: EventLog,
  { topic, after, until }: Reading,
  max: number,
  signal: AbortSignal,
  deliver: (records: readonly LogRecord[]) => Promise<void>,
): Promise<void> {
  const reached = [...after];
  const arrived = () => until?.every((place, partition) => (reached[partition] ?? 0n) >= place) ?? false;
  if (arrived()) return;
  const there = new AbortController();
  await log.read({
    topic,
    after,
    max,
    signal: AbortSignal.any([signal, there.signal]),
    onBatch: async (records) => {
      const wanted = until ? records.filter((record) => record.place <= (until[record.partition] ?? 0n)) : records;
      if (wanted.length > 0) await deliver(wanted);
      const last = wanted.at(-1);
      if (last) reached[last.partition] = last.place;
      if (arrived()) there.abort();
    },
  });
}

/** One at a time, in the order of arrival. */
class Queue {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  async idle(): Promise<void> {
    await this.tail;
  }
}
