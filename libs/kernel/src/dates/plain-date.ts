import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from './iso-date.js';

/** Throws RangeError for a text that is no date: dates are checked at the door, so this is a programming error. */
export function plain(date: IsoDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(date, { overflow: 'reject' });
}
