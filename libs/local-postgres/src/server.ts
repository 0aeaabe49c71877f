import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chooseAccount, isReachable, type RunAs } from './account.js';
import { findBinaries } from './binaries.js';
import { freePort } from './free-port.js';

export interface LocalPostgres {
  readonly port: number;
  readonly pid: number;
  /** Where the cluster's files are; differs from the asked folder where PostgreSQL's account cannot reach that. */
  readonly folder: string;
  /** True when a server left over from a killed process was found running and taken over. */
  readonly adopted: boolean;
  /** Connection string of the administrator for a database of this server. */
  url(database?: string): string;
  /** Ends the server (fast shutdown) and waits until it is gone. */
  stop(): Promise<void>;
}

export interface LocalPostgresOptions {
  /** Folder for cluster, password and log; created if missing. */
  readonly folder: string;
  /** False only for tests: no fsync, so a power cut may lose data. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

const START_TIMEOUT_MS = 60_000;
const FALLBACK_ROOT = '/var/lib/yimen';
const LOCK = 'postmaster.pid';
const LEFT_BEHIND_MS = 10_000;

/**
 * Starts the PostgreSQL of this folder on a free loopback port, or adopts the one that still runs there after its starter was killed.
 * Throws with the last lines of the server's log where it does not come up.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const runAs = await chooseAccount();
  const folder = await placeFor(path.resolve(options.folder), runAs);
  const cluster = path.join(folder, 'cluster');
  const password = await passwordOf(folder);
  const running = await runningServer(cluster);
  if (running && (await isAdopted(running, password, folder))) return handle({ ...running, folder, password, adopted: true });
  await clearStaleLock(cluster);
  const binaries = await findBinaries(runAs, FALLBACK_ROOT);
  if (!(await exists(path.join(cluster, 'PG_VERSION')))) await initialise(binaries.initdb, cluster, password, runAs);
  const port = await freePort();
  const log = await open(path.join(folder, 'postgres.log'), 'a');
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
    ...options.settings,
  };
  // Its own session: Ctrl-C in the terminal must reach the services first, the database last.
  const child = spawn(
    binaries.postgres,
    ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, LC_MESSAGES: 'C' },
      ...(runAs ? { uid: runAs.uid, gid: runAs.gid, cwd: folder } : {}),
    },
  );
  const pid = child.pid;
  let exited = false;
  child.once('exit', () => (exited = true));
  child.once('error', () => (exited = true));
  child.unref();
  await log.close();
  await untilReady(port, password, () => !exited, folder);
  if (pid === undefined) throw new Error('PostgreSQL did not start');
  return handle({ pid, port, folder, password, adopted: false });
}

/** The server that runs in this folder, started by whoever; undefined where none does. */
export async function runningLocalPostgres(folder: string): Promise<Pick<LocalPostgres, 'pid' | 'port' | 'url'> | undefined> {
  const place = (await readFile(path.join(folder, 'location'), 'utf8').catch(() => folder)).trim();
  const running = await runningServer(path.join(place, 'cluster'));
  return running && handle({ ...running, folder: place, password: await passwordOf(place), adopted: true });
}

/** The folder itself, or a place that PostgreSQL's account can reach, remembered in the folder. */
async function placeFor(folder: string, runAs: RunAs): Promise<string> {
  await mkdir(folder, { recursive: true });
  const note = path.join(folder, 'location');
  const remembered = await readFile(note, 'utf8').catch(() => undefined);
  if (remembered) return remembered.trim();
  if (await isReachable(path.dirname(folder), runAs)) {
    await own(folder, runAs);
    return folder;
  }
  const place = path.join(FALLBACK_ROOT, `data-${randomBytes(6).toString('hex')}`);
  await mkdir(place, { recursive: true, mode: 0o755 });
  await own(place, runAs);
  await writeFile(note, `${place}\n`);
  return place;
}

async function own(folder: string, runAs: RunAs): Promise<void> {
  if (runAs) await chown(folder, runAs.uid, runAs.gid);
}

async function passwordOf(folder: string): Promise<string> {
  const file = path.join(folder, 'password');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  const made = randomBytes(24).toString('hex');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function initialise(initdb: string, cluster: string, password: string, runAs: RunAs): Promise<void> {
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { mode: 0o700 });
  await own(cluster, runAs);
  const passwordFile = path.join(path.dirname(cluster), 'initdb-password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await own(passwordFile, runAs);
  try {
    await new Promise<void>((resolve, reject) => {
      let output = '';
      const child = spawn(
        initdb,
        [
          `--pgdata=${cluster}`,
          '--auth=scram-sha-256',
          '--username=postgres',
          `--pwfile=${passwordFile}`,
          '--encoding=UTF8',
          '--locale=C',
          '--no-instructions',
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], ...(runAs ? { uid: runAs.uid, gid: runAs.gid, cwd: path.dirname(cluster) } : {}) },
      );
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${output.trim()}`))));
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** What postmaster.pid says: line 1 the process, line 4 the port; NaN or 0 where it says nothing. */
async function lockOf(cluster: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(path.join(cluster, LOCK), 'utf8').catch(() => '')).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

async function runningServer(cluster: string): Promise<{ pid: number; port: number } | undefined> {
  const { pid, port } = await lockOf(cluster);
  if (!pid || !port || !isAlive(pid)) return undefined;
  // The number may have been given to another process since: it must be a postgres.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres') ? { pid, port } : undefined;
}

/** Whether a server that was found running answers; false where it was only about to end. Throws where it runs and does not answer. */
async function isAdopted({ pid, port }: { pid: number; port: number }, password: string, folder: string): Promise<boolean> {
  try {
    await untilReady(port, password, () => isAlive(pid), folder);
    return true;
  } catch (error) {
    if (isAlive(pid)) throw error;
    return false;
  }
}

/**
 * After a kill: waits until the backends that a killed server left behind have ended, then takes away a lock file whose process is no server.
 * PostgreSQL replaces that of a dead process by itself, but takes any living number for a server: that of a killed one which nobody has reaped
 * yet, or of another program that was given the number since.
 */
async function clearStaleLock(cluster: string): Promise<void> {
  for (let waited = 0; (await isWorkedIn(cluster)) && waited < LEFT_BEHIND_MS; waited += 50) await sleep(50);
  const { pid } = await lockOf(cluster);
  if (pid && isAlive(pid) && (await isWorkedIn(cluster)) === false) await rm(path.join(cluster, LOCK), { force: true });
}

/** Whether a process works in the cluster's folder, as every process of a server does; undefined where the system does not tell. */
async function isWorkedIn(cluster: string): Promise<boolean | undefined> {
  const processes = await readdir('/proc').catch(() => undefined);
  if (!processes) return undefined;
  const folder = await realpath(cluster).catch(() => cluster);
  const folders = await Promise.all(
    processes.filter((name) => /^\d+$/.test(name)).map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')),
  );
  return folders.includes(folder);
}

async function untilReady(port: number, password: string, alive: () => boolean, folder: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: 'postgres',
      connectionTimeoutMillis: 2_000,
    });
    const problem = await client.connect().then(
      async () => {
        await client.end();
        return undefined;
      },
      (error: Error) => error,
    );
    if (!problem) return;
    if (!alive() || Date.now() > until) {
      const log = await readFile(path.join(folder, 'postgres.log'), 'utf8').catch(() => '');
      throw new Error(`PostgreSQL did not come up in ${folder}: ${log.trim().split('\n').slice(-5).join(' | ') || problem.message}`);
    }
    await sleep(50);
  }
}

function handle(server: { pid: number; port: number; folder: string; password: string; adopted: boolean }): LocalPostgres {
  const { pid, port, folder, password, adopted } = server;
  return {
    pid,
    port,
    folder,
    adopted,
    url: (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      if (isAlive(pid)) process.kill(pid, 'SIGINT');
      while (isAlive(pid)) await sleep(20);
    },
  };
}

/** A zombie (ended, not yet reaped by its parent) counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}
