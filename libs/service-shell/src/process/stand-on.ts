import type { EventLog, Watermarks } from '@yimen/event-log';
import type { EventStore } from '@yimen/event-store';
import type { Parking } from '@yimen/projection-engine';
import { WrongMasterKey, type Vault } from '@yimen/vault';
import type { Logger } from 'pino';
import { WatchedPart, type WatchedPartOptions } from '../bootstrap/watched-part.js';
import { NothingLive } from '../facts/live-tables.js';
import type { Amiss } from '../bootstrap/troubles.js';

/** Pause in milliseconds between looks, where it is not the part's own. */
type Rhythm = Pick<WatchedPartOptions, 'everyMs'>;

/** The store that a service records in. Without it the pod can neither read an item nor make a move. */
export function storePart(store: EventStore, logger: Logger, rhythm: Rhythm = {}): WatchedPart {
  return new WatchedPart({
    name: 'store',
    essential: true,
    look: async () => {
      await store.head();
      return [];
    },
    away: 'store-unavailable',
    logger,
    ...rhythm,
  });
}

/** The vault. Every write is fingerprinted under its keys, and no personal field is read without it. */
export function vaultPart(vault: Vault, logger: Logger, rhythm: Rhythm = {}): WatchedPart {
  return new WatchedPart({
    name: 'vault',
    essential: true,
    look: async () => {
      await vault.check();
      return [];
    },
    away: (error) => (error instanceof WrongMasterKey ? 'wrong-master-key' : 'vault-unavailable'),
    logger,
    ...rhythm,
  });
}

/** The log, by the current topic of the first of these contexts that has been published. One that is away must not take the service off the air (decision 17). */
export function logPart(
  { log, watermarks, contexts }: { readonly log: EventLog; readonly watermarks: Watermarks; readonly contexts: readonly string[] },
  logger: Logger,
  rhythm: Rhythm = {},
): WatchedPart {
  return new WatchedPart({
    name: 'log',
    essential: false,
    // On Kafka a look at the ends reads them as a consumer of its own.
    everyMs: 15_000,
    look: async () => {
      for (const context of contexts) {
        const published = await watermarks.get(context);
        if (!published) continue;
        await log.tails(published.topic);
        break;
      }
      return [];
    },
    away: 'log-unavailable',
    logger,
    ...rhythm,
  });
}

/** Events that were parked in this service's read models or tables. They stand until a person has looked after them. */
export function parkedPart(parking: () => Parking | undefined, logger: Logger, rhythm: Rhythm = {}): WatchedPart {
  return new WatchedPart({
    name: 'parked',
    essential: false,
    look: async () =>
      ((await parking()?.standing()) ?? []).map(({ projection, since }): Amiss => ({
        code: 'events-parked',
        subject: projection,
        since,
      })),
    away: 'database-unavailable',
    logger,
    ...rhythm,
  });
}

/** The working days: deadlines that wait for a year's calendar, and the alert that the next one is missing (13.6). */
export function calendarPart(
  {
    pending,
    endsSoon,
  }: {
    /** Deadlines that wait for a calendar. */
    readonly pending: () => Promise<number>;
    readonly endsSoon: () => boolean;
  },
  logger: Logger,
  rhythm: Rhythm = {},
): WatchedPart {
  return new WatchedPart({
    name: 'calendar',
    essential: false,
    everyMs: 5_000,
    look: async () => {
      // Before the table of deadlines is built there are none.
      const waiting = await pending().catch((error: unknown) => {
        if (error instanceof NothingLive) return 0;
        throw error;
      });
      return [...(waiting > 0 ? [{ code: 'calendar-pending' } as const] : []), ...(endsSoon() ? [{ code: 'calendar-ends' } as const] : [])];
    },
    away: 'database-unavailable',
    logger,
    ...rhythm,
  });
}
