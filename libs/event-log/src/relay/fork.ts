import type { EventStore, StoreHead } from '@yimen/event-store';
import { ForkDetected, type EventLog, type LogRecord, type Topic } from '../port.js';
import { recordBytes } from '../record.js';
import { publication } from './publication.js';
import type { Lease } from './watermark.js';

/** A store that is behind what was acknowledged, or that was restored since. Throws ForkDetected. */
export function checkHead(topic: Topic, head: StoreHead, { progress, incarnation }: Pick<Lease, 'progress' | 'incarnation'>): void {
  if (head.position < progress.sequence) {
    throw new ForkDetected(
      topic,
      'store-behind',
      `its store is at position ${head.position}, but ${progress.sequence} was already acknowledged`,
    );
  }
  if (incarnation !== undefined && incarnation !== head.incarnation) {
    throw new ForkDetected(
      topic,
      'store-restored',
      `its store was restored (incarnation ${head.incarnation}, published from ${incarnation})`,
    );
  }
}

/**
 * Compares the last record of each partition with the store and the checkpoint (decision 11). What was published after the checkpoint is computed again
 * from the store, page by page, and must have the same places and hashes. Throws ForkDetected.
 */
export async function checkFork(store: EventStore, log: EventLog, topic: Topic, lease: Lease, page: number): Promise<void> {
  const head = await store.head();
  checkHead(topic, head, lease);
  const { progress } = lease;
  const beyond = new Map<string, LogRecord>();
  let last = progress.sequence;

  const tails = await log.tails(topic);
  for (const [partition, acknowledged] of progress.places.entries()) {
    const tail = tails[partition];
    const place = tail?.place ?? 0n;
    if (place < acknowledged) {
      throw new ForkDetected(topic, 'log-behind', `partition ${partition} ends at place ${place}, but ${acknowledged} was acknowledged`);
    }
    if (!tail) continue;
    if (tail.position > head.position) {
      throw new ForkDetected(
        topic,
        'log-ahead',
        `partition ${partition} holds sequence ${tail.position}, its store ends at ${head.position}`,
      );
    }
    if (place > acknowledged) {
      beyond.set(`${partition}/${place}`, tail);
      if (tail.position > last) last = tail.position;
      continue;
    }
    const [event] = await store.readAll({ after: tail.position - 1n, max: 1 });
    const same = event && recordBytes({ ...event, context: topic.context, partition, place }).equals(recordBytes(tail));
    const hash = progress.chains[partition];
    if (!same || !hash || !Buffer.from(hash).equals(tail.hash)) throw differs(topic, tail);
  }

  for (let at = progress; at.sequence < last;) {
    const left = last - at.sequence;
    const events = await store.readAll({ after: at.sequence, max: left < BigInt(page) ? Number(left) : page });
    if (events.length === 0) throw new ForkDetected(topic, 'log-ahead', `it holds sequence ${last}, its store ends at ${at.sequence}`);
    const { records, after } = publication(topic, at, events);
    for (const record of records) {
      const key = `${record.partition}/${record.place}`;
      const tail = beyond.get(key);
      if (tail && !Buffer.from(tail.hash).equals(record.hash)) throw differs(topic, tail);
      beyond.delete(key);
    }
    at = after;
  }
  for (const tail of beyond.values()) throw differs(topic, tail);
}

function differs(topic: Topic, tail: LogRecord): ForkDetected {
  return new ForkDetected(
    topic,
    'record-differs',
    `partition ${tail.partition} place ${tail.place} holds event ${tail.id} (sequence ${tail.position}), its store tells otherwise`,
  );
}
