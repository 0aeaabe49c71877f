import { assessmentAnnounced, type EventOf, type yearlyAssessmentEvents } from '@yimen/contracts';
import { model, refusals, type MoveContext, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { organisationIn } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';

export type YearlyAssessmentEvent = EventOf<(typeof yearlyAssessmentEvents)[number]>;
interface Merged {
  readonly community: string;
  readonly organiser: string;
  readonly year: number;
  /** Departments whose parts were merged, in their order. */
  readonly departments: readonly string[];
  /** How often the community was assessed in the year. */
  readonly held: number;
}
/** The assessment of a community in a year: one for all departments (5.1.4, MCA15 assessment), so it is one stream. */
export type YearlyAssessment = { readonly status: 'none' } | ({ readonly status: 'open' | 'held' | 'concluded' } & Merged);

const refuse = refusals({
  'year-differs': { ground: 'record', zh: '社区或年度与登记不符', en: 'community or year are not those of the record' },
  'held-already': { ground: 'rule', zh: '该社区{year}年已综合考核{times}次', en: 'the community was assessed {times} time(s) in {year}' },
  'merged-already': { ground: 'record', zh: '该部门的内容已并入', en: 'the part of this department is in it already' },
  'veto-unfounded': {
    ground: 'rule',
    zh: '“一票否决”须有法律法规或者中央规定',
    en: 'a one-vote veto needs a law or a decision of the centre',
  },
  ranking: { ground: 'rule', zh: '部门不得对社区排名', en: 'a department does not rank communities' },
  'nothing-merged': { ground: 'record', zh: '没有部门并入考核内容', en: 'no department has put anything in' },
  'not-of-this-year': { ground: 'record', zh: '只能在{year}年内实施', en: 'it is held within {year}' },
});
const { move, aggregate } = model<YearlyAssessment, YearlyAssessmentEvent, 'organiser' | 'community' | 'department'>();
const words = z.string().trim().min(2).max(1000);
const standing = ['open', 'held', 'concluded'] as const;
type Standing = Exclude<YearlyAssessment, { status: 'none' }>;

/** MCA15 assessment: at most so often a year, for all departments together. */
function heldAlready({ held: times, year }: Standing, context: MoveContext): Refusal | undefined {
  return times >= context.policy.number(parameters.assessments) && stands('held-already', context)
    ? refuse('held-already', rules.assessment, { year, times })
    : undefined;
}

export const yearlyAssessment = aggregate({
  context: 'public-services',
  name: 'yearly-assessment',
  collection: 'yearly-assessments',
  label: { zh: '年度综合考核', en: 'merged assessment of a year' },
  /** `{community}~{year}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/,
  initial: { status: 'none' } as YearlyAssessment,
  states: {
    none: { zh: '未公告', en: 'not announced' },
    open: { zh: '归集中', en: 'being merged' },
    held: { zh: '已实施', en: 'held' },
    concluded: { zh: '已反馈', en: 'concluded' },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { organiser: { organisation: state.organiser }, community: { organisation: state.community } },
  place: (_state, id) => ({ organisation: organisationIn(id) }),
  readers: { organiser: ['department', 'auditor'], community: ['director', 'community-worker', 'auditor'] },
  moves: {
    announce: move({
      label: { zh: '公告综合考核', en: 'announce the merged assessment' },
      from: ['none'],
      by: { organiser: ['department'] },
      input: assessmentAnnounced.schema.omit({ on: true }),
      parties: ({ organiser }) => ({ organiser: { organisation: organiser } }),
      decide: (_none, input, { id, today }) =>
        id === `${input.community}~${input.year}` && input.plannedOn.startsWith(`${input.year}-`)
          ? { type: 'AssessmentAnnounced', ...input, on: today }
          : refuse('year-differs', rules.assessment),
    }),
    merge: move({
      label: { zh: '并入部门考核内容', en: 'put in the part of a department' },
      from: standing,
      by: { department: ['department'] },
      input: z
        .object({
          department: z.uuid(),
          content: words,
          oneVoteVeto: z.boolean(),
          vetoGround: z.string().trim().max(200).nullable(),
          ranking: z.boolean(),
        })
        .strict(),
      parties: ({ department }) => ({ department: { organisation: department } }),
      decide: (state, { department, content, oneVoteVeto, vetoGround, ranking }, context) => {
        if (state.departments.includes(department)) return refuse('merged-already', rules.assessment);
        if (oneVoteVeto && !vetoGround && stands('veto-unfounded', context)) return refuse('veto-unfounded', rules.assessment);
        if (ranking && stands('ranking', context)) return refuse('ranking', rules.assessment);
        const ground = oneVoteVeto ? vetoGround : null;
        return heldAlready(state, context) ?? { type: 'AssessmentPartMerged', department, content, vetoGround: ground, on: context.today };
      },
    }),
    hold: move({
      label: { zh: '实施综合考核', en: 'hold the assessment' },
      from: standing,
      by: { organiser: ['department'] },
      input: z.object({}).strict(),
      decide: (state, _input, context) => {
        const { departments, year } = state;
        if (departments.length === 0) return refuse('nothing-merged', rules.assessment);
        if (!context.today.startsWith(`${year}-`)) return refuse('not-of-this-year', rules.assessment, { year });
        return heldAlready(state, context) ?? { type: 'AssessmentHeld', departments: [...departments], on: context.today };
      },
    }),
    conclude: move({
      label: { zh: '反馈结果', en: 'tell the community what was found' },
      from: ['held'],
      by: { organiser: ['department'] },
      input: z.object({ words }).strict(),
      decide: (_held, input, { today }) => ({ type: 'AssessmentConcluded', ...input, on: today }),
    }),
  },
  on: {
    AssessmentAnnounced: (_none, { community, organiser, year }) => ({
      ...{ status: 'open', community, organiser, year },
      ...{ departments: [], held: 0 },
    }),
    AssessmentPartMerged: (state: Standing, { department }) => ({ ...state, departments: [...state.departments, department] }),
    AssessmentHeld: (state: Standing) => ({ ...state, status: 'held', held: state.held + 1 }),
    AssessmentConcluded: (state: Standing) => ({ ...state, status: 'concluded' }),
  },
});
