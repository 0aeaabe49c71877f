import { execFile, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { KAFKA } from '@yimen/local-kafka';
import { freePort } from './whole-system.js';
import type { TestKafka } from './kafka.js';

const run = promisify(execFile);

/** Whether a Docker daemon answers (the command alone is not enough). */
export function dockerAnswers(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000, env: process.env }).status === 0;
}

/** The image of Apache Kafka, one node, on a free loopback port. Removed at `stop`. */
export async function dockerKafka(): Promise<TestKafka> {
  const port = await freePort();
  const settings = Object.entries({
    NODE_ID: '1',
    PROCESS_ROLES: 'broker,controller',
    LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
    ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    AUTO_CREATE_TOPICS_ENABLE: 'false',
    OFFSETS_TOPIC_NUM_PARTITIONS: '1',
    OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    BROKER_HEARTBEAT_INTERVAL_MS: '300',
    BROKER_SESSION_TIMEOUT_MS: '1500',
  }).flatMap(([name, value]) => ['-e', `KAFKA_${name}=${value}`]);
  const { stdout } = await run('docker', ['run', '-d', '-p', `127.0.0.1:${port}:${port}`, ...settings, `apache/kafka:${KAFKA}`]);
  const container = stdout.trim();
  const docker = (...args: string[]) => run('docker', [...args, container]);
  const stop = async () => void (await docker('rm', '-f', '-v'));
  /** Resolves when the broker has said as often as it was started that it is up. */
  const up = async (starts: number) => {
    for (let waited = 0; waited < 90_000; waited += 200) {
      const said = await docker('logs');
      if ((said.stdout + said.stderr).split('Kafka Server started').length > starts) return;
      await sleep(200);
    }
    await stop();
    throw new Error(`Kafka in Docker (apache/kafka:${KAFKA}) was not up in time`);
  };
  let starts = 1;
  await up(starts);
  return {
    brokers: [`127.0.0.1:${port}`],
    restart: async () => {
      await docker('kill');
      await docker('start');
      await up((starts += 1));
    },
    stop,
  };
}
