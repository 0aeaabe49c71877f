import { clear, command, dataFolder, freePort, Start, testKafka } from '@yimen/testing';

const LIMIT = 300_000;

const kafka = await testKafka();
// Skipped only where there is no broker to be had: testKafka has said so in one line.
const describeKafka = kafka ? describe : describe.skip;

afterAll(() => kafka?.stop(), LIMIT);

describeKafka('on a real Kafka', () => {
  let data: string;
  let system: Start;
  beforeAll(async () => {
    data = await dataFolder();
    system = new Start(data, await freePort(), { YIMEN_KAFKA_BROKERS: kafka?.brokers.join(',') ?? '' }, ['--split', '--kafka']);
    await system.ready();
  }, LIMIT);
  afterAll(() => clear(data, system), LIMIT);

  const demo = async () => {
    const { code, output } = await command(data, 'demo');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });
  };

  test('issue 4 point 1: the services as processes of their own exchange their events over Kafka, and the demo passes', demo, LIMIT);

  test(
    'after the broker was killed the events go on where they were',
    async () => {
      await kafka?.restart?.();
      await demo();
    },
    LIMIT,
  );
});

test('without brokers it does not start, and says which setting is missing', async () => {
  const data = await dataFolder();
  const system = new Start(data, await freePort(), {}, ['--kafka']);
  expect(await system.ended()).toBe(1);
  expect(system.errors).toContain('missing setting: YIMEN_KAFKA_BROKERS');
  await clear(data, system);
}, 60_000);
