import pg from 'pg';
import { backoff, pause } from '../pause.js';

/** Wakes those who wait for a channel's notifications. One connection, opened at the first wait; while it is lost, waiting ends by time alone. */
export interface Wake {
  /** Number of notifications about `payload` so far: taken before a read, given to `next`, so that one during the read is not missed. */
  count(payload: string): number;
  /** Resolves at the first notification about `payload` after `seen`, when the time has passed, or when aborted. */
  next(payload: string, seen: number, milliseconds: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a channel. Reconnects with bounded backoff; every reconnection counts as a notification about everything. */
export function listenTo(connectionString: string, channel: string): Wake {
  const counts = new Map<string, number>();
  let reconnections = 0;
  const waiting = new Map<string, Set<() => void>>();
  let running: Promise<void> | undefined;
  const stop = new AbortController();

  const count = (payload: string) => reconnections + (counts.get(payload) ?? 0);
  const rouse = (payload: string) => {
    for (const wake of [...(waiting.get(payload) ?? [])]) wake();
  };
  const heard = ({ payload = '' }: pg.Notification) => {
    counts.set(payload, (counts.get(payload) ?? 0) + 1);
    rouse(payload);
  };

  async function listen(): Promise<void> {
    for (let attempt = 0; !stop.signal.aborted; attempt += 1) {
      const client = new pg.Client({ connectionString, keepAlive: true, application_name: 'yimen log reader' });
      const lost = new Promise<void>((resolve) => {
        client.once('error', () => resolve());
        client.once('end', () => resolve());
        stop.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      try {
        client.on('notification', heard);
        await client.connect();
        await client.query(`LISTEN ${channel}`);
        attempt = 0;
        reconnections += 1;
        for (const payload of waiting.keys()) rouse(payload);
        await lost;
      } catch {
        // Not reachable: readers poll meanwhile and say so themselves when their own reads fail.
      }
      await client.end().catch(() => undefined);
      await pause(backoff(attempt), stop.signal);
    }
  }

  return {
    count,
    next: async (payload, seen, milliseconds, signal) => {
      running ??= listen();
      if (seen !== count(payload) || signal.aborted) return;
      const mine = waiting.get(payload) ?? new Set();
      waiting.set(payload, mine);
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          mine.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener('abort', done, { once: true });
        mine.add(done);
      });
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
