import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';

/**
 * Streams of changes have no end of their own: a gateway that stops ends them, or it would wait for their clients for ever.
 * Answers what ends all that are open.
 */
export function endableStreams(server: FastifyInstance): () => void {
  const open = new Set<Readable>();
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (payload instanceof Readable && String(reply.getHeader('content-type')).startsWith('text/event-stream')) {
      open.add(payload);
      payload.once('close', () => open.delete(payload));
    }
    done();
  });
  return () => open.forEach((stream) => stream.destroy());
}
