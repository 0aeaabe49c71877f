import { BACKWARDS, END, FORWARDS } from '@eventstore/db-client';
import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import { recordOf, type ServerRecord } from './record.js';
import { HistoryCut, meaningOf, textOf } from './trouble.js';

/** Reads single streams of the server, named with the prefix. Revisions as the port counts them: 1 is the first. Throws StoreUnavailable, HistoryCut. */
export class Streams {
  constructor(
    private readonly connection: Connection,
    private readonly callMs: number,
  ) {}

  /** After a revision, oldest first. Empty where the stream does not exist. */
  async after(stream: string, revision: bigint, max = Number.MAX_SAFE_INTEGER): Promise<ServerRecord[]> {
    if (max <= 0) return [];
    const records = await this.#read(stream, { direction: FORWARDS, fromRevision: revision, maxCount: max });
    for (const [index, record] of records.entries()) {
      if (record.revision !== revision + BigInt(index)) throw new HistoryCut(stream, `revision ${revision + BigInt(index) + 1n} is gone`);
    }
    return records;
  }

  /** The last event; undefined where the stream does not exist. */
  async last(stream: string): Promise<ServerRecord | undefined> {
    return (await this.#read(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })).at(0);
  }

  async #read(stream: string, options: ReadOptions): Promise<ServerRecord[]> {
    const records: ServerRecord[] = [];
    try {
      await this.connection.read(
        { what: `a read of ${stream}`, idleMs: this.callMs },
        (client) => client.readStream(stream, { ...options, requiresLeader: true }),
        (event) => {
          const record = recordOf(event);
          if (record) records.push(record);
          return true;
        },
      );
    } catch (error) {
      const { kind } = meaningOf(error);
      if (kind === 'not-found') return [];
      if (kind === 'deleted') throw new HistoryCut(stream, 'it was deleted');
      if (error instanceof HistoryCut) throw error;
      throw new StoreUnavailable(`EventStoreDB cannot be read: ${textOf(error)}`, { cause: error });
    }
    return records;
  }
}

type ReadOptions =
  | { readonly direction: typeof FORWARDS; readonly fromRevision: bigint; readonly maxCount: number }
  | { readonly direction: typeof BACKWARDS; readonly fromRevision: typeof END; readonly maxCount: number };
