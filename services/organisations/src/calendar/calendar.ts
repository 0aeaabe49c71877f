import type { calendarYearCorrected, calendarYearLoaded, EventOf } from '@yimen/contracts';
import { model, refusals, type IsoDate, type Refusal, type When } from '@yimen/kernel';
import { stateCouncilYears } from '@yimen/policy';
import { z } from 'zod';

interface YearOfWork {
  readonly notice: string;
  readonly daysOff: readonly IsoDate[];
  readonly makeUpWorkdays: readonly IsoDate[];
}
export type Calendar =
  { readonly status: 'not-loaded' } | ({ readonly status: 'loaded'; readonly notices: readonly string[] } & YearOfWork);
type CalendarEvent = EventOf<typeof calendarYearLoaded | typeof calendarYearCorrected>;

const { move, aggregate } = model<Calendar, CalendarEvent, 'installation'>();
const refuse = refusals({
  'other-year': { ground: 'record', zh: '日期 {dates} 不属于 {year} 年', en: '{dates} are not in {year}' },
  'same-day': { ground: 'record', zh: '日期 {dates} 既放假又上班', en: '{dates} are both off and worked' },
  'not-a-weekend': { ground: 'record', zh: '调休上班日 {dates} 不在周末', en: 'make-up workdays {dates} are not on a weekend' },
  'notice-of-another-year': {
    ground: 'record',
    zh: '{notice} 不是 {year} 年的放假通知（上一年印发，或当年更正）',
    en: '{notice} is not of {year}: a notice is issued the year before, a correction within the year',
  },
  'year-shipped': {
    ground: 'record',
    zh: '{year} 年已按 {notice} 随产品提供，只能照此载入，再依新的通知更正',
    en: '{year} is shipped as {notice} says: it is loaded like that, and corrected by a new notice',
  },
  'same-notice': { ground: 'record', zh: '更正须依据新的通知，{notice} 已载入', en: 'a correction needs a new notice; {notice} is loaded' },
});

const input = z
  .object({
    /** Number of the notice of the State Council's office. */
    notice: z.string().regex(/^国办发明电〔\d{4}〕\d{1,3}号$/),
    daysOff: z.array(z.iso.date()).min(1).max(100),
    makeUpWorkdays: z.array(z.iso.date()).max(40),
  })
  .strict();

/** A weekday of a date, 0 Sunday to 6 Saturday; a date has the same one everywhere. */
const weekday = (date: IsoDate) => new Date(`${date}T00:00:00Z`).getUTCDay();

function sorted(list: readonly IsoDate[]): IsoDate[] {
  return [...new Set(list)].sort();
}

function refuseYear(year: string, { notice, daysOff, makeUpWorkdays }: z.output<typeof input>): Refusal | undefined {
  const noticeYear = Number(/〔(\d{4})〕/.exec(notice)?.[1]);
  if (noticeYear !== Number(year) && noticeYear !== Number(year) - 1)
    return refuse('notice-of-another-year', 'D-calendar', { year, notice });
  const outside = [...daysOff, ...makeUpWorkdays].filter((date) => !date.startsWith(`${year}-`));
  if (outside.length > 0) return refuse('other-year', 'D-calendar', { year, dates: sorted(outside) });
  const both = daysOff.filter((date) => makeUpWorkdays.includes(date));
  if (both.length > 0) return refuse('same-day', 'D-calendar', { dates: sorted(both) });
  const worked = makeUpWorkdays.filter((date) => ![0, 6].includes(weekday(date)));
  if (worked.length > 0) return refuse('not-a-weekend', 'D-calendar', { dates: sorted(worked) });
  return undefined;
}

/** A year that the product carries is what its notice says; whatever else is said of it is a correction, with a notice of its own. */
function refuseShipped(year: string, { notice, daysOff, makeUpWorkdays }: z.output<typeof input>): Refusal | undefined {
  const shipped = stateCouncilYears.find((one) => one.year === Number(year));
  if (!shipped) return undefined;
  const same = (given: readonly IsoDate[], own: readonly IsoDate[]) => sorted(given).join() === sorted(own).join();
  return notice === shipped.notice && same(daysOff, shipped.daysOff) && same(makeUpWorkdays, shipped.makeUpWorkdays)
    ? undefined
    : refuse('year-shipped', 'D-calendar', { year, notice: shipped.notice });
}

/** 工作日历: one item per year. A year counts as loaded only with the number of its State Council notice (0.4, 13.6). Loaded by the operators' tool. */
export const calendar = aggregate({
  context: 'organisations',
  name: 'calendar',
  collection: 'calendars',
  label: { zh: '年度工作日历', en: 'calendar of a year' },
  ids: /^20\d{2}$/,
  initial: { status: 'not-loaded' } as Calendar,
  states: { 'not-loaded': { zh: '未载入', en: 'not loaded' }, loaded: { zh: '已载入', en: 'loaded' } },
  parties: () => ({ installation: { installation: true } }),
  readers: { installation: ['operator', 'auditor'] },
  moves: {
    load: move({
      label: { zh: '载入', en: 'load' },
      from: ['not-loaded'],
      by: { installation: ['operator'] },
      input,
      decide: (_none, { notice, daysOff, makeUpWorkdays }, { id }) =>
        refuseYear(id, { notice, daysOff, makeUpWorkdays }) ??
        refuseShipped(id, { notice, daysOff, makeUpWorkdays }) ?? {
          type: 'CalendarYearLoaded',
          notice,
          daysOff: sorted(daysOff),
          makeUpWorkdays: sorted(makeUpWorkdays),
        },
    }),
    correct: move({
      label: { zh: '更正', en: 'correct' },
      from: ['loaded'],
      by: { installation: ['operator'] },
      input,
      decide: (loaded, { notice, daysOff, makeUpWorkdays }, { id }) => {
        if (loaded.notices.includes(notice)) return refuse('same-notice', 'D-calendar', { notice });
        return (
          refuseYear(id, { notice, daysOff, makeUpWorkdays }) ?? {
            type: 'CalendarYearCorrected',
            notice,
            daysOff: sorted(daysOff),
            makeUpWorkdays: sorted(makeUpWorkdays),
          }
        );
      },
    }),
  },
  on: {
    CalendarYearLoaded: (_none, { notice, daysOff, makeUpWorkdays }) => ({
      status: 'loaded',
      notice,
      notices: [notice],
      daysOff,
      makeUpWorkdays,
    }),
    CalendarYearCorrected: (loaded: When<Calendar, 'loaded'>, { notice, daysOff, makeUpWorkdays }) => ({
      ...loaded,
      notice,
      notices: [...loaded.notices, notice],
      daysOff,
      makeUpWorkdays,
    }),
  },
});
