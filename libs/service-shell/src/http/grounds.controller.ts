import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Identification } from '../auth/actor.js';
import type { ServiceDefinition } from '../definition.js';
import { awayProblem } from '../problems/away.js';
import { problem, ProblemError } from '../problems/problems.js';
import { groundsOf } from '../runner/grounds.js';
import { parseInput } from '../runner/input/input.js';
import type { RunnerPorts } from '../runner/port.js';
import { DEFINITION, IDENTIFICATION, PORTS } from './tokens.js';

/** An event by its id, or by its stream and its revision in it. */
export const groundsQuery = z.union([
  z.object({ event: z.uuid() }).strict(),
  z.object({ stream: z.string().min(3).max(300), revision: z.string().regex(/^[1-9]\d{0,17}$/) }).strict(),
]);

/** Why an event of this service stands. For operators of the installation only. */
@Controller('api/:context/grounds')
export class GroundsController {
  constructor(
    @Inject(DEFINITION) private readonly definition: ServiceDefinition,
    @Inject(IDENTIFICATION) private readonly who: Identification,
    @Inject(PORTS) private readonly ports: Pick<RunnerPorts, 'store' | 'policy'>,
  ) {}

  @Get()
  async read(
    @Param('context') context: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (context !== this.definition.context) throw new ProblemError(problem('not-found'));
    const actor = await this.who.actor(request.headers.authorization);
    if (!actor.grants.some(({ role }) => role === 'operator')) throw new ProblemError(problem('forbidden'));
    const asked = parseInput(groundsQuery, query);
    if (!asked.ok) throw new ProblemError(problem('invalid-input', { errors: asked.errors }));
    const stored = await this.find(asked.value);
    if (!stored) throw new ProblemError(problem('item-not-found'));
    await reply.header('Cache-Control', 'no-store').send(groundsOf(stored, this.ports.policy));
  }

  private async find(asked: z.output<typeof groundsQuery>) {
    try {
      if ('event' in asked) return await this.ports.store.find(asked.event);
      return (await this.ports.store.readStream(asked.stream, { after: BigInt(asked.revision) - 1n, max: 1 }))[0];
    } catch (error) {
      const away = awayProblem(error);
      throw away ? new ProblemError(away) : error;
    }
  }
}
