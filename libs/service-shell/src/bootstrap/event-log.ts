import { kafkaEventLog, postgresEventLog, type EventLog, type KafkaEventLogOptions, type KafkaLogEvent } from '@yimen/event-log';
import type pg from 'pg';

/** Where the services of an installation exchange their events (decision 12): the same for all of them. */
export type LogChoice = { readonly kind: 'postgres' } | ({ readonly kind: 'kafka' } & Omit<KafkaEventLogOptions, 'onEvent'>);

/** Opens the log that the installation uses; on PostgreSQL with the service's own role. The caller closes it. */
export function openEventLog(
  choice: LogChoice | undefined,
  {
    pool,
    url,
    onEvent,
  }: {
    readonly pool: pg.Pool;
    readonly url: string;
    /** Told of what is retried, dropped or refused on Kafka. */
    readonly onEvent?: (event: KafkaLogEvent) => void;
  },
): EventLog {
  if (choice?.kind !== 'kafka') return postgresEventLog({ pool, listen: url });
  const { kind: _kind, ...options } = choice;
  return kafkaEventLog({ ...options, ...(onEvent && { onEvent }) });
}
