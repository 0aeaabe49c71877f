import type { Fen } from './fen.js';

const digits = [...'零壹贰叁肆伍陆柒捌玖'];
const units = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
] as const;

/** A whole number in capital characters; empty for zero. */
function whole(number: bigint): string {
  if (number < 10n) return number === 0n ? '' : (digits[Number(number)] as string);
  const [size, name] = units.find(([unit]) => number >= unit) as (typeof units)[number];
  const rest = number % size;
  // A place left empty between two digits is read as one 零.
  const gap = rest > 0n && rest < size / 10n ? '零' : '';
  return `${whole(number / size)}${name}${gap}${whole(rest)}`;
}

/**
 * An amount in capital characters (大写), as annex 1 of 支付结算办法 (银发〔1997〕393号) asks: 750000n → 柒仟伍佰元整, 1004n → 壹拾元零肆分.
 * 整 stands after 元 and 角, never after 分; a negative amount begins with 负. Throws RangeError beyond 18 digits of fen.
 */
export function capitalYuan(fen: Fen): string {
  const amount = fen < 0n ? -fen : fen;
  if (amount > 999_999_999_999_999_999n) throw new RangeError('amount beyond 18 digits of fen');
  const yuan = whole(amount / 100n);
  const [jiao, cents] = [Number((amount / 10n) % 10n), Number(amount % 10n)];
  const sign = fen < 0n ? '负' : '';
  if (jiao === 0 && cents === 0) return `${sign}${yuan || '零'}元整`;
  const before = `${sign}${yuan && `${yuan}元`}`;
  const tenths = jiao > 0 ? `${digits[jiao]}角` : yuan && '零';
  return cents === 0 ? `${before}${tenths}整` : `${before}${tenths}${digits[cents]}分`;
}
