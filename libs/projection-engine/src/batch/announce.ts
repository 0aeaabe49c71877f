import type { ClientBase } from 'pg';
import { changesChannel } from '../generations/names.js';
import type { TableChanges } from '../projection/own-rows.js';
import { toJson } from '../projection/row-values.js';

/** What is said on the channel about a batch or a switch. `tables` is left out where the keys would not fit: read again. */
export interface Announcement {
  readonly projection: string;
  readonly generation: number;
  readonly switched?: true;
  readonly tables?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
}

/** Bytes; PostgreSQL refuses payloads of 8000. */
const limit = 7800;

/**
 * NOTIFY inside the transaction, as its last statement: listeners hear of exactly the batches that were committed. Such commits queue behind
 * each other, which the one leader per projection can bear; appends, where it would cost, never do it.
 */
export async function announce(
  client: ClientBase,
  target: { readonly owner: string; readonly projection: { readonly name: string }; readonly generation: number },
  changes: readonly TableChanges[] | 'switched',
): Promise<void> {
  const about = { projection: target.projection.name, generation: target.generation };
  let text = JSON.stringify(changes === 'switched' ? { ...about, switched: true } : about);
  if (changes !== 'switched' && rowsOf(changes) * 12 < limit) {
    const tables = Object.fromEntries(changes.map(({ table, put, removed }) => [table.name, keysOf(table.key, put, removed)]));
    const full = toJson({ ...about, tables });
    if (Buffer.byteLength(full) <= limit) text = full;
  }
  await client.query('SELECT pg_notify($1, $2)', [changesChannel(target.owner), text]);
}

function rowsOf(changes: readonly TableChanges[]): number {
  return changes.reduce((sum, { put, removed }) => sum + put.length + removed.length, 0);
}

function keysOf(key: readonly string[], put: TableChanges['put'], removed: TableChanges['removed']): unknown[][] {
  return [...put.map(({ row }) => row), ...removed.map((gone) => gone.key)].map((row) => key.map((name) => row[name]));
}
