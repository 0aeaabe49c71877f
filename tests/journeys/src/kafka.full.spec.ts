import { clear, command, dataFolder, freePort, isAlive, kafkaOf, postgresOf, Start, testKafka } from '@yimen/testing/servers';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT = 600_000;

const kafka = await testKafka();
// Skipped only where there is no broker to be had: testKafka has said so in one line.
const describeKafka = kafka ? describe : describe.skip;

/** What a test has started on a data folder of its own; a test that fails leaves it to be ended. */
const opened: { readonly data: string; readonly system: Start }[] = [];
function begun(data: string, port: number): Start {
  const system = new Start(data, port, {}, ['--kafka']);
  opened.push({ data, system });
  return system;
}

afterAll(async () => {
  await kafka?.stop();
  for (const { data, system } of opened) await clear(data, system);
}, LIMIT);

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

const LINE = expect.stringMatching(/需要 Java 17 以上与 Maven，未找到 java.*install it, or name brokers by YIMEN_KAFKA_BROKERS/);

test('without brokers and without Java it does not start, and one line says what to install or which setting to give', async () => {
  const data = await dataFolder();
  const system = new Start(data, await freePort(), { PATH: '/nowhere' }, ['--kafka']);
  expect(await system.ended()).toBe(1);
  expect(system.errors.trimEnd().split('\n')).toEqual([LINE]);
  expect(await postgresOf(data)).toBeUndefined();
  await clear(data, system);
}, 60_000);

// A broker of its own needs Java and Maven; that the suite is skipped is said above by testKafka.
const withJava = kafka?.restart ? test : test.skip;

withJava(
  'start:kafka brings its own broker: after kill -9 the next start adopts it, after a clean stop it starts it again, and the demo goes on each time',
  async () => {
    const data = await dataFolder();
    const start = async () => {
      const system = begun(data, await freePort());
      await system.ready();
      const { code, output } = await command(data, 'demo');
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });
      return { system, broker: (await kafkaOf(data)) ?? 0 };
    };
    const first = await start();
    first.system.signal('SIGKILL');
    await first.system.ended();
    expect(isAlive(first.broker)).toBe(true);

    const second = await start();
    expect(second.broker).toBe(first.broker);
    expect(await second.system.stop()).toBe(0);
    expect(isAlive(second.broker)).toBe(false);
    expect(second.system.errors).toBe('');

    const third = await start();
    expect(third.broker).not.toBe(second.broker);
    expect(await third.system.stop()).toBe(0);
  },
  LIMIT,
);

withJava(
  'decisions 10 and 11: a Kafka that lost its disk is a fork; `log republish` publishes the next generation, and demo data and reads are still there',
  async () => {
    const data = await dataFolder();
    const port = await freePort();
    let system = begun(data, port);
    await system.ready();
    const play = async () => {
      const { code, output } = await command(data, 'demo');
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });
    };
    await play();
    expect(await system.stop()).toBe(0);
    for (const gone of ['data', 'formatted']) await rm(path.join(data, 'kafka', gone), { recursive: true });

    system = begun(data, port);
    await system.ready();
    const contexts = ['organisations', 'residents', 'public-services', 'finance'];
    const relays = async () => {
      const { services } = (await (await fetch(`${system.url}/health/ready`)).json()) as Readiness;
      return contexts.flatMap((context) => (services[context]?.parts ?? []).filter(({ name }) => name === 'relay'));
    };
    // Until then a relay may say that the log is away: a topic made anew is not known to every broker at once.
    const forked = async () => (await relays()).every(({ troubles }) => JSON.stringify(troubles).includes('log-fork'));
    for (let waited = 0; !(await forked()) && waited < 60_000; waited += 200) await sleep(200);
    expect(await relays()).toEqual(
      contexts.map(() =>
        expect.objectContaining({ ready: false, troubles: [expect.objectContaining({ code: 'log-fork', subject: 'log-behind' })] }),
      ),
    );
    // A reader of all of them has no log to be rebuilt from while the others are gone: told, and gone on with by the next run.
    const alone = await command(data, 'log', 'republish', 'public-services');
    expect(alone).toEqual({ code: 1, output: expect.stringContaining('Logs that were lost together are named in one command') });
    const { code, output } = await command(data, 'log', 'republish', ...contexts);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('yimen.public-services.g2 is current') });
    await play();
    expect(await command(data, 'projections', 'verify', 'cases')).toMatchObject({ code: 0 });
    expect(await system.stop()).toBe(0);
  },
  LIMIT,
);

interface Readiness {
  readonly services: Readonly<
    Record<string, { readonly parts?: readonly { readonly name: string; readonly ready: boolean; readonly troubles?: unknown }[] }>
  >;
}
