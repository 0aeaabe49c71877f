import type { Checked } from '../identifiers/checked.js';
import { accepted, rejected } from '../identifiers/checked.js';

/** Money: whole fen (分), as bigint in code and as a decimal string on the wire (section 6). At most 18 digits, so that it fits 64 bits. */
export type Fen = bigint;

const largest = 999_999_999_999_999_999n;

export const moneyErrors = {
  shape: { zh: '金额应为数字，最多两位小数', en: 'a number with at most two decimals' },
  'too-large': { zh: '金额超出范围', en: 'the amount is out of range' },
} as const;
export type MoneyError = keyof typeof moneyErrors;

/** Yuan as written by a person: `1234`, `1234.5`, `1,234.50`, `-0.01`. Never rounds, never throws. */
export function parseYuan(text: string): Checked<Fen, MoneyError> {
  const match = /^(-?)(\d{1,20}|\d{1,3}(?:,\d{3}){1,6})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return rejected('shape');
  const [, sign, whole = '', decimals = ''] = match;
  const fen = BigInt(whole.replaceAll(',', '')) * 100n + BigInt(decimals.padEnd(2, '0'));
  if (fen > largest) return rejected('too-large');
  return accepted(sign ? -fen : fen);
}

/** Yuan with two decimals: 123456n → `1234.56`; with `grouped`, `1,234.56`. */
export function formatYuan(fen: Fen, options: { readonly grouped?: boolean } = {}): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  const whole = digits.slice(0, -2);
  const grouped = options.grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${fen < 0n ? '-' : ''}${grouped}.${digits.slice(-2)}`;
}

/** Decimal string of whole fen. Throws RangeError beyond 18 digits: an amount that large is a programming error. */
export function fenToWire(fen: Fen): string {
  if (fen > largest || fen < -largest) throw new RangeError('amount beyond 18 digits of fen');
  return fen.toString();
}

/** Whole fen from the wire. Never throws. */
export function fenFromWire(text: string): Checked<Fen, MoneyError> {
  if (!/^(0|-?[1-9]\d*)$/.test(text)) return rejected('shape');
  return text.length > 19 || text.replace('-', '').length > 18 ? rejected('too-large') : accepted(BigInt(text));
}

/** A part of an amount, rounded down; `rest` stays with the payer, so part + rest is the amount. */
export interface Division {
  readonly part: Fen;
  readonly rest: Fen;
}

/**
 * The part numerator/denominator of an amount, rounded down to the fen. 50% of 1,234,567.89 is 617,283.94.
 * Throws RangeError for a negative amount or share, or a denominator of zero.
 */
export function portion(amount: Fen, numerator: bigint, denominator: bigint): Division {
  if (amount < 0n || numerator < 0n || denominator <= 0n)
    throw new RangeError('a portion is taken of an amount and a share that are not negative');
  const part = (amount * numerator) / denominator;
  return { part, rest: amount - part };
}

/** An amount in n equal shares, rounded down; `rest` is what cannot be shared out. Throws RangeError as portion does. */
export function divide(amount: Fen, shares: bigint): { readonly share: Fen; readonly rest: Fen } {
  const { part: share } = portion(amount, 1n, shares);
  return { share, rest: amount - share * shares };
}

/** Whether a : b is at least numerator : denominator, by cross-multiplication (`district × 1 ≥ city × 3`). */
export function ratioAtLeast(a: Fen, b: Fen, numerator: bigint, denominator: bigint): boolean {
  return a * denominator >= b * numerator;
}
