import { formatYuan, parseYuan } from '@yimen/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Voucher } from './books.js';

/** A fact of treasury or bank as a list from outside has it; `line` counts from 1, the header included; amount in fen. */
export interface OutsideFact {
  readonly line: number;
  readonly system: string;
  readonly number: string;
  readonly date: string;
  readonly amount: bigint;
}

export interface BadRow {
  readonly line: number;
  readonly zh: string;
  readonly en: string;
}

/** Headings of the list, and the words that stand for each. */
const headings: Readonly<Record<string, 'system' | 'number' | 'date' | 'amount'>> = {
  ...{ 系统: 'system', system: 'system', 凭证号: 'number', number: 'number' },
  ...{ 日期: 'date', date: 'date', 金额: 'amount', amount: 'amount' },
};
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
 * Reads a list with the columns 系统 system, 凭证号 number, 日期 date, 金额 amount (yuan), in any order; other columns are left aside.
 * Bad rows are answered with their line and stop nothing; a paper that stands in the list twice is one of them.
 */
export function readOutside(text: string): { readonly facts: readonly OutsideFact[]; readonly bad: readonly BadRow[] } {
  const facts: OutsideFact[] = [];
  const bad: BadRow[] = [];
  let rows: readonly { readonly record: Record<string, string>; readonly info: { readonly lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => headings[name.trim().toLowerCase()] ?? `other ${name}`),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { facts, bad: [{ line: Number(error['lines'] ?? 1), zh: '不是可读的CSV', en: error.message }] };
  }
  const seen = new Set<string>();
  for (const { record: row, info } of rows) {
    const parsed = record.safeParse(row);
    if (!parsed.success) {
      const words = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('；');
      bad.push({ line: info.lines, zh: words, en: 'the row cannot be read' });
      continue;
    }
    const key = `${parsed.data.system} ${parsed.data.number}`;
    if (seen.has(key))
      bad.push({ line: info.lines, zh: `凭证${parsed.data.number}在清单中重复`, en: 'the paper stands in the list twice' });
    else facts.push({ line: info.lines, ...parsed.data });
    seen.add(key);
  }
  return { facts, bad };
}

/** One thing that the list and the books do not agree on. */
export interface Disagreement {
  readonly kind: 'not-in-books' | 'not-in-list' | 'amount' | 'date';
  readonly system: string;
  readonly number: string;
  readonly list: string;
  readonly books: string;
}

/**
 * Compares a list with the papers in the books, by system and number; nothing is recorded. Papers of the books count as missing in the list
 * where their system and day lie within what the list covers.
 */
export function reconcile(facts: readonly OutsideFact[], vouchers: readonly Voucher[]): readonly Disagreement[] {
  const keyOf = ({ system, number }: { readonly system: string; readonly number: string }) => `${system} ${number}`;
  const booked = new Map<string, readonly Voucher[]>();
  for (const paper of vouchers) booked.set(keyOf(paper), [...(booked.get(keyOf(paper)) ?? []), paper]);
  const listed = new Set(facts.map(keyOf));
  const days = facts.map(({ date }) => date).sort();
  const covered = new Set(facts.map(({ system }) => system));
  const yuan = (fen: bigint) => formatYuan(fen, { grouped: true });
  const found: Disagreement[] = [];
  for (const { system, number, date, amount } of facts) {
    const papers = booked.get(keyOf({ system, number })) ?? [];
    if (papers.length === 0) found.push({ kind: 'not-in-books', system, number, list: `${date} ${yuan(amount)}`, books: '—' });
    for (const paper of papers) {
      const inBooks = BigInt(paper.amount);
      if (inBooks !== amount) found.push({ kind: 'amount', system, number, list: yuan(amount), books: yuan(inBooks) });
      if (paper.date !== date) found.push({ kind: 'date', system, number, list: date, books: paper.date });
    }
  }
  const [from, until] = [days[0] ?? '', days.at(-1) ?? ''];
  for (const [key, [paper]] of booked) {
    if (!paper || listed.has(key) || !covered.has(paper.system) || paper.date < from || paper.date > until) continue;
    const books = `${paper.date} ${yuan(BigInt(paper.amount))}`;
    found.push({ kind: 'not-in-list', system: paper.system, number: paper.number, list: '—', books });
  }
  return found;
}
