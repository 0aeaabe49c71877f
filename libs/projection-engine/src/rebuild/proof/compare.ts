import type { ClientBase, Pool } from 'pg';
import { quoted } from '../../generations/names.js';
import { inTransaction } from '../../generations/transaction.js';
import type { ComparedTable } from './plan.js';

/** One row that is not the same in the live generation (`old`) and the new one. Undefined: the row is not there. */
export interface RowDifference {
  readonly table: string;
  readonly key: readonly unknown[];
  readonly stream: string;
  readonly old: Readonly<Record<string, unknown>> | undefined;
  readonly new: Readonly<Record<string, unknown>> | undefined;
}

/** Rows of one table that are not the same: in both generations, only in the new one, only in the live one. */
export interface TableTally {
  changed: number;
  added: number;
  removed: number;
}

/** Samples kept of each table. */
const kept = 10;

/** Counts all, keeps a few of each table. */
export class Tally {
  count = 0;
  readonly samples: RowDifference[] = [];
  readonly tables: Record<string, TableTally> = {};

  /** `times`: how many rows this sample stands for. */
  add(difference: RowDifference, times = 1): void {
    this.count += times;
    const table = (this.tables[difference.table] ??= { changed: 0, added: 0, removed: 0 });
    table[!difference.old ? 'added' : !difference.new ? 'removed' : 'changed'] += times;
    if (this.samples.filter((one) => one.table === difference.table).length < kept) this.samples.push(difference);
  }
}

/** What a comparison finds: faults where rows must be equal, differences where the new version changes them on purpose. */
export interface Findings {
  readonly faults: Tally;
  readonly differences: Tally;
  rows: number;
}

/** Streams in one piece of a full comparison. */
const chunk = 20_000;

/** A hash over columns of a row; jsonb, dates and numbers print the same in both generations, times under one time zone. */
function hashOf(alias: string, columns: readonly string[]): string {
  return `md5(ROW(${columns.map((name) => `${alias}.${quoted(name)}`).join(', ')})::text)`;
}

function equalColumns({ equal }: ComparedTable): string[] {
  return [...equal, 'stream', 'revision'];
}

/** Boundaries that divide the streams of both generations into pieces. */
export async function boundariesOf(client: ClientBase, old: string, next: string): Promise<(string | null)[]> {
  const { rows } = await client.query<{ stream: string }>(
    `SELECT stream FROM (SELECT stream, row_number() OVER (ORDER BY stream) AS n FROM
       (SELECT stream FROM ${quoted(old)}.streams UNION SELECT stream FROM ${quoted(next)}.streams) every) numbered WHERE n % $1 = 0 ORDER BY stream`,
    [chunk],
  );
  return [null, ...rows.map(({ stream }) => stream), null];
}

/** Compares all rows whose stream lies in (after, upTo] and is none of `except`, in one query per table. */
export async function compareRange(
  client: ClientBase,
  plan: readonly ComparedTable[],
  schemas: { readonly old: string; readonly next: string },
  range: { readonly after: string | null; readonly upTo: string | null; readonly except: readonly string[] },
  findings: Findings,
): Promise<void> {
  const within = (schema: string, { name }: ComparedTable) =>
    `(SELECT * FROM ${quoted(schema)}.${quoted(name)} r
       WHERE ($1::text IS NULL OR r.stream > $1) AND ($2::text IS NULL OR r.stream <= $2) AND r.stream <> ALL($3::text[]))`;
  const none = (columns: readonly string[]) => (columns.length > 0 ? columns : ['stream']);
  for (const table of plan) {
    if (table.in !== 'both') continue;
    const on = [...table.key, 'stream'].map((name) => `o.${quoted(name)} = n.${quoted(name)}`).join(' AND ');
    const differing = table.differing ?? [];
    const fault =
      table.differing === null ? 'false' : `${hashOf('o', equalColumns(table))} IS DISTINCT FROM ${hashOf('n', equalColumns(table))}`;
    const changed =
      table.differing === null
        ? 'to_jsonb(o) IS DISTINCT FROM to_jsonb(n)'
        : `${hashOf('o', none(differing))} IS DISTINCT FROM ${hashOf('n', none(differing))}`;
    const { rows } = await client.query<{
      fault: boolean;
      counted: string;
      n: string;
      stream: string;
      old: Record<string, unknown> | null;
      new: Record<string, unknown> | null;
    }>(
      `WITH seen AS (
         SELECT o.stream IS NULL OR n.stream IS NULL AS lone, ${fault} AS fault, ${changed} AS changed, coalesce(o.stream, n.stream) AS stream,
                to_jsonb(o) AS old, to_jsonb(n) AS new
           FROM ${within(schemas.old, table)} o FULL JOIN ${within(schemas.next, table)} n ON ${on}),
       unequal AS (
         SELECT ${table.differing === null ? 'false' : '(fault OR lone)'} AS fault, stream, old, new FROM seen WHERE fault OR changed OR lone)
       SELECT * FROM (
         SELECT *, count(*) OVER alike AS counted, row_number() OVER alike AS n FROM unequal
         WINDOW alike AS (PARTITION BY fault, old IS NULL, new IS NULL ORDER BY stream ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) u
        WHERE n <= $4`,
      [range.after, range.upTo, range.except, kept],
    );
    for (const row of rows) {
      const tally = row.fault ? findings.faults : findings.differences;
      const difference = {
        table: table.name,
        key: keyOf(table, row.old ?? row.new),
        stream: row.stream,
        old: row.old ?? undefined,
        new: row.new ?? undefined,
      };
      // The first sample of its kind also stands for those that are not listed.
      tally.add(difference, row.n === '1' ? 1 + Math.max(0, Number(row.counted) - kept) : 1);
    }
  }
}

function keyOf({ key }: ComparedTable, row: Readonly<Record<string, unknown>> | null): unknown[] {
  return key.map((name) => row?.[name]);
}

export interface HashedRow {
  readonly stream: string;
  readonly equal: string;
  readonly differing: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Rows of some streams with their hashes, by table and key; for the streams that moved while the rest was compared. */
export async function hashedRows(
  client: ClientBase,
  plan: readonly ComparedTable[],
  schema: string,
  side: 'old' | 'new',
  streams: readonly string[],
): Promise<Map<string, HashedRow>> {
  const found = new Map<string, HashedRow>();
  if (streams.length === 0) return found;
  for (const table of plan) {
    if (table.in !== 'both' && table.in !== side) continue;
    const all =
      table.differing === null ? 'md5(to_jsonb(t)::text)' : hashOf('t', table.differing.length > 0 ? table.differing : ['stream']);
    const { rows } = await client.query<HashedRow>(
      `SELECT t.stream, ${table.differing === null ? `''` : hashOf('t', equalColumns(table))} AS equal, ${all} AS differing, to_jsonb(t) AS row
         FROM ${quoted(schema)}.${quoted(table.name)} t WHERE t.stream = ANY($1::text[])`,
      [streams],
    );
    for (const row of rows) found.set(JSON.stringify([table.name, ...keyOf(table, row.row), row.stream]), row);
  }
  return found;
}

/** Compares what `hashedRows` found on both sides. */
export function compareRows(
  plan: readonly ComparedTable[],
  old: ReadonlyMap<string, HashedRow>,
  next: ReadonlyMap<string, HashedRow>,
  findings: Findings,
): void {
  for (const id of new Set([...old.keys(), ...next.keys()])) {
    const [before, after] = [old.get(id), next.get(id)];
    const [name, ...key] = JSON.parse(id) as [string, ...unknown[]];
    const table = plan.find((one) => one.name === name);
    if (!table || table.in !== 'both' || (before?.equal === after?.equal && before?.differing === after?.differing)) continue;
    const fault = table.differing !== null && before?.equal !== after?.equal;
    (fault ? findings.faults : findings.differences).add({
      table: name,
      key: key.slice(0, -1),
      stream: (before ?? after)?.stream ?? '',
      old: before?.row,
      new: after?.row,
    });
  }
}

/** Runs reads in one transaction that prints times in UTC, so that hashes taken on different connections agree. */
export function inUtc<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return inTransaction(
    pool,
    async (client) => {
      await client.query(`SET LOCAL TimeZone = 'UTC'`);
      return work(client);
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}
