import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from './config.js';

/** Liveness, and readiness whose body tells how each service is; its status turns only on the gateway itself (decision 17). */
export function healthRoutes(server: FastifyInstance, config: GatewayConfig, state: { readonly stopping: boolean }): void {
  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const services = Object.fromEntries(
      await Promise.all(Object.entries(config.upstreams).map(async ([name, url]) => [name, await readiness(url)] as const)),
    );
    return reply.code(state.stopping ? 503 : 200).send({ status: state.stopping ? 'stopping' : 'ready', services });
  });
}

async function readiness(url: string): Promise<unknown> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return await answer.json();
  } catch (error) {
    return { status: 'away', reason: error instanceof Error ? error.message : String(error) };
  }
}
