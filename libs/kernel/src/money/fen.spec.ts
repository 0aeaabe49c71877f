import fc from 'fast-check';
import { divide, fenFromWire, fenToWire, formatYuan, parseYuan, portion, ratioAtLeast } from './fen.js';

describe('section 6 · whole fen', () => {
  test.each([
    ['0', 0n, '0.00'],
    ['1234.56', 123_456n, '1234.56'],
    ['1,234.5', 123_450n, '1234.50'],
    ['-0.01', -1n, '-0.01'],
    ['0.05', 5n, '0.05'],
    ['-1234567.89', -123_456_789n, '-1234567.89'],
  ])('%s yuan is %s fen, shown as %s', (text, fen, shown) => {
    expect(parseYuan(text)).toEqual({ ok: true, value: fen });
    expect(formatYuan(fen)).toBe(shown);
  });

  test('grouped for people', () => {
    expect(formatYuan(123_456_789n, { grouped: true })).toBe('1,234,567.89');
    expect(formatYuan(-100n, { grouped: true })).toBe('-1.00');
  });

  test.each(['1.234', '', 'abc', '1,23', '1e3', '.5', '1.', ' 1', '１', '--1', '12,345,67'])('%s is refused', (text) => {
    expect(parseYuan(text)).toEqual({ ok: false, code: 'shape' });
  });

  test('more than 18 digits is out of range, on every way in and out', () => {
    expect(parseYuan('9999999999999999.99')).toEqual({ ok: true, value: 999_999_999_999_999_999n });
    expect(parseYuan('10000000000000000.00')).toEqual({ ok: false, code: 'too-large' });
    expect(fenFromWire('1000000000000000000')).toEqual({ ok: false, code: 'too-large' });
    expect(() => fenToWire(10n ** 18n)).toThrow(RangeError);
  });

  test.each(['', '01', '-0', '1.0', '+1', '1n'])('wire text %s is refused', (text) => {
    expect(fenFromWire(text)).toEqual({ ok: false, code: 'shape' });
  });

  test('6.3 · half of 1,234,567.89 is 617,283.94, the rest stays with the payer', () => {
    expect(portion(123_456_789n, 50n, 100n)).toEqual({ part: 61_728_394n, rest: 61_728_395n });
  });

  test('6.2 · the district pays at least three times the city, to the fen', () => {
    expect(ratioAtLeast(126_000_000n, 42_000_000n, 3n, 1n)).toBe(true);
    expect(ratioAtLeast(125_999_999n, 42_000_000n, 3n, 1n)).toBe(false);
  });

  test('a negative amount or a share of nothing is a programming error', () => {
    expect(() => divide(-1n, 2n)).toThrow(RangeError);
    expect(() => divide(1n, 0n)).toThrow(RangeError);
  });

  test('properties: every amount survives text and wire; shares and rest add up', () => {
    const amount = fc.bigInt(-(10n ** 18n - 1n), 10n ** 18n - 1n);
    fc.assert(
      fc.property(amount, fc.bigInt(1n, 1000n), (fen, shares) => {
        expect(parseYuan(formatYuan(fen))).toEqual({ ok: true, value: fen });
        expect(parseYuan(formatYuan(fen, { grouped: true }))).toEqual({ ok: true, value: fen });
        expect(fenFromWire(fenToWire(fen))).toEqual({ ok: true, value: fen });
        const whole = fen < 0n ? -fen : fen;
        const { share, rest } = divide(whole, shares);
        expect(share * shares + rest).toBe(whole);
        expect(rest >= 0n && rest < shares).toBe(true);
      }),
    );
  });
});
