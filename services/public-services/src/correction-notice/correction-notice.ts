import { correctionIssued, type correctionNoticeEvents, type EventOf } from '@yimen/contracts';
import { isOverdue, model, refusals, type Due, type When } from '@yimen/kernel';
import { z } from 'zod';
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
  | ({ readonly status: 'escalated' } & Issued);
type Open = When<CorrectionNotice, 'issued' | 'answered'>;

const refuse = refusals({
  'not-late-nor-serious': { ground: 'rule', zh: '未逾期且情节不严重', en: 'it is neither late nor serious' },
  'not-answered': { ground: 'record', zh: '部门尚未回复改正情况', en: 'the department has not answered yet' },
});
const { move, aggregate } = model<CorrectionNotice, CorrectionNoticeEvent, 'organ' | 'department'>();
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
  parties: (state) =>
    state.status === 'none' ? {} : { organ: { organisation: state.organ }, department: { organisation: state.department } },
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.organ }),
  readers: { organ: ['department', 'auditor'], department: ['department'] },
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
      input: z.object({ outcome: z.enum(['corrected', 'escalated']), serious: z.boolean(), circulated: z.boolean(), words }).strict(),
      decide: ({ status, report, due }, input, context) => {
        const { today } = context;
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
    CorrectionSettled: (state: Open, { outcome }) => ({ ...state, status: outcome }),
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
