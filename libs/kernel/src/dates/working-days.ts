import type { WorkdayCalendar } from '../slice/context.js';
import type { Due, PausedInterval } from '../slice/model.js';
import type { IsoDate } from './iso-date.js';
import { addDays } from './iso-date.js';

type Pending = Extract<Due, { pending: unknown }>['pending'];

/**
 * The date n working days after `from`; the start day is not counted (CIV 201, ALL19 82).
 * A day that the calendar does not know makes the result pending (13.6), never a guess by weekday.
 * `paused`: days after `pausedOn` up to and including `resumedOn` do not count.
 * n is a positive whole number, otherwise RangeError.
 */
export function addWorkingDays(from: IsoDate, n: number, calendar: WorkdayCalendar, paused: readonly PausedInterval[] = []): Due {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`working days must be a positive whole number, not ${n}`);
  let left = n;
  let date = from;
  while (left > 0) {
    date = addDays(date, 1);
    const workday = calendar.isWorkday(date);
    if (workday === undefined) return { pending: { from, amount: n, unit: 'WD', ...(paused.length > 0 ? { paused } : {}) } };
    if (workday && !paused.some((interval) => interval.pausedOn < date && date <= interval.resumedOn)) left -= 1;
  }
  return { dueOn: date };
}

/** A pending due date once more: computed when the calendar now reaches far enough, else still pending. */
export function computePending(pending: Pending, calendar: WorkdayCalendar): Due {
  return addWorkingDays(pending.from, pending.amount, calendar, pending.paused ?? []);
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later; undefined when a year between them is not loaded. */
export function workingDaysBetween(from: IsoDate, to: IsoDate, calendar: WorkdayCalendar): number | undefined {
  let count = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) {
    const workday = calendar.isWorkday(date);
    if (workday === undefined) return undefined;
    if (workday) count += 1;
  }
  return count;
}

/** Working days left after `today` until the due date; 0 when overdue; undefined while it cannot be computed. */
export function remainingWorkingDays(due: Due, today: IsoDate, calendar: WorkdayCalendar): number | undefined {
  return 'dueOn' in due ? workingDaysBetween(today, due.dueOn, calendar) : undefined;
}

/**
 * The due date of a working-day period after a pause (ALL19 45: the time is not counted): the days after `pausedOn` up to and including
 * `resumedOn` are given back. A pause that began on or after the due date gives nothing back.
 */
export function resumeWorkingDays(due: Due, pause: PausedInterval, calendar: WorkdayCalendar): Due {
  if (pause.resumedOn < pause.pausedOn) throw new RangeError(`resumed on ${pause.resumedOn}, before the pause of ${pause.pausedOn}`);
  if ('pending' in due) {
    return computePending({ ...due.pending, paused: [...(due.pending.paused ?? []), pause] }, calendar);
  }
  const left = workingDaysBetween(pause.pausedOn, due.dueOn, calendar);
  if (left === undefined || left === 0) return due;
  return addWorkingDays(pause.resumedOn, left, calendar);
}
