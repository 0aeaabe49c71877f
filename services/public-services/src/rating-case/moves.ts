import {
  badRatingAppealed,
  badRatingOpened,
  badRatingRechecked,
  badRatingVerified,
  ratingDeadline,
  rectificationStarted,
} from '@yimen/contracts';
import type { Actor } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { inWorkingDays } from '../working-days.js';
import { move, refuse, type RatingCase } from './state.js';

const by = { organisation: ['hall-manager', 'rating-supervisor'] } as const;
const words = z.string().trim().min(2).max(500);

/** Nobody deals with the rating of his own work (HC19). */
function ownWork(state: Exclude<RatingCase, { status: 'none' }>, actor: Actor) {
  return actorId(actor) === state.handler ? refuse('rated-person-may-not', rules.rating) : undefined;
}

export const moves = {
  open: move({
    label: { zh: '差评立案', en: 'open' },
    from: ['none'],
    by: 'system',
    input: badRatingOpened.schema.omit({ due: true, acceptDue: true, on: true }),
    parties: ({ organisation }) => ({ organisation: { organisation } }),
    place: ({ organisation }) => ({ organisation }),
    decide: (_none, input, context) => ({
      type: 'BadRatingOpened',
      ...input,
      due: inWorkingDays(parameters.rectifyDays, context.today, context),
      acceptDue: inWorkingDays(parameters.ratingAcceptDays, context.today, context),
      on: context.today,
    }),
  }),
  accept: move({
    label: { zh: '受理', en: 'take it on' },
    from: ['rated-bad'],
    by,
    input: z.object({}).strict(),
    decide: (state, _input, context) =>
      ownWork(state, context.actor) ?? {
        type: 'BadRatingAccepted',
        responsible: actorId(context.actor),
        verifyDue: inWorkingDays(parameters.ratingVerifyDays, context.today, context),
        on: context.today,
      },
  }),
  verify: move({
    label: { zh: '核实', en: 'verify' },
    from: ['accepted'],
    by,
    input: z.object({ finding: badRatingVerified.schema.shape.finding, explanation: words }).strict(),
    decide: (state, input, { actor, today }) => ownWork(state, actor) ?? { type: 'BadRatingVerified', ...input, on: today },
  }),
  rectify: move({
    label: { zh: '整改', en: 'rectify' },
    from: ['verified', 'rechecked'],
    by,
    input: z.object({ way: rectificationStarted.schema.shape.way, plan: words }).strict(),
    decide: (state, input, context) => {
      const { actor, today } = context;
      if (state.finding === 'no-legal-ground') return refuse('nothing-to-rectify', rules.rating, { finding: state.finding });
      if (state.status === 'verified' && state.finding !== 'true' && stands('recheck-first', context))
        return refuse('recheck-first', rules.rating);
      return ownWork(state, actor) ?? { type: 'RectificationStarted', ...input, on: today };
    },
  }),
  report: move({
    label: { zh: '反馈', en: 'give feedback' },
    // Without a legal ground there is nothing to rectify: it is explained.
    from: ['verified', 'rectifying'],
    by,
    input: z.object({ words }).strict(),
    decide: (state, input, context) => {
      if (state.status === 'verified' && state.finding === 'true') {
        if (stands('rectify-first', context)) return refuse('rectify-first', rules.rating);
      } else if (state.status === 'verified' && state.finding !== 'no-legal-ground') {
        if (stands('recheck-first', context)) return refuse('recheck-first', rules.rating);
      }
      const callbackDue = state.named ? inWorkingDays(parameters.ratingCallbackDays, context.today, context) : null;
      return ownWork(state, context.actor) ?? { type: 'RectificationReported', ...input, callbackDue, on: context.today };
    },
  }),
  callBack: move({
    label: { zh: '回访', en: 'call back' },
    from: ['feedback'],
    by,
    input: z.object({ reached: z.boolean(), satisfied: z.boolean().nullable() }).strict(),
    decide: (state, input, context) => {
      const { actor, today } = context;
      const own = ownWork(state, actor);
      if (own) return own;
      if (!state.named) return refuse('no-one-to-call', rules.rating);
      // 首接负责: who took it on calls back.
      const caller = actorId(actor);
      if (state.responsible !== null && state.responsible !== caller && stands('responsible-is-another', context))
        return refuse('responsible-is-another', rules.rating, { responsible: state.responsible });
      return { type: 'RaterCalledBack', ...input, on: today };
    },
  }),
  close: move({
    label: { zh: '办结', en: 'close' },
    from: ['feedback', 'callback'],
    by,
    input: z.object({}).strict(),
    decide: (state, _input, context) => {
      const { actor, today } = context;
      if (state.status === 'feedback' && state.named && stands('callback-first', context)) return refuse('callback-first', rules.rating);
      const inTime = 'pending' in state.due || today <= state.due.dueOn;
      return ownWork(state, actor) ?? { type: 'RatingCaseClosed', inTime, on: today };
    },
  }),
  appeal: move({
    label: { zh: '申诉', en: 'appeal' },
    from: ['verified'],
    by,
    input: z.object({ words }).strict(),
    decide: (state, input, context) => {
      const { finding } = state;
      const own = ownWork(state, context.actor);
      if (own) return own;
      if (finding === 'true' || finding === 'no-legal-ground') return refuse('explain-not-appeal', rules.rating);
      const ground: z.output<typeof badRatingAppealed.schema.shape.ground> = finding;
      const recheckDue = inWorkingDays(parameters.ratingRecheckDays, context.today, context);
      return { type: 'BadRatingAppealed', ground, ...input, recheckDue, on: context.today };
    },
  }),
  recheck: move({
    label: { zh: '复核', en: 'recheck' },
    from: ['appealed'],
    /** Only the supervisor takes a rating out of the figures (HC19). */
    by: { organisation: ['rating-supervisor'] },
    input: z.object({ outcome: badRatingRechecked.schema.shape.outcome, words }).strict(),
    decide: (state, input, { actor, today }) =>
      ownWork(state, actor) ?? { type: 'BadRatingRechecked', rating: state.rating, ...input, on: today },
  }),
  computeDue: move({
    label: { zh: '算定期限', en: 'compute the due date' },
    from: ['rated-bad', 'accepted', 'verified', 'rectifying', 'feedback', 'callback', 'appealed', 'rechecked'],
    by: 'system',
    input: z.object({ deadline: ratingDeadline, dueOn: z.iso.date() }).strict(),
    decide: (_state, computed) => ({ type: 'RatingDueComputed', ...computed }),
  }),
};
