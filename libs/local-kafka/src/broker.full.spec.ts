import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { missingForKafka, runningLocalKafka, startLocalKafka } from './index.js';

const missing = missingForKafka();
if (missing.length > 0 && process.env['REQUIRE_KAFKA'] === '1') throw new Error(`no Kafka: ${missing.join(' and ')} not found`);
if (missing.length > 0) process.stderr.write(`SKIPPED the local broker: ${missing.join(' and ')} not found\n`);
// Skipped only where there is nothing to run a broker with, which is said above.
const onKafka = missing.length === 0 ? test : test.skip;

async function answers(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = createConnection({ host: host ?? '', port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

onKafka(
  'a broker left running by a killed starter is adopted; stopped and started again it is the same cluster on the same disk',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-local-kafka-'));
    const first = await startLocalKafka({ folder });
    try {
      expect(first.adopted).toBe(false);
      const second = await startLocalKafka({ folder });
      expect(second).toMatchObject({ adopted: true, pid: first.pid, brokers: first.brokers });
      expect(await runningLocalKafka(folder)).toEqual(first.brokers);
      await second.stop();
      expect(await answers(first.brokers[0] ?? '')).toBe(false);
      expect(await runningLocalKafka(folder)).toBeUndefined();

      const disk = await readFile(path.join(folder, 'data', 'meta.properties'), 'utf8');
      const third = await startLocalKafka({ folder });
      expect(third).toMatchObject({ adopted: false, clusterId: first.clusterId });
      expect(await answers(third.brokers[0] ?? '')).toBe(true);
      expect(await readFile(path.join(folder, 'data', 'meta.properties'), 'utf8')).toBe(disk);
      await third.stop();
    } finally {
      await first.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
