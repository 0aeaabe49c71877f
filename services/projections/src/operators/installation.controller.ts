import { Controller, Get, Inject, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { contexts } from '@yimen/contracts';
import { IDENTIFICATION, problem, ProblemError, type Identification } from '@yimen/service-shell';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { INSTALLATION } from '../service/tokens.js';
import { parsed } from '../views/reading.js';
import { streamMessages, type StreamMessage } from './event-stream.js';
import type { InstallationView } from './installation.js';

export const eventsQuery = z
  .object({
    context: z.enum(contexts),
    /** How many of the latest events to begin with. */
    last: z.coerce.number().int().min(0).max(1000).default(10),
  })
  .strict();

/** What operators see of the installation: the business date of every service, and events as they are published. */
@Controller('api/projections')
export class InstallationController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(INSTALLATION) private readonly installation: InstallationView,
    @Inject(IDENTIFICATION) private readonly who: Identification,
  ) {}

  /** A service that stops ends its streams, or it would wait for them. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  @Get('clock')
  async clock(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    await reply.header('Cache-Control', 'no-store').send({ services: await this.installation.clocks() });
  }

  /** Server-sent events: envelope only, since an operator's work needs no business data (domain rules 8.3). */
  @Get('events')
  async events(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    const { context, last } = parsed(eventsQuery, request.query, 'query:') as z.output<typeof eventsQuery>;
    await streamMessages(request, reply, this.stopping.signal, (signal) => this.messages(context, last, signal));
  }

  private async *messages(context: string, last: number, signal: AbortSignal): AsyncGenerator<StreamMessage> {
    yield 'alive';
    for await (const envelope of this.installation.envelopes(context, last, signal))
      yield { id: envelope.sequence, data: JSON.stringify(envelope) };
  }

  /** Throws ProblemError 401, 403. */
  private async operator(request: FastifyRequest): Promise<void> {
    const actor = await this.who.actor(request.headers.authorization);
    if (!actor.grants.some(({ role }) => role === 'operator')) throw new ProblemError(problem('forbidden'));
  }
}
