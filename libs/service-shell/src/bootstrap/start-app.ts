import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { httpAdapter } from '../http/adapter.js';
import { ProblemFilter } from '../http/problem.filter.js';
import type { Logger } from '../observe/log.js';
import { gaugeOf } from '../observe/gauges.js';
import type { DoorMetrics } from '../observe/metrics.js';
import type { Spans } from '../observe/spans.js';
import type { ServiceConfig } from './config.js';
import type { ServicePart } from './part.js';
import type { Readiness } from './readiness.js';

export interface AppOptions {
  readonly module: DynamicModule;
  readonly config: ServiceConfig;
  readonly log: Logger;
  readonly metrics: DoorMetrics;
  readonly spans: Spans;
  readonly readiness: Readiness;
  /** What runs beside the endpoints, in the order of its start. */
  readonly background: readonly ServicePart[];
}

export interface RunningApp {
  readonly url: string;
  /**
   * Readiness falls, requests are still answered for the configured seconds, connections drain, background parts give their leases back.
   * Resolves when all of it is done; a second call waits for the same end.
   */
  stop(): Promise<void>;
}

/** Listens on the configured port with the limits, problems and traces of every service, then starts the background parts. */
export async function startApp({ module, config, log, metrics, spans, readiness, background }: AppOptions): Promise<RunningApp> {
  measureParts(metrics, readiness);
  const adapter = httpAdapter({ bodyBytes: config.bodyBytes, arrivalMs: config.arrivalSeconds * 1000 }, log, metrics, spans);
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
    // A client that keeps a connection without a request on it may not keep the service: what is under way gets the same time again.
    const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), Math.max(config.drainSeconds, 1) * 1000);
    await app.close().finally(() => clearTimeout(cut));
    for (const part of [...background].reverse()) await part.stop();
    await spans.stop();
    log.info('service stopped');
  };
  let ending: Promise<void> | undefined;
  return { url: `http://${config.host}:${port}`, stop: () => (ending ??= end()) };
}

/** The parts as readiness tells them, so that an alert can name the one that is not ready. */
function measureParts({ registry }: DoorMetrics, readiness: Readiness): void {
  gaugeOf(registry, { name: 'yimen_part_ready', help: '1 where a part of the service is ready', labels: ['part'] }, async () =>
    readiness.report().parts.map(({ name, ready }) => [{ part: name }, Number(ready)] as const),
  );
}
