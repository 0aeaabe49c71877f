import type { ColumnType, Model } from '@yimen/projection-engine';
import { shown } from '@yimen/service-shell/slice';
import { SealedTextRejected, type Vault } from '@yimen/vault';
import { all, everything, joined, raw, sql, type Clause } from './clause.js';
import { encodeCursor } from './cursor.js';
import type { Asked, OrderKey, Row, View } from './view.js';

/** One page of a view as it is sent. */
export interface Page {
  readonly rows: readonly Row[];
  /** Rows under these filters, on all pages. */
  readonly total: number;
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** Generation of the view's read model. */
  readonly generation: number;
}

export interface Paging {
  readonly limit: number;
  readonly sort: string;
  /** Order values of the last row of the page before. */
  readonly after: readonly string[] | undefined;
}

/** SQL of a column as it is sent: exact numbers as text, dates and instants in ISO form. */
const sent: Readonly<Record<ColumnType, (from: string) => string>> = {
  text: (from) => from,
  uuid: (from) => from,
  int: (from) => from,
  bigint: (from) => `${from}::text`,
  boolean: (from) => from,
  date: (from) => `to_char(${from}, 'YYYY-MM-DD')`,
  timestamptz: (from) => `to_char(${from} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  json: (from) => from,
  sealed: (from) => from,
};

/** Reads one page: rows in the viewer's scope that match the filters, in a total order; sealed values opened where the view says so. */
export async function readPage(
  view: View,
  model: Model,
  asked: Asked,
  { limit, sort, after }: Paging,
  vault: Pick<Vault, 'open' | 'mark'>,
): Promise<Page> {
  const keys = orderOf(view, sort);
  const { from, where } = await sourceOf(view, asked);
  const columns = Object.entries(view.columns).map(([name, column]) => raw(`${sent[column.type](column.from)} AS "${name}"`));
  const order = keys.map((key, at) => raw(`${textOf(key)} AS "order ${at}"`));
  const id = raw(`concat_ws('/', ${view.key.map(textOf).join(', ')}) AS "id"`);
  const opens = sql`${view.opens?.(asked.viewer) ?? raw('FALSE')} AS "opens sealed"`;
  const beyond =
    after &&
    sql`(${raw(keys.map(comparable).join(', '))}) > (${joined(
      keys.map((key, at) => value(key, after[at])),
      ', ',
    )})`;
  const count = sql`SELECT count(*)::int AS total FROM ${from} WHERE ${where}`;
  const counted = sql`(${count}) AS "rows in all"`;
  const statement = sql`SELECT ${joined([id, ...columns, ...order, opens, counted], ', ')} FROM ${from} WHERE ${all(where, beyond)}
    ORDER BY ${raw(keys.map(comparable).join(', '))} LIMIT ${limit + 1}`;
  const found = await run<Row>(model, statement);
  const page = found.slice(0, limit);
  // An empty page behind a cursor does not tell how many there are.
  const [alone] = after && page.length === 0 ? await run<{ total: number }>(model, count) : [];
  const last = page.at(-1);
  return {
    rows: await presented(view, asked, page, vault),
    total: Number(page[0]?.['rows in all'] ?? alone?.total ?? 0),
    next:
      found.length > limit && last
        ? encodeCursor({ sort, filters: asked.filters, after: orderValues(last, keys) }, (text) => vault.mark(text))
        : null,
    generation: model.generation,
  };
}

async function sourceOf(view: View, asked: Asked): Promise<{ from: Clause; where: Clause }> {
  const scope = view.scope(asked.viewer);
  const where = (await view.where?.(asked)) ?? everything;
  return typeof view.from === 'string'
    ? { from: raw(view.from), where: all(scope, where) }
    : { from: view.from(all(scope, where), asked), where: everything };
}

/** The order of a sort name: its keys and then the row's own key. */
export function orderOf(view: View, sort: string): readonly OrderKey[] {
  const chosen = view.sorts[sort];
  if (!chosen) throw new Error(`view ${view.name} has no order ${sort}`);
  return [...chosen, ...view.key];
}

export function run<R>(model: Model, statement: Clause): Promise<R[]> {
  const { text, values } = statement.render();
  return model.query<R>(text, values);
}

export function textOf({ from, type }: OrderKey): string {
  return type === 'date' ? `to_char(${from}, 'YYYY-MM-DD')` : `(${from})::text`;
}

/** Text is ordered byte by byte: the same on every server, whatever its locale. */
function comparable({ from, type }: OrderKey): string {
  return type === 'text' ? `(${from}) COLLATE "C"` : `(${from})`;
}

function value({ type }: OrderKey, text: string | undefined): Clause {
  return sql`${text}::${raw(type)}`;
}

function orderValues(row: Row, keys: readonly OrderKey[]): string[] {
  return keys.map((_key, at) => String(row[`order ${at}`]));
}

/** Opened rows and the others go through the vault apart: what is not for the viewer is not even asked for. */
async function presented(view: View, asked: Asked, found: readonly Row[], vault: Pick<Vault, 'open'>): Promise<readonly Row[]> {
  const plain = found.map((row) => {
    const seen: Row = Object.fromEntries(['id', ...Object.keys(view.columns)].map((name) => [name, row[name]]));
    return { ...seen, ...view.derive?.(seen, asked) };
  });
  const rows = (await shown(plain, undefined)) as Row[];
  const opened = found.flatMap((row, at) => (row['opens sealed'] === true ? [at] : []));
  const clear = await openRows(
    opened.map((at) => plain[at] as Row),
    vault,
  );
  for (const [index, at] of opened.entries()) rows[at] = clear[index] ?? (rows[at] as Row);
  return rows;
}

/** All rows with one call to the vault. Where it rejects a value, the row that holds it stays sealed (undefined) and the others are opened. */
async function openRows(rows: readonly Row[], vault: Pick<Vault, 'open'>): Promise<readonly (Row | undefined)[]> {
  try {
    return (await shown(rows, (sealed) => vault.open(sealed))) as Row[];
  } catch (error) {
    if (!(error instanceof SealedTextRejected)) throw error;
    if (rows.length <= 1) return [undefined];
    const each = await Promise.all(rows.map((row) => openRows([row], vault)));
    return each.flat();
  }
}
