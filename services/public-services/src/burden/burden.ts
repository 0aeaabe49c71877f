import { burdenCategory, burdenRecorded, type burdenEvents, type EventOf } from '@yimen/contracts';
import { model, refusals, type Warning } from '@yimen/kernel';
import { z } from 'zod';
import { isTownOf } from '../admission/applying/where.js';
import { organisationIn } from '../ids.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';

export type BurdenEvent = EventOf<(typeof burdenEvents)[number]>;
type Category = z.output<typeof burdenCategory>;
type Figures = Readonly<Partial<Record<Category, number>>>;
interface Year {
  readonly community: string;
  readonly subDistrict: string;
  readonly year: number;
  readonly figures: Figures;
  /** Least decrease against last year, in percent. */
  readonly targets: Figures;
}
/** Burden figures of a community and year (5.1.4; ). */
export type Burden = { readonly status: 'none' } | ({ readonly status: 'open' } & Year) | ({ readonly status: 'closed' } & Year);

/** Figures of the year before, as its own stream has them. */
interface Advice {
  readonly last: Figures;
}

const refuse = refusals({
  'year-differs': { ground: 'record', zh: '社区或年度与登记不符', en: 'community or year are not those of the record' },
  'sub-district-elsewhere': {
    ground: 'record',
    zh: '该社区不属于这个街道、镇或者乡',
    en: 'the community does not lie in this sub-district, town or township',
  },
  'year-not-over': { ground: 'record', zh: '年度尚未结束', en: 'the year is not over' },
  'figures-missing': { ground: 'record', zh: '尚缺：{categories}', en: 'figures are missing for {categories}' },
});
const { move, aggregate } = model<Burden, BurdenEvent, 'community' | 'subDistrict'>();
const categories = burdenCategory.options;

/** A category falls by its target: `figure × 100 ≤ last × (100 − percent)`, by cross-multiplication; without a last figure nothing is missed. */
export function met(figure: number, last: number | undefined, percent: number): boolean {
  return last === undefined || BigInt(figure) * 100n <= BigInt(last) * BigInt(100 - percent);
}
const all = (of: Figures) =>
  Object.fromEntries(categories.map((category) => [category, of[category] ?? null])) as Record<Category, number | null>;

export const burden = aggregate({
  context: 'public-services',
  name: 'burden',
  collection: 'burdens',
  label: { zh: '社区负担', en: 'burden of a community' },
  /** `{community}~{year}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/,
  initial: { status: 'none' } as Burden,
  states: {
    none: { zh: '未登记', en: 'nothing recorded' },
    open: { zh: '登记中', en: 'open' },
    closed: { zh: '已核定', en: 'closed', final: true },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { community: { organisation: state.community }, subDistrict: { organisation: state.subDistrict } },
  place: (_state, id) => ({ organisation: organisationIn(id) }),
  readers: { community: ['director', 'community-worker', 'auditor'], subDistrict: ['sub-district'] },
  moves: {
    record: move({
      label: { zh: '登记', en: 'record a figure' },
      from: ['none', 'open'],
      by: { community: ['director', 'community-worker'] },
      input: burdenRecorded.schema.omit({ on: true }),
      parties: ({ community }) => ({ community: { organisation: community } }),
      // Who sets targets and closes the year is who stands above the community by the book, also after the town has become another.
      gather: async (read, { community, subDistrict }, _state, { today }): Promise<{ readonly above: boolean }> => ({
        above: await isTownOf(read, subDistrict, community, today),
      }),
      decide: (_state, input, { id, today, facts: { above } }) => {
        if (id !== `${input.community}~${input.year}`) return refuse('year-differs', rules.burden);
        if (!above) return refuse('sub-district-elsewhere', rules.burden);
        return { type: 'BurdenRecorded', ...input, on: today };
      },
    }),
    setTarget: move({
      label: { zh: '设定目标', en: 'set a target' },
      from: ['open'],
      by: { subDistrict: ['sub-district'] },
      input: z.object({ category: burdenCategory, percent: z.int().min(0).max(100) }).strict(),
      decide: (_open, input, { today }) => ({ type: 'BurdenTargetSet', ...input, on: today }),
    }),
    close: move({
      label: { zh: '年度核定', en: 'close the year' },
      from: ['open'],
      by: { subDistrict: ['sub-district'] },
      input: z.object({}).strict(),
      gather: async (read, _input, state): Promise<Advice> => {
        if (state.status === 'none') return { last: {} };
        const before = await read.state({ name: 'burden', initial: { status: 'none' } as Burden }, `${state.community}~${state.year - 1}`);
        return { last: before.status === 'none' ? {} : before.figures };
      },
      decide: ({ year, figures, targets }, _input, { today, policy, facts: { last } }) => {
        if (Number(today.slice(0, 4)) <= year) return refuse('year-not-over', rules.burden);
        const missing = categories.filter((category) => figures[category] === undefined);
        if (missing.length > 0) return refuse('figures-missing', rules.burden, { categories: missing });
        const least = policy.number(parameters.burdenDecrease);
        const missed = categories.filter((each) => !met(figures[each] ?? 0, last[each], targets[each] ?? least));
        const warning: Warning = {
          code: 'burden-not-lowered',
          rule: 'D-burden',
          detail: { zh: '部分负担未达下降目标', en: 'some burdens have not fallen as planned' },
        };
        const event: BurdenEvent = { type: 'BurdenYearClosed', year, figures: all(figures), last: all(last), missed, on: today };
        return { events: [event], warnings: missed.length > 0 ? [warning] : [] };
      },
    }),
  },
  on: {
    BurdenRecorded: (state, { community, subDistrict, year, category, count }) => ({
      status: 'open',
      community,
      subDistrict,
      year,
      figures: { ...(state.status === 'none' ? {} : state.figures), [category]: count },
      targets: state.status === 'none' ? {} : state.targets,
    }),
    BurdenTargetSet: (state, { category, percent }) =>
      state.status === 'none' ? state : { ...state, targets: { ...state.targets, [category]: percent } },
    BurdenYearClosed: (state) => (state.status === 'none' ? state : { ...state, status: 'closed' }),
  },
});
