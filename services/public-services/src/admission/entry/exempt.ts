import { exemptRegistered } from '@yimen/contracts';
import { isOverdue, isRefusal, type MoveContext, type Refusal } from '@yimen/kernel';
import { findMatter } from '@yimen/policy';
import { z } from 'zod';
import { stands } from '../../overriding.js';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { inWorkingDays } from '../../working-days.js';
import { numberTaken, takeNumber, weigh } from '../applying/drafting.js';
import { checkMatter, checkPeriod, gapsOf, lastDay } from '../applying/form-checks.js';
import { hitsOf } from '../applying/guards.js';
import { completed, formInput, whereOf, type Where } from '../applying/where.js';
import { refuse } from '../refuse.js';
import { move, officers, type AdmissionEvent, type AdmittedClass, type Form, type Hit, type Of } from '../state.js';
import { activated } from './activation.js';
import { inForce } from './basis.js';
import { listed } from './listing.js';

type Kind = Of<'ExemptMatterRegistered'>['kind'];

/** Why a matter is not exempt as this kind (5.1.3; the four kinds of HS15), or undefined where it is. */
const why: Readonly<Record<Kind, (form: Form) => string | undefined>> = {
  'by-law': ({ matter }) => {
    const known = matter.id === null ? undefined : findMatter(matter.id)?.class;
    return known === 'SELF' || known === 'ASSIST' ? undefined : '不是法律直接规定的事项';
  },
  'party-or-state-policy': ({ scope }) => (scope.communities === 'all' ? undefined : '不是面向全域的部署'),
  emergency: ({ flags }) => (flags.includes('EMERGENCY') ? undefined : '未标注应急'),
  'residents-decision': ({ classAsked }) => (classAsked === 'SELF' ? undefined : '居民决定的事项属依法履职'),
};

function admittedClass({ classAsked }: Form): AdmittedClass | undefined {
  return classAsked === 'FORBIDDEN' ? undefined : classAsked;
}

function checkExempt(form: Form, kind: Kind, startedOn: string, context: MoveContext): Refusal | undefined {
  const gaps = gapsOf(form);
  if (gaps.length > 0) return refuse('fields-missing', rules.admissionForm, { fields: gaps });
  const reason = why[kind](form);
  if (reason !== undefined && stands('not-exempt', context)) return refuse('not-exempt', rules.exempt, { why: reason });
  const due = inWorkingDays(parameters.exemptDays, startedOn, context);
  const late = 'dueOn' in due && isOverdue(due.dueOn, context.today);
  if (late && stands('registered-late', context)) return refuse('registered-late', rules.exempt, { due: due.dueOn });
  if (startedOn > context.today) return refuse('start-not-reached', rules.exempt, { from: startedOn });
  return checkMatter(form) ?? checkPeriod(form, context) ?? checkStanding(form, kind, startedOn, context.today);
}

/** What has to hold where nothing comes between the registration and the active matter. */
function checkStanding(form: Form, kind: Kind, startedOn: string, today: string): Refusal | undefined {
  // Exempt from the application is not exempt from the money: agreement and contract come first (RCL25 43, 13.1).
  if (form.classAsked === 'ENTRUST' || form.classAsked === 'PURCHASE')
    return refuse('exempt-needs-contract', rules.money, { class: form.classAsked });
  if (form.period.from !== startedOn) return refuse('start-differs', rules.exempt, { from: form.period.from, startedOn });
  if (kind === 'emergency' && lastDay(form) === null) return refuse('emergency-without-end', rules.exempt);
  return inForce(form, today) ? undefined : refuse('basis-not-in-force', rules.basis);
}

/**
 * Guards of an exempt matter. What residents decided for themselves, outside the catalogue, is no duty of a department and rests on their
 * decision: G7 and G12 ask for what only a department's application has.
 */
function exemptHits(form: Form, kind: Kind, today: string): Hit[] {
  const own = kind === 'residents-decision' && form.matter.id === null;
  return hitsOf(form, today).filter(({ guard }) => !own || (guard !== 'G7' && guard !== 'G12'));
}

export const exemptMoves = {
  registerExempt: move({
    label: { zh: '免申请事项补登记', en: 'register a matter that was exempt' },
    from: ['none'],
    by: { department: officers },
    input: z.object({ department: z.uuid(), form: formInput, ...exemptRegistered.schema.omit({ number: true, on: true }).shape }).strict(),
    parties: ({ department }) => ({ department: { organisation: department } }),
    place: ({ office }) => ({ organisation: office }),
    gather: async (read, input, _state, { today }): Promise<Where & { readonly year: string }> => ({
      ...(await whereOf(read, input, today)),
      year: today.slice(0, 4),
    }),
    reserve: (_state, _input, { county, year }, { id }) => (county === null ? undefined : takeNumber(id, { county }, year)),
    decide: (_none, { department, form: given, kind, ground, startedOn, office }, context) => {
      const { today } = context;
      const form = completed(given, context.facts);
      if (isRefusal(form)) return form;
      const refused = checkExempt(form, kind, startedOn, context);
      if (refused) return refused;
      const number = numberTaken(context);
      const drafted: AdmissionEvent = { type: 'ApplicationDrafted', department, office, form };
      const weighed = weigh(exemptHits(form, kind, today), context);
      if ('kind' in weighed) return weighed;
      const of = admittedClass(form);
      if ('ended' in weighed || of === undefined) {
        const hits = 'ended' in weighed ? [...weighed.ended] : [];
        return [drafted, { type: 'ApplicationRejected', at: 'register', number, county: form.county, hits, reason: null, on: today }];
      }
      const entry = listed({ department, form, number }, of, ground, today);
      return [
        drafted,
        { type: 'ExemptMatterRegistered', number, kind, ground, startedOn, office, on: today },
        entry,
        ...activated({ form, entry: { to: entry.to, agreements: {} } }, context),
      ];
    },
  }),
};
