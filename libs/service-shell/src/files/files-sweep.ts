import type { FileStore } from '@yimen/attachments';
import type { EventStore } from '@yimen/event-store';
import { businessDate } from '@yimen/kernel';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import type { Logger } from '../observe/log.js';
import { Rounds } from '../process/rounds.js';
import type { PolicyPort } from '../runner/port.js';
import { UnnamedFiles } from './unnamed-files.js';

/** Parameter: days for which a file may wait for the event that names it. */
export const UNNAMED_FILE_DAYS = 'files.unnamed.days';

const EVERY_MS = 3_600_000;

/** Sweeps the files of one service hourly, by the system clock; every pod may do it, twice is the same as once. */
export class FilesSweep implements ServicePart {
  readonly name = 'files-sweep';
  readonly essential = false;
  readonly #rounds: Rounds;
  #stop = new AbortController();

  constructor(files: FileStore, store: EventStore, policy: PolicyPort, logger: Logger) {
    const unnamed = new UnnamedFiles(files, store);
    this.#rounds = new Rounds({
      name: this.name,
      everyMs: EVERY_MS,
      round: async () => {
        const now = new Date();
        const days = policy.reader(businessDate(now.toISOString())).number(UNNAMED_FILE_DAYS);
        const swept = await unnamed.sweep(now, days, this.#stop.signal);
        if (swept.files + swept.drafts > 0) logger.info({ ...swept, days }, 'files that no event names were removed');
        return false;
      },
      onError: (error, failures) => logger.warn({ err: error, failures }, 'the files cannot be swept'),
    });
  }

  async start(): Promise<void> {
    this.#stop = new AbortController();
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#rounds.stop();
  }

  health(): PartHealth {
    return { ready: true };
  }
}
