import { addMonths } from '@yimen/kernel';
import { z } from 'zod';
import { joined, raw, sql, type Clause } from '../views/clause.js';
import { equals, view, type Asked, type ViewColumn } from '../views/view.js';
import { partyPeople, partyViewers } from './transfer-views.js';
import { partyMeasures, transferTables, type PartyMeasure } from './transfer-rows.js';
import { transfers } from './transfers.js';

const labels: Readonly<Record<PartyMeasure, string>> = {
  members: '月末党员数，一人一次 / members at the end of the month, each once',
  receiptPending: '其中回执待登记 / of them with a receipt pending',
  entered: '登记在册 / entered',
  admitted: '发展 / admitted',
  transferredIn: '转入 / transferred in',
  transferredOut: '转出 / transferred out',
  innerIn: '同一党委内转入 / from a branch of the same committee',
  innerOut: '同一党委内转出 / to a branch of the same committee',
  ended: '党籍终止 / ended',
  stopped: '停止党籍 / stopped',
  restored: '恢复党籍 / restored',
  lettersIssued: '开具介绍信 / letters issued',
  lettersExpired: '介绍信过期 / letters expired',
  lettersLost: '介绍信遗失 / letters lost',
  returned: '被退回 / returned by the target',
};
/** Standing at the end of a month; all others are what happened in it. */
const standing: readonly PartyMeasure[] = ['members', 'receiptPending'];

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const filters = z
  .object({
    by: z.enum(['branch', 'committee']).optional().describe('按支部或党委，默认 branch / by branch or committee'),
    from: month.optional().describe('默认十二个月 / default: twelve months'),
    until: month.optional().describe('默认本月 / default: this month'),
    organisation: z.uuid().optional(),
  })
  .strict();
type Filters = z.output<typeof filters>;

/** Months may be this many at once: ten years. */
const most = 120;

function sums(scope: Clause, { filters: given, today, viewer }: Asked<Filters>): Clause {
  const column = given.by === 'committee' ? 'committee' : 'branch';
  const until = `${given.until ?? today.slice(0, 7)}-01`;
  const asked = given.from === undefined ? addMonths(until, -11) : `${given.from}-01`;
  const earliest = addMonths(until, 1 - most);
  const from = asked < earliest ? earliest : asked;
  const counted = partyMeasures.map((measure) =>
    raw(
      `coalesce(sum(d.amount) FILTER (WHERE d.measure = '${measure}' AND d.day < m."next"${
        standing.includes(measure) ? '' : ' AND d.day >= m.month'
      }), 0)::int AS "${measure}"`,
    ),
  );
  // The sum of a whole is for those who reach the whole.
  const reached = viewer.reaches({ [`d.${column}`]: partyViewers });
  const own = equals(`d."${column}"`, given.organisation, 'uuid') ?? raw('TRUE');
  return sql`(SELECT to_char(m.month, 'YYYY-MM') AS month, d."${raw(column)}" AS organisation, ${joined(counted, ', ')}
    FROM (SELECT s::date AS month, (s + INTERVAL '1 month')::date AS "next"
      FROM generate_series(${from}::date, ${until}::date, INTERVAL '1 month') s) m
    JOIN {party_delta} d ON d.day < m."next" AND ${own} AND ${reached} AND ${scope} GROUP BY m.month, d."${raw(column)}") g`;
}

const column = (name: string, type: ViewColumn['type'], label: string): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable: false,
  label,
});

/** 党员与转接统计: month by month, how many members stand in a branch or committee, each counted once, and what changed. */
export const partyFigures = view({
  name: 'party-figures',
  label: { zh: '党员与转接统计', en: 'figures of members and transfers' },
  about: partyPeople,
  models: [transfers],
  table: transferTables.deltas,
  from: (scope, asked) => sums(scope, asked as Asked<Filters>),
  columns: {
    month: column('month', 'text', '月份 / month'),
    organisation: column('organisation', 'uuid', '支部或党委 / branch or committee'),
    ...Object.fromEntries(partyMeasures.map((measure) => [measure, column(measure, 'int', labels[measure])])),
  },
  key: [
    { from: 'g.month', type: 'text' },
    { from: 'g.organisation', type: 'uuid' },
  ],
  sorts: { month: [{ from: 'g.month', type: 'text' }], organisation: [{ from: 'g.organisation', type: 'uuid' }] },
  filters,
  changed: {
    from: '{party_delta} d',
    key: [
      { from: 'd.person', type: 'uuid' },
      { from: 'd.at', type: 'int' },
    ],
    told: false,
  },
  scope: (viewer) => viewer.within({ 'd.branch': partyViewers, 'd.committee': partyViewers }),
});
