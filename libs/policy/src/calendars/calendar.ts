import type { IsoDate, PolicyReader, WorkdayCalendar } from '@yimen/kernel';
import { addDays } from '@yimen/kernel';
import { type CalendarYear, isWeekend } from './calendar-year.js';
import { stateCouncilYears } from './state-council.js';

/** Monday to Friday without holidays, both years included: the calendar of DEMO (13.11). */
export interface WeekdayYears {
  readonly weekdays: { readonly from: number; readonly to: number };
}

/** A calendar that also says which years it knows, and by which notice (null: weekday years of DEMO). */
export interface LoadedCalendar extends WorkdayCalendar {
  readonly years: readonly number[];
  noticeOf(year: number): string | null | undefined;
}

/** The calendar of these years; a year named twice is as the last one says. An unknown year answers undefined, never a guess by weekday. */
export function calendarOf(sources: readonly (CalendarYear | WeekdayYears)[]): LoadedCalendar {
  const years = new Map<number, { notice: string | null; off: Set<IsoDate>; on: Set<IsoDate> }>();
  for (const given of sources) {
    if ('weekdays' in given) {
      for (let year = given.weekdays.from; year <= given.weekdays.to; year += 1) {
        years.set(year, { notice: null, off: new Set(), on: new Set() });
      }
    } else {
      years.set(given.year, { notice: given.notice, off: new Set(given.daysOff), on: new Set(given.makeUpWorkdays) });
    }
  }
  return {
    years: [...years.keys()].sort((a, b) => a - b),
    noticeOf: (year) => years.get(year)?.notice,
    isWorkday(date) {
      const year = years.get(Number(date.slice(0, 4)));
      if (!year) return undefined;
      if (year.off.has(date)) return false;
      return year.on.has(date) || !isWeekend(date);
    },
  };
}

/**
 * The calendar of an installation: the shipped notices, the weekday years of its sets (DEMO only), then the years loaded from later
 * notices; where a year stands in several, the later of this order counts. Loaded years were checked by `calendarYear` when they were recorded.
 */
export function installationCalendar(policy: PolicyReader, loaded: readonly CalendarYear[] = []): LoadedCalendar {
  const years = /^(\d{4})-(\d{4})$/.exec(policy.text('calendar.weekday_years'));
  const weekdays = years ? [{ weekdays: { from: Number(years[1]), to: Number(years[2]) } }] : [];
  return calendarOf([...stateCouncilYears, ...weekdays, ...loaded]);
}

/** First day of the alert that the next year is missing: `calendar.alert_days` before the end of the last year loaded without a gap from `today` (13.6). */
export function calendarAlertFrom(calendar: LoadedCalendar, policy: PolicyReader, today: IsoDate): IsoDate {
  let year = Number(today.slice(0, 4));
  while (calendar.years.includes(year)) year += 1;
  return addDays(`${year - 1}-12-31`, -policy.number('calendar.alert_days'));
}
