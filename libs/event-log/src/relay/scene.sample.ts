import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent } from '@yimen/event-store';
import { testDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { freshLog, type FreshLog } from '../fresh-log.js';
import type { EventLog, LogRecord, Topic } from '../port.js';
import { relay, type Relay, type RelayEvent, type RelayOptions } from './relay.js';
import { readWatermark } from './watermark.js';

export const partitions = 4;
export const topic: Topic = { context: 'residents', generation: 1 };

/** One database with one store, one log, and relays that are stopped at the end of the test. */
export class Scene {
  readonly events: (RelayEvent & { readonly relay: string })[] = [];
  readonly #running: { stop: AbortController; done: Promise<unknown> }[] = [];
  readonly #pools: pg.Pool[] = [];

  constructor(
    readonly fresh: FreshLog,
    readonly store: EventStore,
    readonly log: EventLog,
  ) {}

  /** A relay of its own process: with its own pool, store and log. `done` settles with what `run` gave, an error included. */
  start(
    holder: string,
    options: Partial<RelayOptions> = {},
  ): { relay: Relay; done: Promise<unknown>; stop: () => Promise<unknown>; pool: pg.Pool } {
    const pool = new pg.Pool({ connectionString: this.fresh.db.url, max: 3 });
    pool.on('error', () => undefined);
    this.#pools.push(pool);
    const { onEvent, ...rest } = options;
    const started = relay({
      store: this.fresh.openStore(),
      log: this.fresh.openLog(),
      topic,
      partitions,
      pool,
      holder,
      leaseMs: 1_500,
      onEvent: async (event) => {
        this.events.push({ ...event, relay: holder });
        await onEvent?.(event);
      },
      ...rest,
    });
    const stop = new AbortController();
    const done = started.run(stop.signal).then(
      () => undefined,
      (error: unknown) => error,
    );
    this.#running.push({ stop, done });
    return { relay: started, done, stop: () => (stop.abort(), done), pool };
  }

  async close(): Promise<void> {
    for (const { stop } of this.#running) stop.abort();
    await Promise.all(this.#running.map(({ done }) => done));
    await Promise.all(this.#pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
    await this.fresh.close();
  }

  watermark = () => readWatermark(this.fresh.db.pool, topic.context);

  async published(): Promise<LogRecord[]> {
    const upTo = await this.watermark();
    const got: LogRecord[] = [];
    if (!upTo || upTo.sequence === 0n) return got;
    const stop = new AbortController();
    await this.log.read({
      topic,
      after: new Array<bigint>(partitions).fill(0n),
      max: 2_000,
      signal: stop.signal,
      onBatch: async (records) => {
        got.push(...records);
        if (BigInt(got.length) >= upTo.sequence) stop.abort();
      },
    });
    return got;
  }

  async append(count: number, streams = 7): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.store.append(`case/${at % streams}`, 'any', [event()]);
  }

  until = (said: () => boolean | Promise<boolean>, what: string) => until(said, what);
  reached = (sequence: bigint) => until(async () => ((await this.watermark())?.sequence ?? 0n) >= sequence, `sequence ${sequence}`);
}

export async function until(said: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 10) {
    if (await said()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited for ${what}`);
}

export function event(): NewEvent {
  return {
    id: randomUUID(),
    type: 'CaseAccepted',
    schemaVersion: 1,
    happenedOn: '2026-03-02',
    meta: Buffer.from('{"actor":"test"}'),
    payload: Buffer.from(`{"note":"${'收'.repeat(20)}"}`),
  };
}

/** A scene on a database of its own, for `beforeEach`. */
export async function newScene(): Promise<Scene> {
  const fresh = await freshLog(await testDatabase());
  return new Scene(fresh, fresh.openStore(), fresh.openLog());
}
