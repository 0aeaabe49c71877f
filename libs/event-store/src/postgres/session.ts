import pg from 'pg';
import type { Appended } from '../port.js';
import { verdicts } from './functions.js';
import { groupParameters, singleParameters, type Request } from './group.js';

export type Verdict =
  | ({ readonly kind: 'appended' | 'repeated' } & Appended)
  | { readonly kind: 'wrong-revision'; readonly actual: bigint }
  | { readonly kind: 'again' };

/** What stands in the store of the appends whose outcome was unknown. */
export interface Found {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly recordedAt: string;
}

export interface SessionOptions {
  readonly connectionString: string;
  readonly schema: string;
  /** Own limit of one call, in milliseconds; the server's statement limit is set below it. */
  readonly callMs: number;
}

type StoredRow = [revision: string, position: string, at: string];
type VerdictRow = [verdict: number, revision: string | null, position: string | null, at: string | null];

/** The epoch was raised since this session began: nothing it sends is stored any more. */
export class Fenced extends Error {}

/** One connection of the appender, under one epoch. After any lost or late call it is ended and another one is opened. */
export class Session {
  readonly #one: string;
  readonly #many: string;

  private constructor(
    readonly client: pg.Client,
    private readonly appender: string,
    private readonly epoch: string,
    private readonly options: SessionOptions,
  ) {
    this.#one = `SELECT at_revision, at_position, at FROM ${options.schema}.append_one(${places(10)})`;
    this.#many = `SELECT verdict, at_revision, at_position, at FROM ${options.schema}.append_events(${places(14)})`;
  }

  /** Connects, raises the epoch and looks up the event ids given. Rejects when the server does not answer in time. */
  static async open(options: SessionOptions, appender: string, ids: readonly string[]): Promise<{ session: Session; found: Found[] }> {
    const { connectionString, schema, callMs } = options;
    const client = new pg.Client({
      connectionString,
      application_name: `yimen ${schema} appender`,
      keepAlive: true,
      connectionTimeoutMillis: callMs,
      statement_timeout: Math.ceil(callMs * 0.8),
      lock_timeout: Math.ceil(callMs * 0.6),
    });
    // A connection lost between calls is noticed by the next call, which fails.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await within(callMs, client, () =>
        client.query<{ epoch: string; id: string | null; stream: string; revision: string; at_position: string; at: string }>(
          `SELECT epoch, id, stream, revision, at_position, at FROM ${schema}.open_appender($1::uuid, $2::uuid[])`,
          [appender, ids],
        ),
      );
      const [first] = rows;
      if (!first) throw new Error('open_appender answered nothing');
      const found = rows.flatMap(({ id, stream, revision, at_position, at }) =>
        id === null ? [] : [{ id, stream, revision: BigInt(revision), position: BigInt(at_position), recordedAt: at }],
      );
      return { session: new Session(client, appender, first.epoch, options), found };
    } catch (error) {
      discard(client);
      throw error;
    }
  }

  /** Stores one group; one verdict for each append, in order. Throws Fenced, or what the call failed with. */
  async append(group: readonly Request[]): Promise<Verdict[]> {
    const single = singleParameters(group);
    const [stored] = single ? await this.#call<StoredRow>('append_one', this.#one, single) : [];
    if (stored) {
      const [revision, position, at] = stored;
      return [{ kind: 'appended', revision: BigInt(revision), position: BigInt(position), recordedAt: at }];
    }
    const rows = await this.#call<VerdictRow>('append_events', this.#many, groupParameters(group));
    if (rows[0]?.[0] === verdicts.fenced) throw new Fenced();
    if (rows.length !== group.length) throw new Error(`append_events gave ${rows.length} answers to ${group.length} appends`);
    return rows.map(verdictOf);
  }

  async #call<Row extends unknown[]>(name: string, text: string, parameters: readonly unknown[]): Promise<Row[]> {
    const values = [this.appender, this.epoch, ...parameters];
    const { rows } = await within(this.options.callMs, this.client, () => this.client.query<Row>({ name, text, values, rowMode: 'array' }));
    return rows;
  }

  end(): void {
    discard(this.client);
  }
}

const places = (count: number): string => Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ');

function verdictOf([verdict, revision, position, at]: VerdictRow): Verdict {
  if (verdict === verdicts.again) return { kind: 'again' };
  if (verdict === verdicts.wrongRevision && revision !== null) return { kind: 'wrong-revision', actual: BigInt(revision) };
  if (revision === null || position === null || at === null) throw new Error(`append_events answered ${verdict} without a place`);
  return {
    kind: verdict === verdicts.repeated ? 'repeated' : 'appended',
    revision: BigInt(revision),
    position: BigInt(position),
    recordedAt: at,
  };
}

/** A server may be silent for ever: past the limit the connection is cut, and the call rejects with an unknown outcome. */
async function within<T>(limitMs: number, client: pg.Client, call: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    discard(client);
  }, limitMs);
  try {
    return await call();
  } finally {
    clearTimeout(timer);
  }
}

/** Ends the connection; while a call runs, `end` cuts it at once. A failing farewell changes nothing. */
function discard(client: pg.Client): void {
  client.end().catch(() => undefined);
}
