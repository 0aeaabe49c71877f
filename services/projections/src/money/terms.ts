import type { PolicyReader } from '@yimen/kernel';
import { entitlement, termsOf, type EntitlementTerms } from '@yimen/policy';
import type { Asked, Row } from '../views/view.js';

/** What the sets of a book's own area said on 1 January of its year; undefined where they say nothing, or for other than general funds. */
export function termsOfBook(row: Row, { policyOn }: Pick<Asked, 'policyOn'>): EntitlementTerms | undefined {
  if (row['kind'] !== 'appropriation') return undefined;
  const policy = seenFrom(policyOn(`${String(row['year'])}-01-01`), String(row['area']));
  return policy && termsOf(policy);
}

/** The sets from an area; undefined where it is none of this installation's, whose sets say nothing of it. */
function seenFrom(policy: PolicyReader, area: string): PolicyReader | undefined {
  try {
    return policy.at(area);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a payer owes at least for a number of communities, in fen: its own share where two pay, all of it where one does. */
export function owedBy(terms: EntitlementTerms, communities: number, upper: boolean): bigint {
  const due = entitlement(terms, communities);
  if (!terms.shares) return due.least;
  return upper ? due.upper : due.lowerLeast;
}
