import { caseMode } from '@yimen/contracts';
import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { all, joined, raw, sql, type Clause } from '../views/clause.js';
import { equals, view, type ViewColumn } from '../views/view.js';
import { figures, measures, type Measure } from './figures.js';

const dimensions = {
  hall: { from: 'd.hall', type: 'uuid', label: '大厅，空为网上 / hall; null: online' },
  day: { from: 'd.day', type: 'date', label: '日期 / day' },
  class: { from: 'coalesce(d.class, v.class)', type: 'text', label: '窗口类别 / window class' },
  window: { from: 'v."window"', type: 'text', label: '窗口 / window' },
  item: { from: 'd.item', type: 'uuid', label: '事项 / matter' },
} as const;
type Dimension = keyof typeof dimensions;
const names = Object.keys(dimensions) as Dimension[];

const labels: Readonly<Record<Measure, string>> = {
  tickets: '取号 / tickets taken',
  missed: '过号 / tickets missed',
  visitors: '接待人次 / visitors received',
  consulted: '咨询事项 / matters asked about',
  casesReceived: '收件 / cases received',
  casesHandled: '办结 / cases handled',
  restrictedConsulted: '受限事项咨询 / restricted matters asked about',
  restrictedHandled: '受限事项办理 / restricted matters handled',
};

const column = (name: string, type: ViewColumn['type'], label: string, nullable = false): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable,
  label,
});
const modes = caseMode.options;

const by = z
  .string()
  .regex(/^(hall|day|class|window|item)(,(hall|day|class|window|item))*$/)
  .describe('分组维度，逗号分隔；默认 hall,day / what to group by');
const filters = z
  .object({
    by: by.optional(),
    from: z.iso.date().optional(),
    until: z.iso.date().optional(),
    hall: z.uuid().optional(),
    class: z.string().max(40).optional(),
    window: z.string().max(4).optional(),
    item: z.uuid().optional(),
    organisation: z.uuid().optional(),
  })
  .strict();
type Filters = z.output<typeof filters>;

export const figureViewers: readonly Role[] = [
  'hall-manager',
  'director',
  'secretary',
  'sub-district',
  'department',
  'rating-supervisor',
  'auditor',
];

/** Sums of the counts that fall into a group; a dimension that is not grouped by is null. */
function sums(scope: Clause, given: Filters): Clause {
  const chosen = new Set((given.by ?? 'hall,day').split(','));
  const groups = names.filter((name) => chosen.has(name));
  const shown = names.map((name) => raw(`${chosen.has(name) ? dimensions[name].from : `NULL::${dimensions[name].type}`} AS "${name}"`));
  const counted = measures.map((measure) => raw(`coalesce(sum(d.amount) FILTER (WHERE d.measure = '${measure}'), 0)::int AS "${measure}"`));
  const perMode = modes.map((mode) =>
    raw(`coalesce(sum(d.amount) FILTER (WHERE d.measure = 'casesHandled' AND d.mode = '${mode}'), 0)::int AS "mode ${mode}"`),
  );
  const grouped = groups.length === 0 ? raw('') : raw(` GROUP BY ${groups.map((name) => dimensions[name].from).join(', ')}`);
  return sql`(SELECT ${joined([...shown, ...counted, ...perMode], ', ')} FROM {delta} d LEFT JOIN {visit} v ON v.visit = d.visit
    WHERE ${scope}${grouped}) g`;
}

/** 大厅数据: figures over days, halls, windows and matters; each counter is apart from the others. */
export const figuresView = view({
  name: 'figures',
  label: { zh: '大厅数据', en: 'figures of halls' },
  about: {
    zh: '大厅负责人、社区与街道、部门、监督与审计，限本组织及下级；评价数据另见 rating-figures',
    en: 'heads, supervisors and auditors within their organisations; figures of ratings stand in rating-figures',
  },
  models: [figures],
  table: figures.table.deltas,
  from: (scope, { filters: given }) => sums(scope, given as Filters),
  columns: {
    ...Object.fromEntries(names.map((name) => [name, column(name, dimensions[name].type, dimensions[name].label, true)])),
    ...Object.fromEntries(measures.map((measure) => [measure, column(measure, 'int', labels[measure])])),
    ...Object.fromEntries(modes.map((mode) => [`mode ${mode}`, column(`mode ${mode}`, 'int', `办结：${mode}`)])),
  },
  key: names.map((name) => ({
    from: dimensions[name].type === 'date' ? `coalesce(g."${name}", DATE '0001-01-01')` : `coalesce(g."${name}"::text, '')`,
    type: dimensions[name].type === 'date' ? ('date' as const) : ('text' as const),
  })),
  sorts: { day: [{ from: `coalesce(g.day, DATE '0001-01-01')`, type: 'date' }] },
  filters,
  changed: {
    from: '{delta} d',
    key: ['source', 'measure', 'part'].map((name) => ({ from: `d."${name}"`, type: 'text' as const })),
    told: false,
  },
  scope: (viewer) => viewer.within({ 'd.organisation': figureViewers }),
  where: ({ filters: given }) =>
    all(
      given.from === undefined ? undefined : sql`d.day >= ${given.from}::date`,
      given.until === undefined ? undefined : sql`d.day <= ${given.until}::date`,
      equals('d.hall', given.hall, 'uuid'),
      equals(dimensions.class.from, given.class),
      equals(dimensions.window.from, given.window),
      equals('d.item', given.item, 'uuid'),
      equals('d.organisation', given.organisation, 'uuid'),
    ),
  derive: (row) => ({
    // Undefined fields are not sent.
    ...Object.fromEntries(modes.map((mode) => [`mode ${mode}`, undefined])),
    handledByMode: Object.fromEntries(modes.map((mode) => [mode, row[`mode ${mode}`]])),
  }),
  derived: z.object({ handledByMode: z.record(caseMode, z.int()).describe('办结，按服务方式 / cases handled by mode (R-215)') }),
});
