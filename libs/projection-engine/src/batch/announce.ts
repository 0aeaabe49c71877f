import type { ClientBase } from 'pg';
import { changesChannel } from '../generations/names.js';
import type { TableChanges } from '../projection/own-rows.js';
import { toJson } from '../projection/row-values.js';
import { prepared } from './prepared.js';

/** What is said on the channel about a batch or a switch. `tables` or all else is left out where it would not fit: read again. */
export interface Announcement {
  readonly projection: string;
  readonly generation: number;
  readonly switched?: true;
  /** Keys of the rows written or removed. */
  readonly tables?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  /** How far the batch has brought streams of one context. */
  readonly context?: string;
  readonly moved?: readonly (readonly [stream: string, revision: string])[];
}

/** A batch as it is announced. */
export interface Batched {
  readonly changes: readonly TableChanges[];
  readonly context?: string;
  readonly moved?: ReadonlyMap<string, bigint>;
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
  batch: Batched | 'switched',
): Promise<void> {
  const about = { projection: target.projection.name, generation: target.generation };
  const text = batch === 'switched' ? JSON.stringify({ ...about, switched: true }) : fitting(about, batch);
  await client.query(prepared('SELECT pg_notify($1, $2)'), [changesChannel(target.owner), text]);
}

function fitting(about: object, { changes, context, moved }: Batched): string {
  const rows = changes.reduce((sum, { put, removed }) => sum + put.length + removed.length, 0);
  if (rows * 12 >= limit) return JSON.stringify(about);
  const tables = Object.fromEntries(changes.map(({ table, put, removed }) => [table.name, keysOf(table.key, put, removed)]));
  const reached = context === undefined || !moved ? {} : { context, moved: [...moved].map(([stream, to]) => [stream, to.toString()]) };
  const texts = [toJson({ ...about, tables, ...reached }), toJson({ ...about, tables })];
  return texts.find((text) => Buffer.byteLength(text) <= limit) ?? JSON.stringify(about);
}

function keysOf(key: readonly string[], put: TableChanges['put'], removed: TableChanges['removed']): unknown[][] {
  return [...put.map(({ row }) => row), ...removed.map((gone) => gone.key)].map((row) => key.map((name) => row[name]));
}
