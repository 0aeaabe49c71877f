import { guardHit } from '@yimen/contracts';
import type { IsoDate } from '@yimen/kernel';
import { z } from 'zod';
import { all, joined, raw, sql } from '../views/clause.js';
import { equals, view, year, type Row, type ViewColumn } from '../views/view.js';
import { preAccess } from './folds.js';
import { source, sourceOf } from './source.js';
import { admissionMeasures, type AdmissionMeasure } from './rows.js';
import { preAccessTables } from './tables.js';

const guards = guardHit.shape.guard.options;
const ofReports: readonly AdmissionMeasure[] = ['reports', 'reportsConfirmed'];
const shownMeasures = admissionMeasures.filter((measure) => !ofReports.includes(measure));

const labels: Readonly<Record<(typeof admissionMeasures)[number], string>> = {
  submitted: '提交申请 / applications submitted',
  returned: '退回 / returned',
  rejected: '驳回 / rejected',
  withdrawn: '逾期撤回 / withdrawn because not resubmitted',
  approved: '批准 / approved',
  listed: '列入清单 / listed',
  expired: '到期 / expired',
  exited: '退出 / exited',
  refusedByCommunities: '被社区拒绝的事项 / tasks that communities refused',
  reports: '违规摊派报告 / reports of tasks imposed',
  reportsConfirmed: '属实 / confirmed',
};

const yearOf = (day: IsoDate): number => Number(day.slice(0, 4));

const column = (name: string, type: ViewColumn['type'], label: string): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable: false,
  label,
});

/**
 * 部门准入情况: how often a department's applications were refused, and by which guards: counts only. Reports of tasks imposed are told from
 * the least number on and when their year is over, so that nobody can tell from a count that moves who reported, or when (13.3, 5.1). Else
 * a year of which there is nothing but reports has no row: a row of zeros would tell as much.
 */
export const admissionFigures = view({
  name: 'admission-figures',
  label: { zh: '部门准入情况', en: 'figures of admission per department' },
  about: {
    zh: '部门看本部门，主管和监督部门看其所管；违规摊派报告达到最低数量且年度已结束才显示',
    en: 'a department its own, the office those it oversees; reports from the least number on, after the year',
  },
  models: [preAccess],
  table: preAccessTables.counts,
  from: (scope, { today, policy }) => {
    const sums = admissionMeasures.map((measure) =>
      raw(`coalesce(sum(c.amount) FILTER (WHERE c.measure = '${measure}'), 0)::int AS "${measure}"`),
    );
    const perGuard = guards.map((guard) =>
      raw(`coalesce(sum(c.amount) FILTER (WHERE c.measure = 'guard' AND c.part = '${guard}'), 0)::int AS "${guard}"`),
    );
    const least = policy.number('report.figures.minimum');
    // D-reporter-hidden: beside reports there is something else, or they may be told themselves.
    const told = sql`bool_or(NOT c.measure = ANY (${[...ofReports]}::text[]))
      OR (c.year < ${yearOf(today)}::int AND coalesce(sum(c.amount) FILTER (WHERE c.measure = 'reports'), 0) >= ${least}::int)`;
    return sql`(SELECT c.department, c.year, ${joined([...sums, ...perGuard], ', ')} FROM {count} c WHERE ${scope}
      GROUP BY c.department, c.year HAVING ${told}) g`;
  },
  columns: {
    department: column('department', 'uuid', '部门 / department'),
    year: column('year', 'int', '年度 / year'),
    ...Object.fromEntries(admissionMeasures.map((measure) => [measure, column(measure, 'int', labels[measure])])),
    ...Object.fromEntries(guards.map((guard) => [guard, column(guard, 'int', `触及 ${guard} / applications that met ${guard}`)])),
  },
  key: [
    { from: 'g.department', type: 'uuid' },
    { from: 'g.year', type: 'int' },
  ],
  sorts: { year: [{ from: 'g.year', type: 'int' }], department: [] },
  filters: z
    .object({
      department: z.uuid().optional(),
      year: year.optional(),
    })
    .strict(),
  silent: true,
  scope: (viewer) => viewer.within({ 'c.department': ['department', 'auditor'], 'c.overseer': ['department', 'auditor'] }),
  where: ({ filters: given }) => all(equals('c.department', given.department, 'uuid'), equals('c.year', given.year, 'int')),
  derive: (row, { policyAt, today, describe }) => ({
    ...presented(row, policyAt(String(row['department'])).number('report.figures.minimum'), yearOf(today)),
    source: sourceOf('D-reporter-hidden', describe),
  }),
  derived: z.object({
    guards: z.record(guardHit.shape.guard, z.int()).describe('触及的限制 / guards met, with how often'),
    reportFigures: z
      .object({ shown: z.boolean(), minimum: z.int(), counts: z.object({ reports: z.int(), confirmed: z.int() }).optional() })
      .describe('违规摊派报告 / reports of tasks imposed'),
    source: source.nullable(),
  }),
});

/** Undefined fields are not sent. */
export function presented(row: Row, minimum: number, thisYear: number): Row {
  const met = guards.flatMap((guard) => (row[guard] === 0 ? [] : [[guard, row[guard]] as const]));
  const shown = Number(row['year']) < thisYear && Number(row['reports']) >= minimum;
  return {
    ...Object.fromEntries([...guards, ...ofReports].map((name) => [name, undefined])),
    ...Object.fromEntries(shownMeasures.map((measure) => [measure, row[measure]])),
    guards: Object.fromEntries(met),
    reportFigures: { shown, minimum, ...(shown && { counts: { reports: row['reports'], confirmed: row['reportsConfirmed'] } }) },
  };
}
