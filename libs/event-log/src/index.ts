export * from './port.js';
export * from './record.js';
export * from './cloud-event.js';
export { eventLogMigrations } from './postgres/schema.js';
export { postgresEventLog, type PostgresEventLogOptions } from './postgres/postgres-event-log.js';
export { kafkaEventLog, type KafkaEventLogOptions } from './kafka/kafka-event-log.js';
export { relay, type Awaited, type Relay, type RelayEvent, type RelayOptions, type RelayStatus } from './relay/relay.js';
export { watermarkMigrations } from './relay/watermark-schema.js';
export { makeCurrent, postgresWatermarks, readWatermark } from './relay/watermark.js';
