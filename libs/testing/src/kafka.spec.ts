import { jest } from '@jest/globals';
import { testCluster, testKafka } from './kafka.js';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

/** A machine with neither Java nor Docker. */
function bareMachine(variables: Record<string, string> = {}) {
  const { KAFKA_BROKERS: _given, REQUIRE_KAFKA: _required, ...rest } = before;
  process.env = { ...rest, PATH: '/nowhere', ...variables };
  const lines: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  return lines;
}

test('brokers that are given are taken before anything else, and are not stopped or restarted', async () => {
  bareMachine({ KAFKA_BROKERS: 'one:9092,two:9092' });
  expect(await testKafka()).toMatchObject({ brokers: ['one:9092', 'two:9092'], restart: undefined });
});

test('where there is nothing to start a broker with, the suite is skipped with one visible line', async () => {
  const lines = bareMachine();
  expect(await testKafka()).toBeUndefined();
  expect(lines).toEqual([
    expect.stringMatching(/^SKIPPED the Kafka suite: no Kafka: java( and mvn)? not found, no Docker, and KAFKA_BROKERS is not set\n$/),
  ]);
});

test('with REQUIRE_KAFKA=1 it fails instead', async () => {
  bareMachine({ REQUIRE_KAFKA: '1' });
  await expect(testKafka()).rejects.toThrow(/no Kafka: java( and mvn)? not found/);
});

test('faults are not tried on brokers of others', async () => {
  const lines = bareMachine({ KAFKA_BROKERS: 'one:9092' });
  expect(await testCluster({ users: { a: 'b' } })).toBeUndefined();
  expect(lines).toEqual([expect.stringMatching(/java( and mvn)? and openssl not found/)]);
});
