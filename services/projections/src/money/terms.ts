import type { PolicyReader } from '@yimen/kernel';
import { entitlement, prorated, termsOf, type EntitlementTerms } from '@yimen/policy';
import { raw } from '../views/clause.js';
import type { Asked, Row } from '../views/view.js';

const outside = `h.system <> 'books'`;
const papers = (direction: 'in' | 'recovered', which: string) =>
  `coalesce(sum(h.amount) FILTER (WHERE h.direction = '${direction}' AND ${which}), 0)`;
/**
 * What a payer gave a source in its year, in fen: what came in by papers of treasury or bank, less what went back by them. What moves between
 * years is given once, in the year in which it came; what goes back is first what came over, and takes nothing from this year. `s` is the source.
 */
export const givenInYear = raw(
  `(SELECT (${papers('in', outside)} - greatest(0, ${papers('recovered', outside)} - ${papers('in', `h.system = 'books'`)}))::bigint FROM {voucher} h WHERE h.source = s.source)`,
);

/**
 * What the sets of a book's own area said on 1 January of its year; undefined where they say nothing, or for other than general funds.
 * `smaller`: of a community whose payer decided on the smaller of two amounts.
 */
export function termsOfBook(
  row: Row,
  { policyOn }: Pick<Asked, 'policyOn'>,
  smaller = row['smaller'] === true,
): EntitlementTerms | undefined {
  if (row['kind'] !== 'appropriation') return undefined;
  const policy = seenFrom(policyOn(`${String(row['year'])}-01-01`), String(row['area']));
  return policy && termsOf(policy, smaller);
}

/** The sets from an area; undefined where it is none of this installation's, whose sets say nothing of it. */
export function seenFrom(policy: PolicyReader, area: string): PolicyReader | undefined {
  try {
    return policy.at(area);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How many communities counted for how many months of a year. */
export interface Counted {
  readonly months: number;
  readonly communities: number;
}

/** The communities that a book's year is paid for: those of 1 January, or by months where the area's sets say so (6.2, D-finance-prorate). */
export function countedFor(row: Row, { policyOn }: Pick<Asked, 'policyOn'>): readonly Counted[] {
  const policy = seenFrom(policyOn(`${String(row['year'])}-01-01`), String(row['area']));
  if (policy?.flag('finance.entitlement.prorate')) return row['months'] as readonly Counted[];
  return [{ months: 12, communities: Number(row['communities']) }];
}

/** What a payer owes for communities that counted for some months only, in fen: each one's year by its months, rounded down. */
export const owedFor = (terms: EntitlementTerms, counted: readonly Counted[], upper: boolean): bigint =>
  counted.reduce(
    (sum, { months, communities }) => sum + owedBy({ ...terms, perCommunity: prorated(terms.perCommunity, months) }, communities, upper),
    0n,
  );

/** The same communities without so many of those that counted the whole year. */
export const without = (counted: readonly Counted[], communities: number): readonly Counted[] =>
  counted.map((each) => (each.months === 12 ? { ...each, communities: Math.max(0, each.communities - communities) } : each));

/** What a payer owes at least for a number of communities, in fen: its own share where two pay, all of it where one does. */
export function owedBy(terms: EntitlementTerms, communities: number, upper: boolean): bigint {
  const due = entitlement(terms, communities);
  if (!terms.shares) return due.least;
  return upper ? due.upper : due.lowerLeast;
}
