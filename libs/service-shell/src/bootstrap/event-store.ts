import {
  eventstoredbRestored,
  eventstoredbStore,
  postgresEventStore,
  storeRestored,
  type EventStore,
  type Marks,
  type StoreHead,
} from '@yimen/event-store';
import type pg from 'pg';
import type { Setting } from './config.js';
import { z } from 'zod';

/** Where the services of an installation record their events (decision 4). */
export type StoreChoice = { readonly kind: 'postgres' } | { readonly kind: 'eventstoredb'; readonly connectionString: string };

/** The setting that chooses the store. Secret: a connection string may hold a password. */
export const storeSetting = {
  env: 'YIMEN_EVENT_STORE',
  schema: z.union([z.literal('postgres'), z.string().regex(/^esdb(\+discover)?:\/\/\S+$/, 'postgres or esdb://…')]),
  default: 'postgres',
  secret: true,
  zh: '事件存储：postgres 或 EventStoreDB 连接串（esdb://…）',
  en: 'event store: postgres, or a connection string of EventStoreDB (esdb://…)',
} as const satisfies Setting;

/** What the setting chooses. */
export function storeChoice(text: string): StoreChoice {
  return text === 'postgres' ? { kind: 'postgres' } : { kind: 'eventstoredb', connectionString: text };
}

/** Opens the store of one service. The caller closes it; the pool stays the caller's. */
export function openEventStore(
  choice: StoreChoice | undefined,
  {
    pool,
    url,
    schema,
    onTrouble,
  }: {
    readonly pool: pg.Pool;
    readonly url: string;
    readonly schema: string;
    /** Told of what the store gets over by itself. */
    readonly onTrouble: (error: unknown) => void;
  },
): EventStore {
  if (choice?.kind !== 'eventstoredb') return postgresEventStore({ pool, listen: url, schema });
  return eventstoredbStore({ connectionString: choice.connectionString, context: schema, marks: marksIn(pool, schema), onTrouble });
}

/** After a restore from a backup: gives the store of one service a new incarnation (decision 9). On PostgreSQL as the administrator. Answers the head. */
export async function storeWasRestored(
  choice: StoreChoice | undefined,
  { pool, schema }: { readonly pool: pg.Pool; readonly schema: string },
): Promise<StoreHead> {
  if (choice?.kind !== 'eventstoredb') return storeRestored(pool, schema);
  return eventstoredbRestored({ connectionString: choice.connectionString, context: schema, marks: marksIn(pool, schema) });
}

/** The marks of a store's index, in the service's own schema. */
function marksIn(pool: pg.Pool, schema: string): Marks {
  const table = `${schema}.store_mark`;
  return {
    load: async () => {
      const { rows } = await pool.query<{ position: string; commit: string; id: string }>(
        `SELECT position, commit_position::text AS commit, id FROM ${table} ORDER BY store_mark.position`,
      );
      return rows.map(({ position, commit, id }) => ({ position: BigInt(position), commit: BigInt(commit), id }));
    },
    save: async ({ position, commit, id }) => {
      await pool.query(
        `WITH gone AS (DELETE FROM ${table} WHERE position > $1)
         INSERT INTO ${table} (position, commit_position, id) VALUES ($1, $2, $3)
         ON CONFLICT (position) DO UPDATE SET commit_position = excluded.commit_position, id = excluded.id`,
        [String(position), String(commit), id],
      );
    },
  };
}
