import type { IsoDate, Text } from '@yimen/kernel';
import { basisOn, catalogue, findForbidden, findMatter, forbiddenMatters, purchasedMatters, statusOn } from '@yimen/policy';
import { all, sql, type Clause } from '../views/clause.js';

export const listLabels = {
  'self-government': { zh: '自治事项清单', en: "the committee's own duties" },
  assist: { zh: '协助事项清单', en: 'assistance required by law' },
  negative: { zh: '负面清单', en: 'negative list' },
  'entrusted-purchased': { zh: '委托和购买事项登记', en: 'entrusted and purchased matters' },
} as const satisfies Record<string, Text>;
export type ListName = keyof typeof listLabels;

/** Matters whose law does not carry them on a day: they stand in no list then, whatever was adopted (5.2). */
export const outOfForce = (on: IsoDate): readonly string[] =>
  catalogue.filter((matter) => statusOn(matter, on) !== 'in-use').map(({ id }) => id);

/** Lines of the registers (`entry e`) that stand on a day. */
export function standing(on: IsoDate): Clause {
  return all(
    sql`e."fromOn" <= ${on}::date AND (e."toOn" IS NULL OR e."toOn" >= ${on}::date)`,
    sql`(e.list = 'negative' OR e.matter IS NULL OR NOT e.matter = ANY (${outOfForce(on)}::text[]))`,
  );
}

/** Every matter that has an id: the catalogue, the samples of purchase, and what may never be given to a community. */
export const known: readonly { readonly id: string; readonly name: string }[] = [
  ...catalogue.map(({ id, name }) => ({ id, name })),
  ...purchasedMatters.map(({ id, name }) => ({ id, name: name.zh })),
  ...forbiddenMatters.map(({ id, name }) => ({ id, name: name.zh })),
];

/** Law, article and words that carry a matter of the catalogue on a day; null where none does, or where it is none of the catalogue. */
export function lawOn(matter: unknown, on: IsoDate): { readonly law: string; readonly article: string; readonly words: string } | null {
  const found = typeof matter === 'string' ? findMatter(matter) : undefined;
  const basis = found && basisOn(found, on);
  return basis ? { law: basis.law, article: basis.article, words: basis.words } : null;
}

/** Rule that forbids a matter of the negative list. */
export const forbiddenBy = (matter: unknown): string | undefined =>
  typeof matter === 'string' ? findForbidden(matter)?.ground : undefined;
