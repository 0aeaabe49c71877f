import type { Due, IsoDate } from '@yimen/kernel';
import { basisOn, findMatter, statusOn, type Matter } from '@yimen/policy';
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
  return { type: 'BasisChanged', law, article, words, basisUntil: validTo, matter: found.id, on };
}

/** The law on which a matter was told to rest. */
interface Resting {
  readonly matter?: string | undefined;
  readonly law: string;
  readonly article: string;
  readonly basisUntil: IsoDate | null;
  readonly on: IsoDate;
}

/**
 * When the law of a matter is looked at again: by the catalogue of this release, whatever was known when it was told to rest on that law. A
 * release whose catalogue says otherwise builds its deadlines anew (`catalogueRelease`), so that each active matter is looked at once: on the
 * last day of its law, or at once where that day has passed or another law had carried it.
 */
export function basisDue(
  { matter, law, article, basisUntil, on }: Resting,
  find: (id: string) => Matter | undefined = findMatter,
): Due | null {
  const found = matter === undefined ? undefined : find(matter);
  if (!found) return basisUntil === null ? null : { dueOn: basisUntil };
  const now = basisOn(found, on);
  // A law that was never the matter's own is a question of G12 and not of time.
  const own = [found, ...found.earlier].some((each) => each.law === law && each.article === article);
  if (!now || (own && (now.law !== law || now.article !== article))) return { dueOn: on };
  return now.validTo === null ? null : { dueOn: now.validTo };
}
