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

/** HMAC of a text under a key of the installation. */
export type Mark = (text: string) => string;

/**
 * A cursor stands for its filters too: under others it would skip and repeat rows. They may be personal (an identity number), and there are few
 * enough of those to try them all: so the mark is one that only the installation can make.
 */
function marked(filters: unknown, mark: Mark): string {
  return mark(`cursor ${JSON.stringify(Object.entries(filters as object).sort(([a], [b]) => (a < b ? -1 : 1)))}`).slice(0, 16);
}

export function encodeCursor({ sort, filters, after }: Cursor, mark: Mark): string {
  return Buffer.from(JSON.stringify([sort, marked(filters, mark), after]), 'utf8').toString('base64url');
}

/** Where to go on, or undefined for text that is no cursor of this order and these filters. */
export function decodeCursor(
  text: string,
  keys: readonly OrderKey[],
  { sort, filters }: Omit<Cursor, 'after'>,
  mark: Mark,
): readonly string[] | undefined {
  if (text.length > 4000 || !/^[\w-]+$/.test(text)) return undefined;
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = parts.safeParse(given);
  if (!parsed.success) return undefined;
  const [order, ofFilters, after] = parsed.data;
  const fits = after.length === keys.length && keys.every(({ type }, at) => shapes[type].safeParse(after[at]).success);
  return order === sort && ofFilters === marked(filters, mark) && fits ? after : undefined;
}
