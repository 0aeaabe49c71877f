import { topicName, type KafkaLogEvent } from '@yimen/event-log';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** Every event of the log on Kafka, with the level of its log line. */
const levels: Readonly<Record<KafkaLogEvent['type'], Level>> = {
  'topic-created': 'info',
  'topic-unsafe': 'error',
  reading: 'debug',
  rejoined: 'info',
  'session-lost': 'warn',
  'repeats-dropped': 'info',
  'repeats-skipped': 'info',
  interleaved: 'warn',
  'publish-failed': 'warn',
  refused: 'error',
  truncated: 'error',
  forked: 'error',
};

/** What happens between a service and Kafka, as log lines and as a counter. */
export class KafkaEvents {
  readonly #counts = new Map<string, number>(Object.keys(levels).map((type) => [type, 0]));

  constructor(private readonly logger: Logger) {}

  /** For `onEvent` of the log. */
  readonly tell = (event: KafkaLogEvent): void => {
    this.#counts.set(event.type, (this.#counts.get(event.type) ?? 0) + 1);
    this.logger[levels[event.type]]({ event: event.type, ...fieldsOf(event) }, `kafka: ${event.type}`);
  };

  /** Registers `yimen_kafka_events_total`; an event that has not happened yet counts 0. */
  measure(registry: Registry): void {
    const counts = this.#counts;
    new Counter({
      name: 'yimen_kafka_events_total',
      help: 'What was retried, dropped or refused between this service and Kafka',
      labelNames: ['event'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [event, count] of counts) this.inc({ event }, count);
      },
    });
  }
}

/** The event's own fields as a log line holds them: no bigint, the topic by its name. */
function fieldsOf({ type: _type, ...fields }: KafkaLogEvent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'error') return ['err', value];
      if (name === 'topic') return ['topic', topicName(value as Parameters<typeof topicName>[0])];
      return [name, Array.isArray(value) ? value.map(String) : value];
    }),
  );
}
