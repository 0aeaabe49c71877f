import { START } from '@eventstore/db-client';
import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import type { IndexOfAll } from './index-of-all.js';
import type { Segment } from './ordinals.js';
import { recordOf, type ServerRecord } from './record.js';
import { HistoryCut, textOf } from './trouble.js';

/** Reads the service's part of $all by ordinals, and finds the ordinal of any event. What the index knows and what the server gives must agree. */
export class Places {
  constructor(
    private readonly connection: Connection,
    private readonly index: IndexOfAll,
    private readonly callMs: number,
  ) {}

  /** The ordinal of a record; undefined where the index has not come to it. */
  of(record: ServerRecord): Promise<bigint | undefined> {
    return this.index.ordinals.of(record.at, (segment) => this.#positions(segment));
  }

  /**
   * Calls `onRecord` with so many records after an ordinal, which must stand there, and their ordinals. By a filtered subscription that is given up at the
   * last one: the client's reads of $all have no filter.
   */
  async scan(after: bigint, count: number, onRecord: (record: ServerRecord, position: bigint) => void): Promise<void> {
    const { ordinals } = this.index;
    const begin = ordinals.before(after);
    const last = after + BigInt(count);
    let position = begin?.position ?? 0n;
    try {
      await this.connection.read(
        { what: 'a page of $all', idleMs: this.callMs },
        (client) =>
          client.subscribeToAll({
            fromPosition: begin ? { commit: begin.commit, prepare: begin.commit } : START,
            requiresLeader: true,
            filter: this.index.filter({ metadata: false }),
          }),
        (resolved) => {
          const record = recordOf(resolved);
          if (!record) return true;
          position += 1n;
          const known = ordinals.known(position);
          if (known !== undefined && known !== record.at)
            throw new HistoryCut(record.stream, `position ${position} of the store is another event now`);
          if (position > after) onRecord(record, position);
          return position < last;
        },
      );
    } catch (error) {
      if (error instanceof HistoryCut) throw error;
      throw new StoreUnavailable(`EventStoreDB cannot be read: ${textOf(error)}`, { cause: error });
    }
    if (position < last) throw new StoreUnavailable('EventStoreDB ended a page of $all early');
  }

  async #positions({ after, last }: Segment): Promise<BigUint64Array> {
    const base = after?.position ?? 0n;
    const positions = new BigUint64Array(Number(last.position - base));
    await this.scan(base, positions.length, (record, position) => {
      positions[Number(position - base) - 1] = record.at;
    });
    return positions;
  }
}
