import { addDays, atLeastShare, type IsoDate, type PolicyReader } from '@yimen/kernel';
import { parameters } from '../parameters.js';

/** A hearing of residents on a people-service project (6.4). */
export interface Hearing {
  readonly publishedOn: IsoDate;
  readonly heldOn: IsoDate;
  readonly residents: number;
  readonly agree: number;
}

/** Whether it was published early enough. */
export const heldInTime = ({ publishedOn, heldOn }: Pick<Hearing, 'publishedOn' | 'heldOn'>, policy: PolicyReader): boolean =>
  heldOn >= addDays(publishedOn, policy.number(parameters.hearingNotice));

/** Whether enough residents came. */
export const quorate = ({ residents }: Pick<Hearing, 'residents'>, policy: PolicyReader): boolean =>
  residents >= policy.number(parameters.hearingResidents);

/** What those who came decided; nobody decides nothing. */
export const voteOf = ({ residents, agree }: Pick<Hearing, 'residents' | 'agree'>, policy: PolicyReader): 'accepted' | 'rejected' =>
  residents > 0 && atLeastShare(agree, residents, [policy.number(parameters.hearingConsent), 100]) ? 'accepted' : 'rejected';

/** How a hearing ends: with too few residents or published too late it counts for nothing. */
export function hearingOutcome(hearing: Hearing, policy: PolicyReader): 'no-quorum' | 'not-in-time' | 'accepted' | 'rejected' {
  if (!heldInTime(hearing, policy)) return 'not-in-time';
  return quorate(hearing, policy) ? voteOf(hearing, policy) : 'no-quorum';
}

/** Whether months, quarters and year of a usage plan add up: each quarter its months, the year its quarters. */
export function planAddsUp(months: readonly bigint[], quarters: readonly bigint[], year: bigint): boolean {
  if (months.length !== 12 || quarters.length !== 4) return false;
  const sum = (of: readonly bigint[]) => of.reduce((total, each) => total + each, 0n);
  return quarters.every((quarter, at) => sum(months.slice(at * 3, at * 3 + 3)) === quarter) && sum(quarters) === year;
}
