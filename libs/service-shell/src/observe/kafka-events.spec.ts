import { ForkDetected, LogUnavailable } from '@yimen/event-log';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { KafkaEvents } from './kafka-events.js';

const topic = { context: 'residents', generation: 2 };

function watched() {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  const registry = new Registry();
  const events = new KafkaEvents(logger);
  events.measure(registry);
  return { lines, registry, events };
}

test('what is retried, dropped or refused on Kafka is a log line with its topic and cause, and is counted by name', async () => {
  const { lines, registry, events } = watched();
  events.tell({ type: 'publish-failed', topic, records: 3, error: new LogUnavailable('no broker') });
  events.tell({ type: 'publish-failed', topic, records: 3, error: new LogUnavailable('no broker') });
  events.tell({ type: 'forked', error: new ForkDetected(topic, 'log-behind', 'partition 0 ends at place 1') });
  expect(lines).toMatchObject([
    { level: 40, event: 'publish-failed', topic: 'yimen.residents.g2', records: 3, msg: 'kafka: publish-failed' },
    { level: 40, event: 'publish-failed' },
    { level: 50, event: 'forked', err: { message: expect.stringContaining('yimen log republish residents') } },
  ]);
  const told = await registry.metrics();
  expect(told).toContain('yimen_kafka_events_total{event="publish-failed"} 2');
  expect(told).toContain('yimen_kafka_events_total{event="forked"} 1');
});

test('an event that has not happened counts 0, so that an alert on its rate needs no first time; offsets are no obstacle to a log line', async () => {
  const { lines, registry, events } = watched();
  expect(await registry.metrics()).toContain('yimen_kafka_events_total{event="session-lost"} 0');
  events.tell({ type: 'reading', topic, group: 'yimen-reader-1', offsets: [0n, 12n] });
  expect(lines).toEqual([]);
  events.tell({ type: 'rejoined', topic, group: 'yimen-reader-1' });
  expect(lines).toMatchObject([{ event: 'rejoined', group: 'yimen-reader-1' }]);
});
