import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { account, clerk, ids, on, resident, system } from '../hall.sample.js';
import { serviceCase } from '../service-case/service-case.js';
import { visit } from '../visit/visit.js';
import { rating, type RatingEvent } from './rating.js';

const day = '2026-03-02';
const ofVisit = {
  ratable: 'yes',
  organisation: ids.community,
  hall: ids.hall,
  window: '1',
  handler: 'clerk-1',
  item: null,
  person: ids.person,
  overOn: null,
};
const id = `visit~${ids.visit}`;
const told = (facts: object = {}, actor = clerk, of = id) => on(day, actor, { id: of, facts: { ...ofVisit, ...facts } });
const opinion = { level: 2, reasons: ['repeated-trips' as const], named: true };
const rated: RatingEvent = {
  type: 'ServiceRated',
  about: 'visit',
  of: ids.visit,
  level: 2,
  bad: true,
  reasons: ['repeated-trips'],
  organisation: ids.community,
  hall: ids.hall,
  window: '1',
  handler: 'clerk-1',
  item: null,
  channel: 'kiosk',
  named: true,
  rater: ids.person,
  on: day,
};
const struck: RatingEvent = { type: 'RatingStruck', ratingCase: ids.ratingCase, on: day };

test('the table of the rating holds', () => {
  expect(checkSlice(rating as never, { histories: [[rated, struck]] })).toEqual([]);
});

test('HC19 · five levels; one and two are bad', () => {
  for (const level of [1, 2, 3, 4, 5]) {
    const { result } = scenario(rating)
      .given()
      .when('rateAtKiosk', { ...opinion, level }, told());
    expect(result.events[0]).toMatchObject({ level, bad: level <= 2 });
  }
  expect(rating.moves.rateAtKiosk.input.safeParse({ ...opinion, level: 0 }).success).toBe(false);
  expect(rating.moves.rateAtKiosk.input.safeParse({ ...opinion, level: 6 }).success).toBe(false);
});

test('13.3 · a visit or case is rated once: no move rates again', () => {
  scenario(rating).given().when('rateAtKiosk', opinion, told()).then(rated);
  for (const move of [rating.moves.rateAtKiosk, rating.moves.rateOnline]) expect(move.from).toEqual(['none']);
  expect(() => scenario(rating).given(rated).when('rateAtKiosk', opinion, told())).toThrow('does not start from given');
});

test('HC19 · anonymous means that no person is recorded; by name needs one', () => {
  expect(
    scenario(rating)
      .given()
      .when('rateAtKiosk', { ...opinion, named: false }, told()).result.events[0],
  ).toMatchObject({ rater: null });
  scenario(rating)
    .given()
    .when('rateAtKiosk', opinion, told({ person: null }))
    .then({ refused: 'named-without-person', rule: 'HC19' });
});

test.each([
  ['unknown', 'subject-unknown', 'HC19'],
  ['not-over', 'not-over', 'D-rating-once'],
  ['at-its-visit', 'rated-at-its-visit', 'D-rating-once'],
  ['archived', 'window-over', 'D-rating-once'],
])('13.3 · what is %s is not rated', (ratable, refused, rule) => {
  scenario(rating).given().when('rateAtKiosk', opinion, told({ ratable })).then({ refused, rule });
});

test('D-rating-once · the time for the rating of a visit ends like that of a case, after `rating.window`', () => {
  const given = { ...told({ overOn: day }), policy: { 'rating.window': 10, 'rating.bad.max_level': 2 } };
  const steps = scenario(rating).given();
  steps.when('rateAtKiosk', opinion, { ...given, today: '2026-03-16' }).then({ ...rated, on: '2026-03-16' });
  steps.when('rateAtKiosk', opinion, { ...given, today: '2026-03-17' }).then({ refused: 'window-over', rule: 'D-rating-once' });
});

test('online only the person served rates', () => {
  const online = { ...opinion, person: ids.person };
  const { result } = scenario(rating)
    .given()
    .when('rateOnline', online, told({ hall: null, window: null, item: ids.item }, resident, `case~${ids.case}`));
  expect(result.events[0]).toMatchObject({ about: 'case', of: ids.case, channel: 'online', rater: ids.person });
  scenario(rating)
    .given()
    .when('rateOnline', { ...online, person: ids.another }, told({}, account('x', ids.another)))
    .then({ refused: 'rater-is-another', rule: 'HC19' });
});

test('what is rated is read from the visit and the case', async () => {
  const states: Record<string, object> = {
    [`visit/${ids.visit}`]: {
      status: 'closed',
      organisation: ids.community,
      hall: ids.hall,
      window: '1',
      clerk: 'clerk-1',
      person: null,
      closedOn: day,
    },
    [`service-case/${ids.case}`]: {
      status: 'delivered',
      body: ids.body,
      hall: null,
      item: ids.item,
      applicant: ids.person,
      visit: null,
      handler: null,
      receivedBy: 'r-1',
      deliveredBy: 'online',
    },
  };
  const read = {
    state: async (slice: { name: string; initial: object }, of: string) => states[`${slice.name}/${of}`] ?? slice.initial,
    row: async () => undefined,
  } as never;
  const gather = (of: string) =>
    rating.moves.rateAtKiosk.gather?.(read, opinion, { status: 'none' }, { id: of, today: day, derived: {}, alias: {} });
  await expect(gather(id)).resolves.toMatchObject({ ratable: 'yes', handler: 'clerk-1', overOn: day });
  await expect(gather(`case~${ids.case}`)).resolves.toMatchObject({ ratable: 'yes', handler: 'r-1', organisation: ids.body });
  // 13.3: rated with the visit in which it was handed over, wherever it was handed in; sent by post or online, no visit ends with it.
  for (const handedInAt of [ids.visit, null])
    for (const [deliveredBy, ratable] of [
      ['window', 'at-its-visit'],
      ['post', 'yes'],
      ['online', 'yes'],
    ] as const) {
      states[`service-case/${ids.case}`] = { ...states[`service-case/${ids.case}`], visit: handedInAt, deliveredBy };
      await expect(gather(`case~${ids.case}`)).resolves.toMatchObject({ ratable });
    }
  states[`service-case/${ids.case}`] = { ...states[`service-case/${ids.case}`], visit: null, status: 'archived' };
  await expect(gather(`case~${ids.case}`)).resolves.toMatchObject({ ratable: 'archived' });
  states[`visit/${ids.visit}`] = { ...states[`visit/${ids.visit}`], status: 'open' };
  await expect(gather(id)).resolves.toMatchObject({ ratable: 'not-over' });
  await expect(gather(`case~${ids.another}`)).resolves.toMatchObject({ ratable: 'unknown' });
});

test('13.3 · neither clerk nor handler reads a rating, nor does a stream that they read hold one', () => {
  expect(rating.readers.hall).toEqual(['rating-supervisor', 'auditor']);
  for (const slice of [visit, serviceCase]) expect(Object.keys(slice.on).filter((type) => /Rated|Rating/.test(type))).toEqual([]);
});

test('13.3 · a supervisor who was rated himself does not read it', () => {
  expect(rating.hiddenFrom?.(scenario(rating).given(rated).state)).toEqual(['clerk-1']);
});

test('HC19 · struck by the supervisor’s recheck only, and kept', () => {
  scenario(rating).given(rated).when('strike', { ratingCase: ids.ratingCase }, on(day, system)).then(struck);
  expect(scenario(rating).given(rated, struck).state).toMatchObject({ status: 'struck', level: 2, rater: ids.person });
});
