import { addDays, addWorkingDays } from '@yimen/kernel';
import { policyReader } from '../reader.js';
import { calendarAlertFrom, calendarOf, installationCalendar } from './calendar.js';
import { type CalendarYear, calendarYear } from './calendar-year.js';
import { stateCouncilYears } from './state-council.js';

const calendar = calendarOf(stateCouncilYears);
const production = policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' });
const demonstration = policyReader({ area: '320582000000', mode: 'demo', on: '2026-03-02' });
const year2027: CalendarYear = { year: 2027, notice: '国办发明电〔2026〕9号', daysOff: ['2027-01-01'], makeUpWorkdays: ['2027-01-03'] };

const workdays = (year: number) => {
  let count = 0;
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) if (calendar.isWorkday(date)) count += 1;
  return count;
};

describe('State Council notices', () => {
  test.each([
    [2025, '国办发明电〔2024〕12号', 248],
    [2026, '国办发明电〔2025〕7号', 248],
  ])('%i by %s has %i working days', (year, notice, count) => {
    expect(calendar.noticeOf(year)).toBe(notice);
    expect(workdays(year)).toBe(count);
  });

  test.each([
    ['2025-01-01', false],
    ['2025-01-02', true],
    ['2025-01-26', true],
    ['2025-02-04', false],
    ['2025-02-05', true],
    ['2025-06-02', false],
    ['2025-10-08', false],
    ['2025-10-11', true],
    ['2026-01-02', false],
    ['2026-01-04', true],
    ['2026-02-14', true],
    ['2026-02-16', false],
    ['2026-02-23', false],
    ['2026-02-24', true],
    ['2026-04-06', false],
    ['2026-05-09', true],
    ['2026-06-19', false],
    ['2026-09-20', true],
    ['2026-09-25', false],
    ['2026-10-07', false],
    ['2026-10-08', true],
    ['2026-10-10', true],
    ['2026-03-07', false],
  ])('%s is a working day: %s', (date, expected) => {
    expect(calendar.isWorkday(date)).toBe(expected);
  });

  test('the Qingming holiday moves a due date', () => {
    expect(addWorkingDays('2026-03-02', 30, calendar)).toEqual({ dueOn: '2026-04-14' });
  });
});

describe('13.6 · a year without its notice', () => {
  test('a year with its notice is loaded', () => {
    expect(calendarYear.safeParse(year2027).success).toBe(true);
  });

  test('is not a calendar of weekdays: its days are unknown', () => {
    expect([calendar.isWorkday('2027-01-04'), calendar.isWorkday('2024-12-31')]).toEqual([undefined, undefined]);
    expect(addWorkingDays('2026-12-30', 2, calendar)).toHaveProperty('pending');
  });

  test('is known once the notice is loaded', () => {
    const loaded = installationCalendar(production, [year2027]);
    expect([loaded.isWorkday('2027-01-01'), loaded.isWorkday('2027-01-03'), loaded.isWorkday('2027-01-04')]).toEqual([false, true, true]);
    expect(loaded.noticeOf(2027)).toBe('国办发明电〔2026〕9号');
    expect(addWorkingDays('2026-12-30', 2, loaded)).toEqual({ dueOn: '2027-01-03' });
  });

  test('the alert starts 60 days before the end of the last loaded year, years behind a gap not counted', () => {
    expect(calendarAlertFrom(calendar, production, '2026-03-02')).toBe('2026-11-01');
    const gap = calendarOf([...stateCouncilYears, { ...year2027, year: 2028 }]);
    expect(calendarAlertFrom(gap, production, '2026-03-02')).toBe('2026-11-01');
  });

  test.each<[string, object]>([
    ['no notice number', { notice: '' }],
    ['a number of another shape', { notice: '网传' }],
    ['a notice of another year', { notice: '国办发明电〔2020〕9号' }],
    ['a day of another year', { daysOff: ['2028-01-01'] }],
    ['a date that does not exist', { daysOff: ['2027-02-30'] }],
    ['a make-up day on a weekday', { makeUpWorkdays: ['2027-01-04'] }],
    ['a day off that is also worked', { daysOff: ['2027-01-03'] }],
    ['a day named twice', { daysOff: ['2027-01-01', '2027-01-01'] }],
    ['no day off at all', { daysOff: [] }],
    ['a field nobody knows', { holidays: [] }],
  ])('%s is not loaded', (_name, further) => {
    expect(calendarYear.safeParse({ ...year2027, ...further }).success).toBe(false);
  });
});

describe('13.11 · the weekday calendar of DEMO', () => {
  const demo = installationCalendar(demonstration);

  test('2026 to 2060, Monday to Friday, 30 working days from 2026-03-02 end on 2026-04-13 as in 9.1', () => {
    expect(addWorkingDays('2026-03-02', 30, demo)).toEqual({ dueOn: '2026-04-13' });
    expect([demo.isWorkday('2026-04-06'), demo.isWorkday('2060-12-31'), demo.isWorkday('2061-01-03')]).toEqual([true, true, undefined]);
    expect(demo.noticeOf(2030)).toBeNull();
  });

  test('a notice that an operator loads goes before it', () => {
    const loaded = installationCalendar(demonstration, [year2027]);
    expect([demo.isWorkday('2027-01-01'), loaded.isWorkday('2027-01-01')]).toEqual([true, false]);
  });

  test('a production store does not read it', () => {
    expect(installationCalendar(production).years).toEqual([2025, 2026]);
  });
});
