import { registry } from '@yimen/contracts';
import { postgresWatermarks } from '@yimen/event-log';
import { openVault } from '@yimen/vault';
import type { ServiceDefinition } from '../definition.js';
import { FilesSweep } from '../files/files-sweep.js';
import { KafkaEvents } from '../observe/kafka-events.js';
import { serviceLog } from '../observe/log.js';
import { serviceWork } from '../process/service-work.js';
import { servicePool } from '../provision/pool.js';
import { schemaOf } from '../provision/services.js';
import { requireMode, type StoreMode } from '../provision/stamp.js';
import type { ServiceConfig } from './config.js';
import { openEventLog, type LogChoice } from './event-log.js';
import { openFiles, type FilesChoice } from './file-store.js';
import { openEventStore, type StoreChoice } from './event-store.js';
import { requireLoopback } from './loopback.js';
import { startService, type RunningService } from './start-service.js';

export interface Installation {
  readonly mode: StoreMode;
  /** 12-digit code of the installation's area. */
  readonly area: string;
  /** 32 bytes that wrap every personal key. */
  readonly masterKey: Uint8Array;
  /** Names this process in leases, e.g. host and pid. */
  readonly holder: string;
  /** Default: both on PostgreSQL. */
  readonly store?: StoreChoice;
  readonly log?: LogChoice;
  /** Default: no files are taken. */
  readonly files?: FilesChoice;
}

export interface RecordServiceOptions {
  readonly definition: ServiceDefinition;
  /** Connection string of the service's own role. */
  readonly databaseUrl: string;
  readonly installation: Installation;
  readonly config: ServiceConfig;
}

/**
 * One service that records facts, wired to its parts: store, log, vault, relay, facts, processes, deadlines, endpoints.
 * The same wiring on one machine and on many. `stop` ends all of it and closes every connection. Throws BadConfiguration for a demo store
 * that would listen to other machines, WrongMode where the store was stamped otherwise.
 */
export async function startRecordService({ definition, databaseUrl, installation, config }: RecordServiceOptions): Promise<RunningService> {
  const { mode, area, masterKey, holder } = installation;
  requireLoopback(mode, config.host);
  const logger = serviceLog(definition.context, config.logLevel);
  const onLost = (error: Error) => logger.warn({ err: error }, 'a connection was lost');
  const pool = servicePool({ url: databaseUrl, application: `yimen ${definition.context}`, max: 28, onLost });
  const store = openEventStore(installation.store, {
    pool,
    url: databaseUrl,
    schema: schemaOf(definition.context),
    onTrouble: (error) => logger.warn({ err: error }, 'the event store had trouble'),
  });
  const kafka = installation.log?.kind === 'kafka' ? new KafkaEvents(logger) : undefined;
  const log = openEventLog(installation.log, { pool, url: databaseUrl, ...(kafka && { onEvent: kafka.tell }) });
  const vault = openVault({ pool, masterKey });
  const work = serviceWork({
    definition,
    pool,
    url: databaseUrl,
    store,
    log,
    watermarks: postgresWatermarks(pool),
    vault,
    registry,
    mode,
    area,
    holder,
    logger,
  });
  const files = openFiles(installation.files, definition.context);
  const close = async () => {
    await files?.close();
    await store.close();
    await log.close();
    await vault.close();
    await pool.end();
  };
  try {
    await requireMode(pool, mode);
    const service = await startService(definition, config, {
      store,
      vault,
      registry,
      clock: work.clock,
      facts: work.facts.rows,
      names: work.facts.names,
      files,
      policy: work.policy,
      directory: work.facts.directory,
      background: (parts) => {
        if (parts.metrics) kafka?.measure(parts.metrics.registry);
        const background = work.background(parts);
        return files ? [...background, new FilesSweep(files, store, work.policy, logger)] : background;
      },
      log: logger,
    });
    let stopped: Promise<void> | undefined;
    return { ...service, stop: () => (stopped ??= service.stop().then(close)) };
  } catch (error) {
    await close();
    throw error;
  }
}
