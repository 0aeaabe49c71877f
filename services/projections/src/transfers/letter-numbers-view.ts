import { z } from 'zod';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import { partyPeople } from './transfer-views.js';
import { transferTables } from './transfer-rows.js';
import { transfers } from './transfers.js';

/** 介绍信编号簿: every number of a committee's year, void ones with their reason (13.2). */
export const letterNumbers = view({
  name: 'letter-numbers',
  label: { zh: '介绍信编号簿', en: 'register of letter numbers' },
  about: partyPeople,
  models: [transfers],
  table: transferTables.numbers,
  from: '{letter_number} n',
  columns: columnsOf(transferTables.numbers, 'n', {
    register: '编号簿 / register',
    number: '编号 / number',
    committee: '开具的党委 / issuing committee',
    year: '年度 / year',
    transfer: '转接编号 / transfer',
    member: '党员编号 / person id',
    state: 'reserved 已占用，used 已启用，void 已作废',
    because: '作废原因：unused 未用，replaced 重新开具，withdrawn 撤回，cancelled 终止',
    reservedOn: '占用日期 / reserved on',
    until: '占用至 / reserved through',
    settledOn: '启用或作废日期 / used or void since',
  }),
  key: [
    { from: 'n.register', type: 'text' },
    { from: 'n.number', type: 'text' },
  ],
  sorts: { number: [{ from: 'n.number', type: 'text' }], arrival: [{ from: 'n."reservedOn"', type: 'date' }] },
  filters: z
    .object({
      committee: z.uuid().optional(),
      year: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      state: z.enum(['reserved', 'used', 'void']).optional(),
      number: z.string().min(1).max(20).optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'n.committee': ['party-officer', 'organisation-admin', 'auditor'] }),
  where: ({ filters: given }) =>
    all(
      equals('n.committee', given.committee, 'uuid'),
      equals('n.year', given.year),
      equals('n.state', given.state),
      given.number === undefined ? undefined : sql`n.number = ${given.number}`,
    ),
});
