import { z } from 'zod';
import type { InputError } from '../../problems/problem.js';

const zh = z.locales.zhCN().localeError;

export type ParsedInput<T> =
  { readonly ok: true; readonly value: T; readonly given: unknown } | { readonly ok: false; readonly errors: readonly InputError[] };

const LONE = /\p{Surrogate}/u;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Most levels of nesting that an input may have; the deepest contract has five. */
const MAX_DEPTH = 20;

/** Names that every object has: looked up among what was recorded, one of them is found though nobody recorded it. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Checks a body against a move's schema. First what no schema may let through: NUL and lone surrogates (PostgreSQL and UTF-8 hold neither),
 * names that every object has, as a key or as a whole text (a text names a budget line, a claim, an item of a plan), nesting without end, and
 * text in the form of a sealed value (it would be opened for a reader of this item).
 */
export function parseInput<S extends z.ZodType>(schema: S, body: unknown): ParsedInput<z.output<S>> {
  const given = body === undefined ? {} : body;
  const unsafe: InputError[] = [];
  findUnsafe(given, '', 0, unsafe);
  if (unsafe.length > 0) return { ok: false, errors: unsafe };
  const parsed = schema.safeParse(given, { error: zh });
  if (parsed.success) return { ok: true, value: parsed.data, given };
  return { ok: false, errors: parsed.error.issues.slice(0, 50).flatMap((issue) => errorsOf(issue)) };
}

function errorsOf(issue: z.core.$ZodIssue): InputError[] {
  const at = pointer(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 20).map((key) => ({ pointer: at + pointer([key]), code: 'unknown-field', detail: '没有这个字段' }));
  return [{ pointer: at, code: issue.code.replaceAll('_', '-'), detail: issue.message }];
}

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).slice(0, 100).replaceAll(LONE_SURROGATE, '\uFFFD').replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function findUnsafe(value: unknown, at: string, depth: number, found: InputError[]): void {
  if (found.length >= 20) return;
  if (typeof value === 'string') {
    const code = unsafeText(value);
    if (code) found.push({ pointer: at, code, detail: details[code] });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    found.push({ pointer: at, code: 'too-deep', detail: details['too-deep'] });
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const where = at + pointer([key]);
    if (INHERITED.has(key) || key === 'prototype') found.push({ pointer: where, code: 'unknown-field', detail: details['unknown-field'] });
    else if (unsafeText(key)) found.push({ pointer: at, code: 'unsafe-text', detail: details['unsafe-text'] });
    findUnsafe(item, where, depth + 1, found);
  }
}

const details = {
  'unsafe-text': '含有不能保存的字符',
  'sealed-text': '不能填写密封值',
  'reserved-name': '不能填写系统保留的名称',
  'too-deep': '嵌套过深',
  'unknown-field': '没有这个字段',
} as const;

function unsafeText(text: string): 'unsafe-text' | 'sealed-text' | 'reserved-name' | undefined {
  if (text.includes('\u0000') || LONE.test(text)) return 'unsafe-text';
  if (INHERITED.has(text.trim())) return 'reserved-name';
  return text.startsWith('yv1.') ? 'sealed-text' : undefined;
}
