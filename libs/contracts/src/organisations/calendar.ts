import { z } from 'zod';
import { event } from '../event.js';

const of = { context: 'organisations', subject: 'calendar', version: 1, visibility: 'published' } as const;

/** A year as the State Council's notice gives it: Monday to Friday work, except `daysOff`; Saturday and Sunday do not, except `makeUpWorkdays` (调休). */
const yearOfWork = z
  .object({
    /** Number of the State Council notice (13.6). */
    notice: z.string().min(1).max(80),
    daysOff: z.array(z.iso.date()).max(100),
    makeUpWorkdays: z.array(z.iso.date()).max(40),
  })
  .strict();

export const calendarYearLoaded = event('CalendarYearLoaded', {
  ...of,
  zh: '年度工作日历载入',
  en: 'The working days of a year (the item id) were loaded with the number of the State Council notice.',
  schema: yearOfWork,
  samples: [{ notice: '国办发明电〔2025〕7号', daysOff: ['2026-01-01', '2026-01-02'], makeUpWorkdays: ['2026-01-04'] }],
});

export const calendarYearCorrected = event('CalendarYearCorrected', {
  ...of,
  zh: '年度工作日历更正',
  en: 'A new notice changed the working days of the year; the whole year as it stands now.',
  schema: yearOfWork,
  samples: [{ notice: '国办发明电〔2026〕1号', daysOff: ['2026-01-01'], makeUpWorkdays: [] }],
});

export const calendarEvents = [calendarYearLoaded, calendarYearCorrected];

const clock = { context: 'organisations', subject: 'business-clock', version: 1, visibility: 'internal' } as const;

export const businessClockStarted = event('BusinessClockStarted', {
  ...clock,
  zh: '业务日期起始',
  en: 'The business clock of a demonstration store was set to its first date.',
  schema: z.object({ on: z.iso.date() }).strict(),
  samples: [{ on: '2026-03-02' }],
});

export const businessClockAdvanced = event('BusinessClockAdvanced', {
  ...clock,
  zh: '业务日期前移',
  en: 'The business clock of a demonstration store was moved forward.',
  schema: z.object({ from: z.iso.date(), to: z.iso.date() }).strict(),
  samples: [{ from: '2026-03-02', to: '2026-03-16' }],
});

export const businessClockEvents = [businessClockStarted, businessClockAdvanced];
