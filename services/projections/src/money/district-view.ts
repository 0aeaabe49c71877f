import { entitlement, termsOf } from '@yimen/policy';
import { z } from 'zod';
import { all, raw, sql } from '../views/clause.js';
import { equals, view, type ViewColumn } from '../views/view.js';
import { directory } from '../directory/directory.js';
import { money } from './money.js';
import { bookScope } from './source-view.js';
import { moneyTables } from './tables.js';

const sums = ['budget', 'received', 'paid', 'committed', 'free'] as const;
const column = (name: string, type: ViewColumn['type'], label: string): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable: false,
  label,
});

/** 5c: what a district's payers gave in a year, summed over the books of the communities, beside what its sets entitle them to. */
export const districtView = view({
  name: 'money-district',
  label: { zh: '区县经费：应拨与实拨', en: 'money of the district: entitled and actual' },
  about: { zh: '拨付、使用、记账单位及其上级', en: 'payer, owner and keeper of the accounts, and those above them' },
  models: [money, directory],
  table: moneyTables.sources,
  from: (scope) => {
    const totals = sums.map((name) => `sum(s."${name}")::bigint AS "${name}"`).join(', ');
    // 6.2: urban communities as of 1 January of the year.
    return sql`(SELECT s.area, s.year, s.payer, s.kind, count(*)::int AS sources, ${raw(totals)},
        (SELECT count(*) FROM {directory.organisation} o WHERE o.kind = 'community-committee' AND starts_with(o."areaCode", left(s.area, 6))
          AND o."establishedOn" <= make_date(s.year, 1, 1) AND (o."closedOn" IS NULL OR o."closedOn" > make_date(s.year, 1, 1)))::int AS communities
      FROM {fund_source} s WHERE ${scope} GROUP BY s.area, s.year, s.payer, s.kind) g`;
  },
  columns: {
    area: column('area', 'text', '区划代码 / area'),
    year: column('year', 'int', '年度 / year'),
    payer: column('payer', 'uuid', '拨付单位 / payer'),
    kind: column('kind', 'text', '类别 / kind of money'),
    sources: column('sources', 'int', '资金来源数 / books'),
    communities: column('communities', 'int', '1月1日社区数 / communities on 1 January'),
    budget: column('budget', 'bigint', '预算，分 / budget, fen'),
    received: column('received', 'bigint', '到账，分 / received, fen'),
    paid: column('paid', 'bigint', '已付，分 / paid, fen'),
    committed: column('committed', 'bigint', '承诺未付，分 / committed and not paid, fen'),
    free: column('free', 'bigint', '可用，分 / free, fen'),
  },
  key: [
    { from: 'g.area', type: 'text' },
    { from: 'g.year', type: 'int' },
    { from: 'g.payer', type: 'uuid' },
    { from: 'g.kind', type: 'text' },
  ],
  sorts: { year: [{ from: 'g.year', type: 'int' }] },
  filters: z
    .object({
      year: z.coerce.number().int().min(2000).max(2100).optional(),
      payer: z.uuid().optional(),
      kind: z.string().max(30).optional(),
    })
    .strict(),
  changed: { from: '{fund_source} s', key: [{ from: 's.source', type: 'text' }], told: false },
  scope: bookScope,
  where: ({ filters: given }) =>
    all(
      given.year === undefined ? undefined : sql`s.year = ${given.year}::int`,
      equals('s.payer', given.payer, 'uuid'),
      equals('s.kind', given.kind),
    ),
  derive: (row, { policy }) => {
    const terms = row['kind'] === 'appropriation' ? termsOf(policy) : undefined;
    if (!terms) return { entitled: null, missing: null };
    const { least } = entitlement(terms, Number(row['communities']));
    const actual = BigInt(String(row['received']));
    return { entitled: least.toString(), missing: (least > actual ? least - actual : 0n).toString() };
  },
  derived: z.object({
    entitled: z.string().nullable().describe('应拨至少，分；仅财政拨付 / due at least, fen; general funds only'),
    missing: z.string().nullable().describe('少拨，分 / what is missing of it, fen'),
  }),
});
