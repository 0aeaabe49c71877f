import { kafkaEventLog, postgresEventLog, type EventLog, type KafkaEventLogOptions } from '@yimen/event-log';
import type pg from 'pg';

/** Where the services of an installation exchange their events (decision 12): the same for all of them. */
export type LogChoice = { readonly kind: 'postgres' } | ({ readonly kind: 'kafka' } & KafkaEventLogOptions);

/** Opens the log that the installation uses; on PostgreSQL with the service's own role. The caller closes it. */
export function openEventLog(choice: LogChoice | undefined, { pool, url }: { readonly pool: pg.Pool; readonly url: string }): EventLog {
  if (choice?.kind !== 'kafka') return postgresEventLog({ pool, listen: url });
  const { kind: _kind, ...options } = choice;
  return kafkaEventLog(options);
}
