export * from './port.js';
export { eventStoreGrants, eventStoreMigrations } from './postgres/migrations.js';
export { postgresEventStore, storeRestored, type PostgresEventStoreOptions } from './postgres/store.js';
export { binaryArray, int4Array, int8Array, textArray } from './postgres/binary-array.js';
export { eventstoredbRestored, eventstoredbStore, type EventStoreDbOptions } from './eventstoredb/store.js';
export { HistoryCut } from './eventstoredb/trouble.js';
export type { Mark, Marks } from './eventstoredb/marks.js';
