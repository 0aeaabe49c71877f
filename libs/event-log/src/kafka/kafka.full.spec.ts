import { randomUUID } from 'node:crypto';
import { testDatabase, testKafka } from '@yimen/testing/servers';
import { Kafka, logLevel } from 'kafkajs';
import { eventLogContract, stored, type Chapter } from '../contract-suite.js';
import { topicName } from '../record.js';
import { freshLog } from '../fresh-log.js';
import type { Topic } from '../port.js';
import { publication } from '../relay/publication.js';
import { relay } from '../relay/relay.js';
import { beginning, readWatermark } from '../relay/watermark.js';
import { kafkaEventLog } from './kafka-event-log.js';

const kafka = await testKafka();
const chapters: Chapter[] = ['order', 'repeat', 'resume', 'truncated', 'fork'];

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
        truncate: async (topic, partition, before) => {
          const admin = client.admin();
          await admin.connect();
          // kafkajs deletes from topics only whose leaders it has looked up.
          await admin.fetchTopicOffsets(topicName(topic));
          // Nothing was repeated: a place stands at the offset below it.
          await admin.deleteTopicRecords({ topic: topicName(topic), partitions: [{ partition, offset: String(before - 1n) }] });
          await admin.disconnect();
        },
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

  test('readers of one topic that have caught up are one member of one group', async () => {
    const groups: string[] = [];
    const log = kafkaEventLog({
      brokers: kafka.brokers,
      onEvent: (said) => {
        if (said.type === 'reading') groups.push(said.group);
      },
    });
    const topic = { context, generation: 1_001 };
    made.push(topic);
    await log.ensureTopic(topic, 3);
    const records = publication(topic, beginning(topic, 3), stored(90)).records;
    await log.publish(topic, records.slice(0, 60));
    const stop = new AbortController();
    const applied = Array.from({ length: 5 }, (): string[] => []);
    const reading = applied.map((ids) =>
      log.read({
        ...{ topic, after: [0n, 0n, 0n], signal: stop.signal },
        onBatch: async (batch) => {
          for (const { id } of batch) ids.push(id);
        },
      }),
    );
    const until = async (count: number) => {
      while (applied.some(({ length }) => length < count)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await until(60);
    for (let at = 60; at < 90; at += 5) {
      await log.publish(topic, records.slice(at, at + 5));
      await until(at + 5);
    }
    const admin = client.admin();
    await admin.connect();
    const members = async () => (await admin.describeGroups(groups)).groups.flatMap((group) => group.members).length;
    while ((await members()) > 1) await new Promise((resolve) => setTimeout(resolve, 50));
    await admin.disconnect();
    stop.abort();
    await Promise.all(reading);
    await log.close();
    const all = records.map(({ id }) => id).sort();
    expect(applied.map((ids) => [...ids].sort())).toEqual(applied.map(() => all));
  }, 60_000);

  test('a relay that dies between publish and checkpoint repeats itself on Kafka; the next one finds no fork, and a reader applies each place once', async () => {
    const fresh = await freshLog(await testDatabase());
    const store = fresh.openStore();
    const log = kafkaEventLog({ brokers: kafka.brokers });
    // The store's schema is that of residents; the generation keeps the topic apart from those of other runs.
    const topic = { context: 'residents', generation: Date.now() % 2_000_000_000 };
    made.push(topic);
    const append = async () => {
      for (let at = 0; at < 30; at += 1) {
        await store.append(`case/${at % 5}`, 'any', [
          {
            id: randomUUID(),
            type: 'CaseAccepted',
            schemaVersion: 1,
            happenedOn: '2026-03-02',
            meta: Buffer.from('{}'),
            payload: Buffer.from('{}'),
          },
        ]);
      }
    };
    await append();
    const options = { store, log, topic, partitions: 3, pool: fresh.db.pool, holder: 'one', batch: 10 };
    const dying = relay({
      ...options,
      onEvent: (said) => {
        if (said.type === 'published' && said.records.at(-1)?.position === 20n) throw new Error('killed');
      },
    });
    await expect(dying.run(new AbortController().signal)).rejects.toThrow('killed');
    await append();

    const stop = new AbortController();
    const places = [0n, 0n, 0n];
    const applied: string[] = [];
    const running = relay(options).run(stop.signal);
    await log.read({
      topic,
      after: places,
      signal: stop.signal,
      onBatch: async (records) => {
        for (const { partition, place, id } of records) {
          const at = places[partition] ?? 0n;
          expect(place).toBeLessThanOrEqual(at + 1n);
          if (place !== at + 1n) continue;
          places[partition] = place;
          applied.push(id);
        }
        if (applied.length >= 60) stop.abort();
      },
    });
    await running;
    expect(applied.sort()).toEqual((await store.readAll({ after: 0n, max: 100 })).map(({ id }) => id).sort());
    expect((await readWatermark(fresh.db.pool, 'residents', topic.generation))?.sequence).toBe(60n);
    await log.close();
    await fresh.close();
  }, 60_000);

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
