import type { IsoDate, PolicyReader, Text } from '@yimen/kernel';
import type { ColumnType, Projection, Table } from '@yimen/projection-engine';
import type { RuleDescription } from '@yimen/policy';
import type { Vault } from '@yimen/vault';
import { z } from 'zod';
import { raw, sql, type Clause } from './clause.js';
import type { Viewer } from './viewer.js';

/** A column of a view: where it comes from, and what it is called. Sealed ones are opened only where `View.opens` says so. */
export interface ViewColumn {
  /** SQL over the tables of `View.from`. */
  readonly from: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly label: string;
}

/** What rows are ordered by: an expression that is never null, so that a cursor can go on after any row. */
export interface OrderKey {
  readonly from: string;
  readonly type: 'text' | 'uuid' | 'int' | 'date';
}

/** The circumstances of one reading. */
export interface Asked<Filters = Readonly<Record<string, unknown>>> {
  readonly filters: Filters;
  readonly viewer: Viewer;
  /** Business date. */
  readonly today: IsoDate;
  readonly policy: PolicyReader;
  /** The sets as they stood on another day. */
  readonly policyOn: (on: IsoDate) => PolicyReader;
  /** The sets of today where an organisation works: those by which its own items are decided. */
  readonly policyAt: (organisation: string) => PolicyReader;
  /** Code of the area where an organisation works today; undefined where the book does not tell. */
  readonly areaOf: (organisation: string) => string | undefined;
  /** A rule as people here may be shown it today (13.8); undefined where no policy set of this release has it. `area`: of the place that the row speaks of; default: the installation's. */
  readonly describe: (rule: string, area?: string) => RuleDescription | undefined;
  readonly vault: Pick<Vault, 'blindIndex' | 'findAlias'>;
  readonly ancestors: (organisation: string, on: IsoDate) => readonly string[];
}

export type Row = Readonly<Record<string, unknown>>;

export interface View<F extends z.ZodObject = z.ZodObject> {
  /** Name in the address: `/api/views/{name}`. */
  readonly name: string;
  readonly label: Text;
  /** Who may see what, for the documentation. */
  readonly about: Text;
  /** Read models that it reads; its own rows are those of the first. Read-after waits for all of them. */
  readonly models: readonly [Projection, ...Projection[]];
  /** Table of the first read model whose changes are told, row by row, under the key that is the row's id. */
  readonly table: { readonly name: string };
  /** FROM clause; a function where the rows are computed from the scope, e.g. sums. */
  readonly from: string | ((scope: Clause, asked: Asked<z.output<F>>) => Clause);
  readonly columns: Readonly<Record<string, ViewColumn>>;
  /** Key of a row, in the order of its id. */
  readonly key: readonly OrderKey[];
  /** Sort orders by name, all ascending; the first is the default. The key is added to each, so that the order is total. */
  readonly sorts: Readonly<Record<string, readonly OrderKey[]>>;
  /** Names in the query string; anything else is refused. */
  readonly filters: F;
  /** Personal values to search by: they come in the body of a POST and never stand in an address. */
  readonly personal?: z.ZodObject;
  /** True: without a token, and without any personal data. */
  readonly public?: true;
  /** Rows that the viewer may know of at all; it holds for the list and for changes. Throws ProblemError 403. */
  readonly scope: (viewer: Viewer) => Clause;
  /** Rows that belong in this list under these filters. */
  readonly where?: (asked: Asked<z.output<F>>) => Clause | Promise<Clause>;
  /** Of the rows in the scope, those whose sealed columns are opened for this viewer. Default: none. */
  readonly opens?: (viewer: Viewer) => Clause;
  /** Filters of `changes`, by columns that never change; default: none. */
  readonly watch?: { readonly filters: z.ZodObject; readonly where: (filters: Row) => Clause };
  /** Where the changed rows are looked up for views that are computed; `told` false: that something changed, and no ids. */
  readonly changed?: { readonly from: string; readonly key: readonly OrderKey[]; readonly told: boolean };
  /** True: no changes are told at all. */
  readonly silent?: true;
  /** Fields computed from the row's columns. */
  readonly derive?: (row: Row, asked: Asked<z.output<F>>) => Row;
  /** Their shape, for the documentation. */
  readonly derived?: z.ZodObject;
}

/** Declares a view; the filters' type reaches `where` and `derive`. */
export function view<F extends z.ZodObject>(declared: View<F>): View {
  return declared as unknown as View;
}

/** Columns of a table under the same names, with their labels; types come from the table. */
export function columnsOf<R extends object>(
  table: Table<R>,
  alias: string,
  labels: { readonly [K in keyof R & string]?: string },
): Record<string, ViewColumn> {
  return Object.fromEntries(
    Object.entries<string | undefined>(labels).map(([name, label]) => {
      const column = (table.columns as Readonly<Record<string, { readonly type: ColumnType; readonly nullable?: true }>>)[name];
      if (!column) throw new Error(`table ${table.name} has no column ${name}`);
      return [name, { from: `${alias}."${name}"`, type: column.type, nullable: column.nullable ?? false, label: label ?? name }];
    }),
  );
}

/** A column that may be null as an order key: rows without a value come last. */
export const lastIfNull = {
  date: (from: string): OrderKey => ({ from: `coalesce(${from}, DATE '9999-12-31')`, type: 'date' }),
  text: (from: string): OrderKey => ({ from: `coalesce(${from}, '~')`, type: 'text' }),
};

/** `column = value` where the filter was given. */
export function equals(column: string, value: unknown, cast: 'text' | 'uuid' | 'date' | 'int' = 'text'): Clause | undefined {
  return value === undefined ? undefined : sql`${raw(column)} = ${value}::${raw(cast)}`;
}

/** `true` or `false` in a query string. */
export const flag = z.enum(['true', 'false']);
export const isTrue = (value: 'true' | 'false' | undefined): boolean | undefined => (value === undefined ? undefined : value === 'true');

/** A year of four digits in a query string. */
export const year = z.string().regex(/^20\d{2}$/);
