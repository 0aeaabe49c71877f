import type { StoredEvent } from '@yimen/event-store';
import type { LogRecord, Topic } from '../port.js';
import { chain, partitionOf } from '../record.js';
import type { Progress } from './watermark.js';

/**
 * The records that follow `from` when `events` are published, and the progress after them. Depends on the store alone: the same events after the same
 * progress give the same places and hashes, whoever publishes them and however often. Throws where an event is not the next one of the store.
 */
export function publication(topic: Topic, from: Progress, events: readonly StoredEvent[]): { records: LogRecord[]; after: Progress } {
  const places = [...from.places];
  const chains = [...from.chains];
  let sequence = from.sequence;
  const records = events.map((event) => {
    if (event.position !== sequence + 1n) {
      throw new Error(`the store of ${topic.context} gave position ${event.position} after ${sequence}: it must not have holes`);
    }
    sequence = event.position;
    const partition = partitionOf(event.stream, places.length);
    const place = (places[partition] ?? 0n) + 1n;
    const bare = { ...event, context: topic.context, partition, place };
    const hash = chain(chains[partition] ?? new Uint8Array(), bare);
    places[partition] = place;
    chains[partition] = hash;
    return { ...bare, hash };
  });
  return { records, after: { sequence, places, chains } };
}

/** Cuts a batch so that no part holds more than `bytes` of meta and payload, except a single larger event. */
export function parts(events: readonly StoredEvent[], bytes: number): StoredEvent[][] {
  const cut: StoredEvent[][] = [];
  let size = Infinity;
  for (const event of events) {
    const weight = event.meta.byteLength + event.payload.byteLength;
    if (size + weight > bytes) {
      cut.push([]);
      size = 0;
    }
    cut.at(-1)?.push(event);
    size += weight;
  }
  return cut;
}
