import { recordSeries } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, any, raw, sql } from '../views/clause.js';
import { equals, flag, isTrue, lastIfNull, view, type Asked, type Row, type ViewColumn } from '../views/view.js';
import { retention, retentionTables, type RetainedRow, type Series } from './retention.js';

const column = (name: string, type: ViewColumn['type'], label: string, nullable = false): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable,
  label,
});

const daysOf = ({ policy }: Pick<Asked, 'policy'>, series: Series) => policy.parameter(`retention.${series}.days`);

const nextSteps: Readonly<Record<RetainedRow['state'], { readonly running: Text; readonly over: Text }>> = {
  used: {
    running: { zh: '在用', en: 'in use' },
    over: { zh: '久未使用，可封存', en: 'not used any more: may be sealed' },
  },
  sealed: {
    running: { zh: '仅存储，期满前不得销毁', en: 'stored only; not destroyed before the period is over' },
    over: { zh: '期满，可申请销毁', en: 'the period is over: destruction may be asked for' },
  },
  'destruction-requested': {
    running: { zh: '待另一名档案管理员批准', en: 'another records officer has to agree' },
    over: { zh: '待另一名档案管理员批准', en: 'another records officer has to agree' },
  },
  'destruction-approved': {
    running: { zh: '已批准，等待期内', en: 'approved, waiting' },
    over: { zh: '已批准，等待期内', en: 'approved, waiting' },
  },
};
const held: Text = { zh: '法定留存，不得销毁', en: 'a legal hold stands: not destroyed' };

const isOver = (row: Row, today: string) => typeof row['dueOn'] === 'string' && row['dueOn'] < today;

/**
 * 保存期限: which record series of whom falls due, when and by which rule, for the records officers (13.10). Without a filter it shows what is
 * over and what is sealed, not everybody. Nothing is destroyed by it: each destruction is asked for by one officer and agreed by another.
 */
export const retentionView = view({
  name: 'retention',
  label: { zh: '保存期限', en: 'retention' },
  about: { zh: '档案管理员，限本组织及下级', en: 'records officers, within their organisations' },
  models: [retention],
  table: retentionTables.records,
  from: (where, asked) => {
    const days = recordSeries.map((series) => sql`WHEN r.series = ${series} THEN ${Number(daysOf(asked, series).value)}::int`);
    return sql`(SELECT * FROM (SELECT r.person, r.series, r.community, r.collector, r.state, r.ground, r."keptBy", r.holds > 0 AS held,
        coalesce(u.open, FALSE) AS "inUse", greatest(r."lastOn", u."lastOn") AS "lastUsedOn",
        CASE WHEN r.until IS NOT NULL THEN r.until WHEN u.open THEN NULL
          ELSE greatest(r."lastOn", u."lastOn") + (CASE ${days[0]} ${days[1]} ${days[2]} END) END AS "dueOn"
      FROM {retained} r LEFT JOIN LATERAL (
        SELECT bool_or(c.open) AS open, max(c."lastOn") AS "lastOn" FROM {case_use} c WHERE c.person = r.person) u ON TRUE) r
      WHERE ${where}) g`;
  },
  columns: {
    person: column('person', 'uuid', '人员编号 / person id'),
    series: column('series', 'text', 'identity 身份，contact 联系方式，hall 办事'),
    community: column('community', 'uuid', '所在社区 / community'),
    collector: column('collector', 'uuid', '登记组织 / collector'),
    state: column('state', 'text', 'used 在用，sealed 仅存储，destruction-requested 申请销毁，destruction-approved 批准销毁'),
    ground: column('ground', 'text', '封存事由 / why it was sealed', true),
    keptBy: column('keptBy', 'text', '封存时适用的期限规定 / what keeps it, as of the sealing', true),
    held: column('held', 'boolean', '有法定留存 / a legal hold stands'),
    inUse: column('inUse', 'boolean', '有未结办件 / a case is open'),
    lastUsedOn: column('lastUsedOn', 'date', '最后使用日期 / last used on'),
    dueOn: column('dueOn', 'date', '保存至，空为有未结办件 / kept until; null while a case is open', true),
  },
  key: [
    { from: 'g.person', type: 'uuid' },
    { from: 'g.series', type: 'text' },
  ],
  sorts: { due: [lastIfNull.date('g."dueOn"')] },
  silent: true,
  filters: z
    .object({
      person: z.uuid().optional(),
      series: z.enum(recordSeries).optional(),
      state: z.enum(['used', 'sealed', 'destruction-requested', 'destruction-approved']).optional(),
      over: flag.optional(),
      /** Falls due up to this day. */
      dueUntil: z.iso.date().optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'r.community': ['records-officer'], 'r.collector': ['records-officer'] }),
  where: ({ filters: given, today }) => {
    const over = isTrue(given.over);
    const isOverNow = sql`coalesce(r."dueOn" < ${today}::date, FALSE)`;
    return all(
      any(
        sql`r.state <> 'used'`,
        isOverNow,
        given.dueUntil === undefined ? undefined : sql`r."dueOn" <= ${given.dueUntil}::date`,
        given.person === undefined ? undefined : raw('TRUE'),
      ),
      given.dueUntil === undefined ? undefined : sql`r."dueOn" <= ${given.dueUntil}::date`,
      equals('r.person', given.person, 'uuid'),
      equals('r.series', given.series),
      equals('r.state', given.state),
      over === undefined ? undefined : over ? isOverNow : sql`NOT ${isOverNow}`,
    );
  },
  derive: (row, asked) => {
    const over = isOver(row, asked.today);
    const { value, source, set } = daysOf(asked, row['series'] as Series);
    const step = nextSteps[row['state'] as RetainedRow['state']];
    return {
      over,
      retentionDays: Number(value),
      keptUnder: row['keptBy'] ?? `${source} · ${set}`,
      retentionBasis: basisOf('D-retention', asked.describe),
      nextStep: row['held'] === true ? held : over ? step.over : step.running,
    };
  },
  derived: z.object({
    over: z.boolean().describe('期满 / the period is over'),
    retentionDays: z.int().describe('现行保存天数，自最后使用起 / days kept from the last use, as of today'),
    keptUnder: z.string().describe('期限的依据 / what keeps it'),
    retentionBasis: basis.nullable(),
    nextStep: z.object({ zh: z.string(), en: z.string() }).describe('下一步 / next step'),
  }),
});
