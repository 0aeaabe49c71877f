import type { FastifyReply, FastifyRequest } from 'fastify';

/** One message of a stream: an event with its data as JSON, or a sign of life. */
export type StreamMessage = { readonly event?: string; readonly id?: string; readonly data: string } | 'alive';

/**
 * Answers with server-sent events until the messages, the client or `ended` end. What refuses the caller is thrown by the first message, before
 * any header is sent. A HEAD is answered with the headers alone. The connection ends with the stream: one that stayed open would keep a
 * stopping service waiting.
 */
export async function streamMessages(
  request: FastifyRequest,
  reply: FastifyReply,
  ended: AbortSignal,
  messagesUntil: (signal: AbortSignal) => AsyncGenerator<StreamMessage>,
): Promise<void> {
  const closed = new AbortController();
  reply.raw.once('close', () => closed.abort());
  const messages = messagesUntil(AbortSignal.any([closed.signal, ended]));
  const first = request.method === 'HEAD' ? undefined : await messages.next();
  const trace = reply.getHeader('traceparent');
  void reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
    Connection: 'close',
    ...(typeof trace === 'string' && { traceparent: trace }),
  });
  try {
    if (!first) return;
    if (!first.done) stream.write(frame(first.value));
    for await (const message of messages) {
      if (!stream.write(frame(message))) await drained(stream, closed.signal);
    }
  } finally {
    await messages.return(undefined);
    stream.end();
  }
}

function frame(message: StreamMessage): string {
  if (message === 'alive') return ': alive\n\n';
  const { id, event, data } = message;
  return `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`;
}

/** Until a slow reader has taken what was written, or is gone. */
async function drained(stream: NodeJS.WritableStream, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return;
  await new Promise<void>((resolve) => {
    stream.once('drain', resolve);
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
}
