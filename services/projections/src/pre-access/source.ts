import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import type { Asked } from '../views/view.js';
import type { Hit } from './rows.js';

/** A rule with its words: law is shown as law, everything else as the configuration of the body that adopted it (13.8). */
export const source = basis.extend({
  /** Null where only a quotation of another place's text stands. */
  words: z.object({ text: z.string(), quoted: z.boolean() }).nullable(),
  overridable: z.boolean(),
});
export type Source = z.output<typeof source>;

/** What an answer shows of a rule today; null for none, or for one that this release does not hold. */
export function sourceOf(rule: unknown, describe: Asked['describe']): Source | null {
  const shown = basisOf(rule, describe);
  const found = shown && describe(shown.rule);
  return found ? { ...shown, words: found.words, overridable: found.overridable } : null;
}

/** Rules as they may be shown in the county of a row: its own law is law there, that of the county beside it is not (13.8). */
export const shownIn =
  (county: unknown, describe: Asked['describe']): Asked['describe'] =>
  (rule) =>
    typeof county === 'string' ? describe(rule, county) : describe(rule);

/** A guard that was met, whether it bound where and when it was recorded, and its source. */
export const hitShown = z.object({ guard: z.string(), binding: z.boolean(), source: source.nullable() });

export function hitsShown(hits: unknown, describe: Asked['describe']): readonly z.output<typeof hitShown>[] {
  return (hits as readonly Hit[]).map(({ guard, rule, binding }) => ({ guard, binding, source: sourceOf(rule, describe) }));
}
