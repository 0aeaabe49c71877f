import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identification } from '../auth/actor.js';
import type { ServiceDefinition } from '../definition.js';
import type { Papers, Refusable } from '../papers/papers.js';
import { problem, ProblemError } from '../problems/problems.js';
import { DEFINITION, IDENTIFICATION, PAPERS } from './tokens.js';

type Request = FastifyRequest<{
  Params: { readonly context: string; readonly collection: string; readonly id: string; readonly paper: string };
  Querystring: Readonly<Record<string, unknown>>;
}>;

/** Numbered papers of items, for those who may read them: listed, and each as PDF. */
@Controller('api/:context/:collection/:id/papers')
export class PapersController {
  constructor(
    @Inject(DEFINITION) private readonly definition: ServiceDefinition,
    @Inject(IDENTIFICATION) private readonly who: Identification,
    @Inject(PAPERS) private readonly papers: Papers,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const { collection, id } = this.here(request);
    const actor = await this.who.actor(request.headers.authorization);
    const papers = done(await this.papers.list(collection, id, actor));
    void reply.header('Cache-Control', 'no-store').send({ papers });
    await reply;
  }

  @Get(':paper')
  async print(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const { collection, id, paper } = this.here(request);
    const actor = await this.who.actor(request.headers.authorization);
    const { bytes, label, revision } = done(await this.papers.print({ collection, id, paper, revision: revisionOf(request.query) }, actor));
    const name = encodeURIComponent(`${label.zh}-${revision}.pdf`);
    void reply
      .type('application/pdf')
      .header('Content-Disposition', `inline; filename="${paper}-${revision}.pdf"; filename*=UTF-8''${name}`)
      .header('Cache-Control', 'no-store')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    await reply;
  }

  private here(request: Request): Request['params'] {
    if (request.params.context !== this.definition.context) throw new ProblemError(problem('not-found'));
    return request.params;
  }
}

/** The event that the paper tells; absent: the latest. */
function revisionOf({ revision }: Readonly<Record<string, unknown>>): bigint | null {
  if (revision === undefined) return null;
  if (typeof revision !== 'string' || !/^[1-9]\d{0,17}$/.test(revision)) {
    const detail = { zh: '修订号应为正整数', en: 'a revision is a positive whole number' };
    throw new ProblemError(problem('invalid-input', { detail, errors: [{ pointer: '/revision', code: 'shape', detail: detail.zh }] }));
  }
  return BigInt(revision);
}

function done<T>(answer: Refusable<T>): T {
  if (answer.kind === 'refused') throw new ProblemError(answer.problem);
  return answer.value;
}
