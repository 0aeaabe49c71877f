import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import { money } from './money.js';
import { moneyTables } from './tables.js';

const officers: readonly Role[] = ['department', 'finance', 'auditor', 'operator'];
const committee: readonly Role[] = ['director', 'secretary', 'community-worker', 'sub-district', 'auditor', 'operator'];

/** 5c: money promised, bound, received and confirmed for each task of a community, and what is owed. */
export const promisesView = view({
  name: 'money-tasks',
  label: { zh: '随事经费', en: 'money of the tasks' },
  about: { zh: '委托部门、财政、社区及其上级', en: 'the department, finance and the community, and those above them' },
  models: [money],
  table: moneyTables.promises,
  from: '{promise} p',
  columns: columnsOf(moneyTables.promises, 'p', {
    application: '准入事项 / application',
    community: '社区 / community',
    department: '委托部门 / department',
    finance: '财政部门 / finance office',
    matter: '事项名称 / matter',
    number: '编号 / number',
    state: '事项状态 / state of the matter',
    promised: '协议金额，分 / promised, fen',
    committed: '已承诺，分 / bound by finance, fen',
    refused: '未能承诺的原因 / why the money could not be bound',
    received: '到账，分 / received, fen',
    confirmed: '社区已确认，分 / confirmed by the community, fen',
    plan: '付款计划 / payment plan',
    owedSince: '最早未付期 / the oldest instalment that is open',
    owed: '该期欠付，分 / missing of it, fen',
  }),
  key: [
    { from: 'p.application', type: 'uuid' },
    { from: 'p.community', type: 'uuid' },
  ],
  sorts: { due: [{ from: `coalesce(p."owedSince", DATE '9999-12-31')`, type: 'date' }] },
  filters: z
    .object({
      application: z.uuid().optional(),
      community: z.uuid().optional(),
      department: z.uuid().optional(),
      late: flag.optional(),
      refused: flag.optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'p.department': officers, 'p.finance': officers, 'p.community': committee }),
  where: ({ filters: given, today }) => {
    const [late, refused] = [isTrue(given.late), isTrue(given.refused)];
    return all(
      equals('p.application', given.application, 'uuid'),
      equals('p.community', given.community, 'uuid'),
      equals('p.department', given.department, 'uuid'),
      late === undefined
        ? undefined
        : sql`(coalesce(p."owedSince" < ${today}::date, FALSE) AND p.state NOT IN ('expired', 'exited')) = ${late}::boolean`,
      refused === undefined ? undefined : sql`(p.refused IS NOT NULL) = ${refused}::boolean`,
    );
  },
  derive: (row, { today }) => {
    const since = row['owedSince'];
    const ended = row['state'] === 'expired' || row['state'] === 'exited';
    return { late: typeof since === 'string' && since < today && !ended };
  },
  derived: z.object({ late: z.boolean().describe('欠付已过应付日 / the day of an open instalment has passed') }),
});
