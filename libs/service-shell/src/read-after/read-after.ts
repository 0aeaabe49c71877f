import { contexts } from '@yimen/contracts';
import { z } from 'zod';

/** Request header that carries a token, and response header that gives one (decision 22). */
export const READ_AFTER = 'Read-After';

/** A place that a read must have reached: a stream of a service, and its revision. */
export interface ReadAfterPlace {
  readonly context: string;
  readonly stream: string;
  readonly revision: bigint;
}

/** The token is not one that this system gave: 400 malformed, pointer `header:Read-After`. */
export class MalformedReadAfter extends Error {
  readonly pointer = `header:${READ_AFTER}`;
  readonly code = 'malformed-read-after';
  constructor() {
    super('the Read-After token is not one that this system gave');
    this.name = 'MalformedReadAfter';
  }
}

/** Most characters of a token that is read, and most places in it: a page of writes, not a history. */
const MAX_LENGTH = 8192;
const MAX_PLACES = 50;

const places = z
  .array(
    z.tuple([
      z.enum(contexts),
      z
        .string()
        .min(3)
        .max(300)
        .regex(/^[a-z][a-z0-9-]*\/\S+$/),
      z.string().regex(/^[1-9]\d{0,18}$/),
    ]),
  )
  .min(1)
  .max(MAX_PLACES);

/** The token of these places; of a stream named twice, the greater revision counts. Throws RangeError for more than 50 streams. */
export function encodeReadAfter(list: readonly ReadAfterPlace[]): string {
  const latest = merge(list);
  if (latest.length > MAX_PLACES) throw new RangeError(`a read-after token holds at most ${MAX_PLACES} streams, not ${latest.length}`);
  const rows = latest.map(({ context, stream, revision }) => [context, stream, String(revision)]);
  return Buffer.from(JSON.stringify(rows), 'utf8').toString('base64url');
}

/** The places of a token, each stream once. Throws MalformedReadAfter. */
export function decodeReadAfter(token: string): ReadAfterPlace[] {
  if (token.length > MAX_LENGTH || !/^[\w-]+$/.test(token)) throw new MalformedReadAfter();
  const parsed = places.safeParse(parse(Buffer.from(token, 'base64url').toString('utf8')));
  if (!parsed.success) throw new MalformedReadAfter();
  return merge(parsed.data.map(([context, stream, revision]) => ({ context, stream, revision: BigInt(revision) })));
}

/** One token for what several tokens name, so that a front end that made several writes sends one header. */
export function mergeReadAfter(...tokens: readonly string[]): string {
  return encodeReadAfter(tokens.flatMap(decodeReadAfter));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedReadAfter();
  }
}

function merge(list: readonly ReadAfterPlace[]): ReadAfterPlace[] {
  const latest = new Map<string, ReadAfterPlace>();
  for (const place of list) {
    const key = `${place.context} ${place.stream}`;
    const known = latest.get(key);
    if (!known || known.revision < place.revision) latest.set(key, place);
  }
  return [...latest.values()];
}
