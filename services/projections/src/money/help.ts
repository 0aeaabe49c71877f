import { helpOf } from '@yimen/policy';
import type { Asked, Row } from '../views/view.js';
import { seenFrom } from './terms.js';

/** The least that a helping group gives one community in the year of a row, where the sets of its area on 1 January say so; amounts in fen. */
function leastOf(row: Row, { policyOn }: Pick<Asked, 'policyOn'>): bigint | undefined {
  if (row['area'] === null || row['area'] === undefined) return undefined;
  const policy = seenFrom(policyOn(`${String(row['year'])}-01-01`), String(row['area']));
  return policy && helpOf(policy);
}

/** What was due and what is missing of it, as text in fen; nulls where the place has fixed nothing. */
export interface HelpDue {
  readonly helpDue: string | null;
  readonly helpMissing: string | null;
}

/**
 * Help money that was due for a number of communities, beside what each was given: what one got too much makes up for no other.
 * `given`: whole fen of each community that was given any.
 */
export function helpDue(row: Row, asked: Pick<Asked, 'policyOn'>, communities: number, given: readonly bigint[]): HelpDue {
  const least = leastOf(row, asked);
  if (least === undefined) return { helpDue: null, helpMissing: null };
  const due = least * BigInt(communities);
  const counted = given.reduce((sum, each) => sum + (each < least ? each : least), 0n);
  return { helpDue: due.toString(), helpMissing: (due > counted ? due - counted : 0n).toString() };
}
