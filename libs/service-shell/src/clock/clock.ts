import { businessDate, timeZone, type Instant, type IsoDate } from '@yimen/kernel';
import { Temporal } from 'temporal-polyfill';
import type { BusinessClock } from '../runner/port.js';

/** Production: the business clock is the system clock, read in Asia/Shanghai (decision 20). */
export class SystemClock implements BusinessClock {
  today(): IsoDate {
    return businessDate(this.now());
  }

  now(): Instant {
    return new Date().toISOString();
  }
}

/** Demo: the date comes from a stream of organisations by way of the facts; the time of day from the system clock. Dates never go back. */
export class MirroredClock implements BusinessClock {
  #today: IsoDate;

  /** `startsOn`: the date of a demo store before its clock has been started. */
  constructor(startsOn: IsoDate) {
    this.#today = startsOn;
  }

  today(): IsoDate {
    return this.#today;
  }

  now(): Instant {
    const time = Temporal.Now.zonedDateTimeISO(timeZone).toPlainTime();
    const instant = Temporal.PlainDate.from(this.#today).toZonedDateTime({ timeZone, plainTime: time }).toInstant();
    return instant.toString({ fractionalSecondDigits: 3 });
  }

  /** Takes over a mirrored date; answers whether the date has moved. */
  advanceTo(date: IsoDate): boolean {
    if (date <= this.#today) return false;
    this.#today = date;
    return true;
  }
}
