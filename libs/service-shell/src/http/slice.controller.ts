import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identification } from '../auth/actor.js';
import type { ServiceDefinition } from '../definition.js';
import { currentTrace } from '../observe/trace.js';
import { problem, ProblemError } from '../problems/problems.js';
import { READ_AFTER } from '../read-after/read-after.js';
import type { MoveMade } from '../runner/port.js';
import { idempotencyKey, ifMatch } from './request/headers.js';
import { MakeMove, ReadItem } from './request/make-move.js';
import { takeOverride } from './request/override.js';
import { moveRoutes, type MoveRoute } from './routes.js';
import { DEFINITION, IDENTIFICATION } from './tokens.js';

interface Where {
  readonly context: string;
  readonly collection: string;
  readonly id?: string;
  readonly move?: string;
}
type Request = FastifyRequest<{ Params: Where }>;

/** The endpoints of every slice: which exist is decided by the slices' own tables (`moveRoutes`). */
@Controller('api/:context/:collection')
export class SliceController {
  private readonly routes: ReadonlyMap<string, MoveRoute>;

  constructor(
    @Inject(DEFINITION) private readonly definition: ServiceDefinition,
    @Inject(IDENTIFICATION) private readonly who: Identification,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {
    this.routes = new Map(definition.slices.flatMap(moveRoutes).map((route) => [route.path, route]));
  }

  @Post()
  start(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    return this.make(request, reply, `/${request.params.collection}`);
  }

  @Post(':move')
  startBy(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    return this.make(request, reply, `/${request.params.collection}/${request.params.move}`);
  }

  @Post(':id/:move')
  move(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    return this.make(request, reply, `/${request.params.collection}/{id}/${request.params.move}`);
  }

  @Get(':id')
  async read(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const { context, collection, id } = request.params;
    const slice = this.definition.slices.find((one) => one.collection === collection);
    if (context !== this.definition.context || !slice || id === undefined) throw new ProblemError(problem('not-found'));
    const viewer = await this.who.actor(request.headers.authorization);
    const answer = await this.queries.execute(new ReadItem(slice.name, id, viewer));
    if (answer.kind === 'refused') throw new ProblemError(answer.problem);
    const { readAfter, ...view } = answer.view;
    void reply.header('ETag', `"${view.revision}"`).header(READ_AFTER, readAfter).header('Cache-Control', 'no-store').send(view);
    await reply;
  }

  private async make(request: Request, reply: FastifyReply, path: string): Promise<void> {
    const { context, collection, id } = request.params;
    const route = this.routes.get(path);
    if (context !== this.definition.context || !route) throw new ProblemError(problem('not-found'));
    const actor = await this.who.actor(request.headers.authorization);
    const key = idempotencyKey(request.headers);
    const expected = ifMatch(request.headers);
    const { input, override } = await takeOverride(request.body, request.headers, this.who);
    const at = route.starts ? path : `/${collection}/${id}/${request.params.move}`;
    const trace = currentTrace();
    const answer = await this.commands.execute(
      new MakeMove({
        slice: route.slice.name,
        id: route.starts ? null : (id ?? null),
        move: route.name,
        input,
        actor,
        request: { client: actor.id, method: 'POST', path: `/api/${context}${at}`, key },
        ...(expected !== undefined && { expected }),
        ...(override && { override }),
        ...(trace && { trace: trace.traceparent }),
      }),
    );
    if (answer.kind === 'refused') throw new ProblemError(answer.problem);
    const location = `/api/${context}/${collection}/${encodeURIComponent(answer.id)}`;
    void reply
      .code(answer.status)
      .header('ETag', `"${answer.revision}"`)
      .header(READ_AFTER, answer.readAfter)
      .headers(answer.status === 201 ? { Location: location } : {})
      .send(moveBody(answer));
    await reply;
  }
}

/** The answer of a write as it is sent; `repeated` tells that nothing new was recorded. */
function moveBody({ id, slice, revision, state, events, warnings, readAfter, repeated }: MoveMade) {
  return { id, slice, revision: String(revision), status: state, events, warnings, readAfter, repeated };
}
