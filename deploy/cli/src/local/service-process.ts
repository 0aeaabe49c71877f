import type { MoveAnswer, MoveRequest } from '@yimen/service-shell';
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromChild, FromParent } from '../serve/parent.js';
import { StartRefused } from './refused.js';

const program = path.resolve(import.meta.dirname, '../main.js');
/** Milliseconds after which a service that does not end when it is told to is killed; it drains within `YIMEN_DRAIN_SECONDS` before. */
const PATIENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;

/** One service as a process of its own, started again when it ends by itself. Its output is this process's. */
export class ServiceProcess {
  #child: ChildProcess | undefined;
  #stopping = false;
  #watching: Promise<void> = Promise.resolve();
  #asked = 0;
  readonly #waiting = new Map<number, (message: FromChild) => void>();

  constructor(
    readonly name: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when it answers for the first time. Throws StartRefused where it ends before. */
  async start(): Promise<void> {
    await this.#spawn();
    this.#watching = this.#watch();
  }

  /** Makes a move in that process. Throws where it has ended meanwhile. */
  async run(request: MoveRequest): Promise<MoveAnswer> {
    const child = this.#child;
    if (!child?.connected) throw new Error(`${this.name} is not running`);
    const ask = (this.#asked += 1);
    const message = await new Promise<FromChild>((resolve, reject) => {
      this.#waiting.set(ask, resolve);
      child.once('exit', () => reject(new Error(`${this.name} has ended`)));
      child.send({ ask, request } satisfies FromParent);
    }).finally(() => this.#waiting.delete(ask));
    if ('answer' in message) return message.answer;
    throw new Error('failed' in message ? message.failed : `${this.name} did not answer`);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended(child);
      clearTimeout(late);
    }
    await this.#watching;
  }

  async #spawn(): Promise<void> {
    // A group of its own: Ctrl-C in the terminal reaches the parent, which ends the services in order. A child ends when its parent is gone.
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('YIMEN_')));
    const child = fork(program, ['serve', this.name], {
      detached: true,
      serialization: 'advanced',
      env: { ...environment, ...this.settings },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromChild) => {
        if ('url' in message) resolve();
        else this.#waiting.get(message.told)?.(message);
      });
      child.once('error', reject);
      child.once('exit', () =>
        reject(new StartRefused(`服务 ${this.name} 未能启动，原因见上。`, `The service ${this.name} did not start; see above.`)),
      );
    });
  }

  async #watch(): Promise<void> {
    for (let failures = 0; !this.#stopping;) {
      const child = this.#child;
      if (child) await ended(child);
      if (this.#stopping) return;
      await sleep(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures));
      if (this.#stopping) return;
      failures = await this.#spawn().then(
        () => 0,
        () => failures + 1,
      );
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}
