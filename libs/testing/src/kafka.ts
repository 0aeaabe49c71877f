import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const KAFKA = '4.3.1';
// Without a binding of the same major version slf4j is silent, and Kafka pins 1.7.
const SLF4J = '1.7.36';

export interface TestKafka {
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  /** Kills the broker as a power cut would and starts it again on the same port and data. Undefined for a broker that is not ours. */
  readonly restart: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

/**
 * A real Apache Kafka (KRaft, one node) on a free loopback port: the brokers of `KAFKA_BROKERS` where it is set, else one started with Java from
 * Maven Central's jars, kept in `.cache/kafka`. Undefined, with one line on stderr, where there is neither: the suite is then skipped.
 * With `REQUIRE_KAFKA=1` it throws instead. Topics are the caller's to remove from a broker that is not ours.
 */
export async function testKafka(): Promise<TestKafka | undefined> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) return { brokers: given.split(','), restart: undefined, stop: () => Promise.resolve() };
  const missing = ['java', 'mvn'].filter((command) => spawnSync(command, ['-version'], { stdio: 'ignore' }).status !== 0);
  if (missing.length > 0) {
    const reason = `no Kafka: ${missing.join(' and ')} not found and KAFKA_BROKERS is not set`;
    if (process.env['REQUIRE_KAFKA'] === '1') throw new Error(reason);
    process.stderr.write(`SKIPPED the Kafka suite: ${reason}\n`);
    return undefined;
  }
  return startKafka(await jars());
}

/** The folder with Kafka's jars, fetched once per workspace; workers of one test run wait for each other. */
async function jars(): Promise<string> {
  const cache = path.resolve(import.meta.dirname, '../../..', '.cache', 'kafka');
  const folder = path.join(cache, KAFKA);
  await mkdir(cache, { recursive: true });
  const unlock = await lock(path.join(cache, 'lock'));
  try {
    if (existsSync(folder)) return folder;
    const work = await mkdtemp(path.join(cache, 'fetch-'));
    await writeFile(path.join(work, 'pom.xml'), pom);
    await run(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${path.join(work, 'jars')}`],
      { cwd: work },
    );
    await rename(path.join(work, 'jars'), folder);
    await rm(work, { recursive: true });
    return folder;
  } finally {
    await unlock();
  }
}

const dependency = (group: string, artifact: string, version: string) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>yimen</groupId><artifactId>kafka-for-tests</artifactId><version>1</version>
<dependencies>${dependency('org.apache.kafka', 'kafka_2.13', KAFKA)}${dependency('org.slf4j', 'slf4j-simple', SLF4J)}</dependencies></project>`;

/** A file that holds its owner's pid; one whose owner is gone is taken over. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (let waited = 0; waited < 300_000; waited += 100) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(file, 'utf8').catch(() => ''));
      if (owner > 0 && !alive(owner)) await rm(file, { force: true });
      else await sleep(100);
    }
  }
  throw new Error(`${file} is held by another process for too long`);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function startKafka(classes: string): Promise<TestKafka> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const properties = path.join(folder, 'server.properties');
  await writeFile(properties, settings(port, controller, path.join(folder, 'data')));
  const java = ['-Xmx400m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${classes}/*`];
  await run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', properties]);
  let broker = await boot([...java, 'kafka.Kafka', properties], folder);
  return {
    brokers: [`127.0.0.1:${port}`],
    restart: async () => {
      await kill(broker);
      broker = await boot([...java, 'kafka.Kafka', properties], folder);
    },
    stop: async () => {
      await kill(broker);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The shell kills the broker when its standard input ends: at `kill`, and also when the test process is gone. */
const guard = 'exec 3<&0; java "$@" & broker=$!; (cat <&3 >/dev/null; kill -9 $broker 2>/dev/null) & wait $broker';

async function boot(args: readonly string[], folder: string): Promise<ChildProcess> {
  const file = path.join(folder, 'broker.log');
  const out = await open(file, 'w');
  const child = spawn('sh', ['-c', guard, 'sh', ...args], { stdio: ['pipe', out.fd, out.fd], cwd: folder });
  await out.close();
  for (let waited = 0; waited < 60_000; waited += 50) {
    const said = await readFile(file, 'utf8');
    if (said.includes('Kafka Server started')) return child;
    if (child.exitCode !== null) throw new Error(`Kafka did not start:\n${said.slice(-2_000)}`);
    await sleep(50);
  }
  await kill(child);
  throw new Error(`Kafka was not up within a minute, see ${file}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** 16 bytes in base64url; a leading dash would be read as an option. */
function clusterId(): string {
  return `A${randomBytes(16).toString('base64url').slice(1)}`;
}

function settings(port: number, controller: number, data: string): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A broker that was killed may register again only when its old session has run out (default 9 s).
    'broker.heartbeat.interval.ms': 300,
    'broker.session.timeout.ms': 1_500,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
