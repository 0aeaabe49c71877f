import { Controller, Get, Inject, Param, Post, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { IDENTIFICATION, problem, ProblemError, type Identification } from '@yimen/service-shell';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OPERATIONS } from '../service/tokens.js';
import { parsed } from '../views/reading.js';
import { streamMessages, type StreamMessage } from './event-stream.js';
import type { Job, JobNews } from './job.js';
import type { Operations, RebuildWishes } from './operations.js';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);
const reason = z.string().trim().min(2).max(500);

/** Bodies of the operators' endpoints, by path below `/api/projections`. */
export const operatorBodies = {
  rebuild: z
    .object({
      name,
      /** Approves the rows that a new version changes on purpose. */
      approve: z.object({ reason }).strict().optional(),
      /** Switches without comparing, where the live model is known to be wrong. */
      replace: z.object({ reason }).strict().optional(),
    })
    .strict(),
  verify: z.object({ name }).strict(),
  rollback: z.object({ name }).strict(),
  rehearse: z.object({ name }).strict(),
  accept: z.object({ reason }).strict(),
} as const;

export const parkedQuery = z.object({ name: name.optional() }).strict();
const parkedId = z.string().regex(/^[1-9]\d{0,17}$/);

/** For operators of the installation only. */
@Controller('api/projections')
export class OperatorsController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(OPERATIONS) private readonly operations: Operations,
    @Inject(IDENTIFICATION) private readonly who: Identification,
  ) {}

  /** A service that stops ends the streams of its jobs. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    await answer(reply, 200, { rows: await this.operations.list() });
  }

  @Post('rebuild')
  async rebuild(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const by = await this.operator(request);
    const body = parsed(operatorBodies.rebuild, request.body, '/') as z.output<typeof operatorBodies.rebuild>;
    const wishes: RebuildWishes = {
      ...(body.approve && { approve: { by, ...body.approve } }),
      ...(body.replace && { replace: { by, ...body.replace } }),
    };
    await begun(reply, this.operations.start('rebuild', body.name, by, wishes));
  }

  @Post('verify')
  async verify(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const by = await this.operator(request);
    const body = parsed(operatorBodies.verify, request.body, '/') as z.output<typeof operatorBodies.verify>;
    await begun(reply, this.operations.start('verify', body.name, by));
  }

  @Post('rollback')
  async rollback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const by = await this.operator(request);
    const body = parsed(operatorBodies.rollback, request.body, '/') as z.output<typeof operatorBodies.rollback>;
    await begun(reply, await this.operations.rollBack(body.name, by));
  }

  @Post('rehearse')
  async rehearse(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const by = await this.operator(request);
    const body = parsed(operatorBodies.rehearse, request.body, '/') as z.output<typeof operatorBodies.rehearse>;
    await begun(reply, this.operations.start('rehearse', body.name, by));
  }

  @Get('jobs/:id')
  async job(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    await answer(reply, 200, this.operations.job(id));
  }

  /** Server-sent events: `progress` while it runs, then `result` with the whole job, and the stream ends. */
  @Get('jobs/:id/changes')
  async changes(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    this.operations.job(id);
    await streamMessages(request, reply, this.stopping.signal, (signal) => this.messages(request, id, signal));
  }

  @Get('parked')
  async parked(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    const { name: wanted } = parsed(parkedQuery, request.query, 'query:') as z.output<typeof parkedQuery>;
    await answer(reply, 200, { rows: await this.operations.parked(wanted) });
  }

  @Post('parked/:id/redrive')
  async redrive(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    await answer(reply, 200, await this.operations.redrive(known(id)));
  }

  @Post('parked/:id/accept')
  async accept(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const by = await this.operator(request);
    const body = parsed(operatorBodies.accept, request.body, '/') as z.output<typeof operatorBodies.accept>;
    await answer(reply, 200, await this.operations.accept(known(id), body.reason, by));
  }

  /** The caller's role is looked at again with every sign of life: one that has ended ends the stream. */
  private async *messages(request: FastifyRequest, id: string, signal: AbortSignal): AsyncGenerator<StreamMessage> {
    for await (const news of this.operations.news(id, signal)) {
      if (news === 'alive' && !(await this.isOperator(request))) return;
      yield messageOf(news);
    }
  }

  private isOperator(request: FastifyRequest): Promise<boolean> {
    return this.operator(request).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ProblemError) return false;
        throw error;
      },
    );
  }

  /** The account of an operator. Throws ProblemError 401, 403. */
  private async operator(request: FastifyRequest): Promise<string> {
    const actor = await this.who.actor(request.headers.authorization);
    if (!actor.grants.some(({ role }) => role === 'operator')) throw new ProblemError(problem('forbidden'));
    return actor.id;
  }
}

function known(id: string): string {
  if (!parkedId.safeParse(id).success) throw new ProblemError(problem('item-not-found'));
  return id;
}

function messageOf(news: JobNews): StreamMessage {
  if (news === 'alive') return news;
  return 'progress' in news ? { event: 'progress', data: json(news.progress) } : { event: 'result', data: json(news.result) };
}

async function begun(reply: FastifyReply, job: Job): Promise<void> {
  await answer(reply.header('Location', `/api/projections/jobs/${job.id}`), 202, job);
}

async function answer(reply: FastifyReply, status: number, body: unknown): Promise<void> {
  await reply.code(status).header('Cache-Control', 'no-store').type('application/json; charset=utf-8').send(json(body));
}

/** Sequences and places as decimal text. */
function json(body: unknown): string {
  return JSON.stringify(body, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
