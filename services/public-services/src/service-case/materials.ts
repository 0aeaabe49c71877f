import type { FactValue, Refusal } from '@yimen/kernel';
import { rules } from '../rules.js';
import { refuse } from './refuse.js';
import type { MaterialRef, MissingMaterial, Standing, Submission } from './state.js';

type Listed = Submission['materials'][number];

export const keysOf = (materials: readonly { readonly key: string }[]): FactValue => materials.map(({ key }) => key);

/** Materials in the order of the guide's list, by key. */
export function refs(list: readonly Listed[], keys: readonly string[]): MaterialRef[] {
  return list.filter(({ key }) => keys.includes(key)).map(({ key, name }) => ({ key, name }));
}

/** A material that the guide does not name may neither be asked nor taken (XT23). */
export function notInGuide(list: readonly Listed[], keys: readonly string[]): Refusal | undefined {
  const unknown = keys.find((key) => !list.some((each) => each.key === key));
  return unknown === undefined ? undefined : refuse('material-not-in-guide', rules.materials, { key: unknown });
}

/** What the guide wants and is not there, the same online as at a window (OGS19 4–12); what data sharing gives is never missing (OGS19 7). */
export function missingOf(list: readonly Listed[], provided: readonly string[]): MissingMaterial[] {
  return list.flatMap(({ key, name, required, bySharing }) =>
    required === 'optional' || bySharing || provided.includes(key) ? [] : [{ key, name, required }],
  );
}

/** Keys handed in so far with these added. */
export function withThese(state: Standing, keys: readonly string[]): string[] {
  return [...new Set([...state.provided.map(({ key }) => key), ...keys])];
}
