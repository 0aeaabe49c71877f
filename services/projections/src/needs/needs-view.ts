import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all } from '../views/clause.js';
import { columnsOf, equals, view, year } from '../views/view.js';
import { needs } from './needs.js';
import { groupsToldIn, serviceGroupWords } from './service-groups.js';

const { profiles } = needs.table;
/** 社区需求画像: what a community knows of its residents before it plans a year; figures only. */
export const needsProfiles = view({
  name: 'needs-profiles',
  label: { zh: '社区需求画像', en: 'needs profiles' },
  about: { zh: '社区、镇街和审计，限本组织及下级', en: 'the community, its sub-district and auditors' },
  models: [needs],
  table: profiles,
  from: '{needs_profile} n',
  columns: columnsOf(profiles, 'n', {
    community: '社区 / community',
    year: '年度 / year',
    source: '资料来源 / where the statistics come from',
    document: '资料名称 / table or report',
    asOf: '统计时点 / the day for which they stand',
    ages: '年龄段人数 / people by age band',
    occupations: '职业人数 / people by occupation',
    serviceGroups:
      '服务人群人数，空为未登记；人群有重叠，不得相加 / people by service group, null: not told; they overlap and are not added up',
    customs: '习俗和生活方式 / customs and habits',
    recordedOn: '登记日期 / recorded on',
  }),
  key: [
    { from: 'n.community', type: 'uuid' },
    { from: 'n.year', type: 'int' },
  ],
  sorts: { year: [{ from: 'n.year', type: 'int' }] },
  filters: z.object({ community: z.uuid().optional(), year: year.optional() }).strict(),
  scope: (viewer) => viewer.within({ 'n.community': ['director', 'community-worker', 'secretary', 'sub-district', 'auditor'] }),
  where: ({ filters: given }) => all(equals('n.community', given.community, 'uuid'), equals('n.year', given.year, 'int')),
  derive: (row, { describe }) => {
    const groups = groupsToldIn(row['serviceGroups']);
    return { basis: basisOf('R-008', describe), groups, groupsBasis: groups.length > 0 ? basisOf('R-009', describe) : null };
  },
  derived: z.object({ basis: basis.nullable(), groups: z.array(serviceGroupWords), groupsBasis: basis.nullable() }),
});
