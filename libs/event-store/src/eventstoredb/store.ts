import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable, type Appended, type EventStore, type StoredEvent, type StoreHead } from '../port.js';
import { Appender } from './appender.js';
import { Connection } from './connection.js';
import { Follower } from './follower.js';
import { Incarnation } from './incarnation.js';
import { IndexOfAll } from './index-of-all.js';
import { borneOut, type Marks } from './marks.js';
import { Places } from './places.js';
import { Reader } from './reader.js';
import { Streams } from './streams.js';
import { HistoryCut } from './trouble.js';

export interface EventStoreDbOptions {
  /** `esdb://USER:PASSWORD@HOST:PORT` or `esdb+discover://…`, with the client's settings behind `?`. */
  readonly connectionString: string;
  /** The service's name; its streams are `<context>/<stream>`. */
  readonly context: string;
  /** Milliseconds within which an append is answered (default 10 000), and within which the server answers one call (default 4 000). */
  readonly appendMs?: number;
  readonly callMs?: number;
  /** How often a subscriber looks without being told (default 1 000 ms). */
  readonly pollMs?: number;
  /** Where the index of positions is kept between starts; without it every start reads through all the service's events once. */
  readonly marks?: Marks;
  /** Told of what the store gets over by itself: a subscription that ended and is started anew, a mark that could not be kept. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Opens nothing else but what it needs to give the store a new incarnation after a restore from a backup (decision 9). Answers the head. */
export async function eventstoredbRestored(options: EventStoreDbOptions): Promise<StoreHead> {
  const { incarnation, store } = open(options);
  try {
    await incarnation.renew();
    return await store.head();
  } finally {
    await store.close();
  }
}

/**
 * One service's event store in EventStoreDB. Connects on first use, then reads through the service's events once to number them.
 * A position is an ordinal in $all filtered by the service's prefix; see docs/adr/0019-eventstoredb.md for what that rests on.
 */
export function eventstoredbStore(options: EventStoreDbOptions): EventStore {
  return open(options).store;
}

function open(options: EventStoreDbOptions): { readonly store: EventStore; readonly incarnation: Incarnation } {
  if (!/^[a-z][a-z0-9_-]*$/.test(options.context)) throw new Error(`${options.context} is no name of a service`);
  const callMs = options.callMs ?? 4_000;
  const pollMs = options.pollMs ?? 1_000;
  const prefix = `${options.context}/`;
  const connection = new Connection(options.connectionString);
  const onTrouble = options.onTrouble ?? (() => undefined);
  let saving: Promise<void> = Promise.resolve();
  const index = new IndexOfAll(prefix, (mark) => {
    const { marks } = options;
    // A mark that could not be kept costs time at the next start, and nothing else.
    if (marks) saving = saving.then(() => marks.save(mark)).catch(onTrouble);
  });
  const follower = new Follower(connection, index, callMs, onTrouble);
  const streams = new Streams(connection, callMs);
  const incarnation = new Incarnation(options.context, connection, streams, callMs);
  const places = new Places(connection, index, callMs);
  const reader = new Reader(index, follower, streams, places);
  const appender = new Appender({ connection, index, follower, streams, places, callMs, appendMs: options.appendMs ?? 10_000 });
  const closing = new AbortController();
  let ready: Promise<void> | undefined;
  let numbered = false;

  return { store: { append, readStream, readAll, find, head, subscribe, close }, incarnation };

  /** Numbers what stands, once; undefined when that is done. A failure is tried again by the next call. */
  function opening(): Promise<void> | undefined {
    if (closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
    index.assertWhole();
    if (numbered) return undefined;
    ready ??= begin().then(
      () => {
        numbered = true;
      },
      (error: unknown) => {
        ready = undefined;
        throw error;
      },
    );
    return ready;
  }

  async function begin(): Promise<void> {
    await incarnation.current();
    if (options.marks && !index.seen) index.resume(await borneOut(await options.marks.load(), connection, callMs));
    await follower.catchUp();
  }

  function append(...[stream, expected, events]: Parameters<EventStore['append']>): Promise<Appended> {
    return appender.append(prefix + stream, stream, expected, events, opening);
  }

  async function readStream(stream: string, { after = 0n, max }: { after?: bigint; max?: number } = {}): Promise<StoredEvent[]> {
    await opening();
    return reader.stream(stream, after, max);
  }

  async function readAll({ after, max }: { after: bigint; max: number }): Promise<StoredEvent[]> {
    await opening();
    return reader.all(after, max);
  }

  /** The server has no index on ids: page by page from the beginning. */
  async function find(id: string): Promise<StoredEvent | undefined> {
    for (let after = 0n; ;) {
      const page = await readAll({ after, max: 1000 });
      const found = page.find((event) => event.id === id);
      const last = page.at(-1);
      if (found || !last) return found;
      after = last.position;
    }
  }

  async function head(): Promise<StoreHead> {
    await opening();
    const [current] = await Promise.all([incarnation.current(), follower.catchUp()]);
    return { position: index.ordinals.head, incarnation: current };
  }

  async function subscribe({ after, max = 500, signal, onEvents }: Parameters<EventStore['subscribe']>[0]): Promise<void> {
    const ended = AbortSignal.any([signal, closing.signal]);
    let place = after;
    while (!ended.aborted) {
      const { growth } = index;
      const events = await next(place, max);
      if (ended.aborted) return;
      const last = events.at(-1);
      if (last) {
        await onEvents(events);
        place = last.position;
      } else {
        await either(growth, pollMs, ended);
      }
    }
  }

  /** A store that is away has nothing new; the next round asks again. A history that is not whole ends the subscription. */
  async function next(after: bigint, max: number): Promise<StoredEvent[]> {
    try {
      return await readAll({ after, max });
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || error instanceof HistoryCut) throw error;
      await pause(Math.min(pollMs, 250));
      return [];
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    await appender.close();
    await follower.close();
    await saving;
    await connection.release();
  }
}

/** Resolves at the first of growth, the time and the signal; leaves neither timer nor listener behind. */
async function either(growth: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  const grown = new AbortController();
  void growth.then(() => grown.abort());
  await pause(ms, undefined, { signal: AbortSignal.any([grown.signal, signal]) }).catch(() => undefined);
}
