import { divide, portion, ratioAtLeast, type Fen, type PolicyReader } from '@yimen/kernel';
import { hasParameter } from './reader.js';

/** What the sets of an area say of the yearly money of a community (6.2); amounts in fen. */
export interface EntitlementTerms {
  /** `upper`: the amount is the upper payer's part; `whole`: it is what both together give. */
  readonly base: 'upper' | 'whole';
  readonly perCommunity: Fen;
  /** Shares of city (or county) and district (or town); null where one payer gives all. */
  readonly shares: { readonly upper: bigint; readonly lower: bigint } | null;
}

/** What is due for a number of communities, in fen. */
export interface Entitlement {
  readonly upper: Fen;
  /** The least that the lower payer gives; more is allowed. */
  readonly lowerLeast: Fen;
  readonly least: Fen;
}

/** Key of the smaller of two amounts; which of them a community has its payer decides (6.2). */
const smallerKey = 'finance.entitlement.community_year_smaller';

/** Whether the sets of an area know a smaller amount beside the usual one. */
export const hasSmaller = (policy: PolicyReader): boolean => hasParameter(policy, smallerKey);

/**
 * The terms of an area: what its government has fixed (RCL25 41), as its sets have it; undefined where no set speaks of entitlement. `smaller`:
 * for a community whose payer decided on the smaller amount, where the sets know one.
 */
export function termsOf(policy: PolicyReader, smaller = false): EntitlementTerms | undefined {
  const upperKey = 'finance.entitlement.upper_community_year';
  const wholeKey = smaller && hasSmaller(policy) ? smallerKey : 'finance.entitlement.community_year';
  const base = hasParameter(policy, upperKey) ? 'upper' : hasParameter(policy, wholeKey) ? 'whole' : undefined;
  if (base === undefined) return undefined;
  const shared = hasParameter(policy, 'finance.entitlement.city_share');
  const share = (key: string) => BigInt(policy.number(key));
  return {
    base,
    perCommunity: BigInt(policy.number(base === 'upper' ? upperKey : wholeKey)),
    shares: shared ? { upper: share('finance.entitlement.city_share'), lower: share('finance.entitlement.district_share') } : null,
  };
}

/** What is due for `communities` in a year. Throws RangeError for a number below zero. */
export function entitlement(terms: EntitlementTerms, communities: number): Entitlement {
  if (!Number.isSafeInteger(communities) || communities < 0) throw new RangeError('a number of communities is whole and not negative');
  const amount = terms.perCommunity * BigInt(communities);
  const { shares } = terms;
  if (!shares) return { upper: amount, lowerLeast: 0n, least: amount };
  if (terms.base === 'upper') {
    // The lower payer's share is a floor: rounded up, so that the ratio holds to the fen.
    const lowerLeast = (amount * shares.lower + shares.upper - 1n) / shares.upper;
    return { upper: amount, lowerLeast, least: amount + lowerLeast };
  }
  const { part, rest } = portion(amount, shares.upper, shares.upper + shares.lower);
  return { upper: part, lowerLeast: rest, least: amount };
}

/**
 * One community's year by months: the whole years' money over twelve, for the months it counted (`finance.entitlement.prorate`).
 * What cannot be divided stays with the payer. Throws RangeError for months outside 0–12.
 */
export function prorated(perCommunity: Fen, months: number): Fen {
  if (!Number.isInteger(months) || months < 0 || months > 12) throw new RangeError('a year has twelve months');
  return months === 12 ? perCommunity : divide(perCommunity * BigInt(months), 12n).share;
}

/** `district.actual × city share ≥ city.actual × district share`; more than the ratio is allowed. */
export function ratioHolds({ shares }: EntitlementTerms, upper: Fen, lower: Fen): boolean {
  return !shares || ratioAtLeast(lower, upper, shares.lower, shares.upper);
}

/** This year's money is not below last year's. */
export const grows = (lastYear: Fen, thisYear: Fen): boolean => thisYear >= lastYear;
