export * from './postgres.js';
export * from './kafka.js';
export * from './s3.js';
export * from './whole-system.js';
export { eventstoredbDouble, type EventStoreDbDouble } from './eventstoredb/double.js';
export type { Fault as EventStoreDbFault, Kind as EventStoreDbKind } from './eventstoredb/faults.js';
export type { Certificates, Certified } from './kafka-certificates.js';
export type { KafkaNode } from './kafka-node.js';
