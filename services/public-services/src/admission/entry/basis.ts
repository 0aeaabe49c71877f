import type { IsoDate } from '@yimen/kernel';
import { basisOn, findMatter, statusOn } from '@yimen/policy';
import type { Form, Of } from '../state.js';

/** Whether law carries the matter on a day (5.2): one of the catalogue whose basis is not in force cannot be ACTIVE, on whatever way it comes there. */
export function inForce({ matter }: Pick<Form, 'matter'>, on: IsoDate): boolean {
  const found = matter.id === null ? undefined : findMatter(matter.id);
  return found === undefined || statusOn(found, on) === 'in-use';
}

/** What a matter rests on when it starts, where that is no longer the law which the application cited; undefined where nothing changed since. */
export function changedSince({ matter, basis }: Pick<Form, 'matter' | 'basis'>, on: IsoDate): Of<'BasisChanged'> | undefined {
  const found = matter.id === null ? undefined : findMatter(matter.id);
  const now = found && basisOn(found, on);
  if (!now) return undefined;
  const cited = [found, ...found.earlier].find(({ law, article }) => law === basis.law && article === basis.article);
  // A basis that was never the matter's own is a question of G12 and not of time.
  if (!cited || (now.law === cited.law && now.article === cited.article)) return undefined;
  const { law, article, words, validTo } = now;
  return { type: 'BasisChanged', law, article, words, basisUntil: validTo, on };
}
