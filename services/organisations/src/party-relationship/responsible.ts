import type { IsoDate } from '@yimen/kernel';
import type { PartyRelationship, Responsible } from './states.js';

/** The branch of this installation that answers for the member on a legal date, or null. The day of an assignment belongs to the new branch. */
export function responsibleOn(intervals: readonly Responsible[], date: IsoDate): string | null {
  return intervals.filter(({ from }) => from <= date).at(-1)?.branch ?? null;
}

/** Whether a letter is out to another installation, also of a transfer that ended with the membership, and its receipt has not been recorded: until then the source's book says 回执待登记 and stays responsible. */
export function receiptPending(state: PartyRelationship): boolean {
  if (state.status !== 'none' && state.outstanding !== null) return true;
  return 'transfer' in state && state.transfer.direction === 'outgoing' && state.branch !== null && state.transfer.letter !== null;
}

/**
 * The branches that several books, one per installation, name for a date. Where one waits for its receipt, it stays the responsible one (13.2);
 * where the next has sent him on meanwhile and waits as well, the one that has had him longest.
 */
export function responsibleAcross(books: readonly PartyRelationship[], date: IsoDate): string[] {
  const claims = books.flatMap((state) => {
    const claim = state.status === 'none' ? undefined : state.responsible.filter(({ from }) => from <= date).at(-1);
    return claim === undefined || claim.branch === null ? [] : [{ branch: claim.branch, from: claim.from, pending: receiptPending(state) }];
  });
  const [longest] = claims.filter(({ pending }) => pending).sort((one, other) => one.from.localeCompare(other.from));
  return longest ? [longest.branch] : claims.map(({ branch }) => branch);
}
