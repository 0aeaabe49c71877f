import type { KafkaMessage } from 'kafkajs';
import { fromCloudEvent } from '../cloud-event.js';
import { LogUnavailable, type LogRecord, type Topic } from '../port.js';
import { topicName } from '../record.js';
import type { Connection } from './connection.js';
import { session } from './session.js';
import type { Bounds } from './topics.js';

const SESSION_MS = 30_000;
/** What is scanned is there already: a wait for more only delays the end. */
const FETCH_MS = 50;
/** Of silence, after which what is scanned must be gone or the session stuck. */
const SILENCE_MS = 3_000;

export function toRecord(topic: Topic, message: KafkaMessage): LogRecord {
  return fromCloudEvent(topic, message.headers ?? {}, message.value ?? Buffer.alloc(0));
}

/** A stretch of one partition, from an offset up to and without another. */
export interface Stretch {
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/** Calls `onRecord` with all records of the stretches; where it answers `enough`, the rest of that partition is left out. */
export async function scan(
  link: Connection,
  topic: Topic,
  ends: readonly Bounds[],
  stretches: readonly Stretch[],
  signal: AbortSignal,
  onRecord: (record: LogRecord, offset: bigint) => 'enough' | undefined,
): Promise<void> {
  const open = new Map(stretches.filter(({ from, to }) => from < to).map(({ partition, to }) => [partition, to]));
  if (open.size === 0) return;
  const stop = new AbortController();
  await session(link, {
    topic: topicName(topic),
    // Partitions that are not asked for are read from their ends, where there is mostly nothing.
    from: ends.map(
      ({ high }, partition) => (open.has(partition) ? stretches.find((one) => one.partition === partition)?.from : undefined) ?? high,
    ),
    signal: AbortSignal.any([stop.signal, signal]),
    sessionMs: SESSION_MS,
    fetchMs: FETCH_MS,
    checkMs: SILENCE_MS,
    check: () => Promise.reject(new LogUnavailable(`nothing came from ${topicName(topic)} for ${SILENCE_MS} ms although it held more`)),
    onMessages: async (partition, messages) => {
      for (const message of messages) {
        const offset = BigInt(message.offset);
        const to = open.get(partition);
        if (to === undefined) break;
        if (offset < to && onRecord(toRecord(topic, message), offset) === 'enough') open.delete(partition);
        if (offset + 1n >= to) open.delete(partition);
      }
      if (open.size === 0) stop.abort();
    },
  });
  if (open.size > 0) throw new LogUnavailable(`closed while ${topicName(topic)} was read`);
}

/** The last place of a partition, and where its next record will stand. */
export interface Tail {
  readonly record: LogRecord | undefined;
  readonly end: bigint;
}

/** The record with the highest place of each partition. Behind it only repeats can stand. */
export async function tailsOf(link: Connection, topic: Topic, ends: readonly Bounds[], signal: AbortSignal): Promise<Tail[]> {
  const tails: (LogRecord | undefined)[] = ends.map(() => undefined);
  const keep = (record: LogRecord): undefined => {
    if (record.place > (tails[record.partition]?.place ?? 0n)) tails[record.partition] = record;
  };
  const last = ends.map(({ low, high }, partition) => ({ partition, from: high > low ? high - 1n : high, to: high }));
  await scan(link, topic, ends, last, signal, keep);
  // Of `high` records at most `high - last place` are repeats, so the highest place is among as many last ones.
  const earlier = ends.map(({ low, high }, partition) => {
    const place = tails[partition]?.place ?? 0n;
    const from = place === high || high === low ? high : place - 1n > low ? place - 1n : low;
    return { partition, from, to: high };
  });
  await scan(link, topic, ends, earlier, signal, keep);
  return ends.map(({ high }, partition) => ({ record: tails[partition], end: high }));
}
