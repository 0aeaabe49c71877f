import fc from 'fast-check';
import type { WorkdayCalendar } from '../slice/context.js';
import { addDays } from './iso-date.js';
import { addWorkingDays, computePending, remainingWorkingDays, resumeWorkingDays, workingDaysBetween } from './working-days.js';

/** The test calendar of 9.1: Monday to Friday, no holidays; years other than these are not loaded. */
const weekdays = (...years: number[]): WorkdayCalendar => ({
  isWorkday: (date) => (years.includes(Number(date.slice(0, 4))) ? ![0, 6].includes(new Date(date).getUTCDay()) : undefined),
});
const calendar = weekdays(2026);

describe('9.1, CIV 201, ALL19 82 · working days, start day not counted', () => {
  test.each([
    ['2026-03-02', 5, '2026-03-09'],
    ['2026-03-02', 15, '2026-03-23'],
    ['2026-03-02', 20, '2026-03-30'],
    ['2026-03-02', 30, '2026-04-13'],
    ['2026-03-06', 1, '2026-03-09'],
    ['2026-03-06', 2, '2026-03-10'],
    ['2026-03-06', 5, '2026-03-13'],
    ['2026-03-06', 15, '2026-03-27'],
  ])('%s + %i → %s', (from, n, dueOn) => {
    expect(addWorkingDays(from, n, calendar)).toEqual({ dueOn });
  });

  test('a start on a Saturday counts from Monday', () => {
    expect(addWorkingDays('2026-03-07', 1, calendar)).toEqual({ dueOn: '2026-03-09' });
  });

  test.each([0, -1, 1.5, Number.NaN])('%s working days are a programming error', (n) => {
    expect(() => addWorkingDays('2026-03-02', n, calendar)).toThrow(RangeError);
  });
});

describe('13.6 · a year that is not loaded', () => {
  test('a period that runs into it is pending, with what is needed to compute it', () => {
    expect(addWorkingDays('2026-12-30', 5, calendar)).toEqual({ pending: { from: '2026-12-30', amount: 5, unit: 'WD' } });
  });

  test('a period that ends before it is computed', () => {
    expect(addWorkingDays('2026-12-30', 1, calendar)).toEqual({ dueOn: '2026-12-31' });
  });

  test('loading the year computes the pending date', () => {
    const due = addWorkingDays('2026-12-30', 5, calendar);
    if (!('pending' in due)) throw new Error('expected a pending due date');
    expect(computePending(due.pending, calendar)).toEqual(due);
    expect(computePending(due.pending, weekdays(2026, 2027))).toEqual({ dueOn: '2027-01-06' });
  });

  test('days between are unknown, not guessed', () => {
    expect(workingDaysBetween('2026-12-30', '2027-01-04', calendar)).toBeUndefined();
    expect(remainingWorkingDays({ pending: { from: '2026-12-30', amount: 5, unit: 'WD' } }, '2026-12-31', calendar)).toBeUndefined();
  });
});

describe('ALL19 45 · pauses move the due date', () => {
  const due = { dueOn: '2026-03-30' };

  test('one paused week moves the due date by its five working days', () => {
    expect(resumeWorkingDays(due, { pausedOn: '2026-03-09', resumedOn: '2026-03-16' }, calendar)).toEqual({ dueOn: '2026-04-06' });
  });

  test('a pause that ends on its first day changes nothing', () => {
    expect(resumeWorkingDays(due, { pausedOn: '2026-03-09', resumedOn: '2026-03-09' }, calendar)).toEqual(due);
  });

  test('a pause that began when the period was over gives nothing back', () => {
    expect(resumeWorkingDays(due, { pausedOn: '2026-03-30', resumedOn: '2026-04-20' }, calendar)).toEqual(due);
    expect(resumeWorkingDays(due, { pausedOn: '2026-03-31', resumedOn: '2026-04-20' }, calendar)).toEqual(due);
  });

  test('a pause that runs into a year that is not loaded stands as pending from the day of resuming', () => {
    const paused = resumeWorkingDays({ dueOn: '2026-12-30' }, { pausedOn: '2026-12-28', resumedOn: '2027-01-11' }, calendar);
    expect(paused).toEqual({ pending: { from: '2027-01-11', amount: 2, unit: 'WD' } });
  });

  test('a pause of a pending period is kept and counted once the year is loaded', () => {
    const pending = addWorkingDays('2026-12-21', 15, calendar);
    const paused = resumeWorkingDays(pending, { pausedOn: '2027-01-04', resumedOn: '2027-01-11' }, calendar);
    expect(paused).toEqual({
      pending: { from: '2026-12-21', amount: 15, unit: 'WD', paused: [{ pausedOn: '2027-01-04', resumedOn: '2027-01-11' }] },
    });
    if (!('pending' in paused)) throw new Error('expected a pending due date');
    // Without the pause 2027-01-11; the five working days of 5 to 11 January come on top.
    expect(computePending(paused.pending, weekdays(2026, 2027))).toEqual({ dueOn: '2027-01-18' });
  });

  test('resuming before pausing is a programming error', () => {
    expect(() => resumeWorkingDays(due, { pausedOn: '2026-03-09', resumedOn: '2026-03-08' }, calendar)).toThrow(RangeError);
  });
});

describe('properties', () => {
  const years = weekdays(2025, 2026, 2027, 2028);
  const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2025-06-01', n));
  const amount = fc.integer({ min: 1, max: 120 });
  const dueOn = (due: ReturnType<typeof addWorkingDays>) => ('dueOn' in due ? due.dueOn : 'pending');

  test('the due date is a working day and exactly n working days lie between', () => {
    fc.assert(
      fc.property(day, amount, (from, n) => {
        const end = dueOn(addWorkingDays(from, n, years));
        expect(years.isWorkday(end)).toBe(true);
        expect(workingDaysBetween(from, end, years)).toBe(n);
      }),
    );
  });

  test('a plus b working days are a working days and then b', () => {
    fc.assert(
      fc.property(day, amount, amount, (from, a, b) => {
        expect(addWorkingDays(dueOn(addWorkingDays(from, a, years)), b, years)).toEqual(addWorkingDays(from, a + b, years));
      }),
    );
  });

  test('a pause within the period moves the due date by exactly the working days paused, however it is computed', () => {
    fc.assert(
      fc.property(day, amount, fc.nat(100), fc.nat(60), (from, n, startsAfter, lasts) => {
        const due = addWorkingDays(from, n, years);
        const pausedOn = addDays(from, startsAfter);
        fc.pre(pausedOn < dueOn(due));
        const pause = { pausedOn, resumedOn: addDays(pausedOn, lasts) };
        const moved = resumeWorkingDays(due, pause, years);
        expect(moved).toEqual(addWorkingDays(from, n, years, [pause]));
        expect(workingDaysBetween(dueOn(due), dueOn(moved), years)).toBe(workingDaysBetween(pausedOn, pause.resumedOn, years));
      }),
    );
  });
});
