import { taskRefused, type EventOf } from '@yimen/contracts';
import { model, refusals, type IsoDate, type Reader } from '@yimen/kernel';
import { z } from 'zod';
import { findForbidden, findMatter, findPurchased } from '@yimen/policy';
import { admission } from '../admission/admission.js';
import { countyOf } from '../admission/applying/where.js';
import { linesOn, matterRegister, type Line } from '../matter-register/matter-register.js';
import { rules } from '../rules.js';

export type TaskRefusalEvent = EventOf<typeof taskRefused>;
type Refused = Omit<TaskRefusalEvent, 'type'>;
/** A community's refusal of a task (13.1); it lowers no score. */
export type TaskRefusal = { readonly status: 'none' } | ({ readonly status: 'refused' } & Refused);

/** Lines of the four registers on the day that have the task, by its matter or its application. */
interface Advice {
  /** The matter that is named, or that of the application; null where neither has one. */
  readonly matter: string | null;
  /** An application that is named asks for another matter than the one named beside it. */
  readonly differs: boolean;
  readonly lines: readonly Line[];
  /** County of the application that is named; null where there is none. */
  readonly appliedIn: string | null;
  /** County in which the community lies; null where the book does not tell. */
  readonly county: string | null;
}

const refuse = refusals({
  'task-unknown': {
    ground: 'record',
    zh: '没有事项或者申请{task}；没有编号的事项请只写名称',
    en: 'there is no matter or application {task}; what has no id is named in words',
  },
  'matter-differs': {
    ground: 'record',
    zh: '申请{application}不是事项{matter}的申请',
    en: 'the application {application} does not ask for the matter {matter}',
  },
  'county-differs': { ground: 'record', zh: '该社区属于{county}', en: 'the community lies in {county}' },
  'on-a-list': { ground: 'record', zh: '该事项在“{list}”登记中，不属清单外事项', en: 'the task stands in the register {list}' },
  'not-on-negative-list': { ground: 'record', zh: '该事项不在负面清单中', en: 'the task is not on the negative list' },
  'on-negative-list': {
    ground: 'record',
    zh: '该事项在负面清单中，应以此为由',
    en: 'the task is on the negative list: that is the reason',
  },
});

const { move, aggregate } = model<TaskRefusal, TaskRefusalEvent, 'community' | 'department'>();

async function standing(
  read: Reader,
  input: Pick<Refused, 'county' | 'community' | 'matter' | 'application'>,
  today: IsoDate,
): Promise<Advice> {
  const state = input.application === null ? undefined : await read.state(admission, input.application);
  const applied = state && state.status !== 'none' ? state.form : undefined;
  const matter = input.matter ?? applied?.matter.id ?? null;
  const lines = linesOn(await read.state(matterRegister, input.county), today);
  const named = lines.filter(
    (line) =>
      ((matter !== null && line.matter === matter) || (input.application !== null && line.application === input.application)) &&
      (line.communities === 'all' || line.communities.includes(input.community)),
  );
  const area = await read.area(input.community);
  return {
    matter,
    differs: applied !== undefined && matter !== applied.matter.id,
    lines: await bindingOn(read, named, input.community),
    appliedIn: applied?.county ?? null,
    county: area === undefined ? null : countyOf(area),
  };
}

/** Lines that bind a community: what is entrusted binds it by its own agreement only, with which the money comes (RCL25 43, 5.1.1). */
async function bindingOn(read: Reader, lines: readonly Line[], community: string): Promise<readonly Line[]> {
  const binding = lines.map(async ({ list, application }) => {
    if (list !== 'entrusted-purchased' || application === null) return true;
    const matter = await read.state(admission, application);
    return !('entry' in matter) || matter.class !== 'ENTRUST' || matter.entry.agreements[community] !== undefined;
  });
  const binds = await Promise.all(binding);
  return lines.filter((_line, at) => binds[at]);
}

export const taskRefusal = aggregate({
  context: 'public-services',
  name: 'task-refusal',
  collection: 'task-refusals',
  label: { zh: '拒绝清单外事项', en: 'refusal of a task' },
  ids: 'derived',
  initial: { status: 'none' } as TaskRefusal,
  states: { none: { zh: '未拒绝', en: 'not refused' }, refused: { zh: '已拒绝', en: 'refused', final: true } },
  parties: (state) =>
    state.status === 'none' ? {} : { community: { organisation: state.community }, department: { organisation: state.department } },
  readers: { community: ['director', 'community-worker', 'sub-district', 'auditor'], department: ['department'] },
  moves: {
    refuse: move({
      label: { zh: '拒绝', en: 'refuse a task' },
      from: ['none'],
      by: { community: ['director'] },
      input: z.object(taskRefused.schema.omit({ countsAgainst: true, on: true }).shape).strict(),
      parties: ({ community }) => ({ community: { organisation: community } }),
      gather: (read, input, _state, { today }) => standing(read, input, today),
      decide: (_none, input, { today, facts: { matter, differs, lines, appliedIn, county } }) => {
        const { matter: given, application } = input;
        if (county !== null && county !== input.county) return refuse('county-differs', rules.lists, { county });
        if (given !== null && !findMatter(given) && !findPurchased(given) && !findForbidden(given))
          return refuse('task-unknown', rules.lists, { task: given });
        if (application !== null && appliedIn !== input.county) return refuse('task-unknown', rules.lists, { task: application });
        if (differs) return refuse('matter-differs', rules.lists, { application, matter });
        // F01 to F12 are the negative list, whether a county has published it or not (13.1).
        const negative = matter !== null && findForbidden(matter) !== undefined;
        const other = lines.find(({ list }) => list !== 'negative');
        if (input.reason === 'NEGATIVE_LIST' && !negative) return refuse('not-on-negative-list', rules.lists);
        if (input.reason === 'NOT_ON_LIST' && negative) return refuse('on-negative-list', rules.lists);
        if (input.reason === 'NOT_ON_LIST' && other) return refuse('on-a-list', rules.lists, { list: other.list });
        return { type: 'TaskRefused', ...input, matter, countsAgainst: false, on: today };
      },
    }),
  },
  on: { TaskRefused: (_none, { type: _type, ...refused }) => ({ status: 'refused', ...refused }) },
});
