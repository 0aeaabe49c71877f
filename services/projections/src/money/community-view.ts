import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { all, raw, sql } from '../views/clause.js';
import { processTasks } from '../tasks/process-tasks.js';
import { equals, view, type ViewColumn } from '../views/view.js';
import { dutyAsked, dutyDone, dutyLate } from './duty-view.js';
import { helpDue } from './help.js';
import { money } from './money.js';
import { publicMoney } from './public-money.js';
import { moneyTables } from './tables.js';
import { givenInYear } from './terms.js';

const readers: readonly Role[] = [
  ...(['director', 'secretary', 'community-worker', 'department', 'sub-district'] as const),
  ...(['finance', 'auditor', 'operator'] as const),
];

/** Rows of a query as a list of objects; whole fen as text. */
const listed = (fields: Readonly<Record<string, string>>, order: string): string =>
  `coalesce(jsonb_agg(jsonb_build_object(${Object.entries(fields)
    .map(([name, from]) => `'${name}', ${from}`)
    .join(', ')}) ORDER BY ${order}), '[]')`;
const fen = (from: string) => `(${from})::text`;
const day = (from: string) => `to_char(${from}, 'YYYY-MM-DD')`;

const sources = listed(
  {
    ...{ source: 's.source', name: 's.name', kind: 's.kind', payer: 's.payer', closed: 's.closed' },
    ...Object.fromEntries(['budget', 'received', 'paid', 'committed', 'free'].map((name) => [name, fen(`s.${name}`)])),
  },
  's.source',
);
const matters = listed(
  {
    ...{ application: 'p.application', matter: 'p.matter', number: 'p.number', department: 'p.department', state: 'p.state' },
    ...{ promised: fen('y.promised'), received: fen('y.received'), late: fen('y.late'), refused: 'p.refused' },
  },
  'p.number, p.application',
);
const grants = listed(
  { amount: fen('r.amount'), forBuilding: fen('r."forBuilding"'), award: fen('r.award'), on: day('r."on"') },
  'r.ordinal',
);
const donations = listed(
  { receipt: 'n.receipt', kind: 'n.kind', amount: fen('n.amount'), purpose: 'n.purpose', goods: 'n.goods', on: day('n."on"') },
  'n.source, n.ordinal',
);
const purchases = listed(
  {
    ...{ contract: 'u.contract', service: 'u.service', state: 'u.state', buyer: 'u.buyer', supplier: 'u.supplier' },
    ...{ price: fen('u.price'), accepted: fen('u.accepted'), paid: fen('u.paid'), to: day('u."to"') },
  },
  'u."from", u.contract',
);

const tasks = listed(
  {
    task: 't.task',
    item: 't.item',
    move: 't.move',
    code: 't.code',
    detail: 't.detail',
    ownerRole: 't."ownerRole"',
    dueOn: day('t."dueOn"'),
  },
  't."dueOn", t.task',
);

const help = listed({ source: 'f.source', name: 'f.name', payer: 'f.payer', given: fen('f.given') }, 'f.source');

const column = (name: string, type: ViewColumn['type'], label: string, nullable = false): ViewColumn => ({
  ...{ from: `g."${name}"`, type, label, nullable },
});

/**
 * 5c: the money of one community in a year on one page: its sources with their books, what departments promised it and what of that is late,
 * grants, donations, the help money of units, purchases that it makes or supplies, what is still to be published or audited, and what people
 * have to do about it.
 */
export const communityMoneyView = view({
  name: 'money-community',
  label: { zh: '社区经费一览', en: 'money of a community on one page' },
  about: { zh: '社区及其上级', en: 'the community and those above it' },
  models: [money, publicMoney, processTasks],
  table: moneyTables.sources,
  from: (scope, { filters: given, today, policy }) => {
    const chosen = all(
      scope,
      equals('k.community', given.community, 'uuid'),
      given.year === undefined ? undefined : sql`k.year = ${given.year}::int`,
    );
    // A matter has the money of several communities: what the books refused is the task of the one that was to be paid.
    // Money that arrives reaches the oldest instalment first, so what is late of a year is what the money of all years does not reach of it.
    return sql`(
      SELECT k.community, k.year, b.*, m.*, r.*, n.*, f.*, u.*, d.*, t.*
      FROM (
        SELECT s.owner AS community, s.year FROM {fund_source} s
        UNION SELECT p.community, left(i->>'on', 4)::int FROM {promise} p, jsonb_array_elements(p.plan) i
        UNION SELECT r.community, r.year FROM {public-money.grant_decided} r
        UNION SELECT u.supplier, y FROM {public-money.purchase} u, generate_series(extract(year FROM u."from")::int, extract(year FROM u."to")::int) y WHERE u.supplier IS NOT NULL
      ) k
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(s.budget), 0)::bigint AS budget, coalesce(sum(s.received), 0)::bigint AS received, coalesce(sum(s.paid), 0)::bigint AS paid,
          coalesce(sum(s.committed), 0)::bigint AS committed, coalesce(sum(s.free), 0)::bigint AS free, max(s.area) AS area, ${raw(sources)} AS sources
        FROM {fund_source} s WHERE s.owner = k.community AND s.year = k.year
      ) b
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(y.promised), 0)::bigint AS promised, coalesce(sum(y.received), 0)::bigint AS "promisedReceived",
          coalesce(sum(y.late), 0)::bigint AS late, ${raw(matters)} AS matters
        FROM {promise} p CROSS JOIN LATERAL (
          SELECT t.promised, least(t.promised, greatest(0, p.received - t.before)) AS received,
            CASE WHEN p.state IN ('expired', 'exited') THEN 0 ELSE least(t.due, greatest(0, t.before + t.due - p.received)) END AS late
          FROM (
            SELECT coalesce(sum((i->>'amount')::bigint) FILTER (WHERE left(i->>'on', 4)::int = k.year), 0)::bigint AS promised,
              coalesce(sum((i->>'amount')::bigint) FILTER (WHERE left(i->>'on', 4)::int = k.year AND (i->>'on')::date < ${today}::date), 0)::bigint AS due,
              coalesce(sum((i->>'amount')::bigint) FILTER (WHERE left(i->>'on', 4)::int < k.year), 0)::bigint AS before
            FROM jsonb_array_elements(p.plan) i
          ) t
        ) y WHERE p.community = k.community AND y.promised > 0
      ) m
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(r.amount), 0)::bigint AS granted, ${raw(grants)} AS grants
        FROM {public-money.grant_decided} r WHERE r.community = k.community AND r.year = k.year
      ) r
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(n.amount) FILTER (WHERE n.kind = 'money'), 0)::bigint AS donated, ${raw(donations)} AS donations
        FROM {public-money.donation} n JOIN {fund_source} s ON s.source = n.source WHERE s.owner = k.community AND s.year = k.year
      ) n
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(f.given), 0)::bigint AS helped, ${raw(help)} AS help
        FROM (SELECT s.source, s.name, s.payer, ${givenInYear} AS given FROM {fund_source} s
          WHERE s.owner = k.community AND s.year = k.year AND s.kind = 'units') f
      ) f
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(u.price), 0)::bigint AS bought, ${raw(purchases)} AS purchases
        FROM {public-money.purchase} u
        WHERE k.community IN (u.buyer, u.supplier) AND k.year BETWEEN extract(year FROM u."from") AND extract(year FROM u."to")
      ) u
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE NOT ${dutyDone(today)})::int AS "dutiesOpen", count(*) FILTER (WHERE ${dutyLate(today)})::int AS "dutiesOverdue",
          coalesce(jsonb_agg(jsonb_build_object('source', d.source, 'what', d.what, 'of', d.of, 'ready', d.ready, 'dueOn', to_char(d."dueOn", 'YYYY-MM-DD'))
            ORDER BY d."dueOn", d.source, d.what, d.of) FILTER (WHERE NOT ${dutyDone(today)}), '[]') AS duties
        FROM {public-money.duty} d WHERE d.owner = k.community AND d.year = k.year AND ${dutyAsked({ policy })}
      ) d
      CROSS JOIN LATERAL (
        SELECT ${raw(tasks)} AS tasks FROM {process-tasks.task} t
        WHERE t.open AND (
          t.item IN (SELECT s.source FROM {fund_source} s WHERE s.owner = k.community AND s.year = k.year)
          OR t.item IN (SELECT p.project::text FROM {public-money.project_unbound} p WHERE p.community = k.community AND p.year = k.year)
          OR (t.item IN (SELECT p.application::text FROM {promise} p, jsonb_array_elements(p.plan) i WHERE p.community = k.community AND left(i->>'on', 4)::int = k.year)
            AND (t."by" <> 'process:bind-money' OR t.task IN (SELECT c.commitment FROM {commitment} c WHERE c.payee = k.community))))
      ) t
      WHERE ${chosen}
    ) g`;
  },
  columns: {
    community: column('community', 'uuid', '社区 / community'),
    year: column('year', 'int', '年度 / year'),
    area: column('area', 'text', '资金来源的区划代码 / area of its sources', true),
    budget: column('budget', 'bigint', '预算，分 / budget, fen'),
    received: column('received', 'bigint', '到账，分 / received, fen'),
    paid: column('paid', 'bigint', '已付，分 / paid, fen'),
    committed: column('committed', 'bigint', '承诺未付，分 / committed and not paid, fen'),
    free: column('free', 'bigint', '可用，分 / free, fen'),
    sources: column('sources', 'json', '资金来源 / its sources and their books'),
    promised: column('promised', 'bigint', '随事经费当年应付，分 / promised by agreements for the year, fen'),
    promisedReceived: column('promisedReceived', 'bigint', '其中到账，分 / received of it, fen'),
    late: column('late', 'bigint', '其中逾期，分 / late of it, fen'),
    matters: column('matters', 'json', '各事项经费 / matter by matter'),
    granted: column('granted', 'bigint', '补助，分 / grants, fen'),
    grants: column('grants', 'json', '补助明细 / grants'),
    donated: column('donated', 'bigint', '捐款，分 / donations in money, fen'),
    donations: column('donations', 'json', '捐赠明细 / donations in money and goods'),
    helped: column('helped', 'bigint', '单位帮扶到账，分 / help money that units gave, fen'),
    help: column('help', 'json', '各单位帮扶 / help money, unit by unit'),
    bought: column('bought', 'bigint', '购买合同价款，分 / price of contracts of purchase, fen'),
    purchases: column('purchases', 'json', '购买合同 / contracts that it makes or supplies'),
    dutiesOpen: column('dutiesOpen', 'int', '待公示和审计 / publications and audits open'),
    dutiesOverdue: column('dutiesOverdue', 'int', '其中逾期 / overdue'),
    duties: column('duties', 'json', '待公示和审计明细 / publications and audits due'),
    tasks: column('tasks', 'json', '有关资金的人工待办 / open tasks about this money'),
  },
  key: [
    { from: 'g.community', type: 'uuid' },
    { from: 'g.year', type: 'int' },
  ],
  sorts: { year: [{ from: 'g.year', type: 'int' }] },
  filters: z.object({ community: z.uuid().optional(), year: z.coerce.number().int().min(2000).max(2100).optional() }).strict(),
  // Sums over many streams: which of them changed is not told.
  silent: true,
  scope: (viewer) => viewer.within({ 'k.community': readers }),
  derive: (row, asked) => ({ ...helpDue(row, asked, 1, [BigInt(String(row['helped']))]) }),
  derived: z.object({
    helpDue: z
      .string()
      .nullable()
      .describe('帮扶经费应有至少，分；本地未规定时为空（R-279）/ help money due at least, fen; null where the place has fixed none'),
    helpMissing: z.string().nullable().describe('所缺帮扶经费，分 / what is missing of it, fen'),
  }),
});
