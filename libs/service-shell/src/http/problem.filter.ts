import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from '../observe/log.js';
import { currentTrace } from '../observe/trace.js';
import type { Problem } from '../problems/problem.js';
import { awayProblem } from '../problems/away.js';
import { problem, ProblemError, type ProblemCode } from '../problems/problems.js';

/** Every error becomes one problem of RFC 9457, here. Only programming errors become 500, with the trace id and nothing else. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), problemOf(error, this.log));
  }
}

export function sendProblem(reply: FastifyReply, found: Problem): void {
  if (reply.sent) return;
  const trace = currentTrace();
  const body: Problem = trace ? { ...found, trace: trace.id } : found;
  if (found.retryAfter !== undefined) void reply.header('Retry-After', String(found.retryAfter));
  if (found.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  void reply.code(found.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** What Node, Fastify and Nest say, in our codes. */
const statusCodes: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  431: 'header-too-large',
  503: 'stopping',
};

export function problemOf(error: unknown, log: Logger): Problem {
  if (error instanceof ProblemError) return error.problem;
  const away = awayProblem(error);
  if (away) return away;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  const code = status === undefined ? undefined : statusCodes[status];
  if (code) return problem(code, code === 'stopping' ? { retryAfter: 1 } : {});
  if (status !== undefined && status >= 400 && status < 500) return problem('malformed');
  log.error({ error }, 'request failed');
  return problem('internal');
}

/** Status that Fastify gives to an error of a request (`FST_ERR_…`). */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}
