import type { DoorMetrics } from '@yimen/service-shell';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewayConfig } from './config.js';

/** Measures every request by the service behind it, and tells it at `/metrics`. Paths hold what callers wrote: they are no labels. */
export function measureRequests(server: FastifyInstance, { registry, requests }: DoorMetrics, config: GatewayConfig): void {
  server.addHook('onResponse', (request, reply, done) => {
    const status = String(reply.statusCode);
    requests.observe({ method: request.method, route: routeOf(request, config), status }, reply.elapsedTime / 1000);
    done();
  });
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

function routeOf({ routeOptions, url }: FastifyRequest, { upstreams }: GatewayConfig): string {
  if (routeOptions.url !== '/api/*') return routeOptions.url ?? 'unknown';
  const name = /^\/api\/([a-z-]+)(?:[/?]|$)/.exec(url)?.[1] ?? '';
  return name === 'views' || Object.hasOwn(upstreams, name) ? `/api/${name}` : '/api/*';
}
