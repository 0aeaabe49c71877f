import { event, due, registry, type EventContract, type EventOf } from '@yimen/contracts';
import { model, refusals, type Due, type When } from '@yimen/kernel';
import { z } from 'zod';
import { process, type ServiceDefinition } from '../definition.js';

// A small service for the specs of processes and deadlines; it is no part of the published language.

const base = { context: 'public-services', version: 1, visibility: 'internal', zh: '样例', en: 'Sample.', samples: [] } as const;
const errand = { ...base, subject: 'errand' } as const;
const date = z.iso.date();

export const errandOpened = event('ErrandOpened', { ...errand, schema: z.object({ due, stubborn: z.boolean() }) });
export const errandPaused = event('ErrandPaused', { ...errand, schema: z.object({ on: date }) });
export const errandResumed = event('ErrandResumed', { ...errand, schema: z.object({ dueOn: date }) });
export const errandDueComputed = event('ErrandDueComputed', { ...errand, schema: z.object({ dueOn: date }) });
export const errandFinished = event('ErrandFinished', { ...errand, schema: z.object({ note: z.string() }) });
export const errandExpired = event('ErrandExpired', { ...errand, schema: z.object({ on: date }) });
export const followUpOpened = event('FollowUpOpened', { ...base, subject: 'follow-up', schema: z.object({ errand: z.string() }) });

const contracts: readonly EventContract[] = [
  errandOpened,
  errandPaused,
  errandResumed,
  errandDueComputed,
  errandFinished,
  errandExpired,
  followUpOpened,
];
export const sampleRegistry: ReadonlyMap<string, EventContract> = new Map([
  ...registry,
  ...contracts.map((contract) => [contract.type, contract] as const),
]);

type ErrandEvent =
  | EventOf<typeof errandOpened>
  | EventOf<typeof errandPaused>
  | EventOf<typeof errandResumed>
  | EventOf<typeof errandDueComputed>
  | EventOf<typeof errandFinished>
  | EventOf<typeof errandExpired>;
type Open = { due: Due; stubborn: boolean };
export type Errand =
  { status: 'none' } | ({ status: 'open' } & Open) | ({ status: 'paused' } & Open) | { status: 'done' } | { status: 'expired' };

const refuse = refusals({
  stubborn: { zh: '不予办理', en: 'will not' },
  unwanted: { zh: '不需要回访', en: 'no follow-up wanted' },
});
const label = { zh: '样例', en: 'sample' };
const RULE = 'D-calendar';

const { move, aggregate } = model<Errand, ErrandEvent, 'hall'>();

export const errands = aggregate({
  context: 'public-services',
  name: 'errand',
  collection: 'errands',
  label,
  ids: /^[a-z0-9-]{1,40}$/,
  initial: { status: 'none' } as Errand,
  states: { none: label, open: label, paused: label, done: { ...label, final: true }, expired: { ...label, final: true } },
  parties: () => ({}),
  readers: {},
  moves: {
    open: move({
      label,
      from: ['none'],
      by: 'system',
      input: z.object({ due, stubborn: z.boolean().default(false) }),
      decide: (_none, input) => ({ type: 'ErrandOpened', ...input }),
    }),
    pause: move({
      label,
      from: ['open'],
      by: 'system',
      input: z.object({}),
      decide: (_open, _input, { today }) => ({ type: 'ErrandPaused', on: today }),
    }),
    resume: move({
      label,
      from: ['paused'],
      by: 'system',
      input: z.object({ dueOn: date }),
      decide: (_paused, { dueOn }) => ({ type: 'ErrandResumed', dueOn }),
    }),
    computeDue: move({
      label,
      from: ['open'],
      by: 'system',
      input: z.object({ deadline: z.literal('finish'), dueOn: date }),
      decide: (_open, { dueOn }) => ({ type: 'ErrandDueComputed', dueOn }),
    }),
    finish: move({
      label,
      from: ['open', 'paused'],
      by: 'system',
      input: z.object({ note: z.string() }),
      decide: (_open, { note }) => ({ type: 'ErrandFinished', note }),
    }),
    expire: move({
      label,
      from: ['open'],
      by: 'system',
      input: z.object({}),
      decide: ({ stubborn }, _input, { today }) => (stubborn ? refuse('stubborn', RULE) : { type: 'ErrandExpired', on: today }),
    }),
  },
  on: {
    ErrandOpened: (_none, { due: first, stubborn }) => ({ status: 'open', due: first, stubborn }),
    ErrandPaused: (open: When<Errand, 'open'>) => ({ ...open, status: 'paused' }),
    ErrandResumed: (paused: When<Errand, 'paused'>, { dueOn }) => ({ ...paused, status: 'open', due: { dueOn } }),
    ErrandDueComputed: (open: When<Errand, 'open'>, { dueOn }) => ({ ...open, due: { dueOn } }),
    ErrandFinished: () => ({ status: 'done' }),
    ErrandExpired: () => ({ status: 'expired' }),
  },
  deadlines: {
    finish: {
      label,
      rule: RULE,
      set: {
        ErrandOpened: ({ due: first }) => first,
        ErrandPaused: () => null,
        ErrandResumed: ({ dueOn }) => ({ dueOn }),
        ErrandDueComputed: ({ dueOn }) => ({ dueOn }),
      },
      clear: ['ErrandFinished', 'ErrandExpired'],
      fires: 'expire',
      computes: 'computeDue',
    },
    // Being late is only shown.
    look: { label, rule: RULE, set: { ErrandOpened: ({ due: first }) => first }, clear: ['ErrandFinished'] },
  },
});

type FollowUp = { status: 'none' } | { status: 'open'; errand: string };
const followUp = model<FollowUp, EventOf<typeof followUpOpened>, 'hall'>();

export const followUps = followUp.aggregate({
  context: 'public-services',
  name: 'follow-up',
  collection: 'follow-ups',
  label,
  ids: 'derived',
  initial: { status: 'none' } as FollowUp,
  states: { none: label, open: label },
  parties: () => ({}),
  readers: {},
  moves: {
    open: followUp.move({
      label,
      from: ['none'],
      by: 'system',
      input: z.object({ errand: z.string() }),
      decide: (_none, { errand: of }) => {
        if (of.startsWith('unwanted')) return refuse('unwanted', RULE);
        return of.startsWith('needless') ? [] : { type: 'FollowUpOpened', errand: of };
      },
    }),
  },
  on: { FollowUpOpened: (_none, { errand: of }) => ({ status: 'open', errand: of }) },
});

export const followUpProcess = process('follow-up', { zh: '回访', en: 'follow-up' }, (on) => {
  on(errandFinished, async ({ event: { note }, item, eventId }, { sendNotice }) => {
    if (note === 'no-follow-up') return undefined;
    await sendNotice({ noticeId: eventId, person: '01981f00-0000-7000-8000-000000000002', channel: 'window', subject: label, body: label });
    return { slice: 'follow-up', id: null, move: 'open', input: { errand: item } };
  });
});

export const sampleService: ServiceDefinition = {
  context: 'public-services',
  label,
  slices: [errands, followUps],
  processes: [followUpProcess],
  facts: [],
};
