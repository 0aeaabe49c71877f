import { testDatabase, type TestDatabase } from '@yimen/testing';
import { DataSource } from 'typeorm';
import type { EventStore } from '../port.js';
import { eventStoreMigrations } from './migrations.js';
import { postgresEventStore, type PostgresEventStoreOptions } from './store.js';

export interface FreshStore {
  readonly db: TestDatabase;
  readonly schema: string;
  /** Another process on the store; closed with it. */
  readonly open: (options?: Partial<PostgresEventStoreOptions>) => EventStore;
  close(): Promise<void>;
}

/** For specs: an empty store in a database of its own. */
export async function freshStore(schema = 'residents'): Promise<FreshStore> {
  const db = await testDatabase();
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
