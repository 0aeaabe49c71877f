import {
  badRatingOpened,
  badRatingRechecked,
  caseDecided,
  caseDelivered,
  caseSubmitted,
  matterConsulted,
  queueOpened,
  ratingCaseClosed,
  restrictedMatterCounted,
  serviceRated,
  ticketIssued,
  ticketMissed,
  ticketRequeued,
  visitClosed,
  visitOpened,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';

/** What is counted. Visitors received and cases handled are two counters; restricted matters are only counted (13.9). */
export const measures = [
  'tickets',
  'missed',
  'visitors',
  'consulted',
  'casesReceived',
  'casesHandled',
  'restrictedConsulted',
  'restrictedHandled',
] as const;
export type Measure = (typeof measures)[number];

/** Of ratings (5.3.3): services that could be rated, ratings given, bad ones, bad ones struck after recheck, bad ones closed in time. */
export const ratingMeasures = ['delivered', 'rated', 'bad', 'invalid', 'closedInTime'] as const;
export type RatingMeasure = (typeof ratingMeasures)[number];

/** Where a count belongs. */
interface Place {
  readonly hall: string | null;
  readonly organisation: string;
  readonly day: string;
  readonly class: string | null;
  readonly item: string | null;
  readonly mode: string | null;
  /** Its visit, whose window and class it shares. */
  readonly visit: string | null;
}

/** A count that one stream contributes; the sum over all of them is the figure (decision 13). */
export interface DeltaRow extends Place {
  readonly source: string;
  readonly measure: Measure;
  /** Item or other part of the source that the count is kept apart for; empty where there is none. */
  readonly part: string;
  readonly amount: number;
}

/**
 * A count of ratings of one stream. Ratings stand apart: whoever listens to the figures of a hall must not hear that somebody rates (13.3).
 * They belong to an organisation, hall and month, and to nothing smaller.
 */
export interface RatingDeltaRow {
  readonly source: string;
  readonly measure: RatingMeasure;
  readonly organisation: string;
  readonly hall: string | null;
  /** First day of the month: of the service, of the rating, or of the rating whose outcome this is. */
  readonly month: string;
  /** First day of the month in which it happened. */
  readonly happenedIn: string;
}

/** Where the counts of a stream belong, as its first event says. */
export interface SourceRow extends Place {
  readonly source: string;
  /** Of a case: the implementing body, to which its own rating goes. */
  readonly body: string | null;
}

export interface VisitWindowRow {
  readonly visit: string;
  readonly window: string;
  readonly class: string;
}

const place = {
  hall: { type: 'uuid', nullable: true },
  organisation: { type: 'uuid' },
  day: { type: 'date' },
  class: { type: 'text', nullable: true },
  item: { type: 'uuid', nullable: true },
  mode: { type: 'text', nullable: true },
  visit: { type: 'uuid', nullable: true },
} as const;

const tables = {
  deltas: table<DeltaRow>('delta', {
    columns: { source: { type: 'text' }, measure: { type: 'text' }, part: { type: 'text' }, ...place, amount: { type: 'int' } },
    key: ['source', 'measure', 'part'],
    indices: [
      ['hall', 'day'],
      ['organisation', 'day'],
    ],
  }),
  ratings: table<RatingDeltaRow>('rating_delta', {
    columns: {
      source: { type: 'text' },
      measure: { type: 'text' },
      organisation: { type: 'uuid' },
      hall: { type: 'uuid', nullable: true },
      month: { type: 'date' },
      happenedIn: { type: 'date' },
    },
    key: ['source', 'measure'],
    indices: [['organisation', 'month']],
  }),
  sources: table<SourceRow>('source', {
    columns: { source: { type: 'text' }, ...place, body: { type: 'uuid', nullable: true } },
    key: ['source'],
  }),
  visits: table<VisitWindowRow>('visit', {
    columns: { visit: { type: 'uuid' }, window: { type: 'text' }, class: { type: 'text' } },
    key: ['visit'],
  }),
};

type Rows = Parameters<Parameters<Parameters<typeof projection<typeof tables>>[3]>[0]>[1] extends (rows: infer R, delivered: never) => void
  ? R
  : never;

const online = { hall: null } as const;
const nowhere = { hall: null, class: null, item: null, mode: null, visit: null } as const;

/** Adds to a count of the stream. `part` keeps counts of several items apart. */
function count(rows: Rows, source: string, measure: Measure, where: Place, amount = 1, part = ''): void {
  const known = rows.deltas.get(source, measure, part);
  rows.deltas.put({ source, measure, part, ...where, amount: (known?.amount ?? 0) + amount });
}

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** One service, rating or outcome; `on` is its own day, `day` of the place the one under which it counts. */
function rated(rows: Rows, source: string, measure: RatingMeasure, { organisation, hall, day }: Place, on = day): void {
  rows.ratings.put({ source, measure, organisation, hall, month: monthOf(day), happenedIn: monthOf(on) });
}

function standing(rows: Rows, source: string): SourceRow {
  const found = rows.sources.get(source);
  if (!found) throw new Error(`nothing is known of where ${source} belongs`);
  return found;
}

function sourceOf(rows: Rows, source: string): Place {
  const { source: _source, body: _body, ...where } = standing(rows, source);
  return where;
}

/** The figures of halls, day by day: every stream keeps its own counts, and a question sums them up. */
export const figures = projection('figures', 1, tables, (on) => {
  on(queueOpened, (rows, { event, stream }) => {
    const { hall, organisation, on: day, class: key } = event;
    rows.sources.put({ source: stream, ...nowhere, hall, organisation, day, class: key, body: null });
  });
  on(ticketIssued, (rows, { event: { item }, stream }) => {
    const where = sourceOf(rows, stream);
    count(rows, stream, 'tickets', { ...where, item }, 1, item ?? '');
  });
  // A ticket that waits again is not missed any more.
  on(ticketMissed, (rows, { stream }) => count(rows, stream, 'missed', sourceOf(rows, stream)));
  on(ticketRequeued, (rows, { stream }) => count(rows, stream, 'missed', sourceOf(rows, stream), -1));

  on(visitOpened, (rows, { event, stream, item: visit }) => {
    const { hall, organisation, on: day, window } = event;
    const [, , key = ''] = event.queue.split('~');
    const where = { ...nowhere, hall, organisation, day, class: key, visit };
    rows.visits.put({ visit, window, class: key });
    rows.sources.put({ source: stream, ...where, body: null });
    count(rows, stream, 'visitors', where);
  });
  on(matterConsulted, (rows, { event: { item }, stream }) =>
    count(rows, stream, 'consulted', { ...sourceOf(rows, stream), item }, 1, item),
  );
  // A hand-over at the window can be rated, once for the visit (现场一次一评).
  on(visitClosed, (rows, { event: { on: day }, stream }) => rated(rows, stream, 'delivered', { ...sourceOf(rows, stream), day }));

  on(caseSubmitted, (rows, { event, stream }) => {
    const { hall, organisation, receivedOn: day, item, mode, visit, body } = event;
    const where = { hall, organisation, day, class: null, item, mode, visit };
    rows.sources.put({ source: stream, ...where, body });
    count(rows, stream, 'casesReceived', where);
  });
  on(caseDecided, (rows, { event: { on: day }, stream }) => count(rows, stream, 'casesHandled', { ...sourceOf(rows, stream), day }));
  // What is handed over at the window is rated with its visit; any other case is rated once, online (一事一评), and goes to its body.
  on(caseDelivered, (rows, { event: { on: day, way }, stream }) => {
    const { source: _source, body, ...where } = standing(rows, stream);
    const organisation = body ?? where.organisation;
    if (way !== 'window') rated(rows, stream, 'delivered', { ...where, ...online, organisation, day });
  });

  on(restrictedMatterCounted, (rows, { event, stream }) => {
    const { hall, organisation, on: day, item, kind } = event;
    const measure = kind === 'handled' ? 'restrictedHandled' : 'restrictedConsulted';
    count(rows, stream, measure, { ...nowhere, hall, organisation, day, item }, 1, item);
  });

  on(serviceRated, (rows, { event: { about, hall, organisation, on: day, bad }, stream }) => {
    const where = { ...nowhere, ...(about === 'visit' ? { hall } : online), organisation, day };
    rated(rows, stream, 'rated', where);
    if (bad) rated(rows, stream, 'bad', where);
  });
  // What becomes of a bad rating counts for the month of the rating, so that a period's rates speak of the same ratings.
  on(badRatingOpened, (rows, { event: { rating, hall, organisation, on: day }, stream }) => {
    const of = rating.startsWith('visit~') ? { hall } : online;
    rows.sources.put({ source: stream, ...nowhere, ...of, organisation, day, body: null });
  });
  on(badRatingRechecked, (rows, { event: { outcome, on }, stream }) => {
    if (outcome === 'struck') rated(rows, stream, 'invalid', sourceOf(rows, stream), on);
  });
  on(ratingCaseClosed, (rows, { event: { inTime, on }, stream }) => {
    if (inTime) rated(rows, stream, 'closedInTime', sourceOf(rows, stream), on);
  });
});
