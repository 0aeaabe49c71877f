import type { StoredEvent } from '../port.js';
import type { Follower } from './follower.js';
import type { IndexOfAll } from './index-of-all.js';
import type { Places } from './places.js';
import { storedEvent } from './record.js';
import type { Streams } from './streams.js';
import { HistoryCut } from './trouble.js';

/** What the port reads. */
export class Reader {
  constructor(
    private readonly index: IndexOfAll,
    private readonly follower: Follower,
    private readonly streams: Streams,
    private readonly places: Places,
  ) {}

  async stream(name: string, after: bigint, max?: number): Promise<StoredEvent[]> {
    const { prefix } = this.index;
    const records = await this.streams.after(prefix + name, after, max);
    const last = records.at(-1);
    if (last && (await this.places.of(last)) === undefined) await this.follower.catchUp();
    this.index.assertWhole();
    const events: StoredEvent[] = [];
    for (const record of records) {
      const position = await this.places.of(record);
      if (position === undefined) throw new HistoryCut(record.stream, `revision ${record.revision + 1n} has no place in $all`);
      events.push(storedEvent(record, prefix, position));
    }
    return events;
  }

  async all(after: bigint, max: number): Promise<StoredEvent[]> {
    const { ordinals, recent, prefix } = this.index;
    // Empty only where there is nothing: the end of the index may be behind that of the store.
    if (ordinals.head <= after) await this.follower.catchUp();
    this.index.assertWhole();
    const there = ordinals.head - after;
    const count = there < BigInt(max) ? Number(there) : max;
    if (count <= 0) return [];
    const kept = recent.after(after, count);
    if (kept) return kept;
    const events: StoredEvent[] = [];
    await this.places.scan(after, count, (record, position) => events.push(storedEvent(record, prefix, position)));
    return events;
  }
}
