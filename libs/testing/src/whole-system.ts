import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningLocalPostgres, type LocalPostgres } from '@yimen/local-postgres';

export { freePort } from '@yimen/local-postgres';

/** The program as `npm start` runs it after building. */
export const program = path.resolve(import.meta.dirname, '../../../deploy/cli/dist/main.js');

/** One start of the whole system in a process of its own. */
export class Start {
  /** What it has written so far, and of that what went to the error output. */
  output = '';
  errors = '';
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #began = performance.now();
  readonly #ended: Promise<number | null>;

  constructor(
    readonly data: string,
    readonly port: number,
    variables: Readonly<Record<string, string>> = {},
    /** Options of `yimen start`, e.g. `--split`. */
    options: readonly string[] = [],
  ) {
    const env = { ...process.env, YIMEN_DATA: data, YIMEN_PORT: String(port), YIMEN_LOG_LEVEL: 'error', ...variables };
    this.#child = spawn(process.execPath, [program, 'start', ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (this.#child.pid === undefined) throw new Error('the system cannot be spawned');
    this.pid = this.#child.pid;
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
      this.errors += chunk.toString();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Milliseconds from the spawn to the line `ready …`. Throws with the output where it ends before or takes longer. */
  async ready(withinMs = 220_000): Promise<number> {
    for (;;) {
      const took = performance.now() - this.#began;
      if (this.output.includes(`\nready ${this.url}`)) return took;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new Error(`ended before it was ready:\n${this.output}`);
      if (took > withinMs) throw new Error(`not ready within ${withinMs} ms:\n${this.output}`);
      await sleep(20);
    }
  }

  /** The exit code; null where a signal ended it. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  async stop(): Promise<number | null> {
    this.signal('SIGINT');
    return this.#ended;
  }
}

/** Process of each service that a start with `--split` has begun, by the arguments that it was begun with. */
export function serviceProcesses(parentPid: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      const name = words[words.indexOf('serve') + 1];
      if (Number(parent) === parentPid && words.includes('serve') && name) found.set(name, Number(pid));
    } catch (error) {
      // A process that ended while its files were read.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return found;
}

/** One command of the program on a data folder, e.g. `demo`: its exit code and what it wrote. */
export async function command(
  data: string,
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, YIMEN_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** A data folder that PostgreSQL's account can reach. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-system-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Where the PostgreSQL of a data folder keeps its cluster. */
async function clusterOf(data: string): Promise<string> {
  const note = await readFile(path.join(data, 'postgres', 'location'), 'utf8').catch(() => undefined);
  return note?.trim() ?? path.join(data, 'postgres');
}

/** Process and port of the PostgreSQL of a data folder, or undefined where none runs. */
export async function postgresOf(data: string): Promise<Pick<LocalPostgres, 'pid' | 'port' | 'url'> | undefined> {
  return runningLocalPostgres(path.join(data, 'postgres'));
}

/** Process of the Kafka of a data folder, or undefined where none is noted. */
export async function kafkaOf(data: string): Promise<number | undefined> {
  const noted = await readFile(path.join(data, 'kafka', 'broker.pid'), 'utf8').catch(() => undefined);
  return noted === undefined ? undefined : Number(noted);
}

/** The administrator's connection string. */
export async function adminUrl(data: string): Promise<string> {
  const server = await postgresOf(data);
  if (!server) throw new Error(`no PostgreSQL runs on ${data}`);
  return server.url('yimen');
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Ends whatever still runs on a data folder of this test, by its own note, and removes the folder. */
export async function clear(data: string, start?: Start): Promise<void> {
  if (start && isAlive(start.pid)) {
    start.signal('SIGKILL');
    await start.ended();
  }
  const server = await postgresOf(data);
  if (server && isAlive(server.pid)) {
    process.kill(server.pid, 'SIGQUIT');
    for (let waited = 0; isAlive(server.pid) && waited < 10_000; waited += 50) await sleep(50);
  }
  const broker = await kafkaOf(data);
  if (broker !== undefined && isAlive(broker)) process.kill(broker, 'SIGKILL');
  const cluster = await clusterOf(data);
  if (!cluster.startsWith(data)) await rm(cluster, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
}
