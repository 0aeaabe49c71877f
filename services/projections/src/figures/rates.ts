/** A rate as counted; the percentage is for people, comparisons multiply crosswise. Null where there is nothing to divide by. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** One decimal, half rounded up: `5.0`. */
  readonly percent: string | null;
}

export interface RatingCounts {
  readonly delivered: number;
  readonly rated: number;
  readonly bad: number;
  readonly invalid: number;
  readonly closedInTime: number;
}

export interface RatingRates {
  readonly badRate: Rate;
  readonly rectificationRate: Rate;
  readonly ratingRate: Rate;
}

export function rate(numerator: number, denominator: number): Rate {
  if (denominator <= 0) return { numerator, denominator, percent: null };
  const tenths = Math.floor((2000 * numerator + denominator) / (2 * denominator));
  return { numerator, denominator, percent: `${Math.floor(tenths / 10)}.${tenths % 10}` };
}

/**
 * 5.3.3: bad-rating rate 差评率 = bad / rated; rectification rate 整改率 = closed in time / (bad − rechecked invalid);
 * active rating rate 主动评价率 = rated / delivered. What was not rated is in none of the numerators: it is never good.
 */
export function ratingRates({ delivered, rated, bad, invalid, closedInTime }: RatingCounts): RatingRates {
  return {
    badRate: rate(bad, rated),
    rectificationRate: rate(closedInTime, bad - invalid),
    ratingRate: rate(rated, delivered),
  };
}
