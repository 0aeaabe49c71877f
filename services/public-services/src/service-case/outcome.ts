import { caseDecided, caseDelivered } from '@yimen/contracts';
import type { MoveContext, Reader } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { isLicence } from '../law-of-matter.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { visit } from '../visit/visit.js';
import { inWorkingDays } from '../working-days.js';
import { keysOf } from './materials.js';
import { refuse } from './refuse.js';
import { back, front, move, type CaseEvent, type Of, type Standing } from './state.js';
import { acceptance, deliveryLimit, keptToday } from './time.js';

/** Whether the visit that a hand-over names stands open, and who came; null where none is named or known. */
export interface HandOver {
  readonly visit: { readonly open: boolean; readonly person: string | null } | null;
}

async function handOver(read: Reader, named: string | undefined): Promise<HandOver> {
  const found = named === undefined ? undefined : await read.state(visit, named);
  return { visit: found === undefined || found.status === 'none' ? null : { open: found.status === 'open', person: found.person } };
}

const words = z.string().trim().min(2).max(500).nullable();

function decided(
  state: Standing,
  input: { outcome: Of<'CaseDecided'>['outcome']; reason: string | null; remedy: string | null },
  inTime: boolean | null,
  context: MoveContext,
): Of<'CaseDecided'> {
  return {
    type: 'CaseDecided',
    ...input,
    decidedBy: actorId(context.actor),
    inTime,
    ...deliveryLimit(state, input.outcome, context),
    applicant: state.applicant,
    channel: state.noticeChannel,
    on: context.today,
  };
}

export const outcomeMoves = {
  finishAtOnce: move({
    label: { zh: '当场办结', en: 'finish at once' },
    from: ['checked'],
    by: { window: front },
    input: z.object({ number: z.string().trim().min(1).max(100), proof: z.string().trim().min(1).max(100) }).strict(),
    decide: (state, { number, proof }, context): readonly CaseEvent[] | ReturnType<typeof refuse> => {
      if (state.mode !== 'at-once' && stands('not-at-once', context)) return refuse('not-at-once', rules.handOver);
      if (state.missing.length > 0 && stands('materials-missing', context))
        return refuse('materials-missing', rules.caseOrder, { keys: keysOf(state.missing) });
      const { applicant, noticeChannel: channel } = state;
      const on = context.today;
      return [
        acceptance(state, 'at-once', on, context),
        { type: 'HandlingStarted', handler: actorId(context.actor), on },
        decided(state, { outcome: 'granted', reason: null, remedy: null }, true, context),
        { type: 'ResultReady', number, applicant, channel, on },
        {
          type: 'CaseDelivered',
          // What came online is finished without a visit: it is rated as an online case.
          ...(state.visit === null ? { way: 'online' as const } : { way: 'window' as const, visit: state.visit }),
          receivedBy: 'applicant',
          proof,
          inTime: true,
          archiveDue: inWorkingDays(parameters.ratingWindow, on, context),
          on,
        },
      ];
    },
  }),
  decide: move({
    label: { zh: '作出决定', en: 'decide' },
    from: ['handling'],
    by: { body: back },
    input: z.object({ outcome: caseDecided.schema.shape.outcome, reason: words, remedy: words }).strict(),
    decide: (state, input, context) => {
      if (input.outcome !== 'granted' && (!input.reason || !input.remedy))
        return refuse('reason-and-remedy', isLicence(state) && input.outcome === 'refused' ? rules.licenceReason : rules.writtenDecision);
      if (input.outcome === 'granted') {
        if (state.tolerance && state.tolerance.state !== 'fulfilled' && stands('tolerance-open', context))
          return refuse('tolerance-open', rules.tolerance);
        if (state.mode === 'home-visit' && !state.homeVisit?.done && stands('home-visit-first', context))
          return refuse('home-visit-first', rules.homeVisit);
      }
      return decided(state, input, keptToday(state.due, context.today), context);
    },
  }),
  makeReady: move({
    label: { zh: '结果制作完成', en: 'the result is ready' },
    from: ['decided'],
    by: { body: back },
    input: z.object({ number: z.string().trim().min(1).max(100) }).strict(),
    decide: ({ applicant, noticeChannel: channel }, { number }, { today }) => ({
      type: 'ResultReady',
      number,
      applicant,
      channel,
      on: today,
    }),
  }),
  deliver: move({
    label: { zh: '送达结果', en: 'deliver the result' },
    from: ['result-ready'],
    by: { window: front, body: back },
    input: caseDelivered.schema.pick({ way: true, receivedBy: true, proof: true, visit: true }),
    gather: (read, { visit: named }) => handOver(read, named),
    decide: (state, input, context) => {
      const { agent, applicant } = state;
      const { visit: during } = context.facts;
      // 13.3: a hand-over at the window opens a visit, and that visit is rated.
      if ((input.way === 'window') !== (input.visit !== undefined)) return refuse('visit-of-hand-over', rules.visit);
      if (input.way === 'window' && !during?.open) return refuse('visit-not-open', rules.visit);
      if (during?.person && during.person !== applicant && input.receivedBy === 'applicant')
        return refuse('applicant-is-another', rules.agent);
      if (input.receivedBy === 'agent' && !(agent && agent.from <= context.today && context.today <= agent.to))
        return refuse('agent-not-authorised', rules.agent);
      return {
        type: 'CaseDelivered',
        ...input,
        inTime: keptToday(state.deliveryDue, context.today),
        archiveDue: inWorkingDays(parameters.ratingWindow, context.today, context),
        on: context.today,
      };
    },
  }),
  withdraw: move({
    label: { zh: '撤回申请', en: 'withdraw' },
    from: ['submitted', 'checked', 'supplement-requested', 'supplemented', 'accepted', 'dispatched', 'handling', 'forwarded', 'paused'],
    by: { window: front, applicant: ['resident'] },
    input: z.object({}).strict(),
    decide: ({ applicant }, _input, { actor, today }) => ({
      type: 'CaseWithdrawn',
      by: actor.kind === 'account' && actor.person === applicant ? 'applicant' : 'window',
      on: today,
    }),
  }),
  archive: move({
    label: { zh: '归档', en: 'archive' },
    from: ['delivered', 'not-accepted'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (_state, _input, { today }) => ({ type: 'CaseArchived', on: today }),
  }),
};
