import { randomUUID } from 'node:crypto';
import { binaryEvent, NO_STREAM } from '@eventstore/db-client';
import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import type { ServerRecord } from './record.js';
import type { Streams } from './streams.js';
import { HistoryCut, meaningOf, textOf } from './trouble.js';

/**
 * The stream beside a service's own that keeps the store's incarnation (decision 9): one event when it was first opened, one for each restore. Its name is
 * not under the prefix, so it takes no place.
 */
export class Incarnation {
  readonly #stream: string;

  constructor(
    context: string,
    private readonly connection: Connection,
    private readonly streams: Streams,
    private readonly callMs: number,
  ) {
    this.#stream = `${context}.store`;
  }

  /** The store's present incarnation; the first process gives it its first. */
  async current(): Promise<string> {
    for (;;) {
      const last = await this.streams.last(this.#stream);
      if (last) return this.#of(last);
      await this.#begin('StoreOpened', -1n);
    }
  }

  /** A new one, after a restore. */
  async renew(): Promise<void> {
    const last = await this.streams.last(this.#stream);
    if (!(await this.#begin('StoreRestored', last?.revision ?? -1n))) {
      throw new StoreUnavailable('the store was given another incarnation meanwhile');
    }
  }

  /** False where another process was faster. */
  async #begin(type: string, after: bigint): Promise<boolean> {
    const event = binaryEvent({ id: randomUUID(), type, data: Buffer.from(randomUUID(), 'latin1') });
    try {
      await this.connection.within(this.callMs, 'the opening of the store', (client) =>
        client.appendToStream(this.#stream, event, {
          expectedRevision: after < 0n ? NO_STREAM : after,
          credentials: this.connection.credentials,
          requiresLeader: true,
          deadline: this.callMs,
        }),
      );
      return true;
    } catch (error) {
      if (meaningOf(error).kind === 'wrong-version') return false;
      throw new StoreUnavailable(`EventStoreDB cannot be opened: ${textOf(error)}`, { cause: error });
    }
  }

  #of({ data }: ServerRecord): string {
    if (!ArrayBuffer.isView(data)) throw new HistoryCut(this.#stream, 'it was written by something else');
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  }
}
