import type { Due, IsoDate } from '@yimen/kernel';

/** 2026-03-02 → 2026年3月2日: Arabic figures without leading zeros (GB/T 9704-2012 7.3.5.5). */
export function chineseDate(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** 2026-02 → 2026年2月 */
export function chineseMonth(month: string): string {
  const [year, of] = month.split('-').map(Number);
  return `${year}年${of}月`;
}

const units = { WD: '个工作日', CD: '日', M: '个月' } as const;

/** A period: WD working days, CD calendar days, M months. */
export interface Period {
  readonly amount: number;
  readonly unit: keyof typeof units;
}

export function chinesePeriod({ amount, unit }: Period): string {
  return `${amount}${units[unit]}`;
}

/** A due date; one whose calendar year is not loaded yet is named as waiting for it (13.6). */
export function chineseDue(due: Due): string {
  return 'dueOn' in due ? chineseDate(due.dueOn) : '待国务院公布该年度放假安排后算定';
}
