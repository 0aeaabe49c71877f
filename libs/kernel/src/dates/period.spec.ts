import fc from 'fast-check';
import type { WorkdayCalendar } from '../slice/context.js';
import { addDays, addHours, ageOn, businessDate, daysBetween, endOfDay, isIsoDate, isOverdue, isWithin, startOfDay } from './iso-date.js';
import { addMonths, addYears, dueAfter } from './period.js';

const calendar: WorkdayCalendar = {
  isWorkday: (date) => (date.startsWith('2026-') ? ![0, 6].includes(new Date(date).getUTCDay()) : undefined),
};

describe('CIV 201, CIV 202, CIV 203 · periods in days, months and years', () => {
  test.each([
    ['2026-03-01', 90, '2026-05-30'],
    ['2026-03-01', 30, '2026-03-31'],
    ['2026-03-02', 15, '2026-03-17'],
  ])('%s + %i days → %s, holiday end kept', (from, amount, dueOn) => {
    expect(dueAfter(from, { amount, unit: 'CD' }, calendar, 'keep')).toEqual({ dueOn });
  });

  test('CIV 203 · a last day on a Saturday is extended to Monday; the switch keeps it', () => {
    expect(dueAfter('2026-03-01', { amount: 90, unit: 'CD' }, calendar)).toEqual({ dueOn: '2026-06-01' });
    expect(dueAfter('2026-03-01', { amount: 90, unit: 'CD' }, calendar, 'keep')).toEqual({ dueOn: '2026-05-30' });
  });

  test('hours run through the night, by the instant', () => {
    expect(addHours('2026-03-02T15:15:00Z', 2)).toBe('2026-03-02T17:15:00.000Z');
    expect(businessDate(addHours('2026-03-02T15:15:00.000Z', 2))).toBe('2026-03-03');
  });

  test('a last day in a year that is not loaded is pending; kept, it needs no calendar', () => {
    expect(dueAfter('2026-12-20', { amount: 20, unit: 'CD' }, calendar)).toEqual({
      pending: { from: '2027-01-08', amount: 1, unit: 'WD' },
    });
    expect(dueAfter('2026-12-20', { amount: 20, unit: 'CD' }, calendar, 'keep')).toEqual({ dueOn: '2027-01-09' });
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-03-17', 12, '2027-03-17'],
    ['2027-03-17', -1, '2027-02-17'],
  ])('CIV 202 · %s + %i months → %s (same day number, else the last day)', (from, months, end) => {
    expect(addMonths(from, months)).toBe(end);
  });

  test('29 February + 1 year is 28 February, + 4 years 29 February', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });

  test('working days go by the calendar; a period of nothing is a programming error', () => {
    expect(dueAfter('2026-03-02', { amount: 5, unit: 'WD' }, calendar)).toEqual({ dueOn: '2026-03-09' });
    expect(() => dueAfter('2026-03-02', { amount: 0, unit: 'M' }, calendar)).toThrow(RangeError);
  });

  test('property: a month period ends on the same day number or on the last day of the right month', () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 600 }), (from, months) => {
        const end = addMonths(from, months);
        const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        expect(monthOf(end) - monthOf(from)).toBe(months);
        if (end.slice(8) !== from.slice(8)) expect(addDays(end, 1).slice(8)).toBe('01');
      }),
    );
  });
});

describe('0.4 · legal dates are those of Asia/Shanghai', () => {
  test('a day begins at 16:00 UTC of the day before and ends a millisecond before the next', () => {
    expect(businessDate('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(businessDate('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(startOfDay('2026-03-02')).toBe('2026-03-01T16:00:00.000Z');
    expect(endOfDay('2026-03-02')).toBe('2026-03-02T15:59:59.999Z');
  });

  test('CIV 1259 · a deadline is kept until the end of its day (届满 includes it)', () => {
    expect(isOverdue('2026-03-09', '2026-03-09')).toBe(false);
    expect(isOverdue('2026-03-09', '2026-03-10')).toBe(true);
  });

  test.each(['2026-02-29', '2026-13-01', '2026-3-1', '20260301', '2026-03-01T00:00:00Z', '', '+002026-03-01', '2026-00-10'])(
    '%s is no date',
    (text) => {
      expect(isIsoDate(text)).toBe(false);
    },
  );

  test('both ends of a range belong to it; no end is open', () => {
    expect([isWithin('2026-01-01', '2026-01-01', '2026-01-31'), isWithin('2026-01-31', '2026-01-01', '2026-01-31')]).toEqual([true, true]);
    expect([isWithin('2026-02-01', '2026-01-01', '2026-01-31'), isWithin('2099-01-01', '2026-01-01', null)]).toEqual([false, true]);
  });

  test.each([
    ['1956-03-02', '2026-03-01', 69],
    ['1956-03-02', '2026-03-02', 70],
    ['2000-02-29', '2026-02-27', 25],
    ['2000-02-29', '2026-02-28', 26],
    ['2026-03-02', '2026-03-01', -1],
  ])('CIV 202 · born %s, on %s: %i years', (bornOn, on, age) => {
    expect(ageOn(bornOn, on)).toBe(age);
  });

  test('property: days added are days between', () => {
    fc.assert(fc.property(fc.integer({ min: -40_000, max: 40_000 }), (n) => daysBetween('2026-03-02', addDays('2026-03-02', n)) === n));
  });
});
