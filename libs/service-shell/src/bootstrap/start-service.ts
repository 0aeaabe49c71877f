import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { Identification } from '../auth/actor.js';
import { tokenCheck, type TokenCheck } from '../auth/token.js';
import type { ServiceDefinition } from '../definition.js';
import { httpAdapter } from '../http/adapter.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { ServiceModule } from '../http/service.module.js';
import { serviceLog, type Logger } from '../observe/log.js';
import { measured, measuredStore, serviceMetrics, type ServiceMetrics } from '../observe/metrics.js';
import { traced } from '../observe/tracing.js';
import { ItemViews } from '../runner/item-view.js';
import type { Runner, RunnerPorts } from '../runner/port.js';
import { SliceRunner } from '../runner/runner.js';
import type { ServiceConfig } from './config.js';
import type { ServicePart } from './part.js';
import { Readiness } from './readiness.js';

/** What a service is given besides its definition and configuration. */
export interface ServiceParts extends RunnerPorts {
  /** Token check in place of the configured provider's, where the keys are at hand. */
  readonly tokens?: TokenCheck;
  /** What runs beside the endpoints; they are started with the runner that makes the service's moves, and stopped last. */
  readonly background?: (service: {
    readonly runner: Runner;
    readonly log: Logger;
    readonly metrics: ServiceMetrics;
  }) => readonly ServicePart[];
  readonly log?: Logger;
}

export interface RunningService {
  readonly url: string;
  /** Makes moves in this process: for processes, deadlines and operators. */
  readonly runner: Runner;
  readonly readiness: Readiness;
  /**
   * Readiness falls, requests are still answered for the configured seconds, connections drain, background parts give their leases back.
   * Resolves when all of it is done; a second call waits for the same end.
   */
  stop(): Promise<void>;
}

/** Starts one service that records facts: its endpoints on the configured port, then its background parts. */
export async function startService(definition: ServiceDefinition, config: ServiceConfig, parts: ServiceParts): Promise<RunningService> {
  const log = parts.log ?? serviceLog(definition.context, config.logLevel);
  const metrics = serviceMetrics(definition.context);
  const ports: RunnerPorts = { ...parts, store: measuredStore(parts.store, metrics) };
  const core = new SliceRunner(definition.slices, ports);
  const runner = traced(measured(core, metrics), log);
  const background = parts.background?.({ runner, log, metrics }) ?? [];
  const readiness = new Readiness(definition.context, background);
  const identification = new Identification(parts.tokens ?? tokenCheck(config.token), parts.directory);
  const views = new ItemViews(definition.slices, core.items, ports);
  const module = ServiceModule.of({ definition, runner, views, identification, metrics, readiness });
  const adapter = httpAdapter({ bodyBytes: config.bodyBytes, arrivalMs: config.arrivalSeconds * 1000 }, log, metrics);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false, abortOnError: false, bodyParser: false });
  app.useGlobalFilters(new ProblemFilter(log));
  await app.init();
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  for (const part of background) await part.start();
  log.info({ port }, 'service started');

  const end = async () => {
    readiness.fall();
    log.info({ seconds: config.drainSeconds }, 'service stopping');
    await sleep(config.drainSeconds * 1000);
    await app.close();
    for (const part of [...background].reverse()) await part.stop();
    log.info('service stopped');
  };
  let ending: Promise<void> | undefined;
  return { url: `http://${config.host}:${port}`, runner, readiness, stop: () => (ending ??= end()) };
}
