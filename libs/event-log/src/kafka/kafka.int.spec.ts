import { randomUUID } from 'node:crypto';
import { testKafka } from '@yimen/testing';
import { Kafka, logLevel } from 'kafkajs';
import { eventLogContract, type Chapter } from '../contract-suite.js';
import { topicName } from '../record.js';
import type { Topic } from '../port.js';
import { kafkaEventLog } from './kafka-event-log.js';

const kafka = await testKafka();
const chapters: Chapter[] = ['order', 'repeat', 'resume'];

if (kafka) {
  const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
  const context = `spec-${randomUUID()}`;
  const made: Topic[] = [];

  eventLogContract(
    'kafka',
    async () => {
      const log = kafkaEventLog({ brokers: kafka.brokers });
      return {
        log,
        topic: () => {
          const topic = { context, generation: made.length + 1 };
          made.push(topic);
          return topic;
        },
        disturb: async () => kafka.restart?.(),
        close: () => log.close(),
      };
    },
    chapters,
  );

  test('context topics are kept for ever and have the partitions that were asked for', async () => {
    const log = kafkaEventLog({ brokers: kafka.brokers });
    const topic = { context, generation: 1_000 };
    made.push(topic);
    await log.ensureTopic(topic, 6);
    const admin = client.admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: topicName(topic) }] });
    const settings = Object.fromEntries(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]) ?? []);
    expect(settings).toMatchObject({ 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' });
    expect((await admin.fetchTopicOffsets(topicName(topic))).length).toBe(6);
    await admin.disconnect();
    await log.close();
  });

  afterAll(async () => {
    const admin = client.admin();
    await admin.connect();
    const there = new Set(await admin.listTopics());
    await admin.deleteTopics({ topics: made.map(topicName).filter((name) => there.has(name)) });
    await admin.disconnect();
    await kafka.stop();
  }, 60_000);
} else {
  // testKafka has said why, in one line.
  test.skip(`event log contract: kafka (${chapters.join(', ')})`, () => undefined);
}
