import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GatewayConfig } from './config.js';
import { malformed, notFound, sendProblem } from './problems.js';

const MAX_BODY_BYTES = 1_048_576;

/** Routes `/api/{service}/…` to the service of that name, and `/api/views/…` and `/api/operations/…` to the projections service. */
export function proxyRoutes(server: FastifyInstance, config: GatewayConfig): void {
  server.all('/api/*', (request, reply) => {
    const upstream = upstreamOf(request.url, config);
    if (!upstream) return sendProblem(reply, notFound);
    const path = pathOf(request.url);
    if (path === undefined) return sendProblem(reply, malformed);
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      return sendProblem(reply, {
        status: 413,
        code: 'too-large',
        detail: '正文超过 1 MiB，请减少内容。',
        detailEn: 'The body is larger than 1 MiB; send less.',
      });
    }
    return forward(reply, upstream + path);
  });
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

/** The query goes along untouched: reply-from takes it from the request. */
function forward(reply: FastifyReply, target: string): FastifyReply {
  return reply.from(target, {
    rewriteRequestHeaders: (_request, headers) => ({ ...headers, host: new URL(target).host }),
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
