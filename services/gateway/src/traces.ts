import { oneHeader, type Spans, type Step } from '@yimen/service-shell';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Begins the trace of every request that does not bring one, and hands it on: the services take it from the header. */
export function traceRequests(server: FastifyInstance, spans: Spans): void {
  const steps = new WeakMap<FastifyRequest, Step>();
  server.addHook('onRequest', (request, _reply, done) => {
    const step = spans.begin(`${request.method} ${routeOf(request)}`, 'server', oneHeader(request.headers, 'traceparent'));
    steps.set(request, step);
    request.headers['traceparent'] = step.trace.traceparent;
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    steps.get(request)?.end({ failed: reply.statusCode >= 500, attributes: { 'http.response.status_code': reply.statusCode } });
    done();
  });
}

/** The route without ids: the first two parts say enough, and hold no data of persons. */
function routeOf(request: FastifyRequest): string {
  return request.url.split(/[?#]/, 1)[0]?.split('/').slice(0, 3).join('/') ?? '';
}
