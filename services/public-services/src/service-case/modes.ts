import { homeVisitArranged, homeVisitMade } from '@yimen/contracts';
import { personal, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../rules.js';
import { refuse } from './refuse.js';
import { back, front, modeNames, move, type Standing } from './state.js';

const open = [
  'submitted',
  'checked',
  'supplement-requested',
  'supplemented',
  'accepted',
  'dispatched',
  'handling',
  'forwarded',
  'paused',
] as const;
const by = { window: front, body: back } as const;

/** Each mode has its own record, and only its own. */
function otherMode(state: Standing, mode: Standing['mode']): Refusal | undefined {
  return state.mode === mode ? undefined : refuse('mode-is-another', rules.modes, { mode, name: modeNames[mode] });
}

export const modeMoves = {
  logAccompaniment: move({
    label: { zh: '陪办记录', en: 'log an accompanied step' },
    from: [...open, 'decided', 'result-ready'],
    by,
    input: z.object({ helper: z.string().min(1).max(100), step: z.string().trim().min(2).max(200) }).strict(),
    decide: (state, input, { today }) => otherMode(state, 'accompanied') ?? { type: 'AccompanimentLogged', ...input, on: today },
  }),
  arrangeHomeVisit: move({
    label: { zh: '预约上门', en: 'arrange a home visit' },
    from: open,
    by,
    input: z
      .object({
        address: personal('hall', z.string().trim().min(2).max(200)),
        staff: homeVisitArranged.schema.shape.staff,
        appointment: z.iso.date(),
        part: homeVisitArranged.schema.shape.part,
      })
      .strict(),
    subject: (state) => (state.status === 'none' ? '' : state.applicant),
    decide: (state, input, { today }) => {
      const other = otherMode(state, 'home-visit');
      if (other) return other;
      if (input.staff[0] === input.staff[1]) return refuse('two-staff', rules.homeVisit);
      if (input.appointment < today) return refuse('appointment-past', rules.homeVisit);
      return { type: 'HomeVisitArranged', ...input };
    },
  }),
  logHomeVisit: move({
    label: { zh: '上门记录', en: 'log the home visit' },
    from: open,
    by,
    input: homeVisitMade.schema.omit({ on: true }),
    decide: (state, input, { today }) => {
      const other = otherMode(state, 'home-visit');
      if (other) return other;
      if (!state.homeVisit || today < state.homeVisit.appointment) return refuse('no-appointment', rules.homeVisit);
      if (input.staff[0] === input.staff[1]) return refuse('two-staff', rules.homeVisit);
      return { type: 'HomeVisitMade', ...input, on: today };
    },
  }),
  returnFromAgent: move({
    label: { zh: '代办交还', en: 'the agent hands back' },
    from: ['delivered'],
    by,
    input: z.object({ evidence: z.string().trim().min(2).max(200) }).strict(),
    decide: (state, input, { today }) => otherMode(state, 'agent') ?? { type: 'AgentReturned', ...input, on: today },
  }),
};
