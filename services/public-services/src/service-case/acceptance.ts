import { caseNotAccepted } from '@yimen/contracts';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { inWorkingDays } from '../working-days.js';
import { keysOf, missingOf, notInGuide, refs, withThese } from './materials.js';
import { refuse } from './refuse.js';
import { back, front, move } from './state.js';
import { acceptance } from './time.js';

const by = { window: front, body: back } as const;
const signature = z.string().trim().min(1).max(100);
const words = z.string().trim().min(2).max(500);
const undecided = ['accepted', 'dispatched', 'handling', 'forwarded', 'paused'] as const;

export const acceptanceMoves = {
  accept: move({
    label: { zh: '受理', en: 'accept' },
    from: ['checked', 'supplemented'],
    by,
    input: z.object({}).strict(),
    decide: (state, _input, context) => {
      if (state.missing.length > 0 && stands('materials-missing', context))
        return refuse('materials-missing', rules.caseOrder, { keys: keysOf(state.missing) });
      return acceptance(state, 'complete', context.today, context);
    },
  }),
  acceptBySilence: move({
    label: { zh: '逾期未告知视为受理', en: 'accepted because no notice came in time' },
    from: ['submitted', 'checked', 'supplemented'],
    by: 'system',
    input: z.object({}).strict(),
    // ALL19 32: accepted from the day of receipt.
    decide: (state, _input, context) => acceptance(state, 'silence', state.receivedOn, context),
  }),
  acceptWithTolerance: move({
    label: { zh: '容缺受理', en: 'accept with tolerance' },
    from: ['checked', 'supplement-requested', 'supplemented'],
    by,
    /** `signature`: number of the signed promise to hand in what is missing. */
    input: z.object({ signature }).strict(),
    decide: (state, input, context) => {
      if (!state.toleranceAllowed && stands('tolerance-not-offered', context)) return refuse('tolerance-not-offered', rules.tolerance);
      if (state.missing.length === 0) return refuse('nothing-to-tolerate', rules.tolerance);
      const strict = state.missing.filter(({ required }) => required === 'required');
      if (strict.length > 0 && stands('not-tolerable', context)) return refuse('not-tolerable', rules.tolerance, { keys: keysOf(strict) });
      const materials = state.missing.map(({ key, name }) => ({ key, name }));
      const due = inWorkingDays(parameters.toleranceDays, context.today, context);
      return [
        { type: 'TolerancePromised', materials, signature: input.signature, due, on: context.today },
        acceptance(state, 'tolerance', context.today, context),
      ];
    },
  }),
  acceptOnPromise: move({
    label: { zh: '告知承诺受理', en: 'accept on promise' },
    from: ['checked', 'supplement-requested', 'supplemented'],
    by,
    input: z.object({ signature }).strict(),
    decide: (state, input, context) => {
      if (!state.promise) return refuse('promise-not-offered', rules.promise);
      const { duty, consequence } = state.promise;
      return [
        {
          type: 'DutyPromised',
          duty,
          consequence,
          signature: input.signature,
          checkDue: inWorkingDays(parameters.promiseCheckDays, context.today, context),
          on: context.today,
        },
        acceptance(state, 'promise', context.today, context),
      ];
    },
  }),
  notAccept: move({
    label: { zh: '不予受理', en: 'do not accept' },
    from: ['submitted', 'checked', 'supplemented'],
    by,
    input: z.object({ ground: caseNotAccepted.schema.shape.ground, reason: words, remedy: words }).strict(),
    decide: ({ applicant, noticeChannel: channel }, input, context) => ({
      type: 'CaseNotAccepted',
      ...input,
      archiveDue: inWorkingDays(parameters.ratingWindow, context.today, context),
      applicant,
      channel,
      on: context.today,
    }),
  }),
  fulfilTolerance: move({
    label: { zh: '补齐容缺材料', en: 'hand in tolerated materials' },
    from: undecided,
    by: { ...by, applicant: ['resident'] },
    input: z.object({ provided: z.array(z.string()).min(1).max(60) }).strict(),
    decide: (state, { provided }, { today }) => {
      const unknown = notInGuide(state.materials, provided);
      if (unknown) return unknown;
      if (!state.tolerance || state.tolerance.state === 'fulfilled') return refuse('tolerance-none', rules.tolerance);
      const left = missingOf(state.materials, withThese(state, provided));
      if (left.length > 0) return refuse('tolerance-left', rules.tolerance, { keys: keysOf(left) });
      return {
        type: 'ToleranceFulfilled',
        materials: refs(
          state.materials,
          state.tolerance.materials.map(({ key }) => key),
        ),
        on: today,
      };
    },
  }),
  lapseTolerance: move({
    label: { zh: '容缺逾期', en: 'tolerated materials are overdue' },
    from: [...undecided, 'decided', 'result-ready', 'delivered'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ tolerance, applicant, noticeChannel: channel }, _input, { today }) =>
      tolerance?.state === 'open'
        ? { type: 'ToleranceUnfulfilled', materials: [...tolerance.materials], applicant, channel, on: today }
        : [],
  }),
  checkPromise: move({
    label: { zh: '核查承诺', en: 'check the promise' },
    from: ['handling', 'decided', 'result-ready', 'delivered'],
    by: { body: back },
    input: z.object({ kept: z.boolean() }).strict(),
    decide: ({ promised }, { kept }, { actor, today }) =>
      promised && promised.kept === null
        ? { type: 'PromiseChecked', kept, by: actorId(actor), on: today }
        : refuse('promise-none', rules.promise),
  }),
};
