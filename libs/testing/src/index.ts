export * from './postgres.js';
export * from './context.js';
export * from './slice.js';
export * from './kafka.js';
export * from './every-move.js';
export * from './from-schema.js';
export * from './whole-system.js';
export type { Certificates, Certified } from './kafka-certificates.js';
export type { KafkaNode } from './kafka-node.js';
