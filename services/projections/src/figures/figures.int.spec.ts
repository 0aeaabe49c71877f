import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { at, committee, department, hall, item, otherCommittee, sampled } from '../service/story.sample.js';
import { until, World, type Said } from '../service/world.sample.js';
import { raw } from '../views/clause.js';
import { measures, ratingMeasures, type Measure, type RatingMeasure } from './figures.js';
import { ratingFiguresView } from './rating-figures-view.js';

// A made-up month of two halls, told by a fixed rule so that every run tells the same.
const halls = [
  { hall, organisation: committee },
  { hall: at(12), organisation: otherCommittee },
];
const days = ['2025-11-03', '2025-11-04', '2025-11-05'];
const modes = ['ordinary', 'at-once', 'agent', 'accompanied', 'home-visit'];
const moment = '2025-11-03T01:15:00.000Z';
/** Handed over otherwise than handed in: the fourteenth came online, the ninth and the eleventh to a window. */
const ways: Readonly<Record<number, string>> = { 9: 'post', 11: 'online', 14: 'window' };

function month(): Said[] {
  const told: Said[] = [];
  let n = 0;
  for (const [which, place] of halls.entries())
    for (const day of days) {
      const queue = `queue/${place.hall}~${day}~social`;
      const say = (stream: string, type: string, fields: object = {}) =>
        told.push({ stream, event: sampled(type, fields), happenedOn: day });
      say(queue, 'QueueOpened', { ...place, on: day });
      for (let ordinal = 1; ordinal <= 6; ordinal += 1) {
        n += 1;
        const ticket = `A00${ordinal}`;
        say(queue, 'TicketIssued', { ticket, ordinal, item: n % 2 === 0 ? item : null });
        if (n % 5 === 0) {
          say(queue, 'TicketMissed', { ticket });
          if (n % 10 === 0) say(queue, 'TicketRequeued', { ticket, place: 9 });
          continue;
        }
        const [visit, id, ratingCase] = [at(1000 + n), at(2000 + n), at(3000 + n)];
        say(`visit/${visit}`, 'VisitOpened', { ...place, queue: queue.slice(6), ticket, window: String(1 + (n % 2)), on: day, at: moment });
        if (n % 3 === 0) say(`visit/${visit}`, 'MatterConsulted', { item, outcome: 'informed' });
        say(`visit/${visit}`, 'VisitClosed', { on: day, at: moment });
        const online = n % 7 === 0;
        const received = online
          ? { hall: null, visit: null, organisation: department }
          : { hall: place.hall, visit, organisation: place.organisation };
        say(`service-case/${id}`, 'CaseSubmitted', { ...received, body: department, item, mode: modes[n % 5], receivedOn: day });
        say(`service-case/${id}`, 'CaseAccepted');
        if (n % 4 !== 0) {
          say(`service-case/${id}`, 'CaseDecided', { on: day });
          say(`service-case/${id}`, 'ResultReady');
          say(`service-case/${id}`, 'CaseDelivered', { on: day, way: ways[n] ?? (online ? 'online' : 'window') });
        }
        if (which === 1 && n % 6 !== 0) continue;
        const bad = n % 3 === 0;
        const about = { of: visit, organisation: place.organisation, hall: place.hall, on: day, level: bad ? 2 : 5, bad };
        say(`rating/visit~${visit}`, 'ServiceRated', { ...about, window: String(1 + (n % 2)), rater: null, named: false });
        if (!bad) continue;
        say(`rating-case/${ratingCase}`, 'BadRatingOpened', { ...place, rating: `visit~${visit}`, on: day, rater: null, named: false });
        if (n % 2 === 0)
          say(`rating-case/${ratingCase}`, 'BadRatingRechecked', { rating: `visit~${visit}`, outcome: 'struck', on: '2025-11-20' });
        else say(`rating-case/${ratingCase}`, 'RatingCaseClosed', { inTime: n % 9 !== 0, on: '2025-11-20' });
      }
      say(`tally/${place.hall}~${day}`, 'RestrictedMatterCounted', { ...place, on: day, item: at(22), kind: 'handled' });
    }
  return told;
}

interface Raw {
  readonly type: string;
  readonly stream: string;
  readonly data: Record<string, string | number | boolean | null>;
}

/** The figures of a hall and day, counted straight from the stored events, stream by stream and without the folds. */
function recount(events: readonly Raw[], of: string | null, day: string): Record<Measure | RatingMeasure, number> {
  const first = (stream: string) => events.find((one) => one.stream === stream)?.data ?? {};
  const all = (type: string) => events.filter((one) => one.type === type);
  const here = (type: string, where: (one: Raw) => boolean = () => true) =>
    all(type)
      .filter(({ stream, data }) => {
        const begun = first(stream);
        return (data['hall'] ?? begun['hall'] ?? null) === of && (data['on'] ?? begun['on'] ?? begun['receivedOn']) === day;
      })
      .filter(where).length;
  /** Events of a stream counted for the day on which the stream began. */
  const begunHere = (type: string, where: (one: Raw) => boolean = () => true) =>
    all(type).filter((one) => {
      const begun = first(one.stream);
      return begun['hall'] === of && begun['on'] === day && where(one);
    }).length;
  const received = all('CaseSubmitted').filter(({ data }) => data['hall'] === of && data['receivedOn'] === day);
  return {
    tickets: here('TicketIssued'),
    missed: here('TicketMissed') - here('TicketRequeued'),
    visitors: here('VisitOpened'),
    consulted: here('MatterConsulted'),
    casesReceived: received.length,
    casesHandled: here('CaseDecided'),
    restrictedConsulted: here('RestrictedMatterCounted', ({ data }) => data['kind'] === 'consulted'),
    restrictedHandled: here('RestrictedMatterCounted', ({ data }) => data['kind'] === 'handled'),
    delivered: here('VisitClosed'),
    rated: here('ServiceRated'),
    bad: here('ServiceRated', ({ data }) => data['bad'] === true),
    invalid: begunHere('BadRatingRechecked', ({ data }) => data['outcome'] === 'struck'),
    closedInTime: begunHere('RatingCaseClosed', ({ data }) => data['inTime'] === true),
  };
}

let world: World;
let token: string;
beforeAll(async () => {
  world = await World.open();
  for (const one of [at(9), department]) await world.organisation(one, null);
  for (const one of [committee, otherCommittee]) await world.organisation(one, at(9));
  await world.account('auditor', [
    ['auditor', at(9)],
    ['auditor', department],
  ]);
  await world.account('manager', [['hall-manager', otherCommittee]]);
  await world.account('clerk', [['window-clerk', committee]]);
  await world.account('supervisor', [['rating-supervisor', at(9)]]);
  await world.account('clerk-1', [['rating-supervisor', at(9)]]);
  token = await world.say(...month());
  await until(
    () => world.running.operations.list(),
    (all) => all.every(({ lagEvents }) => lagEvents === 0n),
  );
});
afterAll(() => world.close());

const figures = async (query: string, account = 'auditor') =>
  (await world.get(`/api/views/figures?limit=100&${query}`, account, { 'Read-After': token })).body;

test('R-220 · the figures of every hall and day equal a recount of the stored events', async () => {
  const { rows: stored } = await world.db.pool.query<{ stream: string; type: string; payload: Buffer }>(
    'SELECT stream, type, payload FROM public_services.event ORDER BY position',
  );
  const events = stored.map(({ stream, type, payload }) => ({ stream, type, data: JSON.parse(payload.toString('utf8')) as Raw['data'] }));
  const { rows, total } = await figures('by=hall,day');
  const { rows: deltas } = await world.pool.query<Record<string, unknown>>(
    `SELECT hall, to_char(day, 'YYYY-MM-DD') AS day, measure, sum(amount)::int AS amount FROM projections_figures_g1.delta GROUP BY 1, 2, 3`,
  );
  expect(total).toBe(rows.length);
  expect(rows.length).toBe(halls.length * days.length + days.length);
  for (const of of [...halls.map((one) => one.hall), null])
    for (const day of days) {
      const expected = recount(events, of, day);
      const kept = Object.fromEntries(
        measures.map((measure) => [
          measure,
          deltas.find((one) => one['hall'] === of && one['day'] === day && one['measure'] === measure)?.['amount'] ?? 0,
        ]),
      );
      expect({ of, day, ...kept }).toEqual({ of, day, ...Object.fromEntries(measures.map((measure) => [measure, expected[measure]])) });
      const row = rows.find((one: Record<string, unknown>) => one['hall'] === of && one['day'] === day);
      for (const measure of measures) expect([measure, row[measure]]).toEqual([measure, expected[measure]]);
    }
});

test('visitors and cases are two counters; modes are counted apart (R-215)', async () => {
  const [row] = (await figures('by=day&from=2025-11-03&until=2025-11-03')).rows;
  expect(row.visitors).not.toBe(row.casesHandled);
  const perMode = Object.values(row.handledByMode as Record<string, number>);
  expect(perMode.reduce((sum, one) => sum + one, 0)).toBe(row.casesHandled);
  expect(perMode.filter((one) => one > 0).length).toBeGreaterThan(1);
});

test('a case counts at the window of its visit', async () => {
  const { rows } = await figures(`by=window&hall=${hall}`);
  const whole = (await figures(`by=hall&hall=${hall}`)).rows[0];
  expect(rows.map((row: { window: string }) => row.window).sort()).toEqual(['1', '2', null].sort());
  for (const measure of ['visitors', 'casesHandled', 'tickets'])
    expect(rows.reduce((sum: number, row: Record<string, number>) => sum + (row[measure] ?? 0), 0)).toBe(whole[measure]);
});

const ratings = async (query = '') =>
  (await world.get(`/api/views/rating-figures?limit=100&${query}`, 'auditor', { 'Read-After': token })).body;

test('13.3 · figures of ratings are told hall by hall and month by month, from five ratings on, with numerator and denominator', async () => {
  const { rows: stored } = await world.db.pool.query<{ stream: string; type: string; payload: Buffer }>(
    'SELECT stream, type, payload FROM public_services.event ORDER BY position',
  );
  const events = stored.map(({ stream, type, payload }) => ({ stream, type, data: JSON.parse(payload.toString('utf8')) as Raw['data'] }));
  const counted = days.map((day) => recount(events, hall, day));
  const sum = (measure: RatingMeasure) => counted.reduce((all, one) => all + one[measure], 0);
  const { rows } = await ratings();
  // The other hall has two ratings, and what is rated online none.
  expect(rows.map((row: Record<string, unknown>) => [row['hall'], row['month']])).toEqual([[hall, '2025-11']]);
  const [{ counts, badRate, ratingRate, rectificationRate }] = rows;
  expect(counts).toEqual(Object.fromEntries(ratingMeasures.map((measure) => [measure, sum(measure)])));
  expect(badRate).toMatchObject({ numerator: counts.bad, denominator: counts.rated });
  expect(ratingRate).toMatchObject({ numerator: counts.rated, denominator: counts.delivered });
  expect(rectificationRate).toMatchObject({ numerator: counts.closedInTime, denominator: counts.bad - counts.invalid });
});

test('13.3 · what is handed over at a window is delivered with its visit; any other case is, with its body and online', async () => {
  const { rows } = await world.pool.query(
    `SELECT organisation, count(*)::int AS delivered FROM projections_figures_g1.rating_delta
     WHERE measure = 'delivered' AND hall IS NULL GROUP BY organisation`,
  );
  // Three went online, one of them handed in at a window, and one by post.
  expect(rows).toEqual([{ organisation: department, delivered: 4 }]);
});

test('13.3 · the other figures, which can be asked for by day, window and matter, say nothing of ratings', async () => {
  for (const query of ['by=hall,day', 'by=hall,day,class,window,item', 'from=2025-11-03&until=2025-11-03'])
    expect(JSON.stringify(await figures(query))).not.toMatch(/rated|"bad"|delivered|closedInTime/);
});

test('13.3 · a month that runs is not told, nor can the question be made narrower than a hall and a month', async () => {
  const given = { ...halls[0], on: '2026-03-02', level: 5, bad: false, rater: null, named: false };
  const six = [1, 2, 3, 4, 5, 6].map((n): Said => ({ stream: `rating/visit~${at(7000 + n)}`, event: sampled('ServiceRated', given) }));
  token = await world.say(...six);
  expect((await ratings('month=2026-03')).rows).toEqual([]);
  for (const query of ['from=2025-11-03', 'window=1', `item=${item}`, 'by=day', 'class=social', 'month=2025'])
    expect((await ratings(query)).code).toBe('invalid-input');
});

test('13.3 · whatever is rated, and whenever it is asked: no answer differs from another by one to four ratings, and none ever moves', async () => {
  const policy = { number: (key: string) => (key === 'rating.figures.minimum' ? 5 : 2) };
  const statement = (today: string) => {
    if (typeof ratingFiguresView.from === 'string') throw new Error('the rows of this view are computed');
    const clause = ratingFiguresView.from(raw('TRUE'), { today, policy } as never).render();
    return {
      text: `SELECT g.hall::text, g.month::text, g.* FROM ${clause.text.replace('{rating_delta}', 'known')}`,
      values: [...clause.values],
    };
  };
  const client = await world.db.pool.connect();
  try {
    await client.query('CREATE TEMP TABLE asked (source text, measure text, organisation uuid, hall uuid, "on" date, rated date)');
    const aDay = fc.integer({ min: 0, max: 58 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    const one = fc.record({ hall: fc.constantFrom(hall, at(12)), day: aDay, bad: fc.boolean(), after: fc.nat(150), struck: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 4, maxLength: 40 }), async (given) => {
        const rows = given.flatMap(({ hall: of, day, bad, after, struck }, n) => {
          const later = new Date(Date.parse(day) + after * 86_400_000).toISOString().slice(0, 10);
          const about = { source: String(n), organisation: committee, hall: of, rated: day };
          const outcome = { ...about, measure: struck ? 'invalid' : 'closedInTime', on: later };
          return [{ ...about, measure: 'rated', on: day }, ...(bad ? [{ ...about, measure: 'bad', on: day }, outcome] : [])];
        });
        await client.query('TRUNCATE asked');
        await client.query('INSERT INTO asked SELECT * FROM json_populate_recordset(NULL::asked, $1)', [JSON.stringify(rows)]);
        const told = new Map<string, string>();
        const once = (cell: string, answer: string) =>
          expect([cell, told.get(cell) ?? answer]).toEqual([cell, (told.set(cell, answer), answer)]);
        for (let n = 0; n < 240; n += 3) {
          const today = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
          await client.query(`CREATE OR REPLACE TEMP VIEW known AS SELECT source, measure, organisation, hall,
            date_trunc('month', rated)::date AS month, date_trunc('month', "on")::date AS "happenedIn" FROM asked WHERE "on" <= DATE '${today}'`);
          const { rows: cells } = await client.query<Record<string, unknown>>(statement(today));
          for (const cell of cells) {
            const name = `${String(cell['hall'])} ${String(cell['month'])}`;
            expect(Number(cell['rated'])).toBeGreaterThanOrEqual(5);
            once(name, JSON.stringify([cell['rated'], cell['bad']]));
            if (cell['settled'] === true) once(`${name} settled`, JSON.stringify([cell['invalid'], cell['closedInTime']]));
          }
          // A cell that was told stays: one that went away would be a difference too.
          expect(cells.length).toBe([...told.keys()].filter((name) => !name.endsWith('settled')).length);
        }
      }),
      { numRuns: 12 },
    );
  } finally {
    client.release(true);
  }
});

test('decision 23 · only the own organisation and those below; clerks see no figures', async () => {
  expect((await figures('by=hall', 'manager')).rows.map((row: { hall: string }) => row.hall)).toEqual([at(12)]);
  expect((await figures('by=hall', 'clerk')).code).toBe('forbidden');
  expect((await figures('by=hour')).code).toBe('invalid-input');
});

test('13.3 · rating cases: the supervisor sees them, the rated person sees none of his own', async () => {
  const seen = async (account: string) => (await world.get('/api/views/rating-cases?limit=100', account, { 'Read-After': token })).body;
  const all = await seen('supervisor');
  expect(all.total).toBeGreaterThan(3);
  expect(all.rows[0]).toMatchObject({ handler: 'clerk-1', rater: null });
  expect((await seen('clerk-1')).total).toBe(0);
  expect((await seen('clerk')).code).toBe('forbidden');
});
