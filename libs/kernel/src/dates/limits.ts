/**
 * Words for limits (0.3). 以上, 以下, 以内, 届满 include the number; 超过, 不满, 以外 do not (CIV 1259).
 * Shares are compared by cross-multiplication, so two thirds is exact. All counts are whole numbers.
 */
export const limitWords = ['以上', '以下', '以内', '届满', '超过', '不满', '以外'] as const;
export type LimitWord = (typeof limitWords)[number];

const tests: Readonly<Record<LimitWord, (value: bigint, limit: bigint) => boolean>> = {
  以上: (value, limit) => value >= limit,
  以下: (value, limit) => value <= limit,
  以内: (value, limit) => value <= limit,
  届满: (value, limit) => value >= limit,
  超过: (value, limit) => value > limit,
  不满: (value, limit) => value < limit,
  以外: (value, limit) => value > limit,
};

/** Whether `value` is 以上, 超过, … `limit`. Throws RangeError for a fraction. */
export function meets(value: number | bigint, word: LimitWord, limit: number | bigint): boolean {
  return tests[word](BigInt(value), BigInt(limit));
}

/** A share such as two thirds: `[2, 3]`. */
export type Share = readonly [numerator: number, denominator: number];

/** At least the share (三分之二以上): `3*a >= 2*b`. */
export function atLeastShare(part: number | bigint, whole: number | bigint, [numerator, denominator]: Share): boolean {
  return BigInt(part) * BigInt(denominator) >= BigInt(whole) * BigInt(numerator);
}

/** More than the share (超过三分之二): `3*a > 2*b`. */
export function moreThanShare(part: number | bigint, whole: number | bigint, [numerator, denominator]: Share): boolean {
  return BigInt(part) * BigInt(denominator) > BigInt(whole) * BigInt(numerator);
}

/** 过半数: strictly more than half, `2*a > b`. */
export function majority(part: number | bigint, whole: number | bigint): boolean {
  return moreThanShare(part, whole, [1, 2]);
}
