import { burdenCategory, cleanUpItemPlanned, cleanUpPlanAdopted, type cleanUpEvents, type EventOf } from '@yimen/contracts';
import { model, refusals, type Due, type IsoDate, type Warning, type When } from '@yimen/kernel';
import { z } from 'zod';
import { met } from '../burden/burden.js';
import { organisationIn } from '../ids.js';
import { overseerOf } from '../overseer.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';

export type CleanUpEvent = EventOf<(typeof cleanUpEvents)[number]>;
type Planned = Extract<CleanUpEvent, { type: 'CleanUpItemPlanned' }>;
type Category = z.output<typeof burdenCategory>;

interface Item {
  readonly category: Category;
  readonly count: number;
  readonly target: number;
  readonly dueOn: IsoDate;
  readonly state: 'open' | 'done' | 'kept';
}
interface Plan extends Pick<Planned, 'planner' | 'level' | 'overseer' | 'year'> {
  readonly items: Readonly<Record<string, Item>>;
}
/** Clean-up plan of a community, town or department for a year: item by item, until each is carried out or kept. */
export type CleanUpPlan =
  | { readonly status: 'none' }
  | ({ readonly status: 'draft' } & Plan)
  | ({ readonly status: 'adopted' } & Plan)
  | ({ readonly status: 'closed' } & Plan);
type Adopted = When<CleanUpPlan, 'adopted'>;

const refuse = refusals({
  'overseer-is-planner': {
    ground: 'protection',
    zh: '计划不能由制定单位自己或者其下属单位监督',
    en: 'neither who draws the plan up nor a body below it oversees it',
  },
  'overseer-unknown': { ground: 'record', zh: '组织台账中没有该主管单位', en: 'the book has no such body of government to oversee it' },
  'plan-differs': {
    ground: 'record',
    zh: '组织、级别、主管或年度与计划不符',
    en: 'organisation, level, overseer or year are not those of the plan',
  },
  'item-known': { ground: 'record', zh: '事项{item}已在计划中', en: 'the item {item} stands in the plan already' },
  'item-not-open': { ground: 'record', zh: '事项{item}不在计划中或已办结', en: 'the item {item} is not open in the plan' },
  'not-less': { ground: 'record', zh: '目标须少于现有数量{count}', en: 'the target must be less than the {count} there are' },
  'target-not-reached': { ground: 'rule', zh: '{categories}未达下降目标', en: 'the plan does not reach the decrease of {categories}' },
  'more-than-target': { ground: 'record', zh: '仍有{remaining}项，目标为{target}项', en: '{remaining} remain, the target is {target}' },
  'year-not-over': { ground: 'record', zh: '年度未结束且有未办结事项', en: 'the year is not over, and items are open' },
});

const { move, aggregate } = model<CleanUpPlan, CleanUpEvent, 'planner' | 'overseer'>();

const open = ({ items }: Plan) => Object.entries(items).filter(([, { state }]) => state === 'open');
/** Day of the next open item, apart from one; null where none is open. */
function nextDue(plan: Plan, without?: string): Due | null {
  const [first] = open(plan)
    .flatMap(([key, { dueOn }]) => (key === without ? [] : [dueOn]))
    .sort();
  return first === undefined ? null : { dueOn: first };
}
/** Categories of which the plan leaves more than its target allows; by cross-multiplication over all items of the category. */
function short({ items }: Plan, percents: Readonly<Partial<Record<Category, number>>>, least: number): Category[] {
  return burdenCategory.options.filter((category) => {
    const of = Object.values(items).filter((each) => each.category === category);
    const sum = (figure: 'count' | 'target') => of.reduce((all, each) => all + each[figure], 0);
    return of.length > 0 && !met(sum('target'), sum('count'), Math.max(percents[category] ?? 0, least));
  });
}
function settled<S extends Adopted>(state: S, key: string, to: 'done' | 'kept'): S {
  const item = state.items[key];
  return item ? { ...state, items: { ...state.items, [key]: { ...item, state: to } } } : state;
}
const item = z.object({ item: cleanUpItemPlanned.schema.shape.item });
const words = z.string().trim().min(2).max(500);

export const cleanUpPlan = aggregate({
  context: 'public-services',
  name: 'clean-up-plan',
  collection: 'clean-up-plans',
  label: { zh: '清理计划', en: 'clean-up plan' },
  /** `{organisation}~{year}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/,
  initial: { status: 'none' } as CleanUpPlan,
  states: {
    none: { zh: '未制定', en: 'none yet' },
    draft: { zh: '拟定中', en: 'being drawn up' },
    adopted: { zh: '执行中', en: 'being carried out' },
    closed: { zh: '已办结', en: 'closed', final: true },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { planner: { organisation: state.planner }, overseer: { organisation: state.overseer } },
  place: (_state, id) => ({ organisation: organisationIn(id) }),
  readers: {
    planner: ['director', 'community-worker', 'sub-district', 'department', 'auditor'],
    overseer: ['sub-district', 'department', 'auditor'],
  },
  moves: {
    plan: move({
      label: { zh: '列入清理事项', en: 'plan an item' },
      from: ['none', 'draft'],
      by: { planner: ['director', 'sub-district', 'department'] },
      input: cleanUpItemPlanned.schema.omit({ on: true }),
      parties: ({ planner }) => ({ planner: { organisation: planner } }),
      // Whoever acts for the planner acts for those below it, and would let its own items stay.
      gather: (read, { overseer, planner }) => overseerOf(read, overseer, planner),
      decide: (state, input, { id, today, facts: { stands: known, below } }) => {
        const another =
          state.status !== 'none' &&
          (state.planner !== input.planner ||
            state.level !== input.level ||
            state.overseer !== input.overseer ||
            state.year !== input.year);
        if (input.planner === input.overseer || below) return refuse('overseer-is-planner', rules.cleanUp);
        if (!known) return refuse('overseer-unknown', rules.cleanUp);
        if (id !== `${input.planner}~${input.year}` || another) return refuse('plan-differs', rules.cleanUp);
        if (state.status !== 'none' && state.items[input.item]) return refuse('item-known', rules.cleanUp, { item: input.item });
        if (input.target >= input.count) return refuse('not-less', rules.burdenCategories, { count: input.count });
        return { type: 'CleanUpItemPlanned', ...input, on: today };
      },
    }),
    adopt: move({
      label: { zh: '确定计划', en: 'adopt the plan' },
      from: ['draft'],
      by: { planner: ['director', 'sub-district', 'department'] },
      input: cleanUpPlanAdopted.schema.omit({ on: true, nextDue: true }),
      decide: (state, input, context) => {
        const categories = short(state, input.percents, context.policy.number(parameters.burdenDecrease));
        if (categories.length > 0 && stands('target-not-reached', context))
          return refuse('target-not-reached', rules.burden, { categories });
        return { type: 'CleanUpPlanAdopted', ...input, nextDue: nextDue(state), on: context.today };
      },
    }),
    carryOut: move({
      label: { zh: '办结清理事项', en: 'carry an item out' },
      from: ['adopted'],
      by: { planner: ['director', 'sub-district', 'department'] },
      input: item.extend({ remaining: z.int().min(0), evidence: words }).strict(),
      decide: (state, input, { today }) => {
        const planned = state.items[input.item];
        if (planned?.state !== 'open') return refuse('item-not-open', rules.cleanUp, { item: input.item });
        const { target, dueOn } = planned;
        if (input.remaining > target) return refuse('more-than-target', rules.cleanUp, { remaining: input.remaining, target });
        return { type: 'CleanUpItemDone', ...input, inTime: today <= dueOn, nextDue: nextDue(state, input.item), on: today };
      },
    }),
    keep: move({
      label: { zh: '同意保留', en: 'keep an item' },
      from: ['adopted'],
      by: { overseer: ['sub-district', 'department'] },
      input: item.extend({ reason: words }).strict(),
      decide: (state, input, { today }) =>
        state.items[input.item]?.state === 'open'
          ? { type: 'CleanUpItemKept', ...input, nextDue: nextDue(state, input.item), on: today }
          : refuse('item-not-open', rules.cleanUp, { item: input.item }),
    }),
    close: move({
      label: { zh: '计划办结', en: 'close the plan' },
      from: ['adopted'],
      by: { overseer: ['sub-district', 'department'] },
      input: z.object({}).strict(),
      decide: (state, _input, { today }) => {
        const left = open(state).map(([key]) => key);
        if (left.length > 0 && Number(today.slice(0, 4)) <= state.year) return refuse('year-not-over', rules.cleanUp);
        const warning: Warning = {
          code: 'clean-up-open',
          rule: rules.cleanUp,
          detail: { zh: '部分清理事项未办结', en: 'some items were not carried out' },
        };
        const event: CleanUpEvent = { type: 'CleanUpPlanClosed', open: left, on: today };
        return { events: [event], warnings: left.length > 0 ? [warning] : [] };
      },
    }),
  },
  on: {
    CleanUpItemPlanned: (state, { planner, level, overseer, year, item: key, category, count, target, dueOn }) => ({
      status: 'draft',
      ...{ planner, level, overseer, year },
      items: { ...(state.status === 'none' ? {} : state.items), [key]: { category, count, target, dueOn, state: 'open' } },
    }),
    CleanUpPlanAdopted: (state: When<CleanUpPlan, 'draft'>) => ({ ...state, status: 'adopted' }),
    CleanUpItemDone: (state: Adopted, { item: key }) => settled(state, key, 'done'),
    CleanUpItemKept: (state: Adopted, { item: key }) => settled(state, key, 'kept'),
    CleanUpPlanClosed: (state: Adopted) => ({ ...state, status: 'closed' }),
  },
  deadlines: {
    item: {
      rule: rules.cleanUp,
      label: { zh: '清理期限', en: 'time to carry an item out' },
      set: {
        CleanUpPlanAdopted: ({ nextDue: next }) => next,
        CleanUpItemDone: ({ nextDue: next }) => next,
        CleanUpItemKept: ({ nextDue: next }) => next,
      },
      clear: ['CleanUpPlanClosed'],
    },
  },
});
