import type { Part, SeenParts } from './parts.js';

const SEALED = /^yv1\.A256GCM\.[0-9a-f-]{36}\.[\w-]+$/;

type Open = (sealed: readonly string[]) => Promise<readonly (string | undefined)[]>;

/** Parts with viewers of their own: which of them this one sees, and how their sealed values are opened, whatever holds for the rest. */
export interface OwnViewers {
  readonly seen: SeenParts;
  readonly open: Open;
}

/**
 * Values as JSON for a viewer: bigint as decimal string, a sealed value as its clear text where `open` is given,
 * `{ sealed: true }` where the viewer may not, `{ forgotten: true }` where its key is destroyed. A part that is not for him is left out
 * (undefined where it is one of the values), and so is a field that the slice withholds from everybody.
 */
export async function shown(values: readonly unknown[], open: Open | undefined, parts?: OwnViewers): Promise<unknown[]> {
  const sealed = new Set<string>();
  const collect: OnSealed = (value, own) => {
    if (own || open) sealed.add(value);
    return value;
  };
  for (const value of values) walk(value, collect, parts?.seen, false);
  const list = [...sealed];
  const clear = new Map<string, unknown>();
  const opener = open ?? parts?.open;
  if (opener && list.length > 0) {
    const opened = await opener(list);
    for (const [at, one] of list.entries()) clear.set(one, opened[at] ?? { forgotten: true });
  }
  const show: OnSealed = (value, own) => (own || open ? clear.get(value) : undefined) ?? { sealed: true };
  return values.map((value) => walk(value, show, parts?.seen, false));
}

/** `own`: it stands in a part whose viewer this is. */
type OnSealed = (sealed: string, own: boolean) => unknown;

function walk(value: unknown, onSealed: OnSealed, seen: SeenParts | undefined, own: boolean): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return SEALED.test(value) ? onSealed(value, own) : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => walk(item, onSealed, seen, own));
    return seen ? items.filter((item) => item !== undefined) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const part = seen?.(value as Part);
  if (part === false) return undefined;
  const fields = Object.entries(value).filter(([key]) => !seen?.withheld.has(key));
  return Object.fromEntries(fields.map(([key, item]) => [key, walk(item, onSealed, seen, own || part === true)]));
}
