import { capitalYuan, formatYuan } from '@yimen/kernel';

/** Fen as on vouchers: figures with two decimals. `750000` → ¥7,500.00 */
export function figures(fen: string): string {
  return `¥${formatYuan(BigInt(fen), { grouped: true })}`;
}

/** Capital characters with the figures behind. `750000` → 人民币柒仟伍佰元整（¥7,500.00） */
export function moneyInWords(fen: string): string {
  return `人民币${capitalYuan(BigInt(fen))}（${figures(fen)}）`;
}
