import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, joined, raw, sql } from '../views/clause.js';
import { equals, view, type Row } from '../views/view.js';
import { figures, ratingMeasures, type RatingMeasure } from './figures.js';
import { figureViewers } from './figures-view.js';
import { ratingRates } from './rates.js';

/** What is known of a month when it is over, and what has to wait until its bad ratings have been dealt with. */
const ofOutcomes: readonly RatingMeasure[] = ['invalid', 'closedInTime'];

const labels: Readonly<Record<RatingMeasure, string>> = {
  delivered: '可评价服务 / services that could be rated',
  rated: '评价 / ratings',
  bad: '差评 / bad ratings',
  invalid: '复核无效 / struck after recheck',
  closedInTime: '按期整改 / closed in time',
};

const rate = z.object({ numerator: z.int(), denominator: z.int(), percent: z.string().nullable() });

/**
 * 好差评数据 (5.3.3). The rated person sees only figures over at least five ratings (13.3), and no two answers may differ by fewer. So ratings
 * are told in one split alone, hall by hall (or online) and month by month, and a cell that is told never moves: its ratings when the month is
 * over, what became of the bad ones after a fixed number of months, as it stood by then. What comes later is seen in the rating cases. There are
 * no sums over cells: with one of them, a cell that is not told would be the difference.
 */
export const ratingFiguresView = view({
  name: 'rating-figures',
  label: { zh: '好差评数据', en: 'figures of ratings' },
  about: {
    zh: '大厅负责人、社区与街道、部门、监督与审计，限本组织及下级；按大厅按月，月份已结束且达到最少评价数才显示',
    en: 'heads, supervisors and auditors within their organisations; by hall and month, after the month, from the least number of ratings on',
  },
  models: [figures],
  table: figures.table.ratings,
  from: (scope, { today, policy }) => {
    const [least, later] = [policy.number('rating.figures.minimum'), policy.number('rating.figures.outcome_months')];
    // The day after its last one, when all that was rated has arrived.
    const over = sql`${today}::date - 1 >= r.month + interval '1 month'`;
    const settles = sql`r.month + make_interval(months => ${later + 1}::int)`;
    const counted = ratingMeasures.map((measure) =>
      ofOutcomes.includes(measure)
        ? sql`(count(*) FILTER (WHERE r.measure = ${measure} AND r."happenedIn" < ${settles}))::int AS ${raw(`"${measure}"`)}`
        : sql`(count(*) FILTER (WHERE r.measure = ${measure}))::int AS ${raw(`"${measure}"`)}`,
    );
    return sql`(SELECT r.organisation, r.hall, r.month, ${today}::date - 1 >= ${settles} AS settled, ${joined(counted, ', ')} FROM {rating_delta} r
      WHERE ${scope} AND ${over} GROUP BY r.organisation, r.hall, r.month HAVING count(*) FILTER (WHERE r.measure = 'rated') >= ${least}::int) g`;
  },
  columns: {
    organisation: { from: 'g.organisation', type: 'uuid', nullable: false, label: '责任组织 / organisation' },
    hall: { from: 'g.hall', type: 'uuid', nullable: true, label: '大厅，空为网上 / hall; null: online' },
    month: { from: `to_char(g.month, 'YYYY-MM')`, type: 'text', nullable: false, label: '月份 / month' },
    settled: { from: 'g.settled', type: 'boolean', nullable: false, label: '差评办理结果已计入 / outcomes are counted' },
    ...Object.fromEntries(
      ratingMeasures.map((measure) => [measure, { from: `g."${measure}"`, type: 'int', nullable: false, label: labels[measure] } as const]),
    ),
  },
  key: [
    { from: 'g.organisation', type: 'uuid' },
    { from: `coalesce(g.hall::text, '')`, type: 'text' },
    { from: 'g.month', type: 'date' },
  ],
  sorts: { month: [{ from: 'g.month', type: 'date' }] },
  filters: z
    .object({
      organisation: z.uuid().optional(),
      hall: z.uuid().optional(),
      month: z
        .string()
        .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
        .optional(),
    })
    .strict(),
  silent: true,
  scope: (viewer) => viewer.within({ 'r.organisation': figureViewers }),
  where: ({ filters: given }) =>
    all(
      equals('r.organisation', given.organisation, 'uuid'),
      equals('r.hall', given.hall, 'uuid'),
      given.month === undefined ? undefined : sql`r.month = ${`${given.month}-01`}::date`,
    ),
  derive: (row, { policy, describe }) => ({
    ...presented(row),
    minimum: policy.number('rating.figures.minimum'),
    basis: basisOf('D-rating-hidden', describe),
  }),
  derived: z.object({
    counts: z.object({ delivered: z.int(), rated: z.int(), bad: z.int(), invalid: z.int().optional(), closedInTime: z.int().optional() }),
    badRate: rate,
    ratingRate: rate,
    rectificationRate: rate.nullable().describe('差评办理结果未计入时为空 / null until outcomes are counted'),
    minimum: z.int().describe('最少评价数 / least number of ratings'),
    basis: basis.nullable(),
  }),
});

/** Undefined fields are not sent. */
function presented(row: Row): Row {
  const of = (measure: RatingMeasure) => Number(row[measure]);
  const [delivered, rated, bad, invalid, closedInTime] = ratingMeasures.map(of) as [number, number, number, number, number];
  const { rectificationRate, ...rates } = ratingRates({ delivered, rated, bad, invalid, closedInTime });
  const settled = row['settled'] === true;
  return {
    ...Object.fromEntries(ratingMeasures.map((measure) => [measure, undefined])),
    counts: { delivered, rated, bad, ...(settled && { invalid, closedInTime }) },
    ...rates,
    rectificationRate: settled ? rectificationRate : null,
  };
}
