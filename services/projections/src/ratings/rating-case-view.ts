import type { Role, Text } from '@yimen/kernel';
import { ratingDeadlineRules } from '@yimen/policy';
import { z } from 'zod';
import { basis, basisOf, lateness } from '../views/basis.js';
import { all, any, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view } from '../views/view.js';
import { ratingCaseTables, ratingCases, type RatingDeadline } from './rating-cases.js';

const viewers: readonly Role[] = ['rating-supervisor', 'hall-manager', 'auditor'];

const labels: Readonly<Record<RatingDeadline, Text>> = {
  accept: { zh: '差评受理', en: 'taking on a bad rating' },
  verify: { zh: '差评核实', en: 'verification of a bad rating' },
  rectify: { zh: '差评整改', en: 'rectification of a bad rating' },
  callback: { zh: '差评回访', en: 'callback after a bad rating' },
  recheck: { zh: '差评复核', en: 'recheck of a bad rating' },
};

const past = (today: string) => any(sql`r."dueOn" < ${today}::date`, sql`r."stepDueOn" < ${today}::date`);

/** For those who deal with bad ratings. The rated person gets no row about his own work: neither the rater nor the moment (13.3). */
export const ratingCasesView = view({
  name: 'rating-cases',
  label: { zh: '差评办理', en: 'rating cases' },
  about: {
    zh: '好差评监督员、大厅负责人、审计员，限本组织及下级；被评价人看不到涉及本人的差评',
    en: 'supervisors, hall managers and auditors within their organisations; never the rated person',
  },
  models: [ratingCases],
  table: ratingCaseTables.cases,
  from: '{rating_case} r',
  columns: columnsOf(ratingCaseTables.cases, 'r', {
    ratingCase: '编号 / id',
    rating: '评价 / rating',
    level: '评价等级 / level',
    reasons: '原因 / reasons',
    organisation: '责任组织 / organisation',
    hall: '大厅 / hall',
    item: '事项 / matter',
    handler: '被评价账号 / account of the rated person',
    named: '实名 / by name',
    rater: '评价人编号，仅实名 / person id of the rater, only by name',
    state: '状态 / state',
    openedOn: '立案日期 / opened on',
    dueOn: '整改期限 / due',
    duePending: '待日历 / the date waits for its calendar',
    stepKind: '当前环节 / the step that runs: accept 受理，verify 核实，callback 回访，recheck 复核',
    stepDueOn: '当前环节期限 / due date of the step',
    stepPending: '当前环节期限待日历 / it waits for its calendar',
    responsible: '首接负责人 / responsible',
    finding: '核实结论 / finding',
    reached: '已回访到本人 / reached',
    inTime: '按期办结 / closed in time',
  }),
  key: [{ from: 'r."ratingCase"', type: 'uuid' }],
  sorts: {
    due: [lastIfNull.date('least(r."dueOn", r."stepDueOn")')],
    arrival: [{ from: 'r."openedOn"', type: 'date' }],
    state: [{ from: 'r.state', type: 'text' }],
  },
  filters: z
    .object({
      state: z.string().max(20).optional(),
      hall: z.uuid().optional(),
      item: z.uuid().optional(),
      organisation: z.uuid().optional(),
      named: flag.optional(),
      open: flag.optional(),
      overdue: flag.optional(),
    })
    .strict(),
  scope: (viewer) => all(viewer.within({ 'r.organisation': viewers }), sql`r.handler <> ${viewer.account ?? ''}`),
  where: ({ filters: given, today }) => {
    const [named, open, overdue] = [isTrue(given.named), isTrue(given.open), isTrue(given.overdue)];
    return all(
      equals('r.state', given.state),
      equals('r.hall', given.hall, 'uuid'),
      equals('r.item', given.item, 'uuid'),
      equals('r.organisation', given.organisation, 'uuid'),
      named === undefined ? undefined : sql`r.named = ${named}::boolean`,
      open === undefined ? undefined : sql`r.open = ${open}::boolean`,
      overdue === undefined ? undefined : sql`coalesce(${all(sql`r.open`, past(today))}, FALSE) = ${overdue}::boolean`,
    );
  },
  derive: (row, { today, describe }) => {
    const stands = row['inTime'] === null && row['state'] !== 'struck';
    const dates = [['rectify', row['dueOn']] as const, [row['stepKind'] as RatingDeadline | null, row['stepDueOn']] as const];
    const late = dates.flatMap(([deadline, dueOn]) =>
      stands && deadline && typeof dueOn === 'string' && dueOn < today ? [{ deadline, label: labels[deadline], dueOn }] : [],
    );
    const step = row['stepKind'] as RatingDeadline | null;
    return {
      overdue: late.length > 0,
      late,
      dueBasis: basisOf(ratingDeadlineRules.rectify, describe),
      stepBasis: step && basisOf(ratingDeadlineRules[step], describe),
    };
  },
  derived: z.object({
    overdue: z.boolean().describe('整改或当前环节已超期 / the whole or its step is overdue'),
    late: lateness.describe('已超的各项期限 / every date that has passed'),
    dueBasis: basis.nullable().describe('整改期限的依据 / under what the whole runs'),
    stepBasis: basis.nullable().describe('当前环节期限的依据 / under what the step runs'),
  }),
});
