import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chooseAccount, isReachable, type RunAs } from './account.js';
import { findBinaries } from './binaries.js';
import { freePort } from './free-port.js';
import { clearStaleLock, isAlive, runningServer, type Address, type RunningServer } from './lock.js';

export interface LocalPostgres {
  readonly port: number;
  readonly pid: number;
  /** Where the cluster's files are; differs from the asked folder where PostgreSQL's account cannot reach that. */
  readonly folder: string;
  /** True when a server left over from a killed process was found running and taken over. */
  readonly adopted: boolean;
  /** Connection string of the administrator for a database of this server: through its Unix socket where it has one (`host`), else over loopback. */
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
/** What a path of a Unix socket may have at most, with the file's own name (sun_path of macOS; Linux has four more). */
const SOCKET_PATH_BYTES = 103;

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
  const socket = socketIn(folder, port);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socket ?? '',
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
  await untilReady({ port, socket }, password, () => !exited, folder);
  if (pid === undefined) throw new Error('PostgreSQL did not start');
  return handle({ pid, port, socket, folder, password, adopted: false });
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

/**
 * Folder for the server's Unix socket, which costs a client a quarter less processor time than loopback: the server's own. None on Windows, or where
 * the path is too long or has what PostgreSQL's list of folders would take apart.
 */
function socketIn(folder: string, port: number): string | undefined {
  if (process.platform === 'win32' || !/^[\p{L}\p{N}/._ -]+$/u.test(folder)) return undefined;
  return Buffer.byteLength(path.join(folder, `.s.PGSQL.${port}`)) > SOCKET_PATH_BYTES ? undefined : folder;
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

/** Whether a server that was found running answers; false where it was only about to end. Throws where it runs and does not answer. */
async function isAdopted({ pid, ...address }: RunningServer, password: string, folder: string): Promise<boolean> {
  try {
    await untilReady(address, password, () => isAlive(pid), folder);
    return true;
  } catch (error) {
    if (isAlive(pid)) throw error;
    return false;
  }
}

async function untilReady({ port, socket }: Address, password: string, alive: () => boolean, folder: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({
      host: socket ?? '127.0.0.1',
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

function handle(server: RunningServer & Pick<LocalPostgres, 'folder' | 'adopted'> & { readonly password: string }): LocalPostgres {
  const { pid, port, socket, folder, password, adopted } = server;
  const through = socket === undefined ? '' : `?host=${encodeURIComponent(socket)}`;
  return {
    pid,
    port,
    folder,
    adopted,
    url: (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}${through}`,
    stop: async () => {
      if (isAlive(pid)) process.kill(pid, 'SIGINT');
      while (isAlive(pid)) await sleep(20);
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}
