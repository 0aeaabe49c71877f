import { partyCadences, type PartyCadence } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { z } from 'zod';
import { partyPeople, partyViewers } from '../transfers/transfer-views.js';
import { basis, basisOf } from '../views/basis.js';
import { all, any } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import { networkTables } from './network-rows.js';
import { partyNetwork } from './party-network.js';

const text = z.object({ zh: z.string(), en: z.string() });

const cadences: Readonly<Record<PartyCadence, Text>> = {
  'theme-day': { zh: '主题党日', en: 'theme days' },
  'organisation-life': { zh: '组织生活会', en: 'organisation-life meetings' },
  'democratic-assessment': { zh: '民主评议党员', en: 'democratic assessments' },
  study: { zh: '集中学习（学时）', en: 'hours of study' },
  'new-members': { zh: '发展党员', en: 'new members' },
};

/** 组织生活检查: what a month or a year of a branch lacked, for the branch and the organisation above. Nothing is added up or ranked (13.9). */
export const partyCadenceFindings = view({
  name: 'party-cadence',
  label: { zh: '组织生活检查结果', en: 'what months and years of branches lacked' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.cadences,
  from: '{cadence} c JOIN {network} n ON n.organisation = c.organisation',
  columns: {
    ...columnsOf(networkTables.cadences, 'c', {
      organisation: '党组织 / organisation',
      cadence: '检查事项 / what was looked at',
      period: '月份或年度 / month or year',
      required: '应有数，学习为学时 / required; of study, hours',
      found: '已登记数 / found',
      rule: '规则编号 / id of the rule',
      checkedOn: '检查日期 / looked at on',
    }),
    ...columnsOf(networkTables.organisations, 'n', {
      name: '名称 / name',
      level: '层级 / level',
      parent: '上级党组织 / organisation above',
    }),
  },
  key: [
    { from: 'c.organisation', type: 'uuid' },
    { from: 'c.cadence', type: 'text' },
    { from: 'c.period', type: 'text' },
  ],
  sorts: { period: [{ from: 'c.period', type: 'text' }], name: [{ from: 'n.name', type: 'text' }] },
  filters: z
    .object({
      organisation: z.uuid().optional(),
      cadence: z.enum(partyCadences).optional(),
      period: z
        .string()
        .regex(/^\d{4}(-\d{2})?$/)
        .optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'n.organisation': partyViewers, 'n.parent': partyViewers }),
  where: ({ filters: given }) =>
    all(
      given.organisation === undefined
        ? undefined
        : any(equals('c.organisation', given.organisation, 'uuid'), equals('n.parent', given.organisation, 'uuid')),
      equals('c.cadence', given.cadence),
      equals('c.period', given.period),
    ),
  derive: (row, { describe }) => ({
    cadenceLabel: cadences[row['cadence'] as PartyCadence],
    findingBasis: basisOf(row['rule'], describe),
  }),
  derived: z.object({ cadenceLabel: text, findingBasis: basis.nullable().describe('依据 / under what it is asked') }),
});
