import { randomUUID } from 'node:crypto';
import { testCluster } from '@yimen/testing/servers';
import { LogUnavailable } from '../port.js';
import { publication } from '../relay/publication.js';
import { beginning } from '../relay/watermark.js';
import type { KafkaLogEvent } from './events.js';
import { kafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log.js';
import { LogRefused } from './trouble.js';

const event = {
  ...{ id: randomUUID(), stream: 'letter/1', revision: 1n, position: 1n, type: 'LetterIssued', schemaVersion: 1 },
  ...{ happenedOn: '2026-03-02', recordedAt: '2026-03-02T00:00:00.000Z', meta: Buffer.from('{}'), payload: Buffer.from('{"n":1}') },
};
const password = randomUUID();
const cluster = await testCluster({ users: { yimen: password } });

if (cluster?.secured) {
  const { scram, mutual, certificates } = cluster.secured;
  const sasl = { mechanism: 'scram-sha-512', username: 'yimen', password } as const;
  const events: KafkaLogEvent[] = [];
  let generation = 0;
  afterAll(() => cluster.stop(), 60_000);
  beforeEach(() => void (events.length = 0));

  const open = (options: KafkaEventLogOptions) => kafkaEventLog({ ...options, onEvent: (event) => events.push(event) });
  const topic = () => ({ context: 'secured', generation: (generation += 1) });
  /** What the first call gives, and how long it took. */
  async function first(options: KafkaEventLogOptions) {
    const log = open(options);
    const began = performance.now();
    const answer = await log.ensureTopic(topic(), 2).catch((error: unknown) => error);
    await log.close();
    return { answer, ms: performance.now() - began };
  }

  test('TLS with SCRAM-SHA-512: a topic is made, written and read', async () => {
    const log = open({ brokers: scram, ssl: { ca: certificates.ca }, sasl });
    const own = topic();
    expect(await log.ensureTopic(own, 2)).toBe(2);
    expect(await log.tails(own)).toEqual([undefined, undefined]);
    const stop = new AbortController();
    const reading = log.read({ topic: own, after: [0n, 0n], signal: stop.signal, onBatch: () => Promise.resolve() });
    while (!events.some(({ type }) => type === 'reading')) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await reading;
    await log.close();
    // The first group of a new broker may have to wait for its coordinator.
    expect(events.map(({ type }) => type).filter((type) => type !== 'session-lost')).toEqual(['topic-created', 'reading']);
  });

  test('what `yimen serve` may set goes along: a topic with its in-sync replicas and gzip, written and found again over TLS with SCRAM', async () => {
    const settings = { replicationFactor: 1, minInsyncReplicas: 1, compression: 'gzip' } as const;
    const log = open({ brokers: scram, ssl: { ca: certificates.ca }, sasl, ...settings });
    const own = topic();
    await log.ensureTopic(own, 2);
    const record = publication(own, beginning(own, 2), [event]).records[0]!;
    await log.publish(own, [record]);
    expect((await log.tails(own))[record.partition]).toMatchObject({ id: record.id, place: 1n, hash: record.hash });
    await log.close();
    expect(events).toEqual([{ type: 'topic-created', topic: own, partitions: 2 }]);
  });

  test('a client certificate is enough where the broker asks for one', async () => {
    const { ca, client } = certificates;
    expect((await first({ brokers: mutual, ssl: { ca, ...client } })).answer).toBe(2);
  });

  test.each([
    ['a wrong password', () => ({ sasl: { ...sasl, password: 'wrong' }, ssl: { ca: certificates.ca } }), 'authentication'],
    ['an unknown user', () => ({ sasl: { ...sasl, username: 'nobody' }, ssl: { ca: certificates.ca } }), 'authentication'],
    [
      'a mechanism the broker does not offer',
      () => ({ sasl: { ...sasl, mechanism: 'plain' as const }, ssl: { ca: certificates.ca } }),
      'authentication',
    ],
    ['an authority we do not know', () => ({ sasl, ssl: { ca: certificates.strangerCa } }), 'certificate'],
  ])('%s: one clear error, no storm of attempts', async (_, options, reason) => {
    const { answer, ms } = await first({ brokers: scram, ...options() });
    expect(answer).toBeInstanceOf(LogRefused);
    expect(answer).toMatchObject({ reason });
    expect(events).toEqual([{ type: 'refused', error: answer }]);
    // Four attempts at most, a tenth of a second to one second apart.
    expect(ms).toBeLessThan(10_000);
  });

  test('a missing client certificate: one clear error', async () => {
    const { answer } = await first({ brokers: mutual, ssl: { ca: certificates.ca } });
    expect(answer).toBeInstanceOf(LogRefused);
    expect(answer).toMatchObject({ reason: 'certificate' });
  });

  test('reading with a wrong password ends with the same error instead of trying for ever', async () => {
    const log = open({ brokers: scram, ssl: { ca: certificates.ca }, sasl: { ...sasl, password: 'wrong' } });
    const reading = log.read({
      topic: topic(),
      after: [0n, 0n],
      signal: new AbortController().signal,
      onBatch: () => Promise.resolve(),
    });
    await expect(reading).rejects.toBeInstanceOf(LogRefused);
    await log.close();
  });

  test('no TLS where the broker speaks only TLS: the log counts as away, since a broker that starts looks the same', async () => {
    expect((await first({ brokers: scram, requestMs: 1_000 })).answer).toBeInstanceOf(LogUnavailable);
  });
} else {
  // testCluster has said why, in one line.
  test.skip('Kafka with TLS and SCRAM', () => undefined);
}
