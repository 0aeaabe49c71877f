import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileTypes } from '@yimen/attachments';
import { Readable } from 'node:stream';
import type { Identification } from '../auth/actor.js';
import type { ServiceDefinition } from '../definition.js';
import type { Attached } from '../files/attached.js';
import { problem, ProblemError } from '../problems/problems.js';
import type { Uploads } from './request/uploads.js';
import { ATTACHED, DEFINITION, IDENTIFICATION, UPLOADS } from './tokens.js';

type Request = FastifyRequest<{
  Params: { readonly context: string; readonly collection: string; readonly id: string; readonly file: string };
  Querystring: Readonly<Record<string, unknown>>;
}>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Files: read for those who are known here, taken in whole, each under the hash of what is stored, and given out through an item whose events name them. */
@Controller('api/:context')
export class FilesController {
  constructor(
    @Inject(DEFINITION) private readonly definition: ServiceDefinition,
    @Inject(IDENTIFICATION) private readonly who: Identification,
    @Inject(ATTACHED) private readonly attached: Attached,
    @Inject(UPLOADS) private readonly uploads: Uploads,
  ) {}

  @Post('files')
  async take(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    this.here(request);
    const actor = await this.who.actor(request.headers.authorization);
    const person = personOf(request.query);
    const { body, headers } = request;
    if (!(body instanceof Readable)) throw new ProblemError(problem('file-type'));
    const type = (headers['content-type'] ?? '').split(';', 1)[0] ?? '';
    const taken = await this.uploads.whole(body, headers['content-length'], (bytes) =>
      this.attached.take(bytes, type.trim().toLowerCase(), person, actor),
    );
    void reply.code(201).header('Cache-Control', 'no-store').send(taken);
    await reply;
  }

  @Get(':collection/:id/files/:file')
  async give(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    this.here(request);
    const { collection, id, file } = request.params;
    const actor = await this.who.actor(request.headers.authorization);
    const { bytes, type } = await this.attached.give(collection, id, file, actor);
    void reply
      .type(type)
      .header('Content-Disposition', `attachment; filename="${file.slice(0, 12)}.${fileTypes[type]}"`)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cache-Control', 'no-store')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    await reply;
  }

  private here(request: Request): void {
    if (request.params.context !== this.definition.context) throw new ProblemError(problem('not-found'));
  }
}

/** Whose file it is; absent: nobody's, and it is stored as it is. */
function personOf({ person }: Readonly<Record<string, unknown>>): string | null {
  if (person === undefined) return null;
  if (typeof person === 'string' && UUID.test(person)) return person;
  throw new ProblemError(problem('invalid-input', { errors: [{ pointer: '/person', code: 'shape', detail: '应为人员编号（UUID）' }] }));
}
