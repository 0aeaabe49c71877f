import fc from 'fast-check';
import { atLeastShare, type LimitWord, limitWords, majority, meets, moreThanShare } from './limits.js';

describe('CIV 1259 · words for limits', () => {
  test.each<[LimitWord, boolean, boolean, boolean]>([
    ['以上', false, true, true],
    ['以下', true, true, false],
    ['以内', true, true, false],
    ['届满', false, true, true],
    ['超过', false, false, true],
    ['不满', true, false, false],
    ['以外', false, false, true],
  ])('%s 10: 9 → %s, 10 → %s, 11 → %s', (word, below, at, above) => {
    expect(limitWords).toContain(word);
    expect([9, 10, 11].map((value) => meets(value, word, 10))).toEqual([below, at, above]);
  });
});

describe('0.3 · shares by cross-multiplication', () => {
  test.each([
    [20, 30, true, false],
    [19, 30, false, false],
    [21, 30, true, true],
  ])('%i of %i: at least two thirds %s, more than two thirds %s', (part, whole, atLeast, more) => {
    expect([atLeastShare(part, whole, [2, 3]), moreThanShare(part, whole, [2, 3])]).toEqual([atLeast, more]);
  });

  test('过半数 is strictly more than half', () => {
    expect([majority(5, 10), majority(6, 10), majority(5, 9), majority(4, 9)]).toEqual([false, true, true, false]);
  });

  test('416/520 is exactly four fifths; 415.99/520 is not, and fractions are refused rather than rounded', () => {
    expect(atLeastShare(41_600, 52_000, [4, 5])).toBe(true);
    expect(atLeastShare(41_599, 52_000, [4, 5])).toBe(false);
    expect(() => atLeastShare(415.99, 520, [4, 5])).toThrow(RangeError);
  });

  test('property: large counts lose nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 30n), (third) => {
        expect(atLeastShare(2n * third, 3n * third, [2, 3])).toBe(true);
        expect(moreThanShare(2n * third, 3n * third, [2, 3])).toBe(false);
        expect(atLeastShare(2n * third - 1n, 3n * third, [2, 3])).toBe(false);
      }),
    );
  });
});
