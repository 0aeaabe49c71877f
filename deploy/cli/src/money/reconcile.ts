import { formatYuan, parseYuan } from '@yimen/kernel';
import type { Sheet } from '@yimen/public-services';
import { z } from 'zod';
import type { Voucher } from './books.js';

/** Where something stands in a list; rows count from 1, the headings included. */
interface Place {
  readonly sheet: string;
  readonly row: number;
}

/** A fact of treasury or bank as a list from outside has it; amount in fen. */
export interface OutsideFact extends Place {
  readonly system: string;
  readonly number: string;
  readonly date: string;
  readonly amount: bigint;
}

export interface BadRow extends Place {
  readonly zh: string;
  readonly en: string;
}

/** Headings of the list, and the words that stand for each. */
const headings: Readonly<Record<string, 'system' | 'number' | 'date' | 'amount'>> = {
  ...{ 系统: 'system', system: 'system', 凭证号: 'number', number: 'number' },
  ...{ 日期: 'date', date: 'date', 金额: 'amount', amount: 'amount' },
};
/** A paper is one by system, number and date: its number comes again (D-finance-mirrored). */
const keyOf = ({ system, number, date }: Pick<OutsideFact, 'system' | 'number' | 'date'>) => `${system} ${number} ${date}`;
const systems: Readonly<Record<string, string>> = { 国库: 'treasury', treasury: 'treasury', 银行: 'bank', bank: 'bank' };

const record = z.object({
  system: z.string().transform((text, context) => {
    const system = systems[text];
    if (system === undefined) context.addIssue('系统应为 国库 treasury 或 银行 bank');
    return system ?? '';
  }),
  number: z.string().min(1, '缺凭证号 no number').max(60),
  date: z.iso.date('日期应为 YYYY-MM-DD'),
  amount: z.string().transform((text, context) => {
    const parsed = parseYuan(text);
    if (parsed.ok && parsed.value > 0n) return parsed.value;
    context.addIssue('金额应为大于零的元数，最多两位小数');
    return 0n;
  }),
});

/**
 * Reads sheets with the columns 系统 system, 凭证号 number, 日期 date, 金额 amount (yuan), in any order; other columns are left aside.
 * Bad rows are answered with their sheet and row and stop nothing; a paper that stands in the list twice is one of them.
 */
export function readOutside(sheets: readonly Sheet[]): { readonly facts: readonly OutsideFact[]; readonly bad: readonly BadRow[] } {
  const facts: OutsideFact[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const { name: sheet, rows } of sheets) {
    const top = rows.findIndex((row) => !isBlank(row));
    const names = (rows[top] ?? []).map((name) => headings[name.trim().toLowerCase()]);
    for (const [at, row] of rows.entries()) {
      if (at <= top || isBlank(row)) continue;
      const where = { sheet, row: at + 1 };
      const cells = names.flatMap((name, column) => (name === undefined ? [] : [[name, (row[column] ?? '').trim()]]));
      const parsed = record.safeParse(Object.fromEntries(cells));
      if (!parsed.success) {
        const words = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('；');
        bad.push({ ...where, zh: words, en: 'the row cannot be read' });
        continue;
      }
      const key = keyOf(parsed.data);
      if (seen.has(key)) bad.push({ ...where, zh: `凭证${parsed.data.number}在清单中重复`, en: 'the paper stands in the list twice' });
      else facts.push({ ...where, ...parsed.data });
      seen.add(key);
    }
  }
  return { facts, bad };
}

const isBlank = (row: readonly string[]) => row.every((cell) => cell.trim() === '');

/** One thing that the list and the books do not agree on. */
export interface Disagreement {
  readonly kind: 'not-in-books' | 'not-in-list' | 'amount' | 'date' | 'income-twice';
  readonly system: string;
  readonly number: string;
  readonly list: string;
  readonly books: string;
}

/**
 * Compares a list with the papers in the books, by system, number and date; nothing is recorded. Where one of the same number and amount
 * stands on each side alone, their day is what differs. Papers of the books count as missing in the list where their system and day lie
 * within what the list covers. A paper is income once: in two books it is told, listed or not. What the books move between years is no paper
 * of treasury or bank, and stands on no list.
 */
export function reconcile(facts: readonly OutsideFact[], every: readonly Voucher[]): readonly Disagreement[] {
  const vouchers = every.filter(({ system }) => system !== 'books');
  const booked = new Map<string, readonly Voucher[]>();
  for (const paper of vouchers) booked.set(keyOf(paper), [...(booked.get(keyOf(paper)) ?? []), paper]);
  const listed = new Set(facts.map(keyOf));
  const days = facts.map(({ date }) => date).sort();
  const covered = new Set(facts.map(({ system }) => system));
  const yuan = (fen: bigint) => formatYuan(fen, { grouped: true });
  const found: Disagreement[] = [];
  const otherDay = new Map<string, string>();
  for (const [key, [paper]] of booked) if (paper && !listed.has(key)) otherDay.set(`${paper.system} ${paper.number} ${paper.amount}`, key);
  const compared = new Set<string>();
  for (const { system, number, date, amount } of facts) {
    const exact = keyOf({ system, number, date });
    const near = otherDay.get(`${system} ${number} ${amount}`) ?? '';
    const key = booked.has(exact) || compared.has(near) ? exact : near;
    compared.add(key);
    const papers = booked.get(key) ?? [];
    if (papers.length === 0) found.push({ kind: 'not-in-books', system, number, list: `${date} ${yuan(amount)}`, books: '—' });
    for (const paper of papers) {
      const inBooks = BigInt(paper.amount);
      if (inBooks !== amount) found.push({ kind: 'amount', system, number, list: yuan(amount), books: yuan(inBooks) });
      if (paper.date !== date) found.push({ kind: 'date', system, number, list: date, books: paper.date });
    }
  }
  const [from, until] = [days[0] ?? '', days.at(-1) ?? ''];
  for (const [key, papers] of booked) {
    const [paper] = papers;
    const incomes = papers.filter(({ direction }) => direction === 'in');
    if (paper && incomes.length > 1) {
      const books = incomes.map(({ source, amount }) => `${source} ${yuan(BigInt(amount))}`).join('；');
      found.push({ kind: 'income-twice', system: paper.system, number: paper.number, list: '—', books });
    }
    if (!paper || compared.has(key) || !covered.has(paper.system) || paper.date < from || paper.date > until) continue;
    const books = `${paper.date} ${yuan(BigInt(paper.amount))}`;
    found.push({ kind: 'not-in-list', system: paper.system, number: paper.number, list: '—', books });
  }
  return found;
}
