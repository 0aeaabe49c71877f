import { Gathering } from '@yimen/event-log';
import type { EventLog, LogRecord, Topic } from '@yimen/event-log';
import { deliverRecords } from '../batch/delivery.js';
import type { Delivery } from '../batch/delivery.js';
import { follows } from '../projection/projection.js';

export interface Reading {
  readonly topic: Topic;
  readonly after: readonly bigint[];
  /** Stops exactly at these places; undefined: follows until aborted. */
  readonly until?: readonly bigint[];
}

/** Milliseconds for which events that the projection does not fold wait for others before they move its places. */
const unfoldedMs = 200;

/**
 * Reads topics side by side into one generation, one transaction at a time; what arrives during a transaction is the next one. Ends when aborted
 * or when every partition has reached its `until`; the first error ends all readings and is thrown.
 */
export async function followTopics(options: {
  readonly log: EventLog;
  readonly readings: readonly Reading[];
  readonly delivery: Delivery;
  /** Most records of a page and of a transaction. */
  readonly max: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { log, readings, delivery, max, signal } = options;
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const gathering = new Gathering({
    most: max,
    signal: stop,
    isUrgent: ({ context, stream }) => follows(delivery.target.projection, context, stream),
    patienceMs: unfoldedMs,
  });
  let first: { readonly error: unknown } | undefined;
  const unlessBroken = async (work: Promise<void>) =>
    work.catch((error: unknown) => {
      first ??= { error };
      ended.abort();
    });
  const reading = Promise.all(readings.map((one) => unlessBroken(readOne(log, one, max, stop, (records) => gathering.add(records)))));
  await Promise.all([
    reading.then(() => gathering.close()),
    unlessBroken(gathering.handOut((records) => deliverRecords(delivery, records))),
  ]);
  if (first) throw first.error;
}

async function readOne(
  log: EventLog,
  { topic, after, until }: Reading,
  max: number,
  signal: AbortSignal,
  add: (records: readonly LogRecord[]) => Promise<void>,
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
      if (wanted.length > 0) await add(wanted);
      const last = wanted.at(-1);
      if (last) reached[last.partition] = last.place;
      if (arrived()) there.abort();
    },
  });
}
