export * from './port.js';
export { eventStoreGrants, eventStoreMigrations } from './postgres/migrations.js';
export { postgresEventStore, type PostgresEventStoreOptions } from './postgres/store.js';
