import type { Voucher } from './books.js';
import { readOutside, reconcile } from './reconcile.js';

const paper = (number: string, amount: string, date = '2026-05-04', system = 'bank'): Voucher => ({
  ...{ source: 's', system, number, direction: 'in', amount, date, payee: null, contract: null, owner: 'o' },
});
const sheet = (...rows: readonly string[]) => ({ name: '六月', rows: rows.map((row) => row.split(';')) });
const list = (...rows: readonly string[]) => readOutside([sheet('系统;凭证号;日期;金额;备注', ...rows)]);

test('a list is read by its headings, Chinese or English, in any order; amounts are yuan', () => {
  expect(list('银行;银1;2026-05-01;1,234.56;首期').facts).toEqual([
    { sheet: '六月', row: 2, system: 'bank', number: '银1', date: '2026-05-01', amount: 123_456n },
  ]);
  expect(readOutside([sheet('', 'amount;Number;system;date', '8000;国1;treasury;2026-05-01')])).toEqual({
    facts: [{ sheet: '六月', row: 3, system: 'treasury', number: '国1', date: '2026-05-01', amount: 800_000n }],
    bad: [],
  });
});

test('bad rows are named by their line and stop nothing', () => {
  const { facts, bad } = list(
    '银行;银1;2026-05-01;1.00;',
    '支付宝;银2;2026-05-01;1.00;',
    '',
    '银行;银3;2026-13-01;1.005;',
    '银行;银1;2026-05-01;2.00;',
  );
  expect(facts.map(({ number }) => number)).toEqual(['银1']);
  expect(bad.map(({ row }) => row)).toEqual([3, 5, 6]);
  expect(bad[1]?.zh).toMatch(/date.*amount/);
  expect(readOutside([sheet('系统;凭证号', '银行;1')]).bad).toHaveLength(1);
});

test('D-finance-mirrored · what is missing on either side, what differs in amount or date', () => {
  const { facts } = list(
    '银行;银1;2026-05-01;100.00;',
    '银行;银2;2026-05-10;200.00;',
    '银行;银3;2026-05-05;300.00;',
    '银行;银4;2026-05-06;400.00;',
  );
  const vouchers = [
    paper('银1', '10000', '2026-05-01'),
    paper('银2', '20001', '2026-05-10'),
    paper('银3', '30000', '2026-05-06'),
    paper('银5', '5'),
  ];
  expect(reconcile(facts, vouchers)).toEqual([
    { kind: 'amount', system: 'bank', number: '银2', list: '200.00', books: '200.01' },
    { kind: 'date', system: 'bank', number: '银3', list: '2026-05-05', books: '2026-05-06' },
    { kind: 'not-in-books', system: 'bank', number: '银4', list: '2026-05-06 400.00', books: '—' },
    { kind: 'not-in-list', system: 'bank', number: '银5', list: '—', books: '2026-05-04 0.05' },
  ]);
});

test('D-finance-mirrored · the same number on another day is another paper, in the list and in the books', () => {
  const both = list('银行;银1;2026-05-01;100.00;', '银行;银1;2026-05-09;200.00;');
  expect(both.bad).toEqual([]);
  const first = paper('银1', '10000', '2026-05-01');
  expect(reconcile(both.facts, [first, paper('银1', '20000', '2026-05-09')])).toEqual([]);
  expect(reconcile(both.facts, [first])).toEqual([
    { kind: 'not-in-books', system: 'bank', number: '银1', list: '2026-05-09 200.00', books: '—' },
  ]);
  // One of the books without its like is compared once; the other stays missing.
  expect(reconcile(both.facts, [paper('银1', '10000', '2026-05-04')])).toEqual([
    { kind: 'date', system: 'bank', number: '银1', list: '2026-05-01', books: '2026-05-04' },
    { kind: 'not-in-books', system: 'bank', number: '银1', list: '2026-05-09 200.00', books: '—' },
  ]);
  const alike = list('银行;银1;2026-05-01;100.00;', '银行;银1;2026-05-09;100.00;');
  expect(reconcile(alike.facts, [paper('银1', '10000', '2026-05-04')]).map(({ kind }) => kind)).toEqual(['date', 'not-in-books']);
  // Last month’s paper of the same number and another amount is no misdated one.
  expect(reconcile(both.facts, [first, paper('银1', '30000', '2026-04-01')])).toEqual([
    { kind: 'not-in-books', system: 'bank', number: '银1', list: '2026-05-09 200.00', books: '—' },
  ]);
  const { facts } = list('银行;银1;2026-05-01;100.00;', '银行;银2;2026-05-10;1.00;');
  expect(reconcile(facts, [first, paper('银2', '100', '2026-05-10'), paper('银1', '10000', '2026-05-04')])).toEqual([
    { kind: 'not-in-list', system: 'bank', number: '银1', list: '—', books: '2026-05-04 100.00' },
  ]);
});

test('a list tells nothing of other systems and other days', () => {
  const { facts } = list('银行;银1;2026-05-01;100.00;', '银行;银2;2026-05-10;1.00;');
  const vouchers = [
    paper('银1', '10000', '2026-05-01'),
    paper('银2', '100', '2026-05-10'),
    paper('国1', '1', '2026-05-05', 'treasury'),
    paper('银9', '1', '2026-05-11'),
  ];
  expect(reconcile(facts, vouchers)).toEqual([]);
});

test('a paper is income of one book: in two it is told', () => {
  const { facts } = list('银行;银1;2026-05-04;100.00;');
  const twice = [paper('银1', '10000'), { ...paper('银1', '10000'), source: 't' }];
  expect(reconcile(facts, twice)).toEqual([
    { kind: 'income-twice', system: 'bank', number: '银1', list: '—', books: 's 100.00；t 100.00' },
  ]);
  const passedOn = [paper('银1', '10000'), { ...paper('银1', '10000'), source: 't', direction: 'out' as const }];
  expect(reconcile(facts, passedOn)).toEqual([]);
});

test('D-finance-mirrored, BUD18 42 · what two communities carry over on a day under one name of a line is no paper, and income of both', () => {
  const { facts } = list('银行;银1;2027-01-04;100.00;', '银行;银2;2027-01-06;1.00;');
  const carriedIn = paper('结转 2026 L1 2027-01-05', '5000', '2027-01-05', 'books');
  const vouchers = [
    paper('银1', '10000', '2027-01-04'),
    paper('银2', '100', '2027-01-06'),
    carriedIn,
    { ...carriedIn, source: 't', amount: '7000' },
    { ...carriedIn, source: 's~2026', direction: 'recovered' as const },
  ];
  expect(reconcile(facts, vouchers)).toEqual([]);
});
