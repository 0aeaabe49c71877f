import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import pg from 'pg';
import type { Announcement } from '../batch/announce.js';
import { prepared } from '../batch/prepared.js';
import { ChangeFeeds } from './changes.js';
import type { Change } from './changes.js';
import { ModelMissing, modelsOf, servedOf } from './edition.js';
import type { Edition, Model, Models, Served } from './edition.js';
import { listen } from './listen.js';
import { changesChannel, quoted } from '../generations/names.js';
import type { Projection } from '../projection/projection.js';
import { inTransaction } from '../generations/transaction.js';
import { Reached } from './reached.js';
import { waitForStreams } from './wait-for.js';
import type { ReadAfter, Token } from './wait-for.js';

export interface ReadModelsOptions {
  /** Connection string of the owner service's role. */
  readonly url: string;
  /** Schema of the owner service. */
  readonly schema: string;
  /** Read models of this release, all versions that it carries. */
  readonly projections: readonly Projection[];
  /** Connections of the pool that queries run on. Default 10. */
  readonly connections?: number;
  /** Milliseconds between looks at the pointers, beside what LISTEN tells. Default 500. */
  readonly poll?: number;
  readonly onError?: (error: unknown) => void;
}

export interface ReadModels {
  /** Runs a read on the current generations and keeps them until it ends, a switch notwithstanding. */
  read<T>(work: (models: Models) => Promise<T>): Promise<T>;
  /** `read` with one model. */
  of(projection: string): {
    read<T>(work: (model: Model) => Promise<T>): Promise<T>;
    query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  };
  /**
   * Waits until a view has seen the streams of a read-after token (decision 22); those that it does not follow do not count. Once caught up,
   * queries read the generation in which they stand.
   */
  waitFor(token: readonly Token[], projection: string, timeoutMs: number): Promise<ReadAfter>;
  /** Rows changed, batch by batch; `reset` where changes may have been missed or the generation changed: read again. Ends with the signal. */
  changes(projection: string, signal: AbortSignal): AsyncIterable<Change>;
  /** Looks at the pointers now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds between reports of what is in use. */
const REPORT_MS = 5000;

/** A pointer, and the generation that it names. */
interface Pointer {
  readonly name: string;
  readonly generation: number;
  readonly version: number;
  readonly schema: string;
}

/** Opens the query side of a service's read models: one TypeORM DataSource, rebuilt whenever a pointer moves. */
export async function openReadModels(options: ReadModelsOptions): Promise<ReadModels> {
  const models = new OpenReadModels(options);
  await models.refresh();
  models.start();
  return models;
}

class OpenReadModels implements ReadModels {
  private readonly process = `${process.pid}-${randomUUID()}`;
  private readonly control: pg.Pool;
  private readonly closing = new AbortController();
  private readonly feeds = new ChangeFeeds();
  private readonly reached = new Reached();
  private readonly draining = new Set<Promise<void>>();
  private edition: Edition | undefined;
  private refreshing: Promise<void> | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private reportedAt = 0;

  constructor(private readonly options: ReadModelsOptions) {
    this.control = new pg.Pool({ connectionString: options.url, max: 3, pipeline: true });
    // Also on a connection in use: without a listener, a server that ends it would end the process.
    this.control.on('connect', (client) => client.on('error', (error) => this.options.onError?.(error)));
    // The pool passes on what an idle client reports; it was reported above.
    this.control.on('error', () => undefined);
  }

  start(): void {
    const { url, schema, poll = 500 } = this.options;
    const heard = {
      onMessage: (payload: string) => {
        const said = JSON.parse(payload) as Announcement;
        if (said.switched) void this.refreshQuietly();
        this.reached.hear(said);
        this.feeds.hear(said);
      },
      onLost: () => this.feeds.reset(),
    };
    const polling = async () => {
      while (!this.closing.signal.aborted) {
        await sleep(poll, undefined, { signal: this.closing.signal }).catch(() => undefined);
        if (!this.closing.signal.aborted) await this.refreshQuietly();
      }
    };
    this.running = Promise.all([listen(url, changesChannel(schema), this.closing.signal, heard), polling()]);
  }

  async read<T>(work: (models: Models) => Promise<T>): Promise<T> {
    const edition = this.edition;
    if (!edition) throw new ModelMissing('*');
    edition.reads += 1;
    try {
      return await work(modelsOf(edition));
    } finally {
      edition.reads -= 1;
      if (edition.reads === 0) edition.retired?.();
    }
  }

  of(projection: string) {
    return {
      read: <T>(work: (model: Model) => Promise<T>) => this.read((models) => work(models.of(projection))),
      query: <Row>(sql: string, parameters?: readonly unknown[]) =>
        this.read((models) => models.of(projection).query<Row>(sql, parameters)),
    };
  }

  async waitFor(token: readonly Token[], projection: string, timeoutMs: number): Promise<ReadAfter> {
    const { options, feeds, reached, control: pool } = this;
    const versions = options.projections.filter(({ name }) => name === projection);
    const served = () => this.edition?.served.get(projection);
    const { outcome, schema } = await waitForStreams(
      { pool, owner: options.schema, versions, feeds, reached, served },
      token,
      projection,
      timeoutMs,
    );
    if (outcome === 'caught-up' && served()?.schema !== schema) {
      // The pointer has moved. The first call may join a look that began earlier.
      await this.refresh();
      await this.refresh();
    }
    return outcome;
  }

  changes(projection: string, signal: AbortSignal): AsyncIterable<Change> {
    return this.feeds.open(projection, AbortSignal.any([signal, this.closing.signal]));
  }

  refresh(): Promise<void> {
    return (this.refreshing ??= this.look().finally(() => (this.refreshing = undefined)));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    await this.refreshing?.catch(() => undefined);
    if (this.edition) this.retire(this.edition);
    await Promise.all(this.draining);
    await this.control
      .query(`DELETE FROM ${quoted(this.options.schema)}.engine_in_use WHERE process = $1`, [this.process])
      .catch((error: unknown) => this.options.onError?.(error));
    await this.control.end();
  }

  private async refreshQuietly(): Promise<void> {
    await this.refresh().catch((error: unknown) => this.options.onError?.(error));
  }

  /** Builds the next edition if a pointer has moved, and reports what is in use every few seconds. */
  private async look(): Promise<void> {
    const current = this.edition;
    if (current && Date.now() - this.reportedAt <= REPORT_MS && (await this.unmoved(current))) return;
    const { named, uncarried } = await this.report(current);
    if (current) current.uncarried = uncarried;
    const same =
      current &&
      named.size === current.served.size &&
      [...named].every(([name, { schema }]) => current.served.get(name)?.schema === schema);
    if (same) return;
    const source = new DataSource({
      type: 'postgres',
      url: this.options.url,
      entities: [...named.values()].flatMap(({ entities }) => [...entities.values()]),
      poolSize: this.options.connections ?? 10,
      poolErrorHandler: (error: unknown) => this.options.onError?.(error),
    });
    await source.initialize();
    this.edition = { source, served: named, uncarried, reads: 0, retired: undefined };
    if (!current) return;
    for (const [name, { schema }] of named) if (current.served.get(name)?.schema !== schema) this.feeds.switched(name);
    this.retire(current);
  }

  /** Whether each pointer that this release can serve still names what is read. */
  private async unmoved({ served }: Edition): Promise<boolean> {
    const rows = await this.pointers(this.control);
    const carried = rows.filter((row) => this.carried(row));
    return carried.length === served.size && carried.every(({ name, schema }) => served.get(name)?.schema === schema);
  }

  private carried({ name, version }: Pointer): Projection | undefined {
    return this.options.projections.find((projection) => projection.name === name && projection.version === version);
  }

  private async pointers(client: pg.Pool | pg.PoolClient): Promise<Pointer[]> {
    const s = quoted(this.options.schema);
    const { rows } = await client.query<Pointer>(
      prepared(
        `SELECT p.name, g.generation, g.version, g.schema_name AS schema FROM ${s}.engine_projections p
           JOIN ${s}.engine_generations g ON g.projection = p.name AND g.generation = p.live`,
      ),
    );
    return rows;
  }

  /** Lets the reads under way end, then closes the connections. */
  private retire(edition: Edition): void {
    const drained = edition.reads === 0 ? Promise.resolve() : new Promise<void>((resolve) => (edition.retired = resolve));
    const gone = drained
      .then(() => edition.source.destroy())
      .catch((error: unknown) => this.options.onError?.(error))
      .finally(() => this.draining.delete(gone));
    this.draining.add(gone);
    this.reportedAt = 0;
  }

  /**
   * Reads the pointers and reports their generations in use, in one transaction that holds the pointers: what is named here cannot be dropped
   * before the report is seen.
   */
  private async report(
    current: Edition | undefined,
  ): Promise<{ readonly named: ReadonlyMap<string, Served>; readonly uncarried: ReadonlyMap<string, number> }> {
    const s = quoted(this.options.schema);
    return inTransaction(this.control, async (client) => {
      // Locked first, read by a second statement: a query that waits for a lock would join the moved pointer with what stood before it.
      await client.query(`SELECT FROM ${s}.engine_projections FOR SHARE`);
      const named = new Map<string, Served>();
      const uncarried = new Map<string, number>();
      for (const row of await this.pointers(client)) {
        const projection = this.carried(row);
        if (!projection) {
          uncarried.set(row.name, row.version);
          continue;
        }
        const known = current?.served.get(row.name);
        named.set(row.name, known?.schema === row.schema ? known : servedOf(projection, row.generation, row.schema));
      }
      const moved = [...named].some(([name, { schema }]) => current?.served.get(name)?.schema !== schema);
      if (moved || Date.now() - this.reportedAt > REPORT_MS) {
        // What is read now stays reported until its reads have ended.
        const schemas = [...new Set([...named.values(), ...(current?.served.values() ?? [])].map(({ schema }) => schema))];
        await client.query(
          `INSERT INTO ${s}.engine_in_use (process, schema_name) SELECT $1, unnest($2::text[])
           ON CONFLICT (process, schema_name) DO UPDATE SET seen_at = clock_timestamp()`,
          [this.process, schemas],
        );
        if (this.draining.size === 0) {
          await client.query(`DELETE FROM ${s}.engine_in_use WHERE process = $1 AND schema_name <> ALL($2::text[])`, [
            this.process,
            schemas,
          ]);
        } else {
          await client.query(`UPDATE ${s}.engine_in_use SET seen_at = clock_timestamp() WHERE process = $1`, [this.process]);
        }
        this.reportedAt = Date.now();
      }
      return { named, uncarried };
    });
  }
}
