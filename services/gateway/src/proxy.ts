import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from './config.js';
import { notFound, sendProblem } from './problems.js';

const MAX_BODY_BYTES = 1_048_576;

/** Routes `/api/{service}/…` to the service of that name, and `/api/views/…` and `/api/operations/…` to the projections service. */
export function proxyRoutes(server: FastifyInstance, config: GatewayConfig): void {
  server.all('/api/*', (request, reply) => {
    const upstream = upstreamOf(request.url, config);
    if (!upstream) return sendProblem(reply, notFound);
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      return sendProblem(reply, {
        status: 413,
        code: 'too-large',
        detail: '正文超过 1 MiB，请减少内容。',
        detailEn: 'The body is larger than 1 MiB; send less.',
      });
    }
    return forward(request, reply, upstream);
  });
}

function upstreamOf(url: string, config: GatewayConfig): string | undefined {
  const name = /^\/api\/([a-z-]+)(?:[/?]|$)/.exec(url)?.[1];
  if (name === undefined) return undefined;
  return Object.hasOwn(config.upstreams, name) ? config.upstreams[name] : name === 'views' ? config.upstreams['projections'] : undefined;
}

function forward(request: FastifyRequest, reply: FastifyReply, upstream: string): FastifyReply {
  return reply.from(upstream + request.url, {
    rewriteRequestHeaders: (_request, headers) => ({ ...headers, host: new URL(upstream).host }),
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
