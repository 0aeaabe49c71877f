import type { ClientBase } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { DataSource } from 'typeorm';
import { NewerStore } from './stamp.js';

export type MigrationClass = new () => MigrationInterface;

/** One library's tables in one schema; each keeps its own list of what has run. */
export interface MigrationSet {
  readonly schema: string;
  /** Name of the table, in the same schema, that lists the migrations that have run. */
  readonly list: string;
  readonly migrations: readonly MigrationClass[];
}

/**
 * Runs what has not run yet, each migration in its own transaction. Answers the names of those that ran; where nothing is new, which is
 * how every later start begins, one query tells. Throws NewerStore where the store has migrations that this release does not know.
 */
export async function migrate(client: ClientBase, url: string, set: MigrationSet): Promise<string[]> {
  const known = set.migrations.map((migration) => new migration().name ?? migration.name);
  const ran = await alreadyRun(client, set);
  const unknown = ran.find((name) => !known.includes(name));
  if (unknown) throw new NewerStore(`migration ${unknown} of schema ${set.schema}`, 'this release');
  if (known.every((name) => ran.includes(name))) return [];
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: set.schema,
    applicationName: 'yimen provision',
    entities: [],
    migrations: [...set.migrations],
    migrationsTableName: set.list,
    migrationsTransactionMode: 'each',
    poolSize: 2,
  });
  await source.initialize();
  try {
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function alreadyRun(client: ClientBase, { schema, list }: MigrationSet): Promise<string[]> {
  const { rows: found } = await client.query<{ present: string | null }>('SELECT to_regclass($1)::text AS present', [`${schema}.${list}`]);
  if (!found[0]?.present) return [];
  return (await client.query<{ name: string }>(`SELECT name FROM ${schema}.${list} ORDER BY id`)).rows.map(({ name }) => name);
}
