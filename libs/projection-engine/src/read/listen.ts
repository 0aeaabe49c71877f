import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * Keeps one LISTEN connection for as long as the signal allows. `onLost` is called whenever announcements may have been missed:
 * after each reconnection.
 */
export async function listen(
  url: string,
  channel: string,
  signal: AbortSignal,
  heard: { readonly onMessage: (payload: string) => void; readonly onLost: () => void },
): Promise<void> {
  for (let first = true; !signal.aborted; first = false) {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    const ended = new Promise<void>((resolve) => {
      client.on('end', resolve);
      client.on('error', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ payload }) => heard.onMessage(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      if (!first) heard.onLost();
      await ended;
    } catch {
      // The database is away; readers poll meanwhile.
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await sleep(250, undefined, { signal }).catch(() => undefined);
  }
}
