import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { channelOf } from './schema.js';

const RETRY_MS = 500;
/** At most one notification in this time leaves a process; a subscriber reads all that there is, so one says as much as many. */
const QUIET_MS = 10;

/**
 * Wakes subscribers when the store has grown: at once for appends of this process, by LISTEN for those of others. Best effort, subscribers also poll.
 * NOTIFY runs on this connection after the commit that it tells of, in a transaction of its own whose commit waits for no disk:
 * a pending NOTIFY takes a lock that serialises commits of the whole database.
 */
export class Wake {
  readonly #sleepers = new Set<() => void>();
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  #announcing = false;
  #announceAgain = false;
  #closed = false;
  readonly #channel: string;

  constructor(private readonly options: { readonly connectionString: string; readonly schema: string; readonly connectMs: number }) {
    this.#channel = channelOf(options.schema);
  }

  /** Counts how often the store is known to have grown; compare before a read and after. */
  growth = 0;

  /** The store has grown through this process: wakes its subscribers and tells other processes. */
  grown(): void {
    this.#wake();
    if (this.#announcing) this.#announceAgain = true;
    else void this.#announce();
  }

  /** Resolves when the store has grown since `growth` was read, the time has passed, or the signal aborts. */
  async sleep(since: number, ms: number, signal: AbortSignal): Promise<void> {
    this.#connect();
    if (this.growth !== since || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake, { once: true });
      this.#sleepers.add(wake);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#connecting;
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  #wake(): void {
    this.growth += 1;
    for (const wake of [...this.#sleepers]) wake();
  }

  async #announce(): Promise<void> {
    this.#announcing = true;
    do {
      this.#announceAgain = false;
      this.#connect();
      await this.#connecting;
      const client = this.#client;
      // A notification that fails is made good by the poll of its readers; its connection is given up.
      await client?.query(`NOTIFY ${this.#channel}`).catch(() => this.#lost(client));
      await pause(QUIET_MS, undefined, { ref: false });
    } while (this.#announceAgain && !this.#closed);
    this.#announcing = false;
  }

  #connect(): void {
    if (this.#client || this.#connecting || this.#closed) return;
    this.#connecting = this.#listen().finally(() => {
      this.#connecting = undefined;
    });
  }

  async #listen(): Promise<void> {
    const { connectionString, connectMs, schema } = this.options;
    const client = new pg.Client({
      connectionString,
      application_name: `yimen ${schema} wake`,
      keepAlive: true,
      connectionTimeoutMillis: connectMs,
      query_timeout: connectMs,
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    // What this process announced woke its own subscribers before.
    let backend: number | undefined;
    client.on('notification', ({ processId }) => {
      if (processId !== backend) this.#wake();
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number; set: string }>(
        "SELECT pg_backend_pid() AS pid, set_config('synchronous_commit', 'off', false) AS set",
      );
      backend = rows[0]?.pid;
      await client.query(`LISTEN ${this.#channel}`);
      this.#client = client;
      // What was announced while nobody listened.
      this.#wake();
    } catch {
      // Away: subscribers poll, and each of their rounds comes here again.
      client.end().catch(() => undefined);
      await pause(RETRY_MS, undefined, { ref: false });
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => undefined);
    this.#connect();
  }
}
