import { Temporal } from 'temporal-polyfill';
import { plain } from './plain-date.js';

/** A calendar date without time, `YYYY-MM-DD`, in Asia/Shanghai. */
export type IsoDate = string & { readonly __isoDate?: never };

/** A point in time in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Instant = string & { readonly __instant?: never };

/** UTC+8 all year (0.4). */
export const timeZone = 'Asia/Shanghai';

/** Whether the text is a date that exists, written `YYYY-MM-DD`. `2026-02-29` is not. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The legal date of an instant: the date on the wall in Asia/Shanghai. 2026-03-01T16:00:00.000Z is 2026-03-02. */
export function businessDate(instant: Instant): IsoDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The instant at which a date begins in Asia/Shanghai. */
export function startOfDay(date: IsoDate): Instant {
  return wire(plain(date).toZonedDateTime(timeZone).toInstant());
}

/** The last millisecond of a date: a deadline `dueOn` is kept until then. */
export function endOfDay(date: IsoDate): Instant {
  return wire(plain(date).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().subtract({ milliseconds: 1 }));
}

/** The date n days later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return plain(date).add({ days }).toString();
}

/** The instant so many hours later; night and holidays count. */
export function addHours(instant: Instant, hours: number): Instant {
  return wire(Temporal.Instant.from(instant).add({ hours }));
}

/** Days from one date to the other; 0 for the same date, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return plain(from).until(plain(to), { largestUnit: 'days' }).days;
}

export function isBefore(date: IsoDate, other: IsoDate): boolean {
  return date < other;
}

export function isAfter(date: IsoDate, other: IsoDate): boolean {
  return date > other;
}

/** Both ends included; no end is open. */
export function isWithin(date: IsoDate, from: IsoDate, to: IsoDate | null): boolean {
  return from <= date && (to === null || date <= to);
}

/** Overdue begins on the day after the due date (届满 includes the day itself, CIV 1259). */
export function isOverdue(dueOn: IsoDate, today: IsoDate): boolean {
  return today > dueOn;
}

/**
 * Full years of age on a date: a year is complete on the birthday; one born on 29 February completes it on the last day of February
 * in years without that day (CIV 202). Negative before birth.
 */
export function ageOn(bornOn: IsoDate, date: IsoDate): number {
  const years = Number(date.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return plain(bornOn).add({ years }).toString() <= date ? years : years - 1;
}

function wire(instant: Temporal.Instant): Instant {
  return instant.toString({ fractionalSecondDigits: 3 });
}
