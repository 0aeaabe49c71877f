import pg from 'pg';
import { backoff, pause } from '../pause.js';

/** Wakes those who wait for a channel's notifications. One connection, opened at the first wait; while it is lost, waiting ends by time alone. */
export interface Wake {
  /** Number of notifications so far: taken before a read, given to `next`, so that a notification during the read is not missed. */
  count(): number;
  /** Resolves at the first notification after `seen`, when the time has passed, or when aborted. */
  next(seen: number, milliseconds: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a channel for payloads that `wanted` accepts. Reconnects with bounded backoff; every reconnection counts as a notification. */
export function listenTo(connectionString: string, channel: string): Wake {
  let count = 0;
  let waiting = new Set<() => void>();
  let running: Promise<void> | undefined;
  const stop = new AbortController();

  const rouse = () => {
    count += 1;
    const woken = waiting;
    waiting = new Set();
    for (const wake of woken) wake();
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
        client.on('notification', rouse);
        await client.connect();
        await client.query(`LISTEN ${channel}`);
        attempt = 0;
        rouse();
        await lost;
      } catch {
        // Not reachable: readers poll meanwhile and say so themselves when their own reads fail.
      }
      await client.end().catch(() => undefined);
      await pause(backoff(attempt), stop.signal);
    }
  }

  return {
    count: () => count,
    next: async (seen, milliseconds, signal) => {
      running ??= listen();
      if (seen !== count || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener('abort', done, { once: true });
        waiting.add(done);
      });
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
