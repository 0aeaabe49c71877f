import { matterConsulted, visitOpened, type EventOf, type visitEvents } from '@yimen/contracts';
import { model, refusals, type When } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { rules } from '../rules.js';
import { serviceItem } from '../service-item/service-item.js';

export type VisitEvent = EventOf<(typeof visitEvents)[number]>;

interface Reception {
  readonly hall: string;
  readonly organisation: string;
  readonly ticket: string;
  readonly window: string;
  readonly clerk: string;
  readonly person: string | null;
  readonly openedOn: string;
  readonly matters: readonly { readonly item: string; readonly outcome: string }[];
}

/** One visitor received at a window: opened by serving a ticket, over at hand-over, then rated once in a stream of its own. */
export type Visit = { status: 'none' } | ({ status: 'open' } & Reception) | ({ status: 'closed'; closedOn: string } & Reception);

const refuse = refusals({
  'item-unknown': { ground: 'record', zh: '没有该事项', en: 'there is no such matter' },
  'matter-counted-only': {
    ground: 'protection',
    zh: '受限事项只计数，不记入来访',
    en: 'a restricted matter is counted only, never written to a visit',
  },
  'consulted-before': { ground: 'record', zh: '该事项已登记', en: 'this matter is noted already' },
  'identified-before': { ground: 'record', zh: '来访人已表明身份', en: 'the visitor identified himself already' },
  'clerk-of-another': { ground: 'rule', zh: '由接待人员{clerk}办理', en: 'the visit is in the hands of {clerk}' },
});

const { move, aggregate } = model<Visit, VisitEvent, 'hall' | 'visitor'>();
const by = { hall: ['window-clerk', 'hall-manager'] } as const;
type Open = When<Visit, 'open'>;

export const visit = aggregate({
  context: 'public-services',
  name: 'visit',
  collection: 'visits',
  label: { zh: '来访', en: 'visit' },
  ids: /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as Visit,
  states: {
    none: { zh: '未接待', en: 'not opened' },
    open: { zh: '接待中', en: 'open' },
    closed: { zh: '接待结束', en: 'closed', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : { hall: { organisation: state.organisation }, ...(state.person ? { visitor: { person: state.person } } : {}) },
  readers: { hall: ['auditor'], visitor: ['resident'] },
  moves: {
    open: move({
      label: { zh: '接待开始', en: 'open' },
      from: ['none'],
      by: 'system',
      input: visitOpened.schema.omit({ on: true }),
      parties: ({ organisation }) => ({ hall: { organisation } }),
      decide: (_none, input, { today }) => ({ type: 'VisitOpened', ...input, on: today }),
    }),
    identify: move({
      label: { zh: '登记来访人', en: 'the visitor identifies himself' },
      from: ['open'],
      by,
      input: z.object({ person: z.uuid() }).strict(),
      decide: (state, { person }) => (state.person ? refuse('identified-before', rules.visit) : { type: 'VisitorIdentified', person }),
    }),
    consult: move({
      label: { zh: '登记咨询事项', en: 'note a matter' },
      from: ['open'],
      by,
      input: matterConsulted.schema,
      gather: async (read, { item }) => {
        const found = await read.state(serviceItem, item);
        return { known: found.status !== 'none', restricted: found.status !== 'none' && found.guide.restricted };
      },
      decide: (state, { item, outcome }, { facts }) => {
        if (!facts.known) return refuse('item-unknown', rules.item);
        if (facts.restricted) return refuse('matter-counted-only', rules.restricted);
        if (state.matters.some((each) => each.item === item && each.outcome === outcome)) return refuse('consulted-before', rules.counters);
        return { type: 'MatterConsulted', item, outcome };
      },
    }),
    close: move({
      label: { zh: '接待结束', en: 'hand over' },
      from: ['open'],
      by: { hall: ['window-clerk'] },
      input: z.object({}).strict(),
      decide: (state, _input, context) => {
        const { actor, today, now } = context;
        // Who served hands over; a colleague does only with a second person's word.
        if (actorId(actor) !== state.clerk && stands('clerk-of-another', context))
          return refuse('clerk-of-another', rules.visit, { clerk: state.clerk });
        return { type: 'VisitClosed', on: today, at: now };
      },
    }),
    closeForgotten: move({
      label: { zh: '系统结束接待', en: 'closed at the end of the day' },
      from: ['open'],
      by: 'system',
      input: z.object({}).strict(),
      decide: (_state, _input, { today, now }) => ({ type: 'VisitClosed', on: today, at: now }),
    }),
  },
  on: {
    VisitOpened: (_none, { hall, organisation, ticket, window, clerk, person, on }) => ({
      status: 'open',
      hall,
      organisation,
      ticket,
      window,
      clerk,
      person,
      openedOn: on,
      matters: [],
    }),
    VisitorIdentified: (state: Open, { person }) => ({ ...state, person }),
    MatterConsulted: (state: Open, { item, outcome }) => ({ ...state, matters: [...state.matters, { item, outcome }] }),
    VisitClosed: (state: Open, { on }) => ({ ...state, status: 'closed', closedOn: on }),
  },
  deadlines: {
    'end-of-day': {
      label: { zh: '接待当日结束', en: 'a visit ends with its day' },
      rule: rules.visit,
      set: { VisitOpened: ({ on }) => ({ dueOn: on }) },
      clear: ['VisitClosed'],
      fires: 'closeForgotten',
    },
  },
});
