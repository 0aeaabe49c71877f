import { START } from '@eventstore/db-client';
import { StoreUnavailable, type StoredEvent } from '../port.js';
import type { Connection } from './connection.js';
import type { Follower } from './follower.js';
import type { IndexOfAll } from './index-of-all.js';
import { recordOf, storedEvent } from './record.js';
import type { Streams } from './streams.js';
import { HistoryCut, textOf } from './trouble.js';

/** Reads with the places of the index. What the index says of a place and what the server gives there must agree. */
export class Reader {
  constructor(
    private readonly connection: Connection,
    private readonly index: IndexOfAll,
    private readonly follower: Follower,
    private readonly streams: Streams,
    private readonly callMs: number,
  ) {}

  async stream(name: string, after: bigint, max?: number): Promise<StoredEvent[]> {
    const { ordinals, prefix } = this.index;
    const records = await this.streams.after(prefix + name, after, max);
    const last = records.at(-1);
    if (last && ordinals.of(last.at) === undefined) await this.follower.catchUp();
    this.index.assertWhole();
    return records.map((record) => {
      const position = ordinals.of(record.at);
      if (position === undefined) throw new HistoryCut(record.stream, `revision ${record.revision + 1n} has no place in $all`);
      return storedEvent(record, prefix, position);
    });
  }

  async all(after: bigint, max: number): Promise<StoredEvent[]> {
    const { ordinals, recent } = this.index;
    // Empty only where there is nothing: the end of the index may be behind that of the store.
    if (ordinals.head <= after) await this.follower.catchUp();
    this.index.assertWhole();
    const there = ordinals.head - after;
    const count = there < BigInt(max) ? Number(there) : max;
    if (count <= 0) return [];
    return recent.after(after, count) ?? (await this.#page(after, count));
  }

  /** By a filtered subscription that is given up when the page is full: the client's reads of $all have no filter. */
  async #page(after: bigint, count: number): Promise<StoredEvent[]> {
    const { index } = this;
    const events: StoredEvent[] = [];
    try {
      await this.connection.read(
        { what: 'a page of $all', idleMs: this.callMs },
        (client) =>
          client.subscribeToAll({
            fromPosition: index.placeOf(after) ?? START,
            requiresLeader: true,
            filter: index.filter({ metadata: false }),
          }),
        (resolved) => {
          const record = recordOf(resolved);
          if (!record) return true;
          const position = after + BigInt(events.length) + 1n;
          if (index.ordinals.at(position) !== record.at)
            throw new HistoryCut(record.stream, `position ${position} of the store is another event now`);
          events.push(storedEvent(record, index.prefix, position));
          return events.length < count;
        },
      );
    } catch (error) {
      if (error instanceof HistoryCut) throw error;
      throw new StoreUnavailable(`EventStoreDB cannot be read: ${textOf(error)}`, { cause: error });
    }
    if (events.length < count) throw new StoreUnavailable('EventStoreDB ended a page of $all early');
    return events;
  }
}
