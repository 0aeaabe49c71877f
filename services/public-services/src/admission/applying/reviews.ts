import { governmentTask, guardHit, opinionGiven } from '@yimen/contracts';
import { dueAfter, type IsoDate } from '@yimen/kernel';
import { findMatter, findPurchased, isRuleId, transferOf, type RuleId } from '@yimen/policy';
import { z } from 'zod';
import { stands } from '../../overriding.js';
import { budgetLineOf } from '../../budget-facts.js';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { inWorkingDays } from '../../working-days.js';
import { refuse } from '../refuse.js';
import { committee, legal, move, officers, type AdmittedClass, type Form, type Hit } from '../state.js';
import { weigh } from './drafting.js';
import { affected, neededFor } from './form-checks.js';
import { hitOf, hitsOf } from './guards.js';
import { askedIn, type Asked } from './where.js';

const reason = z.string().trim().min(2).max(500);
const classes = ['SELF', 'ASSIST', 'ENTRUST', 'PURCHASE'] as const satisfies readonly AdmittedClass[];

/** Classes that cost the department money, which finance looks at (5.1.1). */
const paid: readonly AdmittedClass[] = ['ENTRUST', 'PURCHASE'];

/** What a reviewer found beside what the form shows by itself: a guard, and the rule of libs/policy under which it stands. */
const found = z
  .array(z.object({ guard: guardHit.shape.guard, rule: z.string().refine(isRuleId, 'no rule of this release') }).strict())
  .max(20)
  .default([]);

/** Every guard that the form meets, and those that the reviewer found, each with its rule once. */
function allHits(form: Form, today: IsoDate, of: AdmittedClass, more: z.output<typeof found>): Hit[] {
  const shown = hitsOf(form, today, of);
  const known = new Set(shown.map(({ guard, rule }) => `${guard} ${rule}`));
  const others = new Map(more.filter(({ guard, rule }) => !known.has(`${guard} ${rule}`)).map((one) => [`${one.guard} ${one.rule}`, one]));
  return [...shown, ...[...others.values()].map(({ guard, rule }) => hitOf(guard, rule as RuleId, form.county, today))];
}

/** The day of the first payment that the application plans, by which the year of the budget is known. */
const paidFirst = ({ money, period }: Form): IsoDate => money?.plan.map(({ on }) => on).sort()[0] ?? period.from;

/** What the application plans to pay in the year of a day, in fen. */
const dueInYear = ({ money }: Form, day: IsoDate): bigint =>
  (money?.plan ?? []).reduce((sum, { on, amount }) => (on.slice(0, 4) === day.slice(0, 4) ? sum + BigInt(amount) : sum), 0n);

/** Classes under which government hands a task of its own to somebody else: for them the decision tree of 5.1.3 is gone through. */
const handedOver: readonly AdmittedClass[] = ['ENTRUST', 'PURCHASE'];

export const reviewMoves = {
  classify: move({
    label: { zh: '分类', en: 'classify' },
    from: ['form-checked'],
    by: { office: officers },
    input: z
      .object({
        class: z.enum(classes),
        reason,
        /** Answers to the decision tree, for a matter outside the catalogue that is to be entrusted or bought. */
        task: governmentTask.nullable().default(null),
      })
      .strict(),
    decide: ({ form, number }, input, { today }) => {
      const { id } = form.matter;
      const { class: of } = input;
      // A matter of the catalogue has its class from the law; what is bought is bought.
      const known = id === null ? undefined : findPurchased(id) ? 'PURCHASE' : findMatter(id)?.class;
      if (known !== undefined && known !== of && of !== 'PURCHASE') return refuse('class-forbidden', rules.admissionOrder, { class: of });
      const event = { type: 'MatterClassified', ...input, on: today } as const;
      if (known !== undefined || !handedOver.includes(of)) return event;
      if (input.task === null) return refuse('transfer-unanswered', rules.transferOrder);
      const { to, rule } = transferOf(input.task);
      if (to === of) return event;
      if (to !== 'FORBIDDEN' && to !== 'DEPARTMENT') return refuse('transfer-differs', rules.transferOrder, { class: to });
      // what government has to do itself is handed to nobody.
      const hits = [hitOf('FORBIDDEN', rule, form.county, today), hitOf('FORBIDDEN', 'R-197', form.county, today)];
      return { type: 'ApplicationRejected', at: 'classify', number, county: form.county, hits, reason: input.reason, on: today };
    },
  }),
  legalReview: move({
    label: { zh: '合法性审查', en: 'legal review' },
    from: ['classified'],
    by: { justice: legal },
    input: z.object({ outcome: z.enum(['passed', 'rejected']), reason: reason.nullable(), found }).strict(),
    decide: ({ form, number, class: classed }, { outcome, reason: why, found: more }, context) => {
      const { today } = context;
      const hits = allHits(form, today, classed, more);
      const rejected = {
        type: 'ApplicationRejected',
        at: 'legal-review',
        number,
        county: form.county,
        hits,
        reason: why,
        on: today,
      } as const;
      const weighed = weigh(hits, context);
      if ('ended' in weighed) return rejected;
      if (outcome === 'rejected') return why === null && hits.length === 0 ? refuse('rejection-unfounded', rules.admissionOrder) : rejected;
      return 'kind' in weighed ? weighed : { type: 'LegalReviewPassed', setAside: [...weighed.setAside], on: today };
    },
  }),
  financeReview: move({
    label: { zh: '经费审查', en: 'finance review' },
    from: ['legal-ok'],
    by: { finance: ['finance'] },
    input: z.object({ budgetLine: z.string().trim().min(1).max(60).nullable() }).strict(),
    // The line as the books have it, in the year of the first payment: none is typed that is not there (BUD18 13).
    gather: async (read, { budgetLine }, state) => ({
      line:
        budgetLine === null || !('form' in state)
          ? null
          : ((await budgetLineOf(read, state.department, paidFirst(state.form), budgetLine)) ?? null),
    }),
    decide: ({ form, class: classed }, { budgetLine }, { today, policy, calendar, facts: { line } }) => {
      if (classed === 'ENTRUST' && budgetLine !== null && (!line || line.frozen))
        return refuse('budget-line-unknown', rules.noBudget, { line: budgetLine, year: paidFirst(form).slice(0, 4) });
      const asked = form.money?.purpose;
      // 6.1: a line pays for its own purpose; with another line the review goes on, or without one the application goes back.
      if (classed === 'ENTRUST' && line && asked !== undefined && asked !== line.purpose)
        return refuse('purpose-not-in-line', rules.earmark, { asked, line: budgetLine, purpose: line.purpose });
      const needed = neededFor(form, affected(form));
      const gaps: string[] = [];
      if (paid.includes(classed)) {
        if (!form.money || needed === null) gaps.push('money');
        else if (BigInt(form.money.amount) < needed) gaps.push(`money.amount ${form.money.amount} < ${needed}`);
        if (budgetLine === null) gaps.push('money.budgetCode');
        if (classed === 'ENTRUST' && form.money && asked === undefined) gaps.push('money.purpose');
        const due = dueInYear(form, paidFirst(form));
        if (classed === 'ENTRUST' && line && line.left < due) gaps.push(`money.budgetCode ${budgetLine} ${line.left} < ${due}`);
      }
      if (gaps.length === 0)
        return { type: 'FinanceReviewPassed', needed: needed === null ? null : needed.toString(), budgetLine, on: today };
      const resubmitDue = dueAfter(today, { amount: policy.number(parameters.returnedDays), unit: 'CD' }, calendar);
      return { type: 'ApplicationReturned', by: 'finance-review', gaps, resubmitDue, on: today };
    },
  }),
  askCommunities: move({
    label: { zh: '征求社区意见', en: 'ask communities' },
    from: ['finance-ok'],
    by: { office: officers },
    input: z.object({ communities: z.array(z.uuid()).min(1).max(500), subDistrict: z.uuid() }).strict(),
    gather: async (read, input, state, { today }): Promise<Asked> =>
      'form' in state ? askedIn(read, input, state.form.county, today) : { elsewhere: [], town: false },
    decide: ({ form }, { communities, subDistrict }, context) => {
      const { today, policy, facts } = context;
      const asked = [...new Set(communities)];
      const { scope } = form;
      if (scope.communities === 'named' && asked.some((each) => !scope.named.includes(each)))
        return refuse('community-not-affected', rules.opinion);
      const { county } = form;
      const { elsewhere, town } = facts;
      if (elsewhere.length > 0) return refuse('communities-elsewhere', rules.opinion, { county, communities: elsewhere });
      if (!town) return refuse('sub-district-elsewhere', rules.opinion, { county });
      const least = Math.min(policy.number(parameters.opinionSample), affected(form));
      if (asked.length < least && stands('too-few-communities', context)) return refuse('too-few-communities', rules.opinion, { least });
      return {
        type: 'OpinionsAsked',
        communities: asked,
        subDistrict,
        due: inWorkingDays(parameters.opinionDays, today, context),
        on: today,
      };
    },
  }),
  giveOpinion: move({
    label: { zh: '反馈意见', en: 'give an opinion' },
    from: ['opinions-asked'],
    by: { community: committee, subDistrict: ['sub-district'] },
    input: opinionGiven.schema.omit({ on: true }),
    // A community speaks for itself; the sub-district is a party of the item.
    parties: ({ organisation }) => ({ community: { organisation }, subDistrict: { organisation } }),
    decide: ({ asked, subDistrict, heard }, input, { today }) => {
      const { organisation } = input;
      if (organisation !== subDistrict && !asked.includes(organisation)) return refuse('not-asked', rules.opinion);
      if (heard.includes(organisation)) return refuse('opinion-given', rules.opinion);
      const given = { type: 'OpinionGiven', ...input, on: today } as const;
      const all = [...asked, subDistrict].every((each) => each === organisation || heard.includes(each));
      return all ? [given, { type: 'OpinionsClosed', silent: [], on: today }] : given;
    },
  }),
  closeOpinions: move({
    label: { zh: '结束征求意见', en: 'close the round of opinions' },
    from: ['opinions-asked'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ asked, subDistrict, heard }, _input, { today }) => ({
      type: 'OpinionsClosed',
      silent: [...asked, subDistrict].filter((each) => !heard.includes(each)),
      on: today,
    }),
  }),
  decide: move({
    label: { zh: '联席会议决定', en: 'decide' },
    from: ['opinion-done'],
    by: { review: officers },
    input: z
      .object({ outcome: z.enum(['approved', 'rejected']), meeting: z.string().trim().min(2).max(100), reason: reason.nullable() })
      .strict(),
    decide: ({ form, number, class: classed, decisionDue }, { outcome, meeting, reason: why }, context) => {
      const { today } = context;
      const hits = hitsOf(form, today, classed);
      const rejected = { type: 'ApplicationRejected', at: 'decide', number, county: form.county, hits, reason: why, on: today } as const;
      const weighed = weigh(hits, context);
      if ('ended' in weighed) return rejected;
      if (outcome === 'rejected') return why === null && hits.length === 0 ? refuse('rejection-unfounded', rules.admissionOrder) : rejected;
      if ('kind' in weighed) return weighed;
      const inTime = 'dueOn' in decisionDue ? today <= decisionDue.dueOn : null;
      return { type: 'AdmissionApproved', meeting, setAside: [...weighed.setAside], inTime, on: today };
    },
  }),
};
