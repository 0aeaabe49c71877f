import { grows, ratioHolds } from '@yimen/policy';
import { z } from 'zod';
import { all, raw, sql } from '../views/clause.js';
import { equals, view, type ViewColumn } from '../views/view.js';
import { directory } from '../directory/directory.js';
import { helpDue } from './help.js';
import { money } from './money.js';
import { bookScope } from './source-view.js';
import { moneyTables } from './tables.js';
import { countedFor, givenInYear, owedFor, termsOfBook, without } from './terms.js';

const sums = ['budget', 'given', 'received', 'paid', 'committed', 'free'] as const;
/** The part of a statistical code that its levels fill (GB/T 2260, 2+2+2+3+3 digits). */
const within = (code: string) =>
  `CASE WHEN right(${code}, 10) = '0000000000' THEN left(${code}, 2) WHEN right(${code}, 8) = '00000000' THEN left(${code}, 4) WHEN right(${code}, 6) = '000000' THEN left(${code}, 6) WHEN right(${code}, 3) = '000' THEN left(${code}, 9) ELSE ${code} END`;
const sameBooks = 'l.area = b.area AND l.kind = b.kind';

const column = (name: string, type: ViewColumn['type'], label: string, nullable = false): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable,
  label,
});

/** 5c: what a district's payers gave in a year, summed over the books of the communities, beside what its sets entitle them to. */
export const districtView = view({
  name: 'money-district',
  label: { zh: '区县经费：应拨与实拨', en: 'money of the district: entitled and actual' },
  about: { zh: '拨付、使用、记账单位及其上级', en: 'payer, owner and keeper of the accounts, and those above them' },
  models: [money, directory],
  table: moneyTables.sources,
  from: (scope, { filters: given }) => {
    const totals = sums.map((name) => `sum(s."${name}")::bigint AS "${name}"`).join(', ');
    const givenBy = (upper: string) =>
      raw(`(SELECT sum(l.given) FROM placed l WHERE ${sameBooks} AND l.year = b.year AND ${upper})::bigint`);
    const chosen = all(
      given.year === undefined ? undefined : sql`b.year = ${given.year}::int`,
      equals('b.payer', given.payer, 'uuid'),
      equals('b.kind', given.kind),
    );
    // 6.2: urban communities as of 1 January of the year. Sums beside the row are of what the viewer may see.
    return sql`(WITH seen AS (
        SELECT s.*, ${givenInYear} AS given FROM {fund_source} s WHERE ${scope}
      ), book AS (
        SELECT s.area, s.year, s.payer, s.kind, count(*)::int AS sources, ${raw(totals)} FROM seen s GROUP BY s.area, s.year, s.payer, s.kind
      ), placed AS (
        SELECT b.*, coalesce(${raw(`length(${within('o."areaCode"')}) < length(${within('b.area')}) AND starts_with(b.area, ${within('o."areaCode"')})`)}, FALSE) AS upper
        FROM book b LEFT JOIN {directory.organisation} o ON o.organisation = b.payer
      )
      SELECT b.*, (SELECT count(*)::int FROM {directory.organisation} o WHERE o.kind = 'community-committee' AND starts_with(o."areaCode", ${raw(within('b.area'))})
          AND o."establishedOn" <= make_date(b.year, 1, 1) AND (o."closedOn" IS NULL OR o."closedOn" > make_date(b.year, 1, 1))) AS communities,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('months', q.months, 'communities', q.communities) ORDER BY q.months), '[]') FROM (
          SELECT e.months, count(*)::int AS communities FROM (
            SELECT (SELECT count(*)::int FROM generate_series(1, 12) n WHERE o."establishedOn" <= make_date(b.year, n, 1)
                AND (o."closedOn" IS NULL OR o."closedOn" > make_date(b.year, n, 1))) AS months
            FROM {directory.organisation} o WHERE o.kind = 'community-committee' AND starts_with(o."areaCode", ${raw(within('b.area'))})
          ) e WHERE e.months > 0 GROUP BY e.months) q) AS months,
        ${raw(`(SELECT sum(l.given) FROM placed l WHERE ${sameBooks} AND l.payer = b.payer AND l.year = b.year - 1)::bigint`)} AS "lastYear",
        (SELECT coalesce(jsonb_agg(h.given::text), '[]') FROM (
          SELECT sum(s.given) AS given FROM seen s JOIN {directory.organisation} o ON o.organisation = s.owner AND o.kind = 'community-committee'
          WHERE s.kind = 'units' AND b.kind = 'units' AND s.area = b.area AND s.year = b.year GROUP BY s.owner) h) AS help,
        (SELECT count(DISTINCT s.owner)::int FROM seen s WHERE s.smaller AND b.kind = s.kind AND s.area = b.area AND s.year = b.year) AS smaller,
        ${givenBy('l.upper')} AS "upperGiven", ${givenBy('NOT l.upper')} AS "lowerGiven"
      FROM placed b WHERE ${chosen}) g`;
  },
  columns: {
    area: column('area', 'text', '区划代码 / area'),
    year: column('year', 'int', '年度 / year'),
    payer: column('payer', 'uuid', '拨付单位 / payer'),
    kind: column('kind', 'text', '类别 / kind of money'),
    upper: column('upper', 'boolean', '上级拨付（如市对区）/ the payer is of a wider area than the books'),
    sources: column('sources', 'int', '资金来源数 / books'),
    communities: column('communities', 'int', '1月1日社区数 / communities on 1 January'),
    months: column('months', 'json', '按月计的社区数 / communities by the months for which they counted'),
    smaller: column('smaller', 'int', '其中按较低标准的社区数 / communities for which the smaller of two amounts was decided'),
    budget: column('budget', 'bigint', '预算，分 / budget, fen'),
    given: column('given', 'bigint', '当年拨付，分；不含结转 / given in the year, fen; without what came over'),
    received: column('received', 'bigint', '到账，分 / received, fen'),
    paid: column('paid', 'bigint', '已付，分 / paid, fen'),
    committed: column('committed', 'bigint', '承诺未付，分 / committed and not paid, fen'),
    free: column('free', 'bigint', '可用，分 / free, fen'),
    lastYear: column('lastYear', 'bigint', '上年拨付，分 / given last year, fen', true),
    upperGiven: column('upperGiven', 'bigint', '上级拨付合计，分 / given by payers above, fen', true),
    lowerGiven: column('lowerGiven', 'bigint', '本级拨付合计，分 / given by payers of the area itself, fen', true),
    help: column('help', 'json', '各社区所得帮扶，分 / help money of each community, of all units, fen'),
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
  derive: (row, asked) => {
    const amount = (name: string) => (row[name] == null ? null : BigInt(String(row[name])));
    // 6.2 compares what was given: what is carried over was paid in full in its own year, and is none of the next one’s.
    const actual = amount('given') ?? 0n;
    const [last, upper, lower] = [amount('lastYear'), amount('upperGiven'), amount('lowerGiven')];
    const grew = row['kind'] === 'appropriation' && last !== null ? grows(last, actual) : null;
    const terms = termsOfBook(row, asked);
    const given = (row['help'] as readonly string[]).map(BigInt);
    const help =
      row['kind'] === 'units' ? helpDue(row, asked, Number(row['communities']), given) : ({ helpDue: null, helpMissing: null } as const);
    if (!terms) return { entitled: null, missing: null, ratio: null, grew, ...help };
    const [smaller, upperPays] = [Number(row['smaller']), row['upper'] === true];
    const less = termsOfBook(row, asked, true) ?? terms;
    const least =
      owedFor(terms, without(countedFor(row, asked), smaller), upperPays) +
      owedFor(less, [{ months: 12, communities: smaller }], upperPays);
    const ratio = terms.shares && upper !== null && lower !== null ? ratioHolds(terms, upper, lower) : null;
    return { entitled: least.toString(), missing: (least > actual ? least - actual : 0n).toString(), ratio, grew, ...help };
  },
  derived: z.object({
    entitled: z.string().nullable().describe('本级应拨至少，分；仅财政拨付 / due at least from this payer, fen; general funds only'),
    missing: z.string().nullable().describe('少拨，分 / what is missing of it, fen'),
    ratio: z
      .boolean()
      .nullable()
      .describe('上下级配比是否达到；看不到两级时为空 / whether the ratio of the two payers holds; null unless both are seen'),
    grew: z.boolean().nullable().describe('是否不低于上年（R-284）/ whether it is not below last year'),
    helpDue: z.string().nullable().describe('帮扶经费应有至少，分；仅单位出资（R-279）/ help money due at least, fen; money of units only'),
    helpMissing: z
      .string()
      .nullable()
      .describe('各社区所缺帮扶经费合计，以可见的账为准，分 / what communities miss of it by the books you may see, fen'),
  }),
});
