import { startLocalPostgres, type LocalPostgres } from '@yimen/local-postgres';
import type { LogChoice, Runner } from '@yimen/service-shell';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { version } from '../version.js';
import { takeDataFolder, type DataFolder } from './data-folder.js';
import { prepareDatabase } from './database.js';
import { keepChoices } from './choices.js';
import { requireFreePort, untilReady } from './ports.js';
import { requireBroker, startLog } from './log.js';
import type { LocalSettings } from './settings.js';

/** What the services of one machine stand on. */
export interface Ground {
  readonly settings: LocalSettings;
  readonly folder: DataFolder;
  readonly database: LocalPostgres;
  readonly log: LogChoice;
  /** Is stopped with the system, in the reverse order of being kept. */
  keep(part: { stop(): Promise<void> }): void;
}

/** The services once they are started: where the gateway answers, and who makes moves of organisations before anybody can have a token. */
export interface Started {
  readonly url: string;
  readonly organisations: Pick<Runner, 'run'>;
}

export interface LocalSystem extends Started {
  /** Resolves when every service says it is ready; throws StartRefused after a minute, with what it waits for. */
  whenReady(signal: AbortSignal): Promise<void>;
  isDemonstrationLoaded(): Promise<boolean>;
  demonstrationLoaded(): Promise<void>;
  /** Ends the services, then what they stand on. */
  stop(): Promise<void>;
}

/** Takes the data folder, starts PostgreSQL and the log, and then the services. Throws StartRefused. */
export async function startLocal(settings: LocalSettings, start: (ground: Ground) => Promise<Started>): Promise<LocalSystem> {
  await requireFreePort(settings.port);
  requireBroker(settings.log);
  const folder = await takeDataFolder(settings.data);
  const kept: { stop(): Promise<void> }[] = [{ stop: () => folder.release() }];
  const stop = async () => {
    for (const part of kept.splice(0).reverse()) await part.stop();
  };
  const keep = (part: { stop(): Promise<void> }) => void kept.push(part);
  try {
    const database = await startLocalPostgres({ folder: path.join(folder.path, 'postgres') });
    keep(database);
    await prepareDatabase(database, folder);
    await keepChoices(settings, folder);
    const log = await startLog(settings.log, folder.path, keep);
    const started = await start({ settings, folder, database, log, keep });
    await folder.announce(started.url);
    const loaded = path.join(folder.path, 'demonstration-loaded');
    return {
      ...started,
      whenReady: (signal) => untilReady(started.url, signal),
      isDemonstrationLoaded: () =>
        access(loaded).then(
          () => true,
          () => false,
        ),
      demonstrationLoaded: () => writeFile(loaded, version),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
