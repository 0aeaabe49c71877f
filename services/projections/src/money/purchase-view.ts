import { z } from 'zod';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view } from '../views/view.js';
import { publicMoney } from './public-money.js';
import { publicMoneyTables } from './public-money-tables.js';

/** 6.5: contracts of purchase beside the money that is bound, owed and paid for them. */
export const purchasesView = view({
  name: 'money-purchases',
  label: { zh: '政府购买服务', en: 'government purchase of services' },
  about: { zh: '购买主体、承接主体及其上级', en: 'buyer and supplier, and those above them' },
  models: [publicMoney],
  table: publicMoneyTables.purchases,
  from: '{purchase} u',
  columns: columnsOf(publicMoneyTables.purchases, 'u', {
    contract: '合同 / contract',
    buyer: '购买主体 / buyer',
    supplier: '承接主体 / supplier',
    service: '服务内容 / service',
    state: '环节 / step',
    source: '资金来源 / source of money',
    line: '预算项 / budget line',
    budget: '预算，分 / budget, fen',
    price: '合同价款，分 / price, fen',
    bound: '已承诺，分 / bound in the books, fen',
    accepted: '已验收，分 / accepted, fen',
    paid: '已支付，分 / paid, fen',
    last: '不再履行 / nothing more is to be performed',
    from: '起 / from',
    to: '止 / to',
  }),
  key: [{ from: 'u.contract', type: 'uuid' }],
  sorts: { end: [lastIfNull.date('u."to"')] },
  filters: z
    .object({
      buyer: z.uuid().optional(),
      supplier: z.uuid().optional(),
      source: z.string().max(60).optional(),
      state: z.string().max(20).optional(),
      unbound: flag.optional(),
    })
    .strict(),
  scope: (viewer) =>
    viewer.within({
      'u.buyer': ['department', 'finance', 'auditor', 'operator'],
      'u.supplier': ['director', 'sub-district', 'auditor', 'operator'],
    }),
  where: ({ filters: given }) => {
    const unbound = isTrue(given.unbound);
    return all(
      equals('u.buyer', given.buyer, 'uuid'),
      equals('u.supplier', given.supplier, 'uuid'),
      equals('u.source', given.source),
      equals('u.state', given.state),
      unbound === undefined ? undefined : sql`(u.bound < u.price) = ${unbound}::boolean`,
    );
  },
});
