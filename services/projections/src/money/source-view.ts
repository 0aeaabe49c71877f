import type { Role } from '@yimen/kernel';
import { entitlement } from '@yimen/policy';
import { z } from 'zod';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import type { Viewer } from '../views/viewer.js';
import { money } from './money.js';
import { moneyTables } from './tables.js';
import { termsOfBook } from './terms.js';

const keepers: readonly Role[] = ['finance', 'department', 'sub-district', 'auditor', 'operator'];
const owners: readonly Role[] = ['director', 'secretary', 'community-worker', 'department', 'auditor', 'operator'];

/** Who sees a book: its payer, its owner and the keeper of its accounts, and those above them. */
export const bookScope = (viewer: Viewer) => viewer.within({ 's.payer': keepers, 's.owner': owners, 's.agency': keepers });

export const bookColumns = columnsOf(moneyTables.sources, 's', {
  source: '编号 / id',
  year: '年度 / year',
  kind: '类别 / kind of money',
  name: '名称 / name',
  area: '区划代码 / area',
  payer: '拨付单位 / payer',
  owner: '使用单位 / owner',
  agency: '记账单位 / keeper of the accounts',
  smaller: '按较低标准 / the smaller of two amounts',
  budget: '预算，分 / budget, fen',
  received: '到账，分 / received, fen',
  paid: '已付，分 / paid, fen',
  committed: '承诺未付，分 / committed and not paid, fen',
  free: '可用，分 / free, fen',
  closed: '已关账 / closed',
});

/** 5c: the sources of a community (or department) and year with their books; for general funds beside what the area's sets entitle it to. */
export const sourcesView = view({
  name: 'money-sources',
  label: { zh: '资金来源账', en: 'books of the sources of money' },
  about: { zh: '拨付、使用、记账单位及其上级', en: 'payer, owner and keeper of the accounts, and those above them' },
  models: [money],
  table: moneyTables.sources,
  from: '{fund_source} s',
  columns: bookColumns,
  key: [{ from: 's.source', type: 'text' }],
  sorts: { year: [{ from: 's.year', type: 'int' }] },
  filters: z
    .object({
      source: z.string().max(50).optional(),
      owner: z.uuid().optional(),
      payer: z.uuid().optional(),
      year: z.coerce.number().int().min(2000).max(2100).optional(),
      kind: z.string().max(30).optional(),
    })
    .strict(),
  scope: bookScope,
  where: ({ filters: given }) =>
    all(
      equals('s.source', given.source),
      equals('s.owner', given.owner, 'uuid'),
      equals('s.payer', given.payer, 'uuid'),
      given.year === undefined ? undefined : sql`s.year = ${given.year}::int`,
      equals('s.kind', given.kind),
    ),
  derive: (row, asked) => {
    const terms = termsOfBook(row, asked);
    return { entitled: terms ? entitlement(terms, 1).least.toString() : null };
  },
  derived: z.object({ entitled: z.string().nullable().describe('当年应拨，分；仅财政拨付 / due for the year, fen; general funds only') }),
});
