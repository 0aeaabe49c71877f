import type { InputError } from '../../problems/problem.js';
import { problem, ProblemError } from '../../problems/problems.js';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The `Idempotency-Key` of a write: 1 to 200 visible ASCII characters. Throws ProblemError 400 where it is missing or is none. */
export function idempotencyKey(headers: Headers): string {
  const key = one(headers, 'idempotency-key');
  if (key === undefined)
    throw new ProblemError(
      problem('idempotency-key-missing', {
        detail: {
          zh: '每次提交须带请求头 Idempotency-Key（如一个新的 UUID）；重发同一请求时用同一个键',
          en: 'each write carries the header Idempotency-Key, e.g. a new UUID; a repeat of the request carries the same one',
        },
      }),
    );
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw invalid('header:Idempotency-Key', '须为 1 至 200 个可见 ASCII 字符');
  return key;
}

/** The revision of `If-Match: "3"`, or undefined where there is none or any will do (`*`). Throws ProblemError 400. */
export function ifMatch(headers: Headers): bigint | undefined {
  const value = one(headers, 'if-match');
  if (value === undefined || value === '*') return undefined;
  const revision = /^(?:W\/)?"(0|[1-9]\d{0,18})"$/.exec(value)?.[1];
  if (revision === undefined) throw invalid('header:If-Match', '须为读取时得到的 ETag，如 "3"');
  return BigInt(revision);
}

export function one(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  if (Array.isArray(value)) throw invalid(`header:${name}`, '只能出现一次');
  return value;
}

function invalid(pointer: string, detail: string): ProblemError {
  const errors: InputError[] = [{ pointer, code: 'invalid-header', detail }];
  return new ProblemError(problem('invalid-header', { errors }));
}
