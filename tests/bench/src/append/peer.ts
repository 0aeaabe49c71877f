import type { StoreSide } from './store-side.js';

/** Emmett's store, from the peers' own package. */
export async function peer(url: string): Promise<StoreSide> {
  const module = new URL('../../peers/append.mjs', import.meta.url);
  const { open } = (await import(module.href)) as { open: (url: string) => Promise<StoreSide> };
  return open(url);
}
