import { burdenCategory, cleanUpLevel } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view, year } from '../views/view.js';
import { burdens } from './burden.js';

const { assessments, figures, items } = burdens.table;
const text = z.object({ zh: z.string(), en: z.string() });

const categories: Readonly<Record<z.output<typeof burdenCategory>, Text>> = {
  organisations: { zh: '组织机构和挂牌', en: 'organisations and plaques' },
  venues: { zh: '活动阵地', en: 'venues' },
  inspections: { zh: '创建达标评比', en: 'awards and inspections' },
  ledgers: { zh: '台账和报表', en: 'ledgers and forms' },
  stamps: { zh: '盖章项目', en: 'stamp items' },
  meetings: { zh: '会议', en: 'meetings' },
  reports: { zh: '报告', en: 'reports' },
};
const labelOf = (category: unknown) => categories[category as keyof typeof categories];

/** 社区负担: the figures of communities by year, beside the decrease they are to reach. */
export const burdenFigures = view({
  name: 'burden-figures',
  label: { zh: '社区负担', en: 'burden of communities' },
  about: { zh: '社区、镇街和审计，限本组织及下级', en: 'the community, its sub-district and auditors' },
  models: [burdens],
  table: figures,
  from: '{burden_figure} f',
  columns: columnsOf(figures, 'f', {
    community: '社区 / community',
    subDistrict: '镇街 / sub-district',
    year: '年度 / year',
    category: '类别 / category',
    count: '数量，空为未登记 / count; null: not recorded',
    percent: '应下降百分比 / decrease to reach in percent',
    last: '上年数量 / last year',
    missed: '未达目标，空为未核定 / target missed; null: the year is open',
  }),
  key: [
    { from: 'f.community', type: 'uuid' },
    { from: 'f.year', type: 'int' },
    { from: 'f.category', type: 'text' },
  ],
  sorts: { year: [{ from: 'f.year', type: 'int' }], category: [{ from: 'f.category', type: 'text' }] },
  filters: z
    .object({
      community: z.uuid().optional(),
      subDistrict: z.uuid().optional(),
      year: year.optional(),
      category: burdenCategory.optional(),
      missed: flag.optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'f.community': ['director', 'community-worker', 'auditor'], 'f."subDistrict"': ['sub-district'] }),
  where: ({ filters: given }) => {
    const missed = isTrue(given.missed);
    return all(
      equals('f.community', given.community, 'uuid'),
      equals('f."subDistrict"', given.subDistrict, 'uuid'),
      equals('f.year', given.year, 'int'),
      equals('f.category', given.category),
      missed === undefined ? undefined : sql`f.missed = ${missed}::boolean`,
    );
  },
  derive: (row, { policyAt, describe }) => ({
    categoryLabel: labelOf(row['category']),
    percentApplied: row['percent'] ?? policyAt(String(row['community'])).number('burden.decrease_percent'),
    basis: basisOf('D-burden', describe),
  }),
  derived: z.object({ categoryLabel: text, percentApplied: z.int(), basis: basis.nullable() }),
});

/** 清理计划: what is to be taken away by whom until when, and how far it has come. */
export const cleanUpItems = view({
  name: 'clean-up-items',
  label: { zh: '清理计划', en: 'clean-up plans' },
  about: {
    zh: '社区、镇街、部门和审计，限本组织及下级及其主管',
    en: 'communities, towns, departments and auditors, with who oversees them',
  },
  models: [burdens],
  table: items,
  from: '{clean_up_item} i',
  columns: columnsOf(items, 'i', {
    planner: '计划组织 / whose plan',
    level: 'community 社区，town 乡镇，department 部门',
    overseer: '主管 / overseer',
    year: '年度 / year',
    item: '序号 / item',
    category: '类别 / category',
    name: '清理事项 / what is cleaned up',
    action: 'remove 取消，merge 合并，reduce 压减',
    count: '现有数量 / how many there are',
    target: '目标数量 / how many may remain',
    percent: '计划下降百分比 / decrease that the plan sets itself',
    dueOn: '期限 / due',
    adoptedOn: '计划确定日期 / adopted on',
    state: 'planned 拟定，open 执行中，done 完成，kept 同意保留，missed 未完成',
    remaining: '剩余数量 / how many remain',
    doneOn: '办结日期 / settled on',
    inTime: '按期 / in time',
    reason: '保留理由 / why it is kept',
  }),
  key: [
    { from: 'i.planner', type: 'uuid' },
    { from: 'i.year', type: 'int' },
    { from: 'i.item', type: 'text' },
  ],
  sorts: {
    due: [{ from: 'i."dueOn"', type: 'date' }],
    level: [{ from: 'i.level', type: 'text' }],
    category: [{ from: 'i.category', type: 'text' }],
  },
  filters: z
    .object({
      ...{ planner: z.uuid().optional(), overseer: z.uuid().optional(), year: year.optional(), level: cleanUpLevel.optional() },
      ...{ category: burdenCategory.optional(), state: z.enum(['planned', 'open', 'done', 'kept', 'missed']).optional() },
      overdue: flag.optional(),
    })
    .strict(),
  scope: (viewer) =>
    viewer.within({
      'i.planner': ['director', 'community-worker', 'sub-district', 'department', 'auditor'],
      'i.overseer': ['sub-district', 'department', 'auditor'],
    }),
  where: ({ filters: given, today }) => {
    const overdue = isTrue(given.overdue);
    return all(
      equals('i.planner', given.planner, 'uuid'),
      equals('i.overseer', given.overseer, 'uuid'),
      equals('i.year', given.year, 'int'),
      equals('i.level', given.level),
      equals('i.category', given.category),
      equals('i.state', given.state),
      overdue === undefined ? undefined : sql`(i.state = 'open' AND i."dueOn" < ${today}::date) = ${overdue}::boolean`,
    );
  },
  derive: (row, { today, describe }) => ({
    categoryLabel: labelOf(row['category']),
    overdue: row['state'] === 'open' && String(row['dueOn']) < today,
    basis: basisOf('R-205', describe),
  }),
  derived: z.object({ categoryLabel: text, overdue: z.boolean(), basis: basis.nullable() }),
});

/** 年度综合考核: what government looks at in a community in a year, all departments in one. */
export const yearlyAssessments = view({
  name: 'yearly-assessments',
  label: { zh: '年度综合考核', en: 'merged assessments' },
  about: { zh: '社区、组织考核的部门和审计，限本组织及下级', en: 'the community, the organising office and auditors' },
  models: [burdens],
  table: assessments,
  from: '{yearly_assessment} y',
  columns: columnsOf(assessments, 'y', {
    community: '社区 / community',
    year: '年度 / year',
    organiser: '组织单位 / organising office',
    plannedOn: '计划日期 / planned on',
    departments: '并入的部门 / departments whose parts are in it',
    held: '已实施次数 / how often it was held',
    heldOn: '实施日期 / held on',
    words: '反馈 / what the community was told',
  }),
  key: [
    { from: 'y.community', type: 'uuid' },
    { from: 'y.year', type: 'int' },
  ],
  sorts: { year: [{ from: 'y.year', type: 'int' }], planned: [{ from: 'y."plannedOn"', type: 'date' }] },
  filters: z.object({ community: z.uuid().optional(), organiser: z.uuid().optional(), year: year.optional() }).strict(),
  scope: (viewer) =>
    viewer.within({ 'y.community': ['director', 'community-worker', 'auditor'], 'y.organiser': ['department', 'auditor'] }),
  where: ({ filters: given }) =>
    all(
      equals('y.community', given.community, 'uuid'),
      equals('y.organiser', given.organiser, 'uuid'),
      equals('y.year', given.year, 'int'),
    ),
  derive: (row, { policyAt, describe }) => ({
    mostPerYear: policyAt(String(row['community'])).number('assessment.per_year'),
    basis: basisOf('MCA15 assessment', describe),
  }),
  derived: z.object({ mostPerYear: z.int().describe('每年至多次数 / most in a year'), basis: basis.nullable() }),
});
