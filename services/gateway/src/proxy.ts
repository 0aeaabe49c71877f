import { Room } from '@yimen/service-shell';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { GatewayConfig } from './config.js';
import { busy, malformed, notFound, sendProblem } from './problems.js';

/** Bytes of one file, and of all that pass at once. */
export type FileLimits = Required<Pick<GatewayConfig, 'fileBytes' | 'uploadBytes'>>;

/** Routes `/api/{service}/…` to the service of that name, and `/api/views/…` and `/api/operations/…` to the projections service. */
export function proxyRoutes(server: FastifyInstance, config: GatewayConfig, files: FileLimits): void {
  const pass = (request: FastifyRequest, reply: FastifyReply) => {
    const upstream = upstreamOf(request.url, config);
    if (!upstream) return sendProblem(reply, notFound);
    const path = pathOf(request.url);
    if (path === undefined) return sendProblem(reply, malformed);
    return forward(request, reply, upstream + path);
  };
  server.all('/api/*', pass);
  // The door of files takes larger bodies than the others, and no more of them at once than there is room for.
  server.post('/api/:service/files', { bodyLimit: files.fileBytes, onRequest: holdingRoom(files) }, pass);
}

/** Holds room for a file from before it is read until its answer is sent or its sender has gone. */
function holdingRoom({ fileBytes, uploadBytes }: FileLimits): onRequestHookHandler {
  const room = new Room(Math.max(fileBytes, uploadBytes));
  return ({ headers }, reply, done) => {
    const told = Number(headers['content-length'] ?? fileBytes);
    // What is too large is refused unread, where bodies are read.
    if (told > fileBytes) return done();
    const leave = room.take(told);
    if (!leave) return void sendProblem(reply, busy);
    reply.raw.once('close', leave);
    done();
  };
}

function upstreamOf(url: string, config: GatewayConfig): string | undefined {
  const name = /^\/api\/([a-z-]+)(?:[/?]|$)/.exec(url)?.[1];
  if (name === undefined) return undefined;
  return Object.hasOwn(config.upstreams, name) ? config.upstreams[name] : name === 'views' ? config.upstreams['projections'] : undefined;
}

/** The path without its query, or undefined where it cannot be decoded or leaves its service. */
function pathOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? '';
  try {
    return decodeURIComponent(path).split('/').includes('..') ? undefined : path;
  } catch {
    // No UTF-8 behind the percent signs.
    return undefined;
  }
}

/** Headers of the client's own connection, not of the request. */
const hop = new Set(['transfer-encoding', 'expect']);

/** Body and query go along byte for byte; the query is taken from the request by reply-from. */
function forward(request: FastifyRequest, reply: FastifyReply, target: string): FastifyReply {
  const { method, body, headers: own } = request;
  // An empty body is named too: of one that is not, reply-from parses the type and may send its own JSON of it.
  const bytes = Buffer.isBuffer(body) && method !== 'GET' && method !== 'HEAD' ? body : undefined;
  return reply.from(target, {
    ...(bytes && { body: bytes, contentType: 'application/octet-stream' }),
    rewriteRequestHeaders: (_request, headers) => {
      const { 'content-type': _type, ...rest } = Object.fromEntries(Object.entries(headers).filter(([name]) => !hop.has(name)));
      const type = own['content-type'];
      return { ...rest, ...(type !== undefined && { 'content-type': type }), host: new URL(target).host };
    },
    // A service's 503 is an answer: the client decides when to ask again. By default each GET would be repeated ten times.
    retryDelay: () => null,
    onError: (answer) =>
      void sendProblem(answer as unknown as FastifyReply, {
        status: 503,
        code: 'service-away',
        detail: '该服务暂时无法应答，请稍后重试；同一 Idempotency-Key 重发不会重复办理。',
        detailEn: 'The service does not answer at the moment; try again. Repeating with the same Idempotency-Key does nothing twice.',
        retryAfter: 2,
      }),
  }) as FastifyReply;
}
