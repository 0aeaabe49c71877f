import type { IsoDate } from '@yimen/kernel';
import { z } from 'zod';

/** Number of the notice in which the State Council's office announces the holidays of a year, e.g. `国办发明电〔2025〕7号`. */
const noticeNumber = z.string().regex(/^国办发明电〔\d{4}〕\d{1,3}号$/, 'number of the State Council notice, e.g. 国办发明电〔2025〕7号');

/**
 * A year of working days as a State Council notice gives it: Monday to Friday work, except `daysOff`; Saturday and Sunday do not, except
 * `makeUpWorkdays` (调休). A year without its notice number is not loaded (13.6).
 */
export const calendarYear = z
  .object({
    year: z.int().min(2010).max(2100),
    notice: noticeNumber,
    daysOff: z.array(z.iso.date()).min(1).max(100),
    makeUpWorkdays: z.array(z.iso.date()).max(40),
  })
  .strict()
  .superRefine((given, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const noticeYear = Number(/〔(\d{4})〕/.exec(given.notice)?.[1]);
    // A notice is issued the year before; a correction within the year itself.
    if (noticeYear !== given.year - 1 && noticeYear !== given.year) issue(['notice'], `a notice of ${noticeYear} is not for ${given.year}`);
    const seen = new Set<IsoDate>();
    for (const list of ['daysOff', 'makeUpWorkdays'] as const) {
      for (const [index, date] of given[list].entries()) {
        if (!date.startsWith(`${given.year}-`)) issue([list, index], `${date} is not in ${given.year}`);
        if (seen.has(date)) issue([list, index], `${date} is named twice`);
        if (list === 'makeUpWorkdays' && !isWeekend(date)) issue([list, index], `${date} is a weekday and needs no making up`);
        seen.add(date);
      }
    }
  });
export type CalendarYear = z.infer<typeof calendarYear>;

/** Saturday or Sunday. */
export function isWeekend(date: IsoDate): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}
