import { correctionIssued, type correctionNoticeEvents, type EventOf } from '@yimen/contracts';
import { isOverdue, model, refusals, type Due, type When } from '@yimen/kernel';
import { z } from 'zod';
import { overseerOf, type Overseer } from '../overseer.js';
import { stands } from '../overriding.js';
import { rules } from '../rules.js';

export type CorrectionNoticeEvent = EventOf<(typeof correctionNoticeEvents)[number]>;
interface Issued {
  readonly report: string;
  readonly organ: string;
  readonly department: string;
  readonly due: Due;
}
/** The notice of correction as the department meets it: without community, reporter and the day of the report. */
export type CorrectionNotice =
  | { readonly status: 'none' }
  | ({ readonly status: 'issued' } & Issued)
  | ({ readonly status: 'answered' } & Issued)
  | ({ readonly status: 'corrected' } & Issued)
  | ({ readonly status: 'escalated'; readonly to: string | null } & Issued);
type Open = When<CorrectionNotice, 'issued' | 'answered'>;

const refuse = refusals({
  'not-late-nor-serious': { ground: 'rule', zh: '未逾期且情节不严重', en: 'it is neither late nor serious' },
  'addressee-missing': { ground: 'record', zh: '提级须载明报送的机关', en: 'an escalation names the organ to which it goes' },
  'addressee-not-asked': { ground: 'record', zh: '已改正的不报送其他机关', en: 'what is corrected goes to nobody else' },
  'addressee-unfit': {
    ground: 'protection',
    zh: '报送的机关不得是该部门、其下属单位或者本机关',
    en: 'the organ is neither the department, nor below it, nor the one that escalates',
  },
  'addressee-unknown': { ground: 'record', zh: '组织台账中没有该机关', en: 'the book has no such organ' },
  'not-answered': { ground: 'record', zh: '部门尚未回复改正情况', en: 'the department has not answered yet' },
});
const { move, aggregate } = model<CorrectionNotice, CorrectionNoticeEvent, 'organ' | 'department' | 'addressee'>();
const words = z.string().trim().min(2).max(500);

export const correctionNotice = aggregate({
  context: 'public-services',
  name: 'correction-notice',
  collection: 'correction-notices',
  label: { zh: '改正通知', en: 'notice of correction' },
  ids: /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as CorrectionNotice,
  states: {
    none: { zh: '未发出', en: 'not issued' },
    issued: { zh: '已发出', en: 'issued' },
    answered: { zh: '已回复', en: 'answered' },
    corrected: { zh: '已改正', en: 'corrected', final: true },
    escalated: { zh: '已提级', en: 'escalated', final: true },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const to = state.status === 'escalated' ? state.to : null;
    return {
      ...{ organ: { organisation: state.organ }, department: { organisation: state.department } },
      ...(to !== null && { addressee: { organisation: to } }),
    };
  },
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.organ }),
  readers: { organ: ['department', 'auditor'], department: ['department'], addressee: ['department', 'auditor'] },
  moves: {
    issue: move({
      label: { zh: '发出', en: 'issue' },
      from: ['none'],
      by: 'system',
      input: correctionIssued.schema.omit({ on: true }),
      decide: (_none, input, { today }) => ({ type: 'CorrectionNoticeIssued', ...input, on: today }),
    }),
    answer: move({
      label: { zh: '回复改正情况', en: 'answer' },
      from: ['issued'],
      by: { department: ['department'] },
      input: z.object({ words }).strict(),
      decide: (_issued, input, { today }) => ({ type: 'CorrectionAnswered', ...input, on: today }),
    }),
    settle: move({
      label: { zh: '办结', en: 'settle' },
      from: ['issued', 'answered'],
      by: { organ: ['department'] },
      input: z
        .object({
          outcome: z.enum(['corrected', 'escalated']),
          serious: z.boolean(),
          circulated: z.boolean(),
          words,
          to: z.uuid().nullable().default(null),
        })
        .strict(),
      gather: async (read, { to }, state): Promise<Overseer> =>
        to === null || state.status === 'none' ? { stands: true, known: true, below: false } : overseerOf(read, to, state.department),
      decide: ({ status, organ, report, due }, input, context) => {
        const { today, facts } = context;
        const { to } = input;
        if (input.outcome === 'corrected' && to !== null) return refuse('addressee-not-asked', rules.reportCorrect);
        if (input.outcome === 'escalated' && to === null) return refuse('addressee-missing', rules.reportCorrect);
        if (to !== null && (to === organ || facts.below)) return refuse('addressee-unfit', rules.reportCorrect);
        if (!facts.known) return refuse('addressee-unknown', rules.reportCorrect);
        if (input.outcome === 'corrected' && status === 'issued') return refuse('not-answered', rules.reportCorrect);
        const late = 'dueOn' in due && isOverdue(due.dueOn, today);
        // SH20 38, CD20 47, DY25 20: what is serious goes to those who answer for discipline and supervision.
        if (input.outcome === 'escalated' && !late && !input.serious && stands('not-late-nor-serious', context))
          return refuse('not-late-nor-serious', rules.reportCorrect);
        return { type: 'CorrectionSettled', report, ...input, on: today };
      },
    }),
    computeDue: move({
      label: { zh: '算定期限', en: 'compute the due date' },
      from: ['issued', 'answered'],
      by: 'system',
      input: z.object({ deadline: z.literal('correction'), dueOn: z.iso.date() }).strict(),
      decide: (_state, { dueOn }) => ({ type: 'CorrectionDueComputed', dueOn }),
    }),
  },
  on: {
    CorrectionNoticeIssued: (_none, { report, organ, department, due }) => ({ status: 'issued', report, organ, department, due }),
    CorrectionAnswered: (state: When<CorrectionNotice, 'issued'>) => ({ ...state, status: 'answered' }),
    CorrectionSettled: (state: Open, { outcome, to = null }) =>
      outcome === 'escalated' ? { ...state, status: outcome, to } : { ...state, status: outcome },
    CorrectionDueComputed: (state: Open, { dueOn }) => ({ ...state, due: { dueOn } }),
  },
  deadlines: {
    correction: {
      rule: rules.reportCorrect,
      label: { zh: '改正期限', en: 'time to correct' },
      set: { CorrectionNoticeIssued: ({ due }) => due, CorrectionDueComputed: ({ dueOn }) => ({ dueOn }) },
      clear: ['CorrectionSettled'],
      computes: 'computeDue',
    },
  },
});
