import { contexts, registry } from '@yimen/contracts';
import { postgresWatermarks } from '@yimen/event-log';
import { Upkeep, openReadModels, type EngineOptions } from '@yimen/projection-engine';
import {
  EnginePart,
  FactsHost,
  Identification,
  KafkaEvents,
  Readiness,
  businessClock,
  doorMetrics,
  foldedSpans,
  openEventLog,
  openSpans,
  policyPort,
  requireLoopback,
  requireMode,
  schemaOf,
  serviceLog,
  measureFacts,
  measureProjections,
  servicePool,
  standardFacts,
  startApp,
  logPart,
  parkedPart,
  vaultPart,
  VersionRaise,
  WatchedPart,
  tokenCheck,
  type Installation,
  type Logger,
  type RunningApp,
  type ServiceConfig,
  type ServicePart,
  type TokenCheck,
} from '@yimen/service-shell';
import { openVault } from '@yimen/vault';
import type pg from 'pg';
import { InstallationView } from '../operators/installation.js';
import { Operations } from '../operators/operations.js';
import { projections, views } from '../projections.js';
import { ChangeHub } from '../views/change-hub.js';
import { Listening } from '../views/changes.js';
import { Reading } from '../views/reading.js';
import { withOpener } from './opener.js';
import { ProjectionsModule } from './projections.module.js';

export interface ProjectionsOptions {
  /** Connection string of the service's own role. */
  readonly databaseUrl: string;
  readonly installation: Installation;
  readonly config: ServiceConfig;
  /** Token check in place of the configured provider's, where the keys are at hand. */
  readonly tokens?: TokenCheck;
  readonly log?: Logger;
  /** Milliseconds for which a read waits for the write that it has to show, and between signs of life of a stream. Defaults 5000, 15 000. */
  readonly patience?: number;
  readonly heartbeatMs?: number;
  /** Streams of changes that one process keeps open. Default 500. */
  readonly listeners?: number;
  /** Pause in milliseconds between looks at the facts. Default 200. */
  readonly everyMs?: number;
}

export interface RunningProjections extends RunningApp {
  readonly readiness: Readiness;
  readonly operations: Operations;
}

const service = 'projections';

/** Keeps the read models, answers the views and rebuilds: wired to its parts. `stop` ends all of it and closes every connection. */
export async function startProjections(options: ProjectionsOptions): Promise<RunningProjections> {
  const { databaseUrl, installation, config } = options;
  const { mode, area, masterKey, holder } = installation;
  requireLoopback(mode, config.host);
  const log = options.log ?? serviceLog(service, config.logLevel);
  const onLost = (error: Error) => log.warn({ err: error }, 'a connection was lost');
  const spans = openSpans(service, config.traces);
  const pool = servicePool({ url: databaseUrl, application: `yimen ${service}`, max: 16, onLost });
  const kafka = installation.log?.kind === 'kafka' ? new KafkaEvents(log) : undefined;
  const events = openEventLog(installation.log, { pool, url: databaseUrl, ...(kafka && { onEvent: kafka.tell }) });
  const watermarks = postgresWatermarks(pool);
  const vault = openVault({ pool, masterKey });
  const own = projections.map((one) => withOpener(one, vault, log));
  const engine: EngineOptions = {
    pool,
    url: databaseUrl,
    schema: schemaOf(service),
    log: events,
    watermarks,
    registry,
    projections: [standardFacts.projection, ...own],
    holder,
    ...foldedSpans(spans),
  };
  const models = await openReadModels({
    url: databaseUrl,
    schema: engine.schema,
    projections: own,
    onError: (error) => log.warn({ err: error }, 'the read models cannot be looked at'),
  });

  const clock = businessClock(mode, area);
  const facts = new FactsHost({
    ...{ service, pool, watermarks, facts: [], clock, logger: log },
    ...(options.everyMs !== undefined && { everyMs: options.everyMs }),
  });
  const policy = policyPort({ area, mode, years: () => facts.calendarYears });
  const metrics = doorMetrics(service);
  kafka?.measure(metrics.registry);
  const enginePart = new EnginePart(engine, log, () => facts.wake(), 'read-models');
  const operations = new Operations({
    ...{ projections: own, upkeep: new Upkeep(engine), engine: () => enginePart.engine, log },
    aliveMs: options.heartbeatMs ?? 15_000,
  });
  const hubs = new Map(own.map(({ name }) => [name, new ChangeHub()]));
  const background: ServicePart[] = [
    readsFrom(pool, log),
    vaultPart(vault, log),
    logPart({ log: events, watermarks, contexts }, log),
    ...[enginePart, new VersionRaise(engine, [standardFacts.projection.name], log), facts, following(hubs, models), rebuilding(operations)],
    parkedPart(() => enginePart.engine?.parking, log),
  ];
  measureFacts(metrics, facts);
  measureProjections(metrics, () => enginePart.engine);

  const readiness = new Readiness(service, background);
  const identification = new Identification(options.tokens ?? tokenCheck(config.token), facts.directory);
  const reading = new Reading({
    ...{ models, vault, facts, clock, policy },
    ...(options.patience !== undefined && { patience: options.patience }),
  });
  const listening = new Listening({
    ...{ reading, hubs },
    ...(options.heartbeatMs !== undefined && { heartbeatMs: options.heartbeatMs }),
    ...(options.listeners !== undefined && { most: options.listeners }),
  });
  const installed = new InstallationView({ pool, log: events, clock, watermarks });
  const close = async () => {
    installed.stop();
    await models.close();
    await events.close();
    await vault.close();
    await pool.end();
  };
  try {
    await requireMode(pool, mode);
    const module = ProjectionsModule.of({
      views,
      reading,
      listening,
      operations,
      installation: installed,
      identification,
      metrics,
      readiness,
    });
    const app = await startApp({ module, config, log, metrics, spans, readiness, background });
    let stopped: Promise<void> | undefined;
    return { ...app, readiness, operations, stop: () => (stopped ??= app.stop().then(close)) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The database of the read models. Without it no view can be answered. */
function readsFrom(pool: pg.Pool, logger: Logger): WatchedPart {
  const look = async () => {
    await pool.query('SELECT 1');
    return [];
  };
  return new WatchedPart({ name: 'database', essential: true, look, away: 'database-unavailable', logger });
}

/** Follows what the read models announce, for the streams of changes. */
function following(hubs: ReadonlyMap<string, ChangeHub>, models: Awaited<ReturnType<typeof openReadModels>>): ServicePart {
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  return {
    name: 'changes',
    essential: false,
    start: async () => {
      running = Promise.all([...hubs].map(([name, hub]) => hub.follow(models, name, stopping.signal)));
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
    health: () => ({ ready: true }),
  };
}

function rebuilding(operations: Operations): ServicePart {
  return {
    name: 'rebuilds',
    essential: false,
    start: async () => undefined,
    stop: () => operations.stop(),
    health: () => ({ ready: true }),
  };
}
