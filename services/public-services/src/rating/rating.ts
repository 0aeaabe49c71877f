import { ratingReason, type EventOf, type ratingEvents } from '@yimen/contracts';
import { model, refusals, type IsoDate, type MoveContext, type Reader, type When } from '@yimen/kernel';
import { z } from 'zod';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { serviceCase } from '../service-case/service-case.js';
import type { Standing } from '../service-case/state.js';
import { isPast } from '../service-case/time.js';
import { visit } from '../visit/visit.js';
import { inWorkingDays } from '../working-days.js';

export type RatingEvent = EventOf<(typeof ratingEvents)[number]>;
type Rated = Omit<Extract<RatingEvent, { type: 'ServiceRated' }>, 'type'>;

/**
 * The one rating of a visit, or of an online case. A stream of its own: being one stream it cannot be given twice, and
 * those who read visits and cases read neither the rater nor the moment (13.3).
 */
export type Rating = { status: 'none' } | ({ status: 'given' } & Rated) | ({ status: 'struck'; struckOn: string } & Rated);

/** What is rated, as its own stream tells it; these facts do not change once they stand, so that reading them is enough. */
interface Subject {
  readonly ratable: 'yes' | 'unknown' | 'not-over' | 'at-its-visit' | 'archived';
  readonly organisation: string;
  readonly hall: string | null;
  readonly window: string | null;
  readonly handler: string;
  readonly item: string | null;
  readonly person: string | null;
  /** Day from which the time for a rating runs; null for a case, which goes to the archive when it is over. */
  readonly overOn: IsoDate | null;
}

const nothing: Subject = {
  ...{ ratable: 'unknown', organisation: '', hall: null, window: null },
  ...{ handler: '', item: null, person: null, overOn: null },
};

const refuse = refusals({
  'subject-unknown': { ground: 'record', zh: '没有可评价的来访或办件', en: 'there is no such visit or case' },
  'not-over': { ground: 'record', zh: '服务尚未结束', en: 'the service is not over yet' },
  'rated-at-its-visit': { ground: 'record', zh: '该办件在现场评价（现场一次一评）', en: 'this case is rated with its visit at the window' },
  'window-over': { ground: 'record', zh: '评价期已过', en: 'the time for a rating is over' },
  'rater-is-another': { ground: 'protection', zh: '只能评价本人的办件', en: 'only the person served may rate' },
  'named-without-person': { ground: 'record', zh: '实名评价须表明身份', en: 'a rating by name needs a person' },
});

const { move, aggregate } = model<Rating, RatingEvent, 'hall' | 'rater'>();

async function about(read: Reader, id: string): Promise<Subject> {
  const [kind, of = ''] = id.split('~');
  if (kind === 'visit') {
    const state = await read.state(visit, of);
    if (state.status === 'none') return nothing;
    const { organisation, hall, window, clerk, person } = state;
    const [ratable, overOn] = state.status === 'closed' ? (['yes', state.closedOn] as const) : (['not-over', null] as const);
    return { ratable, organisation, hall, window, handler: clerk, item: null, person, overOn };
  }
  const state = await read.state(serviceCase, of);
  if (state.status === 'none') return nothing;
  const { body, hall, item, applicant } = state;
  const handler = state.handler ?? state.receivedBy;
  return { ratable: ratableCase(state), organisation: body, hall, window: null, handler, item, person: applicant, overOn: null };
}

/** Where nothing is handed over at the window, no visit ends with the result: then the case is rated, once, online (13.3). */
function ratableCase(state: Standing): Subject['ratable'] {
  if (state.status === 'archived') return 'archived';
  if (state.status !== 'delivered') return 'not-over';
  return state.deliveredBy === 'window' ? 'at-its-visit' : 'yes';
}

const opinion = z.object({ level: z.int().min(1).max(5), reasons: z.array(ratingReason).max(10), named: z.boolean() }).strict();

function rate(
  { level, reasons, named }: z.output<typeof opinion>,
  rater: string | null,
  channel: 'kiosk' | 'online',
  context: MoveContext<Subject>,
) {
  const { id, today, facts, policy } = context;
  const [kind, of = ''] = id.split('~');
  switch (facts.ratable) {
    case 'unknown':
      return refuse('subject-unknown', rules.rating);
    case 'not-over':
      return refuse('not-over', rules.ratingOnce);
    case 'at-its-visit':
      return refuse('rated-at-its-visit', rules.ratingOnce);
    case 'archived':
      return refuse('window-over', rules.ratingOnce);
    case 'yes': {
      if (facts.overOn !== null && isPast(inWorkingDays(parameters.ratingWindow, facts.overOn, context), today))
        return refuse('window-over', rules.ratingOnce);
      if (named && !rater) return refuse('named-without-person', rules.rating);
      const { organisation, hall, window, handler, item } = facts;
      return {
        type: 'ServiceRated' as const,
        about: kind === 'visit' ? ('visit' as const) : ('case' as const),
        of,
        level,
        bad: level <= policy.number(parameters.badLevel),
        reasons,
        organisation,
        hall,
        window,
        handler,
        item,
        channel,
        named,
        // Anonymous means anonymous: no person is recorded.
        rater: named ? rater : null,
        on: today,
      };
    }
  }
}

const placed = (_input: unknown, { organisation }: { readonly organisation: string }) => (organisation ? { organisation } : undefined);

export const rating = aggregate({
  context: 'public-services',
  name: 'rating',
  collection: 'ratings',
  label: { zh: '好差评', en: 'rating' },
  /** `visit~{uuid}` or `case~{uuid}` */
  ids: /^(visit|case)~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as Rating,
  states: {
    none: { zh: '未评价', en: 'not rated' },
    given: { zh: '已评价', en: 'given' },
    struck: { zh: '已剔除', en: 'struck', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : { hall: { organisation: state.organisation }, ...(state.rater ? { rater: { person: state.rater } } : {}) },
  readers: { hall: ['rating-supervisor', 'auditor'], rater: ['resident'] },
  hiddenFrom: (state) => (state.status === 'none' ? [] : [state.handler]),
  moves: {
    rateAtKiosk: move({
      place: placed,
      label: { zh: '现场评价', en: 'rate at the window' },
      from: ['none'],
      by: { hall: ['kiosk'] },
      input: opinion,
      gather: (read, _input, _state, { id }) => about(read, id),
      parties: (_input, { organisation }) => (organisation ? { hall: { organisation } } : {}),
      decide: (_none, input, context) => rate(input, context.facts.person, 'kiosk', context),
    }),
    rateOnline: move({
      place: placed,
      label: { zh: '线上评价', en: 'rate online' },
      from: ['none'],
      by: { rater: ['resident'] },
      input: opinion.extend({ person: z.uuid() }).strict(),
      gather: (read, _input, _state, { id }) => about(read, id),
      parties: ({ person }) => ({ rater: { person } }),
      decide: (_none, { person, ...input }, context) =>
        context.facts.ratable !== 'unknown' && context.facts.person !== person
          ? refuse('rater-is-another', rules.rating)
          : rate(input, person, 'online', context),
    }),
    strike: move({
      label: { zh: '剔除', en: 'strike out' },
      from: ['given'],
      by: 'system',
      input: z.object({ ratingCase: z.uuid() }).strict(),
      decide: (_given, { ratingCase }, { today }) => ({ type: 'RatingStruck', ratingCase, on: today }),
    }),
  },
  on: {
    ServiceRated: (_none, { type: _type, ...rated }) => ({ status: 'given', ...rated }),
    RatingStruck: (state: When<Rating, 'given'>, { on }) => ({ ...state, status: 'struck', struckOn: on }),
  },
});
