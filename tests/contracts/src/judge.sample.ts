import { isRuleId } from '@yimen/policy';
import type { Answered, Sent } from './door.sample.js';

/** Refusals of 422 that are no rule of policy: they are about the request itself. */
const ofTheRequest = new Set(['idempotency-key-reused', 'idempotency-key-expired']);

/** Statuses that any address may answer, whatever its operation promises. */
const anywhere = new Set([400, 401, 403, 404, 405, 408, 413, 414, 415, 431, 503]);

/** What is wrong with an answer, as sentences. `promised` are the statuses of the operation in the document. */
export function judge(sent: Pick<Sent, 'method'>, answer: Answered, promised: readonly number[]): string[] {
  const { status, headers, body } = answer;
  if (status < 300) return status >= 200 ? [] : [`answered ${status}`];
  const found: string[] = [];
  if (status < 400) return [`answered ${status}, which is neither done nor refused`];
  if (status >= 500 && status !== 503) found.push(`answered ${status}`);
  else if (!anywhere.has(status) && !promised.includes(status)) found.push(`answered ${status}, which the document does not promise`);
  if (status === 503 && !/^\d+$/.test(String(headers['retry-after']))) found.push('503 without Retry-After');
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    found.push(`content type ${String(headers['content-type'])}`);
  if (sent.method === 'HEAD') return found;
  return [...found, ...problemFaults(status, body)];
}

function problemFaults(status: number, body: string): string[] {
  const problem = parse(body);
  if (!problem) return [`no problem in the body: ${body.slice(0, 200)}`];
  const found: string[] = [];
  if (problem['status'] !== status) found.push(`the problem says ${String(problem['status'])}`);
  if (typeof problem['code'] !== 'string' || !/^[a-z][a-z0-9-]+$/.test(problem['code'])) found.push(`code ${String(problem['code'])}`);
  if (!/\p{Script=Han}/u.test(String(problem['detail']))) found.push(`detail ${String(problem['detail'])} is not Chinese`);
  if (typeof problem['detailEn'] !== 'string' || problem['detailEn'] === '') found.push('no English detail');
  if (status === 422 && !ofTheRequest.has(String(problem['code']))) {
    const { id } = (problem['rule'] ?? {}) as { id?: unknown };
    if (typeof id !== 'string' || !isRuleId(id)) found.push(`the rule ${String(id)} is not one of policy`);
  }
  if (/node_modules|\.js:\d+|\bSELECT\b|postgres(ql)?:\/\//.test(body)) found.push('the body tells about the inside');
  return found;
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The caller says that there is no problem in the body.
    return undefined;
  }
}
