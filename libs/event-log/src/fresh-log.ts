import { eventStoreMigrations, postgresEventStore, type EventStore } from '@yimen/event-store';
import type pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { eventLogMigrations } from './postgres/schema.js';
import { postgresEventLog } from './postgres/postgres-event-log.js';
import type { EventLog, Topic } from './port.js';
import { watermarkMigrations } from './relay/watermark-schema.js';

/** An empty database, as `testDatabase` of @yimen/testing gives it. */
interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

export interface FreshLog {
  readonly db: Database;
  /** Connection string of a role that was granted the functions of `log` and `meta`, as provisioning does. */
  as(context: string): Promise<string>;
  /** Another process on the log; closed with it. */
  openLog(): EventLog;
  /** Another process on the context's store; closed with it. */
  openStore(context?: string): EventStore;
  /** A topic that no other call of this run has given. */
  topic(): Topic;
  close(): Promise<void>;
}

const password = 'spec';

/** For specs: log, watermarks and one store (`residents`) in a database of their own, which is dropped at `close`. */
export async function freshLog(db: Database): Promise<FreshLog> {
  await migrate(db, 'residents', eventStoreMigrations('residents'));
  await migrate(db, 'log', eventLogMigrations());
  await migrate(db, 'meta', watermarkMigrations());
  await ensureRole(db.pool, 'residents');
  const opened: { close(): Promise<void> }[] = [];
  let generation = 0;
  return {
    db,
    as: async (context) => {
      const role = await ensureRole(db.pool, context);
      for (const schema of ['log', 'meta']) {
        await db.pool.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
        await db.pool.query(`GRANT EXECUTE ON ALL ROUTINES IN SCHEMA ${schema} TO ${role}`);
      }
      const url = new URL(db.url);
      url.username = role;
      url.password = password;
      return url.toString();
    },
    openLog: () => {
      const log = postgresEventLog({ pool: db.pool, listen: db.url });
      opened.push(log);
      return log;
    },
    openStore: (context = 'residents') => {
      const store = postgresEventStore({ pool: db.pool, listen: db.url, schema: context });
      opened.push(store);
      return store;
    },
    topic: () => ({ context: 'residents', generation: (generation += 1) }),
    close: async () => {
      await Promise.all(opened.map((part) => part.close()));
      await db.drop();
    },
  };
}

async function migrate(db: Database, schema: string, migrations: (new () => MigrationInterface)[]): Promise<void> {
  await db.pool.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  const source = new DataSource({ type: 'postgres', url: db.url, schema, migrations, migrationsTableName: 'migration_list' });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
}

/** Roles belong to the cluster that all specs share: another worker may create the same one at the same moment. */
async function ensureRole(pool: pg.Pool, context: string): Promise<string> {
  const role = `yimen_${context.replaceAll('-', '_')}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rowCount } = await pool.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      await pool.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD '${password}'`);
      return role;
    } catch (error) {
      if (attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}
