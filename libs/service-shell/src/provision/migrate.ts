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
 * Runs what has not run yet, each migration in its own transaction. Answers the names of those that ran.
 * Throws NewerStore where the store has migrations that this release does not know.
 */
export async function migrate(url: string, set: MigrationSet): Promise<string[]> {
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
    await refuseUnknown(source, set);
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function refuseUnknown(source: DataSource, set: MigrationSet): Promise<void> {
  const found: { present: string | null }[] = await source.query('SELECT to_regclass($1)::text AS present', [`${set.schema}.${set.list}`]);
  if (!found[0]?.present) return;
  const known = new Set(set.migrations.map((migration) => new migration().name ?? migration.name));
  const ran: { name: string }[] = await source.query(`SELECT name FROM ${set.schema}.${set.list} ORDER BY id`);
  const unknown = ran.find((row) => !known.has(row.name));
  if (unknown) throw new NewerStore(`migration ${unknown.name} of schema ${set.schema}`, 'this release');
}
