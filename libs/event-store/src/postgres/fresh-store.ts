import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { EventStore } from '../port.js';
import { eventStoreMigrations } from './migrations.js';
import { postgresEventStore, type PostgresEventStoreOptions } from './store.js';

interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

export interface FreshStore {
  readonly db: Database;
  readonly schema: string;
  /** Another process on the store; closed with it. */
  readonly open: (options?: Partial<PostgresEventStoreOptions>) => EventStore;
  close(): Promise<void>;
}

/** For specs: an empty store in an empty database, which goes with it. */
export async function freshStore(db: Database, schema = 'residents'): Promise<FreshStore> {
  await db.pool.query(`CREATE SCHEMA ${schema}`);
  const source = new DataSource({
    type: 'postgres',
    url: db.url,
    schema,
    migrations: eventStoreMigrations(schema),
    migrationsTableName: 'event_store_migrations',
  });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  const opened: EventStore[] = [];
  return {
    db,
    schema,
    open: (options) => {
      const store = postgresEventStore({ pool: db.pool, listen: db.url, schema, ...options });
      opened.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await db.drop();
    },
  };
}
