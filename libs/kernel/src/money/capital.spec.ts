import fc from 'fast-check';
import { capitalYuan } from './capital.js';

test.each([
  [0n, '零元整'],
  [1n, '壹分'],
  [30n, '叁角整'],
  [105n, '壹元零伍分'],
  [1004n, '壹拾元零肆分'],
  [140_950n, '壹仟肆佰零玖元伍角整'],
  [600_714n, '陆仟零柒元壹角肆分'],
  [750_000n, '柒仟伍佰元整'],
  [1_070_053n, '壹万零柒佰元伍角叁分'],
  [10_500_000n, '壹拾万伍仟元整'],
  [23_200_000n, '贰拾叁万贰仟元整'],
  [10_000_000_100n, '壹亿零壹元整'],
  [10_001_000_000n, '壹亿零壹万元整'],
  [123_456_789_012_345_678n, '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元柒角捌分'],
  [-105n, '负壹元零伍分'],
])('支付结算办法 annex 1 · %s fen is %s', (fen, words) => {
  expect(capitalYuan(fen)).toBe(words);
});

const values: Readonly<Record<string, bigint>> = { 零: 0n, 壹: 1n, 贰: 2n, 叁: 3n, 肆: 4n, 伍: 5n, 陆: 6n, 柒: 7n, 捌: 8n, 玖: 9n };
const sizes: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n };

/** Reads capital characters as a bank clerk does. */
function read(words: string): bigint {
  let [total, part, section, digit] = [0n, 0n, 0n, 0n];
  for (const character of words) {
    const size = sizes[character];
    if (size !== undefined) [section, digit] = [section + digit * size, 0n];
    else if (character === '万') [part, section, digit] = [part + (section + digit) * 10_000n, 0n, 0n];
    else if (character === '亿') [total, part, section, digit] = [(total + part + section + digit) * 100_000_000n, 0n, 0n, 0n];
    else if (character === '元') [total, part, section, digit] = [(total + part + section + digit) * 100n, 0n, 0n, 0n];
    else if (character === '角') [total, digit] = [total + digit * 10n, 0n];
    else if (character === '分') [total, digit] = [total + digit, 0n];
    else digit = values[character] ?? digit;
  }
  return total;
}

test('every amount reads back as itself, and no two zeros stand side by side', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 999_999_999_999_999_999n), (fen) => {
      const words = capitalYuan(fen);
      expect(read(words)).toBe(fen);
      expect(words).not.toMatch(/零零|.零元|零万|零亿/);
    }),
  );
  expect(() => capitalYuan(10n ** 18n)).toThrow(RangeError);
});
