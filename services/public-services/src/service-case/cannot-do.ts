import { cannotDoAnswered, cannotDoLogged, windowNumber } from '@yimen/contracts';
import { z } from 'zod';
import { hall } from '../hall/hall.js';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { inWorkingDays } from '../working-days.js';
import { receivingBody } from './receiving-body.js';
import { refuse } from './refuse.js';
import { back, front, move } from './state.js';
import { keptToday } from './time.js';

const from = [
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
] as const;

/** 办不成事: what could not be done is logged at its own window, routed, and answered within the limit (XT23). */
export const cannotDoMoves = {
  logCannotDo: move({
    label: { zh: '登记“办不成事”', en: 'log what could not be done' },
    from,
    by: { window: front },
    input: z.object({ trouble: cannotDoLogged.schema.shape.trouble, hall: z.uuid(), window: windowNumber }).strict(),
    gather: async (read, { hall: at, window }) => {
      const found = await read.state(hall, at);
      return { itsWindow: found.status !== 'none' && found.windows.some((each) => each.window === window && each.kind === 'cannot-do') };
    },
    decide: (state, { trouble, window }, context) => {
      if (state.cannotDo && !state.cannotDo.answered) return refuse('cannot-do-open', rules.cannotDo);
      if (!context.facts.itsWindow && stands('not-a-cannot-do-window', context))
        return refuse('not-a-cannot-do-window', rules.cannotDoWindow, { window });
      const { today, actor } = context;
      return {
        type: 'CannotDoLogged',
        trouble,
        window,
        due: inWorkingDays(parameters.cannotDoDays, today, context),
        by: actorId(actor),
        on: today,
      };
    },
  }),
  routeCannotDo: move({
    label: { zh: '转办“办不成事”', en: 'route it' },
    from,
    by: { window: front },
    input: z.object({ to: z.uuid() }).strict(),
    gather: (read, { to }) => receivingBody(read, to, null),
    decide: ({ cannotDo }, { to }, { actor, today, facts }) => {
      if (!cannotDo || cannotDo.answered) return refuse('cannot-do-none', rules.cannotDo);
      if (!facts.open) return refuse('organisation-not-open', rules.cannotDo);
      return { type: 'CannotDoRouted', to, by: actorId(actor), on: today };
    },
  }),
  answerCannotDo: move({
    label: { zh: '答复“办不成事”', en: 'answer it' },
    from,
    by: { window: front, body: back, routed: back },
    input: z.object({ outcome: cannotDoAnswered.schema.shape.outcome, answer: z.string().trim().min(2).max(500) }).strict(),
    decide: ({ cannotDo, applicant, noticeChannel: channel }, input, { actor, today }) =>
      cannotDo && !cannotDo.answered
        ? { type: 'CannotDoAnswered', ...input, by: actorId(actor), inTime: keptToday(cannotDo.due, today), applicant, channel, on: today }
        : refuse('cannot-do-none', rules.cannotDo),
  }),
};
