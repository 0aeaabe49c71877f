import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

interface PlainProblem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly retryAfter?: number;
}

/** The gateway's own problems (RFC 9457); those of services pass through untouched. */
export function sendProblem(reply: FastifyReply, problem: PlainProblem): FastifyReply {
  if (problem.retryAfter !== undefined) void reply.header('retry-after', problem.retryAfter);
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: `urn:yimen:problem:${problem.code}`, title: problem.detailEn, ...problem }));
}

export const notFound: PlainProblem = {
  status: 404,
  code: 'no-such-route',
  detail: '没有这个地址，可用地址见 /docs。',
  detailEn: 'There is nothing at this address; /docs lists what there is.',
};

/** Answers what Fastify itself refuses (a malformed URL, too many headers) and what the gateway's own code throws. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status === 404) sendProblem(reply, notFound);
    else if (status === 413) sendProblem(reply, tooLarge);
    else if (status < 500) sendProblem(reply, { ...malformed, status });
    else {
      reply.log.error(error);
      sendProblem(reply, fault);
    }
  }
}

const tooLarge: PlainProblem = {
  status: 413,
  code: 'too-large',
  detail: '正文超过 256 KiB，请减少内容。',
  detailEn: 'The body is larger than 256 KiB; send less.',
};

/** As the services say it. */
export const busy: PlainProblem = {
  status: 503,
  code: 'busy',
  detail: '办理人数较多，请稍后重试',
  detailEn: 'busy, try again',
  retryAfter: 2,
};

/** What no service is bothered with: an address that cannot be decoded, a media type that is none. */
export const malformed: PlainProblem = {
  status: 400,
  code: 'bad-request',
  detail: '请求不合格式，请检查地址、标头和正文。',
  detailEn: 'The request is malformed: check address, headers and body.',
};

const fault: PlainProblem = {
  status: 500,
  code: 'gateway-fault',
  detail: '网关出错，请联系运维人员。',
  detailEn: 'The gateway failed; please tell the operator.',
};
