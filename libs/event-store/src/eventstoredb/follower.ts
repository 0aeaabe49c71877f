import { setImmediate as soon, setTimeout as pause } from 'node:timers/promises';
import { FORWARDS, START, type Position } from '@eventstore/db-client';
import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import type { IndexOfAll } from './index-of-all.js';
import { compare, recordOf, type ServerRecord } from './record.js';
import { HistoryCut, textOf } from './trouble.js';

const PAGE = 512;
const RETRY_MS = { first: 50, last: 2_000 } as const;
/** A subscription that has not delivered what a read found by then is started anew. */
const OWED_MS = 2_000;
/** And one that has not by then is not waited for. */
const LATE_MS = 250;
/** At the start the index follows the subscription for as long as that makes progress, and reads the rest itself. */
const QUIET_MS = 500;

/**
 * Keeps the index at the end of $all: a filtered subscription pushes, started again whenever it fails or falls behind; `catchUp` reads to the end now.
 */
export class Follower {
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #subscription = new AbortController();
  /** Settles when the first subscription has caught up, or makes no progress. */
  #begun: Promise<void> | undefined;
  #caughtUp: () => void = () => undefined;
  #round: Promise<void> = Promise.resolve();
  #nextRound: Promise<void> | undefined;
  /** What a read found and the subscription has not delivered. */
  #owed: { readonly record: ServerRecord; readonly since: number } | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly index: IndexOfAll,
    private readonly callMs: number,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** The subscription does not deliver: waiting for it is in vain. */
  get late(): boolean {
    return this.#owed !== undefined && performance.now() - this.#owed.since > LATE_MS;
  }

  /** Resolves when everything is indexed that stood in the store when this was called. Throws StoreUnavailable. */
  async catchUp(): Promise<void> {
    this.#running ??= this.#follow();
    await (this.#begun ??= this.#begin());
    // A round that is reading may have passed the end already: the next one counts, for all who ask meanwhile.
    this.#nextRound ??= this.#round.then(ignore, ignore).then(() => {
      const round = this.#readToEnd();
      this.#round = round;
      this.#nextRound = undefined;
      return round;
    });
    await this.#nextRound;
    this.index.assertWhole();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#subscription.abort();
    this.#caughtUp();
    await this.#running;
    await this.#round.catch(ignore);
  }

  async #begin(): Promise<void> {
    let live = false;
    const caughtUp = new Promise<void>((resolve) => {
      this.#caughtUp = () => {
        live = true;
        resolve();
      };
    });
    let before: Position | undefined;
    do {
      before = this.index.seen;
      await Promise.race([caughtUp, pause(QUIET_MS, undefined, { ref: false })]);
    } while (!live && this.index.seen !== before);
  }

  async #readToEnd(): Promise<void> {
    let full = true;
    while (full && !this.#closing.signal.aborted) {
      let events = 0;
      try {
        const whole = await this.connection.read(
          { what: 'a read of $all', idleMs: this.callMs },
          (client) => client.readAll({ fromPosition: this.index.seen ?? START, direction: FORWARDS, maxCount: PAGE, requiresLeader: true }),
          (event) => {
            events += 1;
            const record = recordOf(event);
            return !record || this.#take(record);
          },
        );
        if (!whole) return;
      } catch (error) {
        if (error instanceof HistoryCut) throw error;
        throw new StoreUnavailable(`EventStoreDB cannot be read: ${textOf(error)}`, { cause: error });
      }
      full = events === PAGE;
    }
    const owed = this.#owed;
    if (owed && performance.now() - owed.since > OWED_MS) {
      this.#owed = undefined;
      this.#subscription.abort();
    }
  }

  #take(record: ServerRecord): boolean {
    const { head } = this.index.ordinals;
    const whole = this.index.take(record);
    if (this.index.ordinals.head > head) this.#owed ??= { record, since: performance.now() };
    return whole;
  }

  async #follow(): Promise<void> {
    let retryMs: number = RETRY_MS.first;
    while (!this.#closing.signal.aborted && this.index.whole) {
      this.#subscription = new AbortController();
      const before = this.index.seen;
      await this.#subscribe(this.#subscription.signal).catch(this.onTrouble);
      if (this.index.seen !== before) retryMs = RETRY_MS.first;
      await pause(retryMs, undefined, { signal: this.#closing.signal, ref: false }).catch(ignore);
      retryMs = Math.min(retryMs * 2, RETRY_MS.last);
    }
  }

  async #subscribe(signal: AbortSignal): Promise<void> {
    let open = true;
    try {
      await this.connection.read(
        { what: 'a subscription to $all', signal },
        (client) => {
          const subscription = client.subscribeToAll({
            fromPosition: this.index.seen ?? START,
            requiresLeader: true,
            // The client may tell of a checkpoint while events in front of it are still buffered; what it reads next waits for this.
            filter: this.index.filter({
              metadata: true,
              checkpoint: async (place) => {
                do await soon();
                while (open && subscription.readableLength > 0);
                if (open) this.index.checked(place);
              },
            }),
          });
          subscription.on('caughtUp', () => this.#caughtUp());
          return subscription;
        },
        (event) => {
          const record = recordOf(event);
          if (!record) return true;
          if (this.#owed && compare(placeOf(record), placeOf(this.#owed.record)) >= 0) this.#owed = undefined;
          return this.index.take(record);
        },
      );
    } finally {
      open = false;
    }
  }
}

const placeOf = (record: ServerRecord): Position => ({ commit: record.at, prepare: record.at });
const ignore = (): void => undefined;
