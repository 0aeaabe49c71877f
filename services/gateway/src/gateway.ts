import 'reflect-metadata';
import replyFrom from '@fastify/reply-from';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerBrokenRequest, doorMetrics, openSpans, requireLoopback } from '@yimen/service-shell';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayConfig } from './config.js';
import { docsRoutes } from './docs.js';
import { healthRoutes } from './health.js';
import { developmentProvider } from './identity/development-provider.js';
import { identityRoutes } from './identity/routes.js';
import { measureRequests } from './metrics.js';
import { proxyRoutes } from './proxy.js';
import { malformed, ProblemFilter, sendProblem } from './problems.js';
import { endableStreams } from './streams.js';
import { traceRequests } from './traces.js';

export interface RunningGateway {
  readonly url: string;
  /** Readiness falls, requests are still answered for the grace period, streams of changes end, connections drain, the port closes. */
  stop(): Promise<void>;
}

/** As much as the services read (`YIMEN_BODY_BYTES`). */
const MAX_BODY_BYTES = 262_144;
/** As large as files are by default (`YIMEN_FILE_BYTES`). */
const MAX_FILE_BYTES = 10_485_760;
/** As many as a service takes in at once by default (`YIMEN_UPLOAD_BYTES`). */
const MAX_UPLOAD_BYTES = 41_943_040;
/** Milliseconds in which a request has to arrive: a slow line sends a file in them, and who sends nothing does not hold room for ever. */
const ARRIVAL_MS = 300_000;

@Module({})
class GatewayModule {}

/** Starts the only door from outside. Throws with EADDRINUSE where the port is taken, BadConfiguration for a demo store that would let other machines in. */
export async function startGateway(config: GatewayConfig): Promise<RunningGateway> {
  if (config.development) requireLoopback('demo', config.host);
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: ARRIVAL_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (_error: unknown, _request: unknown, reply: unknown) => void sendProblem(reply as FastifyReply, malformed),
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket),
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule, adapter, { logger: false, bodyParser: false });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  // Bodies pass through byte for byte: what a client sends is judged once, by the service that answers. They are read whole first: a service
  // that answers before it has read all would leave the rest on the client's connection, and the next request behind it.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const state = { stopping: false };
  await server.register(replyFrom as never, { undici: { bodyTimeout: 0, headersTimeout: config.upstreamTimeoutMs } } as never);
  const spans = openSpans('gateway', config.traces);
  traceRequests(server, spans);
  measureRequests(server, doorMetrics('gateway'), config);
  const endStreams = endableStreams(server);
  healthRoutes(server, config, state);
  docsRoutes(server, config);
  if (config.development) identityRoutes(server, await developmentProvider(config.development));
  const { fileBytes = MAX_FILE_BYTES, uploadBytes = MAX_UPLOAD_BYTES } = config;
  proxyRoutes(server, config, { fileBytes, uploadBytes });
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
  await app.listen(config.port, config.host);
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    stop: async () => {
      state.stopping = true;
      await sleep(config.graceMs);
      endStreams();
      await app.close();
      await spans.stop();
    },
  };
}
