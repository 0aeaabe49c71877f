import type { KafkaMessage } from 'kafkajs';
import { backoff, pause } from '../pause.js';
import { ForkDetected, LogTruncated, LogUnavailable, type EventLog, type LogRecord, type Topic } from '../port.js';
import { topicName } from '../record.js';
import type { Connection } from './connection.js';
import type { Tell } from './events.js';
import { toRecord } from './scan.js';
import { session } from './session.js';
import { boundsOf, type Bounds } from './topics.js';

/** Longest wait of the broker for new records; also how long a stop may take. */
const FETCH_MS = 500;

/** How a reader notices that nothing comes any more although there is something. */
export interface ReaderOptions {
  /** Milliseconds without a heartbeat after which the broker gives a reader up. Default 30,000; the broker must allow it. */
  readonly sessionMs?: number;
  /** Milliseconds without a record after which a reader looks whether there are any; it gives them as long again to come. Default 5,000. */
  readonly checkMs?: number;
}

type ReadOptions = Parameters<EventLog['read']>[0];

/** A place was missing between two records that came one after the other. */
class Gap extends LogUnavailable {
  constructor(
    readonly partition: number,
    readonly wanted: bigint,
    readonly first: bigint,
  ) {
    super(`partition ${partition} went on at place ${first}, ${wanted} was to come`);
  }
}

/**
 * Reads a topic by places, over as many sessions as it takes (see `EventLog.read`). `onEnds`: called whenever all that the topic held when it was
 * last heard of has been delivered.
 */
export async function readTopic(
  link: Connection,
  { topic, after, max = 500, signal, onBatch, onEnds }: ReadOptions & { readonly onEnds?: () => void },
  { sessionMs = 30_000, checkMs = 5_000 }: ReaderOptions,
  tell: Tell,
): Promise<void> {
  const places = [...after];
  let gap: Gap | undefined;

  /** Of each partition: whether all of it has been delivered. */
  let ends: boolean[] = [];
  const lookAtEnds = () => {
    if (ends.every(Boolean)) onEnds?.();
  };

  const onMessages = async (partition: number, messages: readonly KafkaMessage[], high: bigint) => {
    const { fresh, repeats, missing } = unread(topic, places[partition] ?? 0n, partition, messages);
    if (repeats > 0) tell({ type: 'repeats-dropped', topic, partition, records: repeats });
    for (let at = 0; at < fresh.length && !signal.aborted; at += max) {
      const batch = fresh.slice(at, at + max);
      await onBatch(batch);
      places[partition] = batch.at(-1)?.place ?? 0n;
    }
    if (missing && !signal.aborted) throw missing;
    ends[partition] = BigInt(messages.at(-1)?.offset ?? -1) + 1n >= high;
    if (!signal.aborted) lookAtEnds();
  };
  /** The bounds, or undefined where there is no such topic yet. Throws ForkDetected where the topic holds less than was read. */
  const bounds = async (): Promise<Bounds[] | undefined> => {
    // Of before the question: what comes while it is under way may stand behind the ends that are answered.
    const reached = [...places];
    const found = await boundsOf(link, topic);
    for (const [partition, place] of reached.entries()) {
      const high = found?.[partition]?.high ?? 0n;
      if (high < place)
        throw new ForkDetected(topic, 'log-behind', `partition ${partition} holds ${high} records, a reader is at place ${place}`);
    }
    return found;
  };
  /** For one session: what stood in the log at one look must have come until the next one. */
  const impatience = () => {
    let before: readonly Bounds[] = [];
    return async (next: readonly bigint[]) => {
      const partition = before.findIndex(({ high }, at) => high > (next[at] ?? high));
      if (partition >= 0) throw new LogUnavailable(`nothing came from partition ${partition} for ${checkMs} ms although it held more`);
      before = (await bounds()) ?? [];
    };
  };

  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const before = [...places];
    try {
      const found = await bounds();
      if (!found) throw new LogUnavailable(`there is no topic ${topicName(topic)} yet`);
      const from = found.map((bound, partition) => offsetOf(topic, partition, places[partition] ?? 0n, bound));
      ends = found.map(({ high }, partition) => (from[partition] ?? 0n) >= high);
      lookAtEnds();
      if (signal.aborted) return;
      await session(link, {
        topic: topicName(topic),
        from,
        signal,
        sessionMs,
        fetchMs: FETCH_MS,
        check: impatience(),
        checkMs,
        onMessages,
        onJoin: (group, again) => tell(again ? { type: 'rejoined', topic, group } : { type: 'reading', topic, group, offsets: from }),
      });
    } catch (caught) {
      const error = confirmed(topic, caught, gap);
      if (error instanceof LogTruncated) tell({ type: 'truncated', error });
      if (error instanceof ForkDetected) tell({ type: 'forked', error });
      if (!(error instanceof LogUnavailable)) throw error;
      gap = error instanceof Gap ? error : undefined;
      if (places.some((place, partition) => place !== before[partition])) attempt = 0;
      const retryInMs = gap ? 0 : backoff(attempt);
      tell({ type: 'session-lost', topic, error, retryInMs });
      await pause(retryInMs, signal);
    }
  }
}

/** A gap may be a session that lost its way; one that a second session finds at the same place is real. */
function confirmed(topic: Topic, error: unknown, before: Gap | undefined): unknown {
  if (!(error instanceof Gap)) return error;
  const again = before?.partition === error.partition && before.wanted === error.wanted;
  return again ? new LogTruncated(topic, error.partition, error.wanted, error.first) : error;
}

/** Where reading after a place begins. A place that is gone is found missing here where nothing is left, and by `unread` otherwise. */
function offsetOf(topic: Topic, partition: number, after: bigint, { low, high }: Bounds): bigint {
  if (low > after && low === high) throw new LogTruncated(topic, partition, after + 1n, high + 1n);
  const offset = after > low ? after : low;
  return offset < high ? offset : high;
}

/** The records after the place reached, in order, up to a place that is missing. */
function unread(topic: Topic, after: bigint, partition: number, messages: readonly KafkaMessage[]) {
  let place = after;
  let repeats = 0;
  const fresh: LogRecord[] = [];
  for (const message of messages) {
    const record = toRecord(topic, message);
    if (record.place > place + 1n) return { fresh, repeats, missing: new Gap(partition, place + 1n, record.place) };
    if (record.place <= place) {
      repeats += 1;
      continue;
    }
    place = record.place;
    fresh.push(record);
  }
  return { fresh, repeats, missing: undefined };
}
