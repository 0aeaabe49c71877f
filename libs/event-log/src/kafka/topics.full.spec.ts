import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { testKafka } from '@yimen/testing/servers';
import { Kafka, logLevel } from 'kafkajs';
import { LogUnavailable } from '../port.js';
import { topicName } from '../record.js';
import { firstRecord } from '../sample-records.js';
import type { KafkaLogEvent } from './events.js';
import { kafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log.js';
import { UnsafeTopic } from './topics.js';

const kafka = await testKafka();

if (kafka) {
  const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
  const admin = client.admin();
  const context = `spec-${randomUUID()}`;
  let generation = 0;
  const fresh = () => ({ context, generation: (generation += 1) });
  beforeAll(() => admin.connect());
  afterAll(async () => {
    const there = (await admin.listTopics()).filter((name) => name.includes(context));
    await admin.deleteTopics({ topics: there });
    await admin.disconnect();
    await kafka.stop();
  }, 60_000);

  async function ensured(topic: ReturnType<typeof fresh>, options: Partial<KafkaEventLogOptions> = {}) {
    const events: KafkaLogEvent[] = [];
    const log = kafkaEventLog({ brokers: kafka?.brokers ?? [], onEvent: (event) => events.push(event), ...options });
    const answer = await log.ensureTopic(topic, 3).catch((error: unknown) => error);
    await log.close();
    return { answer, events };
  }

  async function settings(name: string): Promise<Record<string, string>> {
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] });
    return Object.fromEntries(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]) ?? []);
  }

  const set = (name: string, values: Record<string, string>) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name, configEntries: Object.entries(values).map(([name, value]) => ({ name, value })) }],
    });

  test('a new topic is kept for ever and elects no leader that lacks records', async () => {
    const topic = fresh();
    const { answer, events } = await ensured(topic);
    expect(answer).toBe(3);
    expect(events).toEqual([{ type: 'topic-created', topic, partitions: 3 }]);
    expect(await settings(topicName(topic))).toMatchObject({
      'retention.ms': '-1',
      'retention.bytes': '-1',
      'cleanup.policy': 'delete',
      'unclean.leader.election.enable': 'false',
      'min.insync.replicas': '1',
      'max.message.bytes': String(8 * 1024 * 1024),
      'compression.type': 'producer',
    });
  });

  test('compression, batch size and copies are those of the configuration', async () => {
    const topic = fresh();
    await ensured(topic, { compression: 'gzip', maxMessageBytes: 2_000_000, minInsyncReplicas: 1 });
    expect(await settings(topicName(topic))).toMatchObject({ 'compression.type': 'gzip', 'max.message.bytes': '2000000' });
  });

  test.each([
    ['retention.ms', '604800000'],
    ['retention.bytes', '1073741824'],
    ['cleanup.policy', 'compact'],
    ['unclean.leader.election.enable', 'true'],
    ['max.message.bytes', '1000'],
    ['compression.type', 'zstd'],
  ])('a topic with %s=%s is refused, by name and value', async (name, value) => {
    const topic = fresh();
    await ensured(topic);
    await set(topicName(topic), { 'retention.ms': '-1', 'max.message.bytes': String(8 * 1024 * 1024), [name]: value });
    const { answer, events } = await ensured(topic);
    expect(answer).toBeInstanceOf(UnsafeTopic);
    expect((answer as Error).message).toContain(`${topicName(topic)} may not hold events as it is set: ${name}=${value} (must be `);
    expect(events).toEqual([{ type: 'topic-unsafe', topic, error: answer }]);
  });

  test('compressed, a batch may hold more than its limit on the wire; without, the broker refuses it and the error says so', async () => {
    const [topic, maxMessageBytes] = [fresh(), 10_000];
    const payload = Buffer.alloc(100_000, 'letter of introduction ');
    const records = firstRecord(topic, 1, payload);
    const log = kafkaEventLog({ brokers: kafka.brokers, maxMessageBytes });
    await log.ensureTopic(topic, 1);
    await expect(log.publish(topic, records)).rejects.toMatchObject({ name: 'LogRefused', reason: 'request' });
    await log.close();
    const zipped = kafkaEventLog({ brokers: kafka.brokers, maxMessageBytes, compression: 'gzip' });
    await zipped.publish(topic, records);
    expect(await asked(() => zipped.tails(topic))).toMatchObject([{ id: records[0]?.id, payload }]);
    await zipped.close();
  });

  test('a topic with fewer copies than the configuration asks for is refused', async () => {
    const topic = fresh();
    await ensured(topic);
    const { answer } = await ensured(topic, { replicationFactor: 3 });
    expect((answer as Error).message).toMatch(/min\.insync\.replicas=1 \(must be at least 2\), replicas=1 \(must be at least 3\)/);
  });
} else {
  // testKafka has said why, in one line.
  test.skip('settings of Kafka topics', () => undefined);
}

/** What the log answers, asked again while it is away, as the relay does: a broker that has just started may still load what a group needs. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LogUnavailable) || tries === 20) throw error;
      await sleep(500);
    }
}
