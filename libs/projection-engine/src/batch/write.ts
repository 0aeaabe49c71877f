import type { PoolClient } from 'pg';
import { quoted } from '../generations/names.js';
import type { TableChanges } from '../projection/own-rows.js';
import type { Column, Table } from '../projection/projection.js';
import { foldTypes, readExpression, sqlTypes, toJson } from '../projection/row-values.js';
import { prepared } from './prepared.js';
import { RowConflict, rowConflict, sqlState } from './trouble.js';

interface Statements {
  readonly read: string;
  readonly upsert: string;
  readonly remove: string;
  readonly names: readonly string[];
}

const statements = new WeakMap<Table, Map<string, Statements>>();

/** Where tables stand: the generation's schema, and that of the engine's own tables and functions. */
interface Home {
  readonly owner: string;
  readonly schema: string;
}

/** The three statements of a table in a generation's schema, built once. */
function statementsOf(table: Table, { owner, schema }: Home): Statements {
  let bySchema = statements.get(table);
  if (!bySchema) statements.set(table, (bySchema = new Map()));
  let built = bySchema.get(schema);
  if (!built) bySchema.set(schema, (built = build(table, schema, owner)));
  return built;
}

function build(table: Table, schema: string, owner: string): Statements {
  const target = `${quoted(schema)}.${quoted(table.name)}`;
  const columns = Object.entries<Column>(table.columns);
  const names = columns.map(([name]) => name);
  const key = table.key as readonly string[];
  const typed = (only: readonly string[]) =>
    [
      ...columns.filter(([name]) => only.includes(name)).map(([name, { type }]) => `${quoted(name)} ${sqlTypes[type]}`),
      `"stream" text`,
    ].join(', ');
  const list = [...names.map(quoted), '"stream"', '"revision"'].join(', ');
  const set = [...names.filter((name) => !key.includes(name)).map(quoted), '"revision"'];
  return {
    names,
    read: `SELECT ${[...columns.map(([name, column]) => readExpression(`t.${quoted(name)}`, column)), 't."stream"', 't."revision"'].join(', ')}
             FROM ${target} t WHERE t."stream" = ANY($1::text[])`,
    upsert: `INSERT INTO ${target} AS t (${list}) SELECT ${list} FROM json_to_recordset($1::json) AS r(${typed(names)}, "revision" bigint)
             ON CONFLICT (${key.map(quoted).join(', ')}) DO UPDATE SET ${set.map((name) => `${name} = excluded.${name}`).join(', ')}
             WHERE CASE WHEN t."stream" = excluded."stream" THEN true ELSE ${quoted(owner)}.engine_row_conflict() END`,
    remove: `DELETE FROM ${target} t USING json_to_recordset($1::json) AS r(${typed(key)})
             WHERE ${[...key.map(quoted), '"stream"'].map((name) => `t.${name} = r.${name}`).join(' AND ')}`,
  };
}

/** Rows of some streams, one query. */
export async function readRows(
  client: PoolClient,
  table: Table,
  home: Home,
  streams: readonly string[],
  each: (stream: string, revision: bigint, row: Record<string, unknown>) => void,
): Promise<void> {
  const { read, names } = statementsOf(table, home);
  const { rows } = await client.query<unknown[]>({ ...prepared(read), values: [streams], rowMode: 'array', types: foldTypes as never });
  for (const values of rows) {
    const row: Record<string, unknown> = {};
    names.forEach((name, index) => (row[name] = values[index]));
    each(values[names.length] as string, values[names.length + 1] as bigint, row);
  }
}

/** Writes a table's changes, sent at once: one delete and one upsert. Throws RowConflict if a key belongs to another stream. */
export async function writeChanges(client: PoolClient, home: Home, { table, put, removed }: TableChanges): Promise<void> {
  const { upsert, remove } = statementsOf(table, home);
  const sent: Promise<unknown>[] = [];
  if (removed.length > 0) sent.push(client.query(prepared(remove), [toJson(removed.map(({ key, stream }) => ({ ...key, stream })))]));
  if (put.length > 0) {
    sent.push(client.query(prepared(upsert), [toJson(put.map(({ row, stream, revision }) => ({ ...row, stream, revision })))]));
  }
  try {
    await Promise.all(sent);
  } catch (error) {
    throw sqlState(error) === rowConflict ? new RowConflict(table.name, { cause: error }) : error;
  }
}
