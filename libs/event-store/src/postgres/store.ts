import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { StoreUnavailable, type EventStore, type StoredEvent, type StoreHead } from '../port.js';
import { Appender } from './appender.js';
import { Reader } from './reader.js';
import { schemaName } from './schema.js';
import { Wake } from './wake.js';

const CALL_MS = 4_000;

export interface PostgresEventStoreOptions {
  /** For reads. */
  readonly pool: pg.Pool;
  /** Connection string of the two connections that the store keeps for itself: one appends, one listens. Past any transaction pooler. */
  readonly listen: string;
  readonly schema: string;
  /** Milliseconds within which an append is answered (default 10 000), and within which one call to the server is (default 4 000). */
  readonly appendMs?: number;
  readonly callMs?: number;
  /** How often a subscriber looks without being told (default 1 000 ms). */
  readonly pollMs?: number;
  /** Bounds of one group (default 500 appends, 4 MiB), and the largest append (default 16 MiB). */
  readonly groupAppends?: number;
  readonly groupBytes?: number;
  readonly largestAppend?: number;
  /** Appends that may wait for a group (default 20 000). */
  readonly waitingAppends?: number;
}

/**
 * After a restore from a backup (decision 9): gives the store a new incarnation and fences every appender of before. As the administrator.
 * Answers the head.
 */
export async function storeRestored(pool: pg.Pool, schema: string): Promise<StoreHead> {
  await pool.query(`SELECT ${schemaName(schema)}.store_restored()`);
  return new Reader(pool, schema, CALL_MS).head();
}

/**
 * One service's event store in the PostgreSQL schema that `eventStoreMigrations` made. One per process: it is the process's only appender.
 * Opens its connections on first use. See docs/adr/0011-event-store-group-commit.md.
 */
export function postgresEventStore(options: PostgresEventStoreOptions): EventStore {
  const schema = schemaName(options.schema);
  const callMs = options.callMs ?? CALL_MS;
  const pollMs = options.pollMs ?? 1_000;
  const reader = new Reader(options.pool, schema, callMs);
  const wake = new Wake({ connectionString: options.listen, schema, connectMs: callMs });
  const appender = new Appender({
    id: randomUUID(),
    connectionString: options.listen,
    schema,
    callMs,
    appendMs: options.appendMs ?? 10_000,
    group: { appends: options.groupAppends ?? 500, bytes: options.groupBytes ?? 4 << 20 },
    largest: options.largestAppend ?? 16 << 20,
    waiting: options.waitingAppends ?? 20_000,
    onAppended: () => wake.grown(),
  });
  const closing = new AbortController();

  return {
    append: (stream, expected, events) => appender.append(stream, expected, events),
    readStream: (stream, { after = 0n, max } = {}) => reader.stream(stream, after, max),
    find: (id) => reader.find(id),
    readAll: ({ after, max }) => reader.all(after, max),
    head: () => reader.head(),

    async subscribe({ after, max = 500, signal, onEvents }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      let place = after;
      while (!ended.aborted) {
        const { growth } = wake;
        const events = await read(place, max);
        if (ended.aborted) return;
        const last = events.at(-1);
        if (last) {
          await onEvents(events);
          place = last.position;
        }
        // A page that is not full was all there was when it was asked for; what came since has been told since.
        if (events.length < max) await wake.sleep(growth, pollMs, ended);
      }
    },

    async close() {
      closing.abort();
      await appender.close();
      await wake.close();
    },
  };

  /** A store that is away has nothing new; the next round asks again. */
  async function read(after: bigint, max: number): Promise<StoredEvent[]> {
    try {
      return await reader.all(after, max);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await pause(Math.min(pollMs, 250));
      return [];
    }
  }
}
