import { caseDeadline, caseForwarded, casePaused, caseReturned } from '@yimen/contracts';
import { type MoveContext, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { isLicence } from '../law-of-matter.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { receivingBody } from './receiving-body.js';
import { refuse } from './refuse.js';
import { back, front, heads, move, type Of, type Undecided } from './state.js';
import { afterPause, isPast, later, pausedWorkingDays } from './time.js';

const body = { body: back } as const;

export const handlingMoves = {
  dispatch: move({
    label: { zh: '后台分拨', en: 'pass to the back office' },
    from: ['accepted'],
    by: { window: front, body: back },
    /** To the implementing body unless another one below it is named. */
    input: z.object({ to: z.uuid().nullable() }).strict(),
    gather: (read, { to }, state) => receivingBody(read, to, 'body' in state ? state.body : null),
    decide: (state, { to }, { actor, today, now, facts }) => {
      if (!facts.open) return refuse('organisation-not-open', rules.handOver);
      if (!facts.ofBody) return refuse('not-of-the-body', rules.handOver);
      const from = state.organisation;
      return { type: 'CaseDispatched', from, to: to ?? state.body, handedOverBy: actorId(actor), at: now, on: today };
    },
  }),
  take: move({
    label: { zh: '承办', en: 'take the case' },
    from: ['accepted', 'dispatched', 'handling'],
    by: body,
    input: z.object({}).strict(),
    decide: ({ handler }, _input, { actor, today }) => {
      const account = actorId(actor);
      if (handler === account) return refuse('already-handled-by', rules.handOver, { handler });
      return { type: 'HandlingStarted', handler: account, on: today };
    },
  }),
  forward: move({
    label: { zh: '上报或转报', en: 'send up or on' },
    from: ['handling'],
    by: body,
    input: caseForwarded.schema.pick({ to: true, kind: true }),
    gather: (read, { to }) => receivingBody(read, to, null),
    decide: (_state, input, { actor, today, facts }) =>
      facts.open ? { type: 'CaseForwarded', ...input, by: actorId(actor), on: today } : refuse('organisation-not-open', rules.caseOrder),
  }),
  giveBack: move({
    label: { zh: '退回承办单位', en: 'give back with an opinion' },
    from: ['forwarded'],
    by: { forwarded: back },
    input: caseReturned.schema.pick({ opinion: true, words: true }),
    decide: ({ forwardedTo }, input, { actor, today }) => ({
      type: 'CaseReturned',
      from: forwardedTo,
      ...input,
      by: actorId(actor),
      on: today,
    }),
  }),
  pause: move({
    label: { zh: '暂停计时', en: 'pause the limit' },
    from: ['handling'],
    by: body,
    input: casePaused.schema.pick({ ground: true }),
    decide: ({ applicant, noticeChannel: channel }, { ground }, { actor, today }) => ({
      type: 'CasePaused',
      ground,
      by: actorId(actor),
      applicant,
      channel,
      on: today,
    }),
  }),
  resume: move({
    label: { zh: '恢复计时', en: 'resume the limit' },
    from: ['paused'],
    by: body,
    input: z.object({}).strict(),
    decide: (state, _input, context) => {
      const { actor, today } = context;
      const { pausedFrom, limitUnit, applicant, noticeChannel: channel } = state;
      const promised = { unit: limitUnit, end: state.end };
      // A licence whose own law sets no limit has that of ALL19 42, in working days.
      const law = { unit: state.statutoryLimit?.unit ?? ('WD' as const), end: state.statutoryEnd };
      const pause = { pausedOn: pausedFrom, resumedOn: today };
      return {
        type: 'CaseResumed',
        pausedFrom,
        pausedWorkingDays: pausedWorkingDays(pausedFrom, today, context),
        due: afterPause(state.due, promised, pause, context),
        statutoryDue: state.statutoryDue && afterPause(state.statutoryDue, law, pause, context),
        by: actorId(actor),
        applicant,
        channel,
        on: today,
      };
    },
  }),
  extend: move({
    label: { zh: '批准延期', en: 'approve an extension' },
    from: ['handling', 'forwarded'],
    by: { body: heads },
    input: z.object({ reason: z.string().trim().min(2).max(500) }).strict(),
    decide: (state, { reason }, context) => {
      const rule = isLicence(state) ? rules.licenceLimit : rules.promisedLimit;
      if (state.extended) return refuse('extended-before', rule);
      if (actorId(context.actor) === state.handler && stands('extension-by-handler', context)) return refuse('extension-by-handler', rule);
      // The law looks at its own limit only; that a broken promise is not stretched is the product's rule.
      const { statutoryDue, statutoryRule } = state;
      if (statutoryRule !== null && isPast(statutoryDue, context.today) && stands('extension-overdue', context))
        return refuse('extension-overdue', statutoryRule, { due: statutoryDue.dueOn });
      if (isPast(state.due, context.today) && stands('extension-overdue', context))
        return refuse('extension-overdue', rules.promisedLimit, { due: state.due.dueOn });
      return isLicence(state) ? licenceExtension(state, reason, context) : guideExtension(state, reason, context);
    },
  }),
  computeDue: move({
    label: { zh: '算定期限', en: 'compute a pending due date' },
    from: [
      'submitted',
      'checked',
      'supplement-requested',
      'supplemented',
      'not-accepted',
      'accepted',
      'dispatched',
      'handling',
      'forwarded',
      'paused',
      'decided',
      'result-ready',
      'delivered',
    ],
    by: 'system',
    input: z.strictObject({
      deadline: caseDeadline,
      dueOn: z.iso.date(),
    }),
    decide: (_state, { deadline, dueOn }) => ({ type: 'CaseDueComputed', deadline, due: { dueOn } }),
  }),
};

/** ALL19 42: ten working days more, fifteen in joint handling; both limits move. */
function licenceExtension(state: Undecided, reason: string, context: MoveContext): Of<'CaseExtended'> {
  const amount = context.policy.number(state.joint ? parameters.jointExtensionDays : parameters.licenceExtensionDays);
  return {
    type: 'CaseExtended',
    amount: { amount, unit: 'WD' },
    reason,
    approvedBy: actorId(context.actor),
    due: later(state.due, amount, context),
    statutoryDue: state.statutoryDue && later(state.statutoryDue, amount, context),
    applicant: state.applicant,
    channel: state.noticeChannel,
    on: context.today,
  };
}

/** What is no licence is not under ALL19: its promise may be given up, never the statutory limit of its guide. */
function guideExtension(state: Undecided, reason: string, context: MoveContext): Of<'CaseExtended'> | Refusal {
  const { statutoryLimit: law, statutoryRule, promisedLimit, statutoryDue } = state;
  if (!law || !statutoryDue || statutoryRule === null) return refuse('extension-beyond-guide', rules.promisedLimit);
  if (law.amount <= promisedLimit.amount) return refuse('extension-beyond-guide', statutoryRule);
  return {
    type: 'CaseExtended',
    amount: { amount: law.amount - promisedLimit.amount, unit: law.unit },
    reason,
    approvedBy: actorId(context.actor),
    due: statutoryDue,
    statutoryDue,
    applicant: state.applicant,
    channel: state.noticeChannel,
    on: context.today,
  };
}
