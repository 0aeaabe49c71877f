import { troubleAnswered, troubleCalledBack, troubleLogged, type EventOf, type troubleEvents } from '@yimen/contracts';
import { model, refusals, type Reader } from '@yimen/kernel';
import { z } from 'zod';
import { hall } from '../hall/hall.js';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { receivingBody } from '../service-case/receiving-body.js';
import { back, front } from '../service-case/state.js';
import { keptToday } from '../service-case/time.js';
import { serviceItem } from '../service-item/service-item.js';
import { visit } from '../visit/visit.js';
import { inWorkingDays } from '../working-days.js';

export type TroubleEvent = EventOf<(typeof troubleEvents)[number]>;
type Logged = Omit<EventOf<typeof troubleLogged>, 'type'>;
type Standing = Logged & { readonly routedTo: string | null };
type With<Status extends string, More = unknown> = { readonly status: Status } & Standing & More;
type Answer = Omit<EventOf<typeof troubleAnswered>, 'type' | 'by' | 'on'> & { readonly answeredBy: string };

/** “办不成事” of a visitor who has no case: nothing was taken in, so there is no case that could hold it (XT23). */
export type Trouble =
  | { readonly status: 'none' }
  | With<'logged'>
  | With<'routed'>
  | With<'answered', Answer>
  | With<'called-back', Answer & { readonly reached: boolean; readonly satisfied: boolean | null }>;
type Open = Extract<Trouble, { status: 'logged' | 'routed' }>;

const { move, aggregate } = model<Trouble, TroubleEvent, 'window' | 'routed' | 'visitor' | 'supervisor'>();

const refuse = refusals({
  'hall-unknown': { ground: 'record', zh: '没有该大厅', en: 'there is no such hall' },
  'visit-elsewhere': { ground: 'record', zh: '没有该来访，或不在本大厅', en: 'there is no such visit in this hall' },
  'item-unknown': { ground: 'record', zh: '没有该事项', en: 'there is no such matter' },
  'matter-counted-only': { ground: 'protection', zh: '受限事项只计数', en: 'a restricted matter is counted only' },
  'not-a-cannot-do-window': {
    ground: 'rule',
    zh: '窗口{window}不是“办不成事”窗口',
    en: 'the window {window} is not the one for what could not be done',
  },
  'organisation-not-open': { ground: 'record', zh: '没有该组织，或者已撤销', en: 'there is no such organisation, or it is closed' },
  'no-one-to-call': { ground: 'record', zh: '来访人未表明身份，无从回访', en: 'the visitor did not say who he is: nobody can be called' },
  'answered-by-himself': { ground: 'protection', zh: '答复人不得回访自己的答复', en: 'nobody calls back about his own answer' },
});

interface Advice {
  readonly organisation: string | null;
  readonly itsWindow: boolean;
  readonly visited: { readonly person: string | null } | null;
  readonly item: 'none' | 'unknown' | 'open' | 'restricted';
}

async function advise(read: Reader, at: { hall: string; window: string; visit: string; item: string | null }): Promise<Advice> {
  const [received, visited] = [await read.state(hall, at.hall), await read.state(visit, at.visit)];
  const matter = at.item === null ? null : await read.state(serviceItem, at.item);
  return {
    organisation: received.status === 'none' ? null : received.organisation,
    itsWindow: received.status !== 'none' && received.windows.some(({ window, kind }) => window === at.window && kind === 'cannot-do'),
    visited: visited.status !== 'none' && visited.hall === at.hall ? { person: visited.person } : null,
    item: matter === null ? 'none' : matter.status === 'none' ? 'unknown' : matter.guide.restricted ? 'restricted' : 'open',
  };
}

const open = ['logged', 'routed'] as const;

export const trouble = aggregate({
  context: 'public-services',
  name: 'trouble',
  collection: 'troubles',
  label: { zh: '来访“办不成事”', en: 'what a visitor could not get done' },
  ids: 'derived',
  initial: { status: 'none' } as Trouble,
  states: {
    none: { zh: '未登记', en: 'not logged' },
    logged: { zh: '已登记', en: 'logged' },
    routed: { zh: '已转办', en: 'routed' },
    answered: { zh: '已答复', en: 'answered' },
    'called-back': { zh: '已回访', en: 'called back', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : {
          window: { organisation: state.organisation },
          supervisor: { organisation: state.organisation },
          ...(state.routedTo === null ? {} : { routed: { organisation: state.routedTo } }),
          ...(state.person === null ? {} : { visitor: { person: state.person } }),
        },
  readers: { window: [...front, 'auditor'], supervisor: ['rating-supervisor'], routed: back, visitor: ['resident'] },
  moves: {
    log: move({
      label: { zh: '登记来访“办不成事”', en: 'log what a visitor could not get done' },
      from: ['none'],
      by: { window: front },
      input: troubleLogged.schema.pick({ hall: true, window: true, visit: true, item: true, trouble: true }),
      gather: advise,
      parties: (_input, { organisation }) => (organisation === null ? {} : { window: { organisation } }),
      decide: (_none, input, context) => {
        const { today, actor, facts } = context;
        if (facts.organisation === null) return refuse('hall-unknown', rules.hall);
        if (facts.visited === null) return refuse('visit-elsewhere', rules.visit);
        if (facts.item === 'unknown') return refuse('item-unknown', rules.item);
        if (facts.item === 'restricted') return refuse('matter-counted-only', rules.restricted);
        if (!facts.itsWindow && stands('not-a-cannot-do-window', context))
          return refuse('not-a-cannot-do-window', rules.cannotDoWindow, { window: input.window });
        const due = inWorkingDays(parameters.cannotDoDays, today, context);
        const { organisation, visited } = facts;
        return { type: 'TroubleLogged', ...input, organisation, person: visited.person, due, by: actorId(actor), on: today };
      },
    }),
    route: move({
      label: { zh: '转办', en: 'route it' },
      from: open,
      by: { window: front },
      input: z.object({ to: z.uuid() }).strict(),
      gather: (read, { to }) => receivingBody(read, to, null),
      decide: (_open, { to }, { actor, today, facts }) =>
        facts.open
          ? { type: 'TroubleRouted', to, by: actorId(actor), on: today }
          : refuse('organisation-not-open', rules.cannotDo, { organisation: to }),
    }),
    answer: move({
      label: { zh: '答复', en: 'answer it' },
      from: open,
      by: { window: front, routed: back },
      input: troubleAnswered.schema.pick({ outcome: true, answer: true }),
      decide: ({ due }, input, { actor, today }) => ({
        type: 'TroubleAnswered',
        ...input,
        by: actorId(actor),
        inTime: keptToday(due, today),
        on: today,
      }),
    }),
    // 回访: by the supervisor, and by nobody about his own answer (HC19).
    callBack: move({
      label: { zh: '回访', en: 'call back' },
      from: ['answered'],
      by: { supervisor: ['rating-supervisor'] },
      input: troubleCalledBack.schema.pick({ reached: true, satisfied: true }),
      decide: ({ person, answeredBy }, input, { actor, today }) => {
        if (person === null) return refuse('no-one-to-call', rules.rating);
        if (answeredBy === actorId(actor)) return refuse('answered-by-himself', rules.rating);
        return { type: 'TroubleCalledBack', ...input, by: actorId(actor), on: today };
      },
    }),
    computeDue: move({
      label: { zh: '算定期限', en: 'compute the due date' },
      from: open,
      by: 'system',
      input: z.object({ deadline: z.literal('answer'), dueOn: z.iso.date() }).strict(),
      decide: (_open, { dueOn }) => ({ type: 'TroubleDueComputed', dueOn }),
    }),
  },
  on: {
    TroubleLogged: (_none, { type: _type, ...logged }) => ({ status: 'logged', ...logged, routedTo: null }),
    TroubleRouted: (state: Open, { to }) => ({ ...state, status: 'routed', routedTo: to }),
    TroubleAnswered: (state: Open, { outcome, answer, inTime, by }) => ({
      ...state,
      status: 'answered',
      outcome,
      answer,
      inTime,
      answeredBy: by,
    }),
    TroubleCalledBack: (state: Extract<Trouble, { status: 'answered' }>, { reached, satisfied }) => ({
      ...state,
      status: 'called-back',
      reached,
      satisfied,
    }),
    TroubleDueComputed: (state: Open, { dueOn }) => ({ ...state, due: { dueOn } }),
  },
  deadlines: {
    answer: {
      label: { zh: '“办不成事”答复', en: 'answer to what could not be done' },
      rule: rules.cannotDo,
      set: { TroubleLogged: ({ due }) => due, TroubleDueComputed: ({ dueOn }) => ({ dueOn }) },
      clear: ['TroubleAnswered'],
      computes: 'computeDue',
    },
  },
});
