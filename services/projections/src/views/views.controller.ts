import { Controller, Get, Inject, Post, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { IDENTIFICATION, READ_AFTER, oneHeader, problem, ProblemError, type Identification } from '@yimen/service-shell';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Listening, Message } from './changes.js';
import { parsed, type Reading } from './reading.js';
import type { View } from './view.js';
import type { Viewer } from './viewer.js';
import { z } from 'zod';
import { LISTENING, READING, VIEWS } from '../service/tokens.js';

type Request = FastifyRequest<{ Params: { readonly view: string } }>;

/** `GET /api/views/{view}` lists, `POST` searches by personal values, `GET …/changes` tells which rows change. */
@Controller('api/views')
export class ViewsController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(VIEWS) private readonly views: ReadonlyMap<string, View>,
    @Inject(READING) private readonly reading: Reading,
    @Inject(LISTENING) private readonly listening: Listening,
    @Inject(IDENTIFICATION) private readonly who: Identification,
  ) {}

  /** Streams have no end of their own: a service that stops ends them, or it would wait for them for ever. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  @Get(':view')
  async list(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const view = this.named(request);
    await this.answer(view, request, reply, undefined);
  }

  @Post(':view')
  async search(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const view = this.named(request);
    if (!view.personal) throw new ProblemError(problem('method-not-allowed'));
    await this.answer(view, request, reply, request.body ?? {});
  }

  @Get(':view/changes')
  async changes(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const view = this.named(request);
    if (view.silent) throw new ProblemError(problem('not-found'));
    const watched = parsed(view.watch?.filters ?? z.object({}).strict(), request.query, 'query:');
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort());
    const messages = this.listening.messages({
      view,
      watched,
      viewer: async () => {
        const viewer = await this.viewer(view, request);
        view.scope(viewer);
        return viewer;
      },
      lastEventId: oneHeader(request.headers, 'last-event-id'),
      signal: AbortSignal.any([closed.signal, this.stopping.signal]),
    });
    // Whatever refuses the listener is answered as a problem, so the first message comes before the headers.
    const first = await messages.next();
    void reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      // A connection that stayed open after the stream would keep a stopping service waiting.
      Connection: 'close',
      ...traceOf(reply),
    });
    if (request.method === 'HEAD') {
      // The headers are the whole answer: nothing is written that would send them, and nobody reads what follows.
      await messages.return(undefined);
      stream.end();
      return;
    }
    stream.write('retry: 2000\n\n');
    try {
      if (!first.done) stream.write(frame(first.value, view));
      for await (const message of messages) {
        if (!stream.write(frame(message, view))) await drained(stream, closed.signal);
      }
    } catch (error) {
      // A token or role that has ended closes the stream; the client comes back and is told why.
      if (!(error instanceof ProblemError)) throw error;
    } finally {
      await messages.return(undefined);
      stream.end();
    }
  }

  private async answer(view: View, request: Request, reply: FastifyReply, body: unknown): Promise<void> {
    const viewer = await this.viewer(view, request);
    const page = await this.reading.page(view, viewer, request.query, body, oneHeader(request.headers, READ_AFTER.toLowerCase()));
    void reply.code(200).header('Cache-Control', 'no-store').send(page);
    await reply;
  }

  private named(request: Request): View {
    const view = this.views.get(request.params.view);
    if (!view) throw new ProblemError(problem('not-found'));
    return view;
  }

  private async viewer(view: View, request: Request): Promise<Viewer> {
    return this.reading.viewer(view.public ? undefined : await this.who.actor(request.headers.authorization));
  }
}

function frame(message: Message, view: View): string {
  if (message === 'alive') return ': alive\n\n';
  const data = JSON.stringify(message.kind === 'change' ? { view: view.name, ids: message.ids } : { view: view.name });
  return `id: ${message.id}\nevent: ${message.kind}\ndata: ${data}\n\n`;
}

function traceOf(reply: FastifyReply): Record<string, string> {
  const trace = reply.getHeader('traceparent');
  return typeof trace === 'string' ? { traceparent: trace } : {};
}

/** Until a slow reader has taken what was written, or is gone. */
async function drained(stream: NodeJS.WritableStream, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return;
  await new Promise<void>((resolve) => {
    stream.once('drain', resolve);
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
}
