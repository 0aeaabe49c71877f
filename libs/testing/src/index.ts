export * from './postgres.js';
export * from './context.js';
export * from './slice.js';
export * from './kafka.js';
export * from './every-move.js';
export * from './from-schema.js';
export * from './whole-system.js';
export { eventstoredbDouble, type EventStoreDbDouble } from './eventstoredb/double.js';
export type { Fault as EventStoreDbFault, Kind as EventStoreDbKind } from './eventstoredb/faults.js';
