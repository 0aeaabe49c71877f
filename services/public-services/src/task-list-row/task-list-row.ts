import type { EventOf, taskListRowEvents } from '@yimen/contracts';
import { model, refusals, type IsoDate } from '@yimen/kernel';
import { z } from 'zod';
import { admission } from '../admission/admission.js';
import { rules } from '../rules.js';

export type TaskListRowEvent = EventOf<(typeof taskListRowEvents)[number]>;
/** Under which application a row of a department's task list stands: one, whoever of the department imports the list, and however often. */
export type TaskListRow = { readonly status: 'free' } | { readonly status: 'taken'; readonly application: string; readonly on: IsoDate };

const refuse = refusals({
  'row-recorded': {
    ground: 'record',
    zh: '任务清单的这一行已录入，申请为{application}',
    en: 'this row of the task list stands under the application {application} already',
  },
  'row-under-way': {
    ground: 'record',
    zh: '任务清单的这一行正由本部门另一账号录入；未录成的，次日可再导入',
    en: 'another account of the department is recording this row; where that broke off, the row can be imported again on the next day',
  },
});
const { move, aggregate } = model<TaskListRow, TaskListRowEvent, never>();

export const taskListRow = aggregate({
  context: 'public-services',
  name: 'task-list-row',
  collection: 'task-list-rows',
  label: { zh: '任务清单行', en: 'row of a task list' },
  /** `{department}~{row}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'free' } as TaskListRow,
  states: { free: { zh: '未录入', en: 'not recorded' }, taken: { zh: '已录入', en: 'taken for an application' } },
  parties: () => ({}),
  readers: {},
  moves: {
    take: move({
      label: { zh: '录入申请', en: 'take it for an application' },
      from: ['free', 'taken'],
      by: 'system',
      input: z.object({ application: z.uuid() }).strict(),
      // Where the application stands under which the row was taken; `none`: it was never recorded.
      gather: async (read, _input, state): Promise<{ readonly held: string }> => ({
        held: state.status === 'taken' ? (await read.state(admission, state.application)).status : 'none',
      }),
      decide: (state, { application }, { today, facts }) => {
        if (state.status === 'taken') {
          const { application: holder, on } = state;
          if (holder === application) return [];
          if (facts.held !== 'none') return refuse('row-recorded', rules.admissionNumber, { application: holder, state: facts.held });
          // The register was asked, and the draft comes next or broke off.
          if (on === today) return refuse('row-under-way', rules.admissionNumber);
        }
        return { type: 'TaskListRowTaken', application, on: today };
      },
    }),
  },
  on: {
    TaskListRowTaken: (_state, { application, on }) => ({ status: 'taken', application, on }),
  },
});
