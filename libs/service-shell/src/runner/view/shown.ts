const SEALED = /^yv1\.A256GCM\.[0-9a-f-]{36}\.[\w-]+$/;

/**
 * Values as JSON for a viewer: bigint as decimal string, a sealed value as its clear text where `open` is given,
 * `{ sealed: true }` where the viewer may not, `{ forgotten: true }` where its key is destroyed.
 */
export async function shown(
  values: readonly unknown[],
  open: ((sealed: readonly string[]) => Promise<readonly (string | undefined)[]>) | undefined,
): Promise<unknown[]> {
  const sealed = new Set<string>();
  walk(values, (value) => (sealed.add(value), value));
  const list = [...sealed];
  const clear = new Map<string, unknown>();
  if (open && list.length > 0) {
    const opened = await open(list);
    for (const [at, one] of list.entries()) clear.set(one, opened[at] ?? { forgotten: true });
  }
  return walk(values, (value) => clear.get(value) ?? { sealed: true }) as unknown[];
}

function walk(value: unknown, onSealed: (sealed: string) => unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return SEALED.test(value) ? onSealed(value) : value;
  if (Array.isArray(value)) return value.map((item) => walk(item, onSealed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, onSealed)]));
}
