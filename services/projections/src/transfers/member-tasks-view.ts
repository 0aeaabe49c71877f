import { memberTasks as tasks } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import { partyKeepers, partyPeople, partyViewers } from './transfer-views.js';
import { transferTables } from './transfer-rows.js';
import { transfers } from './transfers.js';

type Task = (typeof tasks)[number];

const labels: Readonly<Record<Task, Text>> = {
  'transfer-membership': { zh: '应当转移组织关系', en: 'must transfer membership' },
  'register-floating': { zh: '登记流动党员', en: 'register as floating' },
  'propose-stop': { zh: '研究停止党籍', en: 'consider a proposal to stop the membership' },
  'propose-removal': { zh: '研究除名', en: 'consider a proposal of removal' },
  'contact-abroad': { zh: '联系出国党员', en: 'contact the member abroad' },
  'left-by-himself-procedure': { zh: '研究自行脱党处置', en: 'consider the procedure of leaving by himself' },
  'decide-after-correction': { zh: '限期改正届满，作出决定', en: 'decide after the time to mend' },
  'record-death': { zh: '核实死亡并登记党籍终止', en: 'verify the death and record the end' },
};

/** 党员管理待办: what time asks the branches to look into; nothing follows by itself (4.2). */
export const memberTasks = view({
  name: 'member-tasks',
  label: { zh: '党员管理待办', en: 'tasks about members' },
  about: partyPeople,
  models: [transfers],
  table: transferTables.tasks,
  from: '{member_task} k JOIN {member} m ON m.person = k.person',
  columns: {
    ...columnsOf(transferTables.tasks, 'k', {
      person: '党员编号 / person id',
      timer: '期限 / timer',
      task: '待办 / task',
      rule: '规则编号 / id of the rule',
      branch: '支部 / branch',
      since: '产生日期 / since',
      open: '未办结 / open',
      settledOn: '办结日期 / settled on',
    }),
    ...columnsOf(transferTables.members, 'm', { name: '姓名（密封） / name, sealed' }),
  },
  key: [
    { from: 'k.person', type: 'uuid' },
    { from: 'k.timer', type: 'text' },
  ],
  sorts: { arrival: [{ from: 'k.since', type: 'date' }], task: [{ from: 'k.task', type: 'text' }] },
  filters: z
    .object({ person: z.uuid().optional(), branch: z.uuid().optional(), task: z.enum(tasks).optional(), open: flag.optional() })
    .strict(),
  scope: (viewer) => viewer.within({ 'k.branch': partyViewers }),
  where: ({ filters: given }) => {
    const open = isTrue(given.open);
    return all(
      equals('k.person', given.person, 'uuid'),
      equals('k.branch', given.branch, 'uuid'),
      equals('k.task', given.task),
      open === undefined ? undefined : sql`k.open = ${open}::boolean`,
    );
  },
  opens: (viewer) => viewer.reaches({ 'k.branch': partyKeepers }),
  derive: (row, { describe }) => ({ taskLabel: labels[row['task'] as Task], taskBasis: basisOf(row['rule'], describe) }),
  derived: z.object({
    taskLabel: z.object({ zh: z.string(), en: z.string() }),
    taskBasis: basis.nullable().describe('待办的依据 / under what the task was raised'),
  }),
});
