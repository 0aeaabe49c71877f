import { computePending, type IsoDate, type WorkdayCalendar } from '@yimen/kernel';
import type pg from 'pg';
import { v5 } from 'uuid';
import type { AnyAggregate } from '../definition.js';
import type { LiveTables } from '../facts/live-tables.js';
import { schemaOf } from '../provision/services.js';
import type { DeadlineRow } from './work-tables.js';

/** A move that a deadline has to make: because its day has passed, or because its pending day can be computed now. */
export interface Firing {
  /** Derived from stream, deadline, rule and due date (decision 20): the key under which the move is made once. */
  readonly id: string;
  readonly slice: string;
  readonly item: string;
  readonly deadline: string;
  readonly rule: string;
  readonly kind: 'fires' | 'computes';
  readonly dueOn: IsoDate;
  readonly attempts: number;
}

// Namespace of the ids of firings.
const NAMESPACE = 'b1d5c3ce-33e2-5d1b-8f52-6f0a3a5d9c40';

/** Rows taken into the table of firings at once. */
const PAGE = 500;

/** The firings of one service: which deadlines are due, which of them wait for their move, and what came of it. */
export class Firings {
  readonly #pool: pg.Pool;
  readonly #table: string;
  readonly #tables: LiveTables;
  readonly #slices: ReadonlyMap<string, AnyAggregate>;

  constructor(pool: pg.Pool, service: string, tables: LiveTables, slices: readonly AnyAggregate[]) {
    this.#pool = pool;
    this.#table = `${schemaOf(service)}.deadline_firing`;
    this.#tables = tables;
    this.#slices = new Map(slices.map((slice) => [slice.name, slice]));
  }

  /**
   * Notes what has become due before `today`, what can be computed now, and forgets what waits but is no longer so (satisfied, paused,
   * moved meanwhile). Answers how many were noted.
   */
  async note(today: IsoDate, calendar: WorkdayCalendar): Promise<number> {
    await this.#tables.rows(
      `DELETE FROM ${this.#table} f WHERE f.state = 'waiting' AND f.kind = 'fires' AND NOT EXISTS (
         SELECT FROM {deadline} d WHERE d.slice = f.slice AND d.item = f.item AND d.deadline = f.deadline
           AND d.state = 'running' AND d."dueOn" = f.due_on)`,
    );
    await this.#tables.rows(
      `DELETE FROM ${this.#table} f WHERE f.state = 'waiting' AND f.kind = 'computes' AND NOT EXISTS (
         SELECT FROM {deadline} d WHERE d.slice = f.slice AND d.item = f.item AND d.deadline = f.deadline AND d.state = 'pending')`,
    );
    return (await this.#noteDue(today)) + (await this.#notePending(calendar));
  }

  /** How many wait for their move, those that wait for another try included, and how many there are in all. */
  async count(): Promise<{ readonly waiting: number; readonly all: number }> {
    const { rows } = await this.#pool.query<{ waiting: string; all: string }>(
      `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) AS all FROM ${this.#table}`,
    );
    return { waiting: Number(rows[0]?.waiting ?? 0), all: Number(rows[0]?.all ?? 0) };
  }

  /** Takes the next firing that no other host works on, the earliest of its item first. The row's lock is the lease. */
  async take(client: pg.ClientBase): Promise<Firing | undefined> {
    const { rows } = await client.query<Firing>(
      `SELECT id, slice, item, deadline, rule, kind, due_on::text AS "dueOn", attempts FROM ${this.#table} f
       WHERE state = 'waiting' AND next_try <= clock_timestamp() AND NOT EXISTS (
         SELECT FROM ${this.#table} e WHERE e.state = 'waiting' AND e.slice = f.slice AND e.item = f.item AND (e.due_on, e.id) < (f.due_on, f.id))
       ORDER BY due_on, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return rows[0];
  }

  async end(client: pg.ClientBase, { id }: Firing, state: 'made' | 'refused'): Promise<void> {
    await client.query(`UPDATE ${this.#table} SET state = $2, last_error = NULL, ended_at = clock_timestamp() WHERE id = $1`, [id, state]);
  }

  async wait(client: pg.ClientBase, { id }: Firing, ms: number, because: string): Promise<void> {
    await client.query(
      `UPDATE ${this.#table} SET attempts = attempts + 1, next_try = clock_timestamp() + $2 * interval '1 ms', last_error = $3 WHERE id = $1`,
      [id, ms, because],
    );
  }

  async #noteDue(today: IsoDate): Promise<number> {
    const fire = this.#deadlinesWith('fires');
    if (fire.slices.length === 0) return 0;
    const rows = await this.#tables.rows<DeadlineRow>(
      `SELECT d.slice, d.item, d.deadline, d.rule, d."dueOn" FROM {deadline} d
       JOIN unnest($1::text[], $2::text[]) AS wanted (slice, deadline) ON wanted.slice = d.slice AND wanted.deadline = d.deadline
       WHERE d.state = 'running' AND d."dueOn" < $3 AND NOT EXISTS (
         SELECT FROM ${this.#table} f WHERE f.slice = d.slice AND f.item = d.item AND f.deadline = d.deadline AND f.rule = d.rule
           AND f.due_on = d."dueOn" AND f.kind = 'fires')
       ORDER BY d."dueOn" LIMIT ${PAGE}`,
      [fire.slices, fire.deadlines, today],
    );
    return this.#insert(rows.flatMap((row) => (row.dueOn === null ? [] : [firing(row, 'fires', row.dueOn)])));
  }

  async #notePending(calendar: WorkdayCalendar): Promise<number> {
    const compute = this.#deadlinesWith('computes');
    if (compute.slices.length === 0) return 0;
    const rows = await this.#tables.rows<DeadlineRow>(
      `SELECT d.slice, d.item, d.deadline, d.rule, d.pending FROM {deadline} d
       JOIN unnest($1::text[], $2::text[]) AS wanted (slice, deadline) ON wanted.slice = d.slice AND wanted.deadline = d.deadline
       WHERE d.state = 'pending' AND NOT EXISTS (
         SELECT FROM ${this.#table} f WHERE f.slice = d.slice AND f.item = d.item AND f.deadline = d.deadline AND f.kind = 'computes' AND f.state = 'waiting')
       ORDER BY d.pending->>'from', d.item LIMIT ${PAGE}`,
      [compute.slices, compute.deadlines],
    );
    const computed = rows.flatMap((row) => {
      const due = row.pending && computePending(row.pending, calendar);
      return due && 'dueOn' in due ? [firing(row, 'computes', due.dueOn)] : [];
    });
    return this.#insert(computed);
  }

  async #insert(firings: readonly Firing[]): Promise<number> {
    if (firings.length === 0) return 0;
    const column = (name: keyof Firing) => firings.map((one) => one[name]);
    const { rowCount } = await this.#pool.query(
      `INSERT INTO ${this.#table} (id, slice, item, deadline, rule, kind, due_on)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[]) ON CONFLICT DO NOTHING`,
      [column('id'), column('slice'), column('item'), column('deadline'), column('rule'), column('kind'), column('dueOn')],
    );
    return rowCount ?? 0;
  }

  #deadlinesWith(kind: 'fires' | 'computes'): { slices: string[]; deadlines: string[] } {
    const found = [...this.#slices.values()].flatMap((slice) =>
      Object.entries(slice.deadlines ?? {}).flatMap(([deadline, rule]) =>
        rule[kind] === undefined ? [] : [[slice.name, deadline] as const],
      ),
    );
    return { slices: found.map(([slice]) => slice), deadlines: found.map(([, deadline]) => deadline) };
  }
}

function firing({ slice, item, deadline, rule }: DeadlineRow, kind: Firing['kind'], dueOn: IsoDate): Firing {
  const id = v5([`${slice}/${item}`, deadline, rule, kind, dueOn].join('\n'), NAMESPACE);
  return { id, slice, item, deadline, rule, kind, dueOn, attempts: 0 };
}
