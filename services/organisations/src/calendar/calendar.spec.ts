import { scenario } from '@yimen/testing';
import { businessClock } from './business-clock.js';
import { stateCouncilYears } from '@yimen/policy';
import { calendar } from './calendar.js';

const year = { notice: '国办发明电〔2026〕9号', daysOff: ['2027-01-04', '2027-01-01'], makeUpWorkdays: ['2027-01-03'] };
const loaded = { type: 'CalendarYearLoaded' as const, ...year, daysOff: ['2027-01-01', '2027-01-04'] };
const told = { id: '2027' };

describe('13.6 · a year of working days', () => {
  test('is loaded with its notice, the dates in order', () => {
    const { state } = scenario(calendar).given().when('load', year, told).then(loaded);
    expect(state).toMatchObject({ status: 'loaded', notice: year.notice, notices: [year.notice] });
  });

  test('is corrected by another notice only', () => {
    const corrected = { notice: '国办发明电〔2027〕1号', daysOff: ['2027-01-01'], makeUpWorkdays: [] };
    const { state } = scenario(calendar)
      .given(loaded)
      .when('correct', corrected, told)
      .then({ type: 'CalendarYearCorrected', ...corrected });
    expect(state).toMatchObject({ daysOff: ['2027-01-01'], notices: [year.notice, corrected.notice] });
    scenario(calendar)
      .given(loaded)
      .when('correct', { ...corrected, notice: year.notice }, told)
      .then({ refused: 'same-notice', rule: 'D-calendar' });
  });

  test.each([
    [{ ...year, daysOff: ['2028-01-01'] }, 'other-year', ['2028-01-01']],
    [{ ...year, daysOff: ['2027-01-03'] }, 'same-day', ['2027-01-03']],
    [{ ...year, makeUpWorkdays: ['2027-01-05'] }, 'not-a-weekend', ['2027-01-05']],
  ])('%j: %s', (input, refused, dates) => {
    const { refusal } = scenario(calendar).given().when('load', input, told).then({ refused, rule: 'D-calendar' });
    expect(refusal?.facts.dates).toEqual(dates);
  });

  test('under a notice of that year or the year before only', () => {
    for (const notice of ['国办发明电〔2025〕7号', '国办发明电〔2028〕7号'])
      scenario(calendar)
        .given()
        .when('load', { ...year, notice }, told)
        .then({ refused: 'notice-of-another-year', rule: 'D-calendar', facts: { year: '2027', notice } });
    scenario(calendar)
      .given(loaded)
      .when('correct', { ...year, notice: '国办发明电〔2025〕1号' }, told)
      .then({ refused: 'notice-of-another-year', rule: 'D-calendar' });
  });

  test('a year that the product carries is loaded as its notice says; anything else is a correction', () => {
    for (const { year: shipped, notice, daysOff, makeUpWorkdays } of stateCouncilYears) {
      const [given, of] = [{ notice, daysOff, makeUpWorkdays }, { id: String(shipped) }];
      const { events } = scenario(calendar).given().when('load', given, of).result;
      expect(events[0]).toMatchObject({ type: 'CalendarYearLoaded', notice });
      const [, ...fewer] = daysOff;
      for (const other of [
        { ...given, daysOff: fewer },
        { ...given, notice: `国办发明电〔${shipped}〕1号` },
      ])
        scenario(calendar).given().when('load', other, of).then({ refused: 'year-shipped', rule: 'D-calendar' });
      const corrected = scenario(calendar)
        .given(...events)
        .when('correct', { ...given, daysOff: fewer, notice: `国办发明电〔${shipped}〕1号` }, of).result;
      expect(corrected.events[0]).toMatchObject({ type: 'CalendarYearCorrected', daysOff: [...fewer].sort() });
    }
  });

  test('without a notice number nothing is loaded', () => {
    expect(calendar.moves.load.input.safeParse({ ...year, notice: '' }).success).toBe(false);
    expect(calendar.moves.load.input.safeParse({ ...year, notice: 'DEMO' }).success).toBe(false);
  });
});

describe('decision 20 · the business clock of a demonstration store', () => {
  const policy = { 'clock.adjustable': true, 'clock.start': '2026-03-02' };
  const started = { type: 'BusinessClockStarted' as const, on: '2026-03-02' };

  test('starts on the date of the set DEMO and moves forward', () => {
    scenario(businessClock).given().when('start', {}, { policy }).then(started);
    const advanced = { type: 'BusinessClockAdvanced' as const, from: '2026-03-02', to: '2026-03-16' };
    const { state } = scenario(businessClock).given(started).when('advance', { to: '2026-03-16' }, { policy }).then(advanced);
    expect(state).toEqual({ status: 'running', on: '2026-03-16' });
  });

  test.each(['2026-03-02', '2026-03-01'])('never back: %s', (to) => {
    scenario(businessClock)
      .given(started)
      .when('advance', { to }, { policy })
      .then({ refused: 'not-forward', rule: 'D-demo', facts: { on: '2026-03-02' } });
  });

  test('13.11 · does not exist in production', () => {
    const production = { policy: { 'clock.adjustable': false } };
    scenario(businessClock).given().when('start', {}, production).then({ refused: 'no-demo-clock', rule: 'D-demo' });
    scenario(businessClock)
      .given(started)
      .when('advance', { to: '2026-03-16' }, production)
      .then({ refused: 'no-demo-clock', rule: 'D-demo' });
  });
});
