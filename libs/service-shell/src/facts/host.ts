import type { Watermarks } from '@yimen/event-log';
import type { FactTable, IsoDate } from '@yimen/kernel';
import type { Table } from '@yimen/projection-engine';
import type { CalendarYear } from '@yimen/policy';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AccountDirectory, AccountFacts } from '../auth/directory.js';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Standing } from '../bootstrap/troubles.js';
import { MirroredClock } from '../clock/clock.js';
import type { Facts } from '../definition.js';
import type { OrganisationNames } from '../papers/names.js';
import { Rounds } from '../process/rounds.js';
import { FactsNotReady, type AreaFound, type BusinessClock, type FactFound, type FactRows } from '../runner/port.js';
import { accountIn, selection } from './fact-queries.js';
import { Freshness } from './freshness.js';
import { LiveTables, NothingLive } from './live-tables.js';
import { standardFacts, type ClockRow, type OrganisationRow, type ParentRow } from './organisation-facts.js';
import { areaIn, areasOf, type Areas } from './organisation-areas.js';
import { OrganisationTree } from './organisation-tree.js';

export interface FactsHostOptions {
  readonly service: string;
  readonly pool: pg.Pool;
  readonly watermarks: Watermarks;
  /** Facts of the service besides the standard ones; the engine of the service follows all of them. */
  readonly facts: readonly Facts[];
  readonly clock: BusinessClock;
  readonly logger: Logger;
  /** Pause in milliseconds between looks at where the facts stand, besides those after each batch. Default 500. */
  readonly everyMs?: number;
}

interface Hosted {
  readonly facts: Facts;
  readonly tables: LiveTables;
  readonly freshness: Freshness;
}

/** Seconds after which a caller may ask again for facts that lag. */
const RETRY_AFTER = 2;
/** Accounts kept in memory. */
const ACCOUNTS_KEPT = 10_000;
/** Tenths of a second for which a paper waits until the names of its day are certainly here. */
const NAMES_TRIES = 30;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What a service knows of others (decision 18): rows for `gather`, accounts and organisation trees for the permission check, the business
 * date and the calendars. All of it is refused with FactsNotReady while the mirror lags behind its bound, never with a rule.
 */
export class FactsHost implements ServicePart {
  readonly name = 'facts';
  /** A pod that has never seen the facts cannot answer; one whose facts lag answers 503 where it needs them and stays on the air. */
  readonly essential = true;
  readonly directory: AccountDirectory = {
    find: (accountId) => this.#account(accountId),
    isWithin: async (organisation, ancestor) => {
      this.#requireFresh(this.#standard, 'organisation');
      return this.#tree.isWithin(organisation, ancestor, this.#options.clock.today());
    },
  };
  readonly rows: FactRows = {
    find: (table, key) => this.#row(table, key),
    select: (table, where) => this.#select(table, where),
    area: async (organisation) => this.areaOf(organisation),
  };
  readonly names: OrganisationNames = { at: (organisations, recordedAt) => this.#namesAt(organisations, recordedAt) };
  readonly #options: FactsHostOptions;
  readonly #hosted: readonly Hosted[];
  readonly #standard: Hosted;
  readonly #byTable: ReadonlyMap<string, { readonly hosted: Hosted; readonly table: Table }>;
  readonly #rounds: Rounds;
  readonly #listeners = new Set<() => void>();
  readonly #standing = new Standing();
  #tree = new OrganisationTree([], []);
  #areas: Areas = new Map();
  /** Accounts asked for since the standard facts last moved. */
  #accounts = new Map<string, Promise<AccountFacts | undefined>>();
  #calendarYears: readonly CalendarYear[] = [];
  #mirrored = false;

  constructor(options: FactsHostOptions) {
    this.#options = options;
    const { pool, service, watermarks } = options;
    this.#hosted = [standardFacts, ...options.facts].map((facts) => {
      const tables = new LiveTables(pool, service, facts.projection.name);
      return { facts, tables, freshness: new Freshness(tables, watermarks, facts.projection.contexts) };
    });
    this.#standard = this.#hosted[0] as Hosted;
    const byTable = new Map<string, { hosted: Hosted; table: Table }>();
    for (const hosted of this.#hosted) {
      for (const table of hosted.facts.projection.tables) {
        if (byTable.has(table.name)) throw new Error(`two tables of facts are named ${table.name}`);
        byTable.set(table.name, { hosted, table });
      }
    }
    this.#byTable = byTable;
    this.#rounds = new Rounds({
      name: 'facts',
      everyMs: options.everyMs ?? 500,
      restMs: 50,
      round: () => this.#look(),
      onError: (error, failures) => {
        // Before the first build there is nothing to read; that is no fault.
        if (error instanceof NothingLive) options.logger.debug({ projection: error.projection }, 'facts are being built');
        else options.logger.warn({ err: error, failures }, 'facts cannot be looked at');
      },
      longestPauseMs: 2000,
    });
  }

  /** The years loaded from notices so far; a new list whenever one has changed. */
  get calendarYears(): readonly CalendarYear[] {
    return this.#calendarYears;
  }

  /** Called after the business date, a calendar or an organisation has changed here. Answers how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  /** Looks at once, because the engine has applied something. */
  wake(): void {
    this.#rounds.wake();
  }

  health(): PartHealth {
    const late = this.#hosted.filter(({ facts, freshness }) => !freshness.isWithin(facts.boundSeconds));
    // Facts that lag were last right when they were last caught up.
    const since = (seconds: number | undefined) =>
      seconds === undefined ? {} : { since: new Date(Date.now() - seconds * 1000).toISOString() };
    this.#standing.set(
      late.map(({ facts, freshness }) => ({
        code: 'facts-not-ready',
        subject: facts.projection.name,
        ...since(freshness.lagSeconds()),
      })),
    );
    const { troubles } = this.#standing;
    return { ready: troubles.length === 0 || this.#mirrored, troubles };
  }

  /** Seconds each table set lags, for metrics; undefined before it was first caught up. */
  lags(): readonly { readonly projection: string; readonly seconds: number | undefined }[] {
    return this.#hosted.map(({ facts, freshness }) => ({ projection: facts.projection.name, seconds: freshness.lagSeconds() }));
  }

  /** Ancestors as of a date, the nearest first. */
  ancestors(organisation: string, on: IsoDate): readonly string[] {
    this.#requireFresh(this.#standard, 'organisation');
    return this.#tree.ancestors(organisation, on);
  }

  /** Where an organisation works today; undefined where the book does not tell. */
  areaOf(organisation: string): AreaFound | undefined {
    this.#requireFresh(this.#standard, 'organisation');
    return areaIn(this.#areas, this.#tree, organisation, this.#options.clock.today());
  }

  /** The organisations and all that stand below them today. */
  subtree(roots: readonly string[]): readonly string[] {
    this.#requireFresh(this.#standard, 'organisation');
    return this.#tree.subtree(roots, this.#options.clock.today());
  }

  /** As of the last look, like the organisation trees: each request asks for its account more than once. */
  async #account(accountId: string): Promise<AccountFacts | undefined> {
    this.#requireFresh(this.#standard, 'account');
    const accounts = this.#accounts;
    let found = accounts.get(accountId);
    if (!found) {
      found = accountIn((sql, values) => this.#read(this.#standard, sql, values), accountId);
      if (accounts.size >= ACCOUNTS_KEPT) accounts.clear();
      accounts.set(accountId, found);
      // What could not be read is asked for again.
      found.catch(() => accounts.delete(accountId));
    }
    return found;
  }

  /** `key`: the key columns in their order, joined by `/` where there are several. */
  async #row<Row>(handle: FactTable<Row>, key: string): Promise<FactFound<Row>> {
    const { hosted, table } = this.#named(handle);
    this.#requireFresh(hosted, table.name);
    const names: readonly string[] = table.key;
    const parts = names.length === 1 ? [key] : key.split('/');
    if (parts.length !== names.length) throw new Error(`a key of ${table.name} is ${names.join('/')}, not ${key}`);
    const columns = table.columns as Readonly<Record<string, { readonly type: string }>>;
    if (names.some((name, at) => columns[name]?.type === 'uuid' && !UUID.test(parts[at] ?? ''))) return { row: undefined };
    const rows = await this.#read<Record<string, unknown> & { stream: string; revision: bigint }>(
      hosted,
      `SELECT * FROM {${table.name}} WHERE ${names.map((name, at) => `"${name}" = $${at + 1}`).join(' AND ')}`,
      parts,
    );
    if (!rows[0]) return { row: undefined };
    const { stream, revision, ...row } = rows[0];
    return { row: row as Row, stream, revision };
  }

  async #select<Row>(handle: FactTable<Row>, where: Partial<Row>): Promise<readonly Row[]> {
    const { hosted, table } = this.#named(handle);
    this.#requireFresh(hosted, table.name);
    const { sql, values } = selection(table, where);
    const rows = await this.#read<Record<string, unknown> & { stream: string; revision: bigint }>(hosted, sql, values);
    return rows.map(({ stream: _stream, revision: _revision, ...row }) => row as Row);
  }

  #named(handle: FactTable<unknown>): { readonly hosted: Hosted; readonly table: Table } {
    const found = this.#byTable.get(handle.name);
    if (!found) throw new Error(`no table of facts is named ${handle.name}`);
    return found;
  }

  async #namesAt(organisations: readonly string[], recordedAt: string): Promise<ReadonlyMap<string, string>> {
    // A name recorded just before is on its way: what is printed now must be what is printed ever after.
    const seconds = () => Math.max(0, (Date.now() - Date.parse(recordedAt)) / 1000);
    for (let tries = 0; !this.#standard.freshness.isWithin(seconds()); tries += 1) {
      if (tries === NAMES_TRIES) throw new FactsNotReady('organisation_name', RETRY_AFTER);
      await sleep(100);
    }
    const rows = await this.#read<{ organisation: string; name: string }>(
      this.#standard,
      `SELECT DISTINCT ON (organisation) organisation, name FROM {organisation_name}
       WHERE organisation = ANY($1) AND since <= $2 ORDER BY organisation, since DESC`,
      [organisations, recordedAt],
    );
    return new Map(rows.map(({ organisation, name }) => [organisation, name]));
  }

  async #read<Row extends object>(hosted: Hosted, sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return await hosted.tables.rows<Row>(sql, values);
    } catch (error) {
      if (error instanceof NothingLive) throw new FactsNotReady(error.projection, RETRY_AFTER);
      throw error;
    }
  }

  #requireFresh({ facts, freshness }: Hosted, table: string): void {
    if (!freshness.isWithin(facts.boundSeconds)) throw new FactsNotReady(table, RETRY_AFTER);
  }

  async #look(): Promise<boolean> {
    for (const hosted of this.#hosted) {
      // The mirror in memory is read before the freshness of the standard facts counts.
      if (hosted === this.#standard) await hosted.freshness.look(() => this.#mirror());
      else await hosted.freshness.look();
    }
    return false;
  }

  async #mirror(): Promise<void> {
    const { tables } = this.#standard;
    // Not cleared: an answer to a question asked before does not come into the new one.
    this.#accounts = new Map();
    const [organisations, parents, clocks, years] = [
      await tables.rows<OrganisationRow & { revision: bigint }>(
        'SELECT organisation, "closedOn", successor, "areaCode", revision FROM {organisation}',
      ),
      await tables.rows<ParentRow>('SELECT organisation, "fromOn", parent FROM {organisation_parent}'),
      await tables.rows<ClockRow>('SELECT clock, "on" FROM {business_clock}'),
      await tables.rows<CalendarYear>('SELECT year, notice, "daysOff", "makeUpWorkdays" FROM {calendar_year}'),
    ];
    this.#tree = new OrganisationTree(organisations, parents);
    this.#areas = areasOf(organisations);
    this.#calendarYears = years;
    const { clock, logger } = this.#options;
    const date = clocks[0]?.on;
    if (clock instanceof MirroredClock && date !== undefined && clock.advanceTo(date)) logger.info({ date }, 'the business date has moved');
    if (!this.#mirrored) logger.info({ organisations: organisations.length, years: years.length }, 'facts of organisations are here');
    this.#mirrored = true;
    for (const listener of this.#listeners) listener();
  }
}
