import { dueAfter, isRefusal, type MoveContext, type Refusal, type Reservation } from '@yimen/kernel';
import { z } from 'zod';
import { stands } from '../../overriding.js';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { inWorkingDays } from '../../working-days.js';
import { refuse } from '../refuse.js';
import { move, officers, type AdmissionEvent, type Form, type Hit } from '../state.js';
import { checkAhead, checkMatter, checkMoney, checkPeriod, gapsOf } from './form-checks.js';
import { ends, hitsOf } from './guards.js';
import { completed, formInput, whereOf, type Where } from './where.js';

const nothing = z.object({}).strict();
const nowhere: Where = { county: null, department: null, communities: 0, elsewhere: [] };

/** The next number of the county and year is taken before the submission is recorded (13.5). */
export function takeNumber(holder: string, form: Pick<Form, 'county'>, year: string): Reservation {
  return { slice: 'application-number', id: `${form.county}~${year}`, move: 'reserve', input: { holder } };
}

/** The number that was taken; empty while a move is decided to see whether it is refused anyway. */
export function numberTaken({ reserved }: Pick<MoveContext, 'reserved'>): string {
  const taken = reserved?.events.find(({ type }) => type === 'ApplicationNumberReserved');
  return typeof taken?.['number'] === 'string' ? taken['number'] : '';
}

/** The hits that a second person has set aside, a refusal where they stand, or what ends the application. */
export function weigh(
  hits: readonly Hit[],
  context: MoveContext,
): { readonly ended: readonly Hit[] } | { readonly setAside: readonly Hit[] } | Refusal {
  if (hits.some(ends)) return { ended: hits };
  const [first] = hits;
  if (first && stands('guards-hit', context))
    return refuse('guards-hit', first.rule, { guards: hits.map(({ guard }) => guard), sources: hits.map(({ rule }) => rule) });
  return { setAside: hits };
}

/** Submission under a number: rejected where a guard ends it, refused where a second person may set guards aside, else submitted. */
function submitted(form: Form, number: string, version: number, context: MoveContext): AdmissionEvent | Refusal {
  const gaps = gapsOf(form);
  if (gaps.length > 0) return refuse('fields-missing', rules.admissionForm, { fields: gaps });
  const { today } = context;
  const weighed = weigh(hitsOf(form, today), context);
  if ('kind' in weighed) return weighed;
  const { county } = form;
  if ('ended' in weighed)
    return { type: 'ApplicationRejected', at: 'submit', number, county, hits: [...weighed.ended], reason: null, on: today };
  return (
    checkMatter(form) ??
    checkMoney(form) ??
    checkPeriod(form, context) ??
    checkAhead(form, context) ?? {
      type: 'ApplicationSubmitted',
      number,
      county,
      version,
      setAside: [...weighed.setAside],
      formCheckDue: inWorkingDays(parameters.formCheckDays, today, context),
      decisionDue: inWorkingDays(parameters.admissionDays, today, context),
      on: today,
    }
  );
}

export const draftingMoves = {
  draft: move({
    label: { zh: '起草准入申请', en: 'draft an application' },
    from: ['none'],
    by: { department: officers },
    input: z
      .object({
        department: z.uuid(),
        office: z.uuid(),
        form: formInput,
        /** Row of the department's task list from which it is drafted: one application for each, whoever imports the list. */
        row: z.uuid().optional(),
      })
      .strict(),
    parties: ({ department }) => ({ department: { organisation: department } }),
    gather: (read, input, _state, { today }) => whereOf(read, input, today),
    reserve: (_none, { department, row }, _facts, { id }) =>
      row === undefined ? undefined : { slice: 'task-list-row', id: `${department}~${row}`, move: 'take', input: { application: id } },
    decide: (_none, { form: given, department, office }, { facts }) => {
      const form = completed(given, facts);
      return isRefusal(form) ? form : { type: 'ApplicationDrafted', department, office, form };
    },
  }),
  amend: move({
    label: { zh: '修改', en: 'amend the form' },
    from: ['draft', 'returned'],
    by: { department: officers },
    input: z.object({ form: formInput }).strict(),
    gather: async (read, { form }, state, { today }) =>
      state.status === 'none' ? nowhere : whereOf(read, { office: state.office, department: state.department, form }, today),
    decide: (state, { form: given }, { facts }) => {
      const form = completed(given, facts);
      if (isRefusal(form)) return form;
      // The number belongs to the county's register, wherever the office works by now.
      return state.status === 'returned' && form.county !== state.form.county
        ? refuse('county-differs', rules.admissionNumber, { county: state.form.county })
        : { type: 'ApplicationAmended', form };
    },
  }),
  submit: move({
    label: { zh: '提交', en: 'submit' },
    from: ['draft'],
    by: { department: officers },
    input: nothing,
    gather: async (_read, _input, _state, { today }): Promise<{ readonly year: string }> => ({ year: today.slice(0, 4) }),
    reserve: (state, _input, { year }, { id }) => (state.status === 'draft' ? takeNumber(id, state.form, year) : undefined),
    decide: ({ form }, _input, context) => submitted(form, numberTaken(context), 1, context),
  }),
  resubmit: move({
    label: { zh: '重新提交', en: 'submit again' },
    from: ['returned'],
    by: { department: officers },
    input: nothing,
    decide: ({ form, number, version }, _input, context) => submitted(form, number, version + 1, context),
  }),
  formCheck: move({
    label: { zh: '形式审查', en: 'check the form' },
    from: ['submitted'],
    by: { office: officers },
    input: z
      .object({
        /** Fields that are not in order; none where the form passes. */
        gaps: z.array(z.string().trim().min(1).max(200)).max(60),
        justice: z.uuid(),
        finance: z.uuid(),
        review: z.uuid(),
      })
      .strict(),
    decide: ({ gapsTold }, { gaps, ...bodies }, context) => {
      const { today, policy, calendar } = context;
      if (gaps.length === 0) return { type: 'FormPassed', ...bodies, on: today };
      const untold = gapsTold ? gaps.filter((gap) => !gapsTold.includes(gap)) : [];
      if (untold.length > 0) return refuse('gaps-told-once', rules.admissionForm, { gaps: untold });
      const resubmitDue = dueAfter(today, { amount: policy.number(parameters.returnedDays), unit: 'CD' }, calendar);
      return { type: 'ApplicationReturned', by: 'form-check', gaps, resubmitDue, on: today };
    },
  }),
  lapse: move({
    label: { zh: '逾期未重报', en: 'lapse' },
    from: ['returned'],
    by: 'system',
    input: nothing,
    decide: ({ number }, _input, { today }) => ({ type: 'ApplicationLapsed', number, on: today }),
  }),
};
