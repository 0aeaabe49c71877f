import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { IDENTIFICATION, problem, ProblemError, type Identification } from '@yimen/service-shell';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OPERATIONS } from '../service/tokens.js';
import { parsed } from '../views/reading.js';
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
  accept: z.object({ reason }).strict(),
} as const;

export const parkedQuery = z.object({ name: name.optional() }).strict();
const parkedId = z.string().regex(/^[1-9]\d{0,17}$/);

/** For operators of the installation only. */
@Controller('api/projections')
export class OperatorsController {
  constructor(
    @Inject(OPERATIONS) private readonly operations: Operations,
    @Inject(IDENTIFICATION) private readonly who: Identification,
  ) {}

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
    const job = this.operations.start('rebuild', body.name, by, wishes);
    await answer(reply.header('Location', `/api/projections/jobs/${job.id}`), 202, job);
  }

  @Post('verify')
  async verify(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const by = await this.operator(request);
    const body = parsed(operatorBodies.verify, request.body, '/') as z.output<typeof operatorBodies.verify>;
    const job = this.operations.start('verify', body.name, by);
    await answer(reply.header('Location', `/api/projections/jobs/${job.id}`), 202, job);
  }

  @Get('jobs/:id')
  async job(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.operator(request);
    await answer(reply, 200, this.operations.job(id));
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

/** Sequences and places as decimal text. */
async function answer(reply: FastifyReply, status: number, body: unknown): Promise<void> {
  const text = JSON.stringify(body, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  await reply.code(status).header('Cache-Control', 'no-store').type('application/json; charset=utf-8').send(text);
}
