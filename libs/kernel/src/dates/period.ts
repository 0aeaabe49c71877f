import type { WorkdayCalendar } from '../slice/context.js';
import type { Due } from '../slice/model.js';
import type { IsoDate } from './iso-date.js';
import { addDays } from './iso-date.js';
import { plain } from './plain-date.js';
import { addWorkingDays } from './working-days.js';

/** A period of law: working days (工作日), calendar days, months or years. */
export interface Period {
  readonly amount: number;
  readonly unit: 'WD' | 'CD' | 'M' | 'Y';
}

/**
 * The date n months after `from`: the same day number, or the last day of the month where it does not exist (CIV 202).
 * Negative n counts back. Months are counted from the start date, not chained: 31 January + 2 months is 31 March.
 */
export function addMonths(from: IsoDate, months: number): IsoDate {
  return plain(from).add({ months }, { overflow: 'constrain' }).toString();
}

/** As addMonths: 29 February + 1 year is 28 February. */
export function addYears(from: IsoDate, years: number): IsoDate {
  return plain(from).add({ years }, { overflow: 'constrain' }).toString();
}

/** Last day of a period of days, months or years before any holiday is looked at; the start day is not counted (CIV 201, 202). */
export function lastDay(from: IsoDate, period: Period & { readonly unit: 'CD' | 'M' | 'Y' }): IsoDate {
  if (period.unit === 'CD') return addDays(from, period.amount);
  return period.unit === 'M' ? addMonths(from, period.amount) : addYears(from, period.amount);
}

/** Where the last day is a holiday: `extend` to the first day after the holiday (CIV 203, default), or `keep` it. */
export type HolidayEnd = 'extend' | 'keep';

/**
 * Due date of a period from `from`. Working days are counted by the calendar; other periods end on their last day, extended over a holiday
 * (CIV 203) unless the rule says `keep`. Pending when the calendar's year is not loaded and is needed.
 * The amount is a positive whole number, otherwise RangeError.
 */
export function dueAfter(from: IsoDate, period: Period, calendar: WorkdayCalendar, holidayEnd: HolidayEnd = 'extend'): Due {
  const { amount, unit } = period;
  if (!Number.isInteger(amount) || amount < 1) throw new RangeError(`a period must be a positive whole number, not ${amount}`);
  if (unit === 'WD') return addWorkingDays(from, amount, calendar);
  const end = lastDay(from, { amount, unit });
  if (holidayEnd === 'keep') return { dueOn: end };
  // The first working day on or after `end` is the first one after the day before it; said so, it can also stand as pending.
  return addWorkingDays(addDays(end, -1), 1, calendar);
}
