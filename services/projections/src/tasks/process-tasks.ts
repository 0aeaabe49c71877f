import {
  agreementMoneyCommitted,
  agreementMoneyRefused,
  commitmentClosed,
  mandatoryReportDue,
  mandatoryReportMade,
  processTaskClosed,
  processTaskRaised,
  projectAllocated,
  projectMoneyRefused,
  surplusFound,
  surplusRecovered,
  type EventOf,
} from '@yimen/contracts';
import { businessDate, timeZone, type Instant, type Role, type Text } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import { raisedTask, taskColumns, type TaskRow } from '@yimen/service-shell/slice';
import { z } from 'zod';
import { all, any, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import type { Viewer } from '../views/viewer.js';

/** A task with what was noted when it was closed. */
export interface ProcessTaskRow extends TaskRow {
  readonly note: string | null;
}

const tables = {
  tasks: table<ProcessTaskRow>('task', {
    columns: { ...taskColumns, note: { type: 'text', nullable: true } },
    key: ['task'],
    indices: [['open', 'dueOn']],
  }),
};

const refusedMoney: Readonly<Record<EventOf<typeof agreementMoneyRefused>['because'], Text>> = {
  'no-budget-line': { zh: '资金来源中没有该预算项', en: 'the source has no such budget line' },
  'purpose-not-in-line': { zh: '预算项的用途与协议不符', en: 'the budget line is for another purpose than the agreement' },
  'line-frozen': { zh: '预算项已冻结', en: 'the budget line is frozen' },
  'over-budget': { zh: '超出预算', en: 'beyond the budget' },
  'not-enough-money': { zh: '可用资金不足', en: 'not enough free money' },
};

/** Date and time on the wall. */
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
const clock = (at: Instant): string => wall.format(new Date(at));

/** Moves that the system should have made and could not: tasks for people, of every service (decision 19). */
export const processTasks = projection(
  'process-tasks',
  1,
  tables,
  (on) => {
    on(processTaskRaised, ({ tasks }, { event, item, happenedOn }) => tasks.put({ ...raisedTask(event, item, happenedOn), note: null }));
    on(processTaskClosed, ({ tasks }, { event, item }) => tasks.patch([item], { open: false, note: event.note }));
    // Refused by the books as a fact, not as an answer: the same task of a person, closed when the money is bound after all or the matter has ended.
    on(agreementMoneyRefused, ({ tasks }, { event, happenedOn }) => {
      const { commitment, application, because, owner, dueOn } = event;
      tasks.put({
        ...{ task: commitment, by: 'process:bind-money', slice: 'matter-money', item: application, move: 'askAgain', code: because },
        detail: refusedMoney[because],
        ...{ ownerRole: owner.role, ownerOrganisation: owner.organisation, dueOn, raisedOn: happenedOn, open: true, note: null },
      });
    });
    // Of the project's own stream, so that another source may bind it after all.
    const projectMoney = (project: string) => `project-money ${project}`;
    on(projectMoneyRefused, ({ tasks }, { event: { code, detail, owner, dueOn }, item, happenedOn }) =>
      tasks.put({
        ...{ task: projectMoney(item), by: 'process:money-of-projects', slice: 'project', item, move: 'askAgain', code, detail },
        ...{ ownerRole: owner.role, ownerOrganisation: owner.organisation, dueOn, raisedOn: happenedOn, open: true, note: null },
      }),
    );
    on(projectAllocated, ({ tasks }, { item }) => {
      if (tasks.get(projectMoney(item))) tasks.patch([projectMoney(item)], { open: false });
    });
    const surplus = (source: string, line: string) => `surplus ${source} ${line}`;
    on(surplusFound, ({ tasks }, { event, item: source, happenedOn }) => {
      const { line, owner, dueOn, unusedYears } = event;
      tasks.put({
        ...{ task: surplus(source, line), by: 'deadline:surplus', slice: 'fund-source', item: source, move: 'recover', code: 'surplus' },
        detail: {
          zh: `预算项${line}连续${unusedYears}年未使用，作为结余收回`,
          en: `the line ${line} was unused ${unusedYears} years running: to be taken back`,
        },
        ...{ ownerRole: owner.role, ownerOrganisation: owner.organisation, dueOn, raisedOn: happenedOn, open: true, note: null },
      });
    });
    on(surplusRecovered, ({ tasks }, { event: { line }, item: source }) => {
      if (tasks.get(surplus(source, line))) tasks.patch([surplus(source, line)], { open: false });
    });
    // What a committee has to report at once is before whoever is at work there, until it is reported (2.1 P6).
    on(mandatoryReportDue, ({ tasks }, { event: { kind, community, dueAt }, item, happenedOn }) =>
      tasks.put({
        ...{
          task: `mandatory-report ${item}`,
          by: 'deadline:D-mandatory-report',
          slice: 'mandatory-report',
          item,
          move: 'report',
          code: kind,
        },
        detail: { zh: `须在${clock(dueAt)}前向有关部门报告`, en: `to be reported to the authorities before ${clock(dueAt)}` },
        ...{ ownerRole: 'community-worker', ownerOrganisation: community, dueOn: businessDate(dueAt), raisedOn: happenedOn },
        ...{ open: true, note: null },
      }),
    );
    on(mandatoryReportMade, ({ tasks }, { item }) => tasks.patch([`mandatory-report ${item}`], { open: false }));
    // Bound after all, or asked for no more because the matter has ended.
    for (const contract of [agreementMoneyCommitted, commitmentClosed])
      on(contract, ({ tasks }, { event: { commitment } }) => {
        if (tasks.get(commitment)) tasks.patch([commitment], { open: false });
      });
  },
  // Every service keeps such streams; those of a service that is not installed have no topic to wait for.
  { contexts: ['organisations', 'residents', 'public-services', 'finance'] },
);

const owners: readonly Role[] = [
  'window-clerk',
  'case-handler',
  'hall-manager',
  'rating-supervisor',
  'community-worker',
  'secretary',
  'party-officer',
  'director',
  'sub-district',
  'department',
  'finance',
  'records-officer',
  'organisation-admin',
];

/** A task is shown to holders of its role: in its organisation or above, or anywhere where it belongs to the whole installation. */
function scope(viewer: Viewer) {
  viewer.require(...owners, 'operator');
  return any(
    ...[...owners, 'operator' as const]
      .filter((role) => viewer.holds(role))
      .map((role) =>
        all(sql`t."ownerRole" = ${role}`, any(sql`t."ownerOrganisation" IS NULL`, viewer.reaches({ 't."ownerOrganisation"': [role] }))),
      ),
  );
}

export const tasksView = view({
  name: 'process-tasks',
  label: { zh: '人工待办', en: 'tasks raised by the system' },
  about: { zh: '待办所属角色，限本组织及下级', en: 'holders of the role that the task belongs to' },
  models: [processTasks],
  table: tables.tasks,
  from: '{task} t',
  columns: columnsOf(tables.tasks, 't', {
    task: '编号 / id',
    by: '来源流程或期限 / process or deadline',
    slice: '事项类别 / subject',
    item: '事项编号 / item',
    move: '未完成的操作 / the move',
    code: '原因代码 / code',
    detail: '原因 / why',
    ownerRole: '责任角色 / role',
    ownerOrganisation: '责任组织，空为全局 / organisation; null: the whole installation',
    dueOn: '期限 / due',
    raisedOn: '产生日期 / raised on',
    open: '未办结 / open',
    note: '办结说明 / what was done',
  }),
  key: [{ from: 't.task', type: 'text' }],
  sorts: { due: [{ from: 't."dueOn"', type: 'date' }], arrival: [{ from: 't."raisedOn"', type: 'date' }] },
  filters: z
    .object({
      open: flag.optional(),
      slice: z.string().max(40).optional(),
      item: z.string().max(200).optional(),
      overdue: flag.optional(),
    })
    .strict(),
  scope,
  where: ({ filters: given, today }) => {
    const [open, overdue] = [isTrue(given.open), isTrue(given.overdue)];
    return all(
      open === undefined ? undefined : sql`t.open = ${open}::boolean`,
      equals('t.slice', given.slice),
      equals('t.item', given.item),
      overdue === undefined ? undefined : sql`(t.open AND t."dueOn" < ${today}::date) = ${overdue}::boolean`,
    );
  },
  derive: (row, { today }) => ({ overdue: row['open'] === true && String(row['dueOn']) < today }),
  derived: z.object({ overdue: z.boolean().describe('已超期 / overdue') }),
});
