import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OrderKey } from './view.js';

/** What a cursor says: after which row of which order of which filters the next page begins. */
interface Cursor {
  readonly sort: string;
  readonly filters: unknown;
  readonly after: readonly string[];
}

const parts = z.tuple([z.string().max(40), z.string().length(16), z.array(z.string().max(300)).min(1).max(12)]);

const shapes: Readonly<Record<OrderKey['type'], z.ZodType>> = {
  text: z.string().refine((text) => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text)),
  uuid: z.uuid(),
  int: z.string().regex(/^(0|-?[1-9]\d{0,8})$/),
  date: z.iso.date(),
};

/** A cursor stands for its filters too: under others it would skip and repeat rows. */
function mark(filters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(filters as object).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 16);
}

export function encodeCursor({ sort, filters, after }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, mark(filters), after]), 'utf8').toString('base64url');
}

/** Where to go on, or undefined for text that is no cursor of this order and these filters. */
export function decodeCursor(text: string, keys: readonly OrderKey[], sort: string, filters: unknown): readonly string[] | undefined {
  if (text.length > 4000 || !/^[\w-]+$/.test(text)) return undefined;
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = parts.safeParse(given);
  if (!parsed.success) return undefined;
  const [order, marked, after] = parsed.data;
  const fits = after.length === keys.length && keys.every(({ type }, at) => shapes[type].safeParse(after[at]).success);
  return order === sort && marked === mark(filters) && fits ? after : undefined;
}
