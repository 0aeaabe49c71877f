import pg from 'pg';
import { DESTROYED_CHANNEL } from './functions.js';

const RETRY_MS = 1_000;

/**
 * Listens for destroyed keys, so that other processes forget them at once. While it cannot listen, the cache's short time does it.
 * Connects on first use and does not keep the process alive.
 */
export class DestructionWatch {
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  #triedAt = -Infinity;
  #closed = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly onDestroyed: () => void,
  ) {}

  /** Starts listening where it does not yet; waits for nothing. */
  ensure(): void {
    if (this.#client || this.#connecting || this.#closed || performance.now() - this.#triedAt < RETRY_MS) return;
    this.#triedAt = performance.now();
    this.#connecting = this.#listen().finally(() => {
      this.#connecting = undefined;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#connecting;
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #listen(): Promise<void> {
    // The pool hides its password from enumeration.
    const { password } = this.pool.options;
    const client = new pg.Client({
      ...this.pool.options,
      ...(password === undefined ? {} : { password }),
      application_name: 'yimen vault watch',
      keepAlive: true,
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', () => this.onDestroyed());
    try {
      await client.connect();
      // Public in pg, missing in its types.
      (client as pg.Client & { unref(): void }).unref();
      await client.query(`LISTEN ${DESTROYED_CHANNEL}`);
      this.#client = client;
      this.onDestroyed();
    } catch {
      // Away: the next use tries again.
      client.end().catch(() => undefined);
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.onDestroyed();
    client.end().catch(() => undefined);
  }
}
