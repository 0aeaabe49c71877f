import { z } from 'zod';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import { money } from './money.js';
import { bookColumns, bookScope } from './source-view.js';
import { moneyTables } from './tables.js';

/** Papers of treasury and bank as the books have them; `yimen reconcile` compares a list from outside with these. */
export const vouchersView = view({
  name: 'money-vouchers',
  label: { zh: '凭证', en: 'vouchers in the books' },
  about: { zh: '拨付、使用、记账单位及其上级', en: 'payer, owner and keeper of the accounts, and those above them' },
  models: [money],
  table: moneyTables.vouchers,
  from: '{voucher} v JOIN {fund_source} s ON s.source = v.source',
  columns: {
    ...columnsOf(moneyTables.vouchers, 'v', {
      source: '资金来源 / source',
      system: '系统：treasury 国库，bank 银行，books 账簿 / system',
      number: '凭证号 / number',
      direction: 'in 收入，out 支出，back 退回，recovered 收回',
      amount: '金额，分 / amount, fen',
      date: '日期 / date',
      payee: '收款社区 / community paid by an agreement',
      contract: '购买合同 / contract of purchase',
    }),
    ...Object.fromEntries(['year', 'kind', 'owner', 'payer'].map((name) => [name, bookColumns[name] as (typeof bookColumns)[string]])),
  },
  key: [
    { from: 'v.source', type: 'text' },
    { from: 'v.system', type: 'text' },
    { from: 'v.number', type: 'text' },
    { from: 'v.date', type: 'date' },
  ],
  sorts: { date: [{ from: 'v.date', type: 'date' }] },
  filters: z
    .object({
      source: z.string().max(50).optional(),
      owner: z.uuid().optional(),
      system: z.string().max(10).optional(),
      number: z.string().max(60).optional(),
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
    })
    .strict(),
  scope: bookScope,
  where: ({ filters: given }) =>
    all(
      equals('v.source', given.source),
      equals('s.owner', given.owner, 'uuid'),
      equals('v.system', given.system),
      equals('v.number', given.number),
      given.from === undefined ? undefined : sql`v.date >= ${given.from}::date`,
      given.until === undefined ? undefined : sql`v.date <= ${given.until}::date`,
    ),
});
