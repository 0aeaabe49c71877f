import { formatYuan } from '@yimen/kernel';
import Table from 'cli-table3';
import type { Caller } from '../door/door.js';
import { checkBooks, type Book, type DistrictBook, type Purchase, type Voucher } from '../money/books.js';
import { readOutside, reconcile, type Disagreement } from '../money/reconcile.js';
import { operator } from '../operate/connect.js';
import { readSheets } from '../sheets/read-sheets.js';
import { CommandFailed } from './failed.js';

const PAGE = 100;

/** Every row of a view, page by page. */
async function everyRow<Row>(door: Caller, view: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await door.get<{ rows: Row[]; next: string | null }>(`/api/views/${view}?limit=${PAGE}${from}`);
    rows.push(...body.rows);
    cursor = body.next;
  }
  return rows;
}

const yuan = (fen: string | bigint) => formatYuan(BigInt(fen), { grouped: true });
const plain = { style: { head: [], border: [], compact: true } };

/** `books --check`: every book within itself, with its papers, with the district's sums, what departments paid with what communities received, and contracts of purchase with what was paid for them. */
export async function check(options: { readonly check?: true }): Promise<void> {
  const door = await operator();
  const books = await everyRow<Book>(door, 'money-sources');
  const table = new Table({
    ...plain,
    head: ['年度 year', '资金来源 source', '到账 received', '已付 paid', '承诺 committed', '可用 free'],
  });
  for (const { year, name, owner, received, paid, committed, free } of books)
    table.push([year, `${name} ${owner.slice(-8)}`, ...[received, paid, committed, free].map(yuan)]);
  console.log(books.length === 0 ? '没有账。 There are no books.' : table.toString());
  if (!options.check) return;
  const [districts, vouchers] = [await everyRow<DistrictBook>(door, 'money-district'), await everyRow<Voucher>(door, 'money-vouchers')];
  const purchases = await everyRow<Purchase>(door, 'money-purchases');
  const { differences, underWay } = checkBooks(books, districts, vouchers, purchases);
  for (const { community, number, amount } of underWay)
    console.log(`在途 under way: ${number} ${yuan(amount)} → ${community}（社区尚未确认 not confirmed yet）`);
  for (const { where, zh, en } of differences) console.log(`✗ ${where}：${zh}。 ${en}.`);
  if (differences.length > 0)
    throw new CommandFailed(`账目有${differences.length}处不符。`, `The books disagree in ${differences.length} place(s).`);
  console.log(
    `账目相符：${books.length}本账，${districts.length}项区县合计，${vouchers.length}张凭证，${purchases.length}份购买合同。 The books agree: ${books.length} books, ${districts.length} sums of districts, ${vouchers.length} papers, ${purchases.length} contracts of purchase.`,
  );
}

const kinds: Readonly<Record<Disagreement['kind'], string>> = {
  'not-in-books': '账中没有 not in the books',
  'not-in-list': '清单中没有 not in the list',
  amount: '金额不同 amounts differ',
  date: '日期不同 dates differ',
  'income-twice': '两本账记为收入 income in two books',
};

/** Rows of a list of treasury and bank papers, the headings included. */
const MOST_ROWS = 50_001;

/** `reconcile FILE`: a list of treasury and bank papers (XLSX or CSV) against the books; records nothing. */
export async function reconcileFile(file: string): Promise<void> {
  const { facts, bad } = readOutside(await readSheets(file, MOST_ROWS));
  for (const { sheet, row, zh, en } of bad) console.log(`✗ ${sheet} 第${row}行 row ${row}：${zh}。 ${en}.`);
  const found = reconcile(facts, await everyRow<Voucher>(await operator(), 'money-vouchers'));
  const table = new Table({ ...plain, head: ['差异 difference', '系统 system', '凭证号 number', '清单 list', '账 books'] });
  for (const { kind, system, number, list, books } of found) table.push([kinds[kind], system, number, list, books]);
  if (found.length > 0) console.log(table.toString());
  if (bad.length + found.length > 0)
    throw new CommandFailed(
      `${facts.length}张凭证中有${found.length}处差异，${bad.length}行无法读取。`,
      `${found.length} difference(s) in ${facts.length} papers, ${bad.length} row(s) cannot be read.`,
    );
  console.log(`相符：${facts.length}张凭证。 All ${facts.length} papers agree.`);
}
