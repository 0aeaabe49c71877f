import { freePorts } from '@yimen/local-postgres';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaJars } from './jars.js';
import { formatDisk, javaArguments, saysUp } from './java.js';
import { brokerProcess, isAlive } from './process.js';
import { nodeProperties } from './properties.js';

/** A broker of one node on loopback, whose records stand in a folder. */
export interface LocalKafka {
  /** `host:port`. */
  readonly brokers: readonly string[];
  readonly pid: number;
  /** Of the folder: the same after every start. */
  readonly clusterId: string;
  /** True when a broker left over from a killed process was found running and taken over. */
  readonly adopted: boolean;
  /** Ends the broker (its own clean stop; killed where that takes over 30 seconds) and waits until it is gone. */
  stop(): Promise<void>;
}

const START_MS = 90_000;
const STOP_MS = 30_000;
const HEAP_MB = 400;

/**
 * Starts the broker of this folder on free loopback ports, or adopts the one that still runs there after its starter was killed. Needs what
 * `missingForKafka` looks for. Throws with the last lines of the broker's log where it does not come up.
 */
export async function startLocalKafka({ folder: asked }: { readonly folder: string }): Promise<LocalKafka> {
  const files = filesOf(asked);
  await mkdir(files.folder, { recursive: true });
  const clusterId = await clusterOf(files.clusterId);
  const left = await brokerProcess(files.properties, files.pid);
  if (left !== undefined && (await isUp(left, files.log))) return handle(files, left, clusterId, true);
  const java = javaArguments(await kafkaJars(), HEAP_MB);
  const [port, controllerPort] = await freePorts(2);
  if (port === undefined || controllerPort === undefined) throw new Error('no free ports');
  await writeFile(
    files.properties,
    nodeProperties({
      id: 1,
      voters: [`1@127.0.0.1:${controllerPort}`],
      controllerPort,
      listeners: [{ name: 'PLAINTEXT', protocol: 'PLAINTEXT', port }],
      data: files.data,
    }),
  );
  await format(files, java, clusterId);
  const log = await open(files.log, 'w');
  // Its own session: Ctrl-C in the terminal must reach the services first, the broker after them.
  const child = spawn('java', [...java, 'kafka.Kafka', files.properties], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: files.folder,
  });
  let failed: Error | undefined;
  child.once('error', (error) => (failed = error));
  child.unref();
  await log.close();
  const { pid } = child;
  if (pid !== undefined) await writeFile(files.pid, String(pid));
  if (pid === undefined || !(await isUp(pid, files.log))) {
    const said = (await readFile(files.log, 'utf8')).trim().split('\n').slice(-5).join(' | ');
    throw new Error(`Kafka did not come up in ${files.folder}: ${failed?.message ?? said}`);
  }
  return handle(files, pid, clusterId, false);
}

/** Brokers of the folder's broker where it runs. */
export async function runningLocalKafka(folder: string): Promise<readonly string[] | undefined> {
  const files = filesOf(folder);
  return (await brokerProcess(files.properties, files.pid)) === undefined ? undefined : addresses(files.properties);
}

interface Files {
  readonly folder: string;
  /** Kafka's own folder: records and state. */
  readonly data: string;
  readonly properties: string;
  readonly log: string;
  readonly clusterId: string;
  readonly pid: string;
  /** There when `data` was made in full. */
  readonly formatted: string;
}

function filesOf(asked: string): Files {
  const folder = path.resolve(asked);
  const file = (name: string) => path.join(folder, name);
  return {
    folder,
    data: file('data'),
    properties: file('server.properties'),
    log: file('broker.log'),
    clusterId: file('cluster-id'),
    pid: file('broker.pid'),
    formatted: file('formatted'),
  };
}

async function clusterOf(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  // 16 bytes in base64url; a leading dash would be read as an option.
  const made = `A${randomBytes(16).toString('base64url').slice(1)}`;
  await writeFile(`${file}.new`, made);
  await rename(`${file}.new`, file);
  return made;
}

async function format({ formatted, data, properties }: Files, java: readonly string[], clusterId: string): Promise<void> {
  const done = await readFile(formatted, 'utf8').catch(() => undefined);
  if (done !== undefined) return;
  await rm(data, { recursive: true, force: true });
  await formatDisk(java, { clusterId, properties });
  await writeFile(formatted, clusterId);
}

/** Waits until the broker answers; false where it ends before. */
async function isUp(pid: number, log: string): Promise<boolean> {
  for (let waited = 0; waited < START_MS; waited += 50) {
    if (saysUp(await readFile(log, 'utf8'))) return isAlive(pid);
    if (!isAlive(pid)) return false;
    await sleep(50);
  }
  throw new Error(`Kafka (process ${pid}) was not up within ${START_MS / 1000} s, see ${log}`);
}

async function addresses(properties: string): Promise<string[]> {
  const text = await readFile(properties, 'utf8');
  const address = /^advertised\.listeners=PLAINTEXT:\/\/(\S+)$/m.exec(text)?.[1];
  if (address === undefined) throw new Error(`${properties} names no listener`);
  return [address];
}

async function handle(files: Files, pid: number, clusterId: string, adopted: boolean): Promise<LocalKafka> {
  return {
    ...{ pid, clusterId, adopted },
    brokers: await addresses(files.properties),
    stop: async () => {
      if (isAlive(pid)) process.kill(pid, 'SIGTERM');
      for (let waited = 0; isAlive(pid); waited += 50) {
        if (waited === STOP_MS) process.kill(pid, 'SIGKILL');
        await sleep(50);
      }
      await rm(files.pid, { force: true });
    },
  };
}
