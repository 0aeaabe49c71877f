import { fileTypes } from '@yimen/attachments';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { Logger } from '../observe/log.js';
import type { DoorMetrics } from '../observe/metrics.js';
import { noSpans, type Spans, type Step } from '../observe/spans.js';
import { inTrace } from '../observe/trace.js';
import { problem, ProblemError, type ProblemCode } from '../problems/problems.js';
import { parseBody } from './request/body.js';
import { problemOf, sendProblem } from './problem.filter.js';

export interface HttpLimits {
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** Milliseconds until a request must have arrived. */
  readonly arrivalMs: number;
}

/** Characters of one path segment; the longest ids are named by callers (a hall, a day, a window class). */
const MAX_SEGMENT = 300;

/** Fastify as every service uses it: strict JSON only, limits, and a problem for whatever does not even reach a route. */
export function httpAdapter(limits: HttpLimits, log: Logger, metrics: DoorMetrics, spans: Spans = noSpans): FastifyAdapter {
  const adapter = new StrictFastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.arrivalMs,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_SEGMENT },
    frameworkErrors: (error: unknown, _request: unknown, reply: unknown) => {
      sendProblem(reply as FastifyReply, problemOf(error, log));
    },
    clientErrorHandler: (error, socket) => {
      answerBrokenRequest(error, socket);
    },
  });
  const instance = adapter.getInstance();
  adapter.watchRoutes();
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseBody(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  // Files go through their own door only, which reads them: anywhere else JSON is what is sent.
  instance.addContentTypeParser(Object.keys(fileTypes), (request, body, done) => {
    if (/^\/api\/[^/]+\/files(\?|$)/.test(request.url)) done(null, body);
    else done(new ProblemError(problem('unsupported-media-type')), undefined);
  });
  const steps = new WeakMap<FastifyRequest, Step>();
  instance.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    const step = spans.begin(`${request.method} ${routeOf(request)}`, 'server', headerText(request.headers['traceparent']));
    steps.set(request, step);
    void reply.header('traceparent', step.trace.traceparent);
    inTrace(step.trace, done);
  });
  instance.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = routeOf(request);
    steps.get(request)?.end({ failed: reply.statusCode >= 500, attributes: { 'http.response.status_code': reply.statusCode } });
    const status = String(reply.statusCode);
    metrics.requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    // That a service is not ready yet is its answer, not a fault of it.
    if (reply.statusCode >= 500 && route !== '/health/ready') log.warn({ method: request.method, route, status }, 'answered');
    done();
  });
  return adapter;
}

/** Fastify whose answer to an unknown route is ours: 405 where the address has other methods, else 404. */
class StrictFastify extends FastifyAdapter {
  private readonly known: { readonly method: string; readonly path: RegExp }[] = [];

  /** To be called before any route is there. */
  watchRoutes(): void {
    this.getInstance().addHook('onRoute', ({ method, url }) => {
      const path = new RegExp(`^${url.replaceAll(/:[A-Za-z]+/g, '[^/]+')}/?$`);
      for (const one of [method].flat()) this.known.push({ method: one, path });
    });
  }

  override setNotFoundHandler(_handler: Parameters<FastifyAdapter['setNotFoundHandler']>[0]) {
    const { known } = this;
    const instance = this.getInstance();
    return instance.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
      const path = request.url.split('?', 1)[0] ?? '';
      const methods = new Set(known.filter((one) => one.path.test(path)).map((one) => one.method));
      if (methods.size > 0) void reply.header('Allow', [...methods].join(', '));
      sendProblem(reply, problem(methods.size > 0 ? 'method-not-allowed' : 'not-found'));
    });
  }
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}

function headerText(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What Node tells of a request that it could not read; `rawPacket`: a Buffer with the bytes at hand when it gave up. */
interface BrokenRequest {
  readonly code?: string;
  readonly rawPacket?: unknown;
}

/** Answers a request that Node's parser gave up on (`code` says why) with a problem: there is no reply object, only the connection, which ends. */
export function answerBrokenRequest({ code, rawPacket }: BrokenRequest, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const kind: ProblemCode =
    code === 'HPE_HEADER_OVERFLOW' ? 'header-too-large' : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-timeout' : 'malformed';
  const found = problem(kind);
  const body = JSON.stringify(found);
  const head = [
    `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  // The answer to a HEAD has no body, whatever its length says: bytes after it would be taken for another answer.
  const bodiless = Buffer.isBuffer(rawPacket) && rawPacket.subarray(0, 5).toString('latin1') === 'HEAD ';
  socket.end(`${head.join('\r\n')}\r\n\r\n${bodiless ? '' : body}`);
}
