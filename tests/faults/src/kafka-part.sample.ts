import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { KafkaEventLogOptions, Topic } from '@yimen/event-log';

export interface PartSettings {
  readonly role: 'relay' | 'reader';
  /** A relay's name as holder of the lease. */
  readonly name: string;
  readonly url: string;
  readonly topic: Topic;
  readonly partitions: number;
  readonly kafka: KafkaEventLogOptions;
  readonly leaseMs: number;
}

/** What a part said, at which moment (milliseconds of `performance.now`). */
export interface Said {
  readonly part: string;
  readonly at: number;
  readonly type: string;
  readonly error?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly group?: string;
}

/** A relay or reader in a process of its own. It ends with the test process at the latest. */
export class Part {
  readonly ended: Promise<void>;
  /** What it wrote to its error output. */
  errors = '';
  private readonly child: ChildProcess;

  constructor(
    readonly settings: PartSettings,
    onSaid: (said: Said) => void,
  ) {
    const program = path.join(import.meta.dirname, 'kafka-part.mjs');
    this.child = spawn(process.execPath, [program, JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = this.child;
    if (!stdin || !stdout || !stderr) throw new Error('the part has no pipes');
    // It may be killed while it is told something.
    stdin.on('error', () => undefined);
    stderr.on('data', (bytes: Buffer) => void (this.errors += bytes.toString('utf8')));
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => onSaid({ ...(JSON.parse(line) as Said), part: settings.name, at: performance.now() }));
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  tell(command: string): void {
    this.child.stdin?.write(`${command}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }
}
