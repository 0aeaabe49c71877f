import type { IsoDate } from '@yimen/kernel';
import { addDays } from '@yimen/kernel';
import type { CalendarYear } from './calendar-year.js';

const days = (from: IsoDate, to: IsoDate): IsoDate[] => (from > to ? [] : [from, ...days(addDays(from, 1), to)]);

/** 国务院办公厅关于2025年部分节假日安排的通知, 2024-11-12. */
const year2025: CalendarYear = {
  year: 2025,
  notice: '国办发明电〔2024〕12号',
  daysOff: [
    '2025-01-01', // 元旦
    ...days('2025-01-28', '2025-02-04'), // 春节
    ...days('2025-04-04', '2025-04-06'), // 清明节
    ...days('2025-05-01', '2025-05-05'), // 劳动节
    ...days('2025-05-31', '2025-06-02'), // 端午节
    ...days('2025-10-01', '2025-10-08'), // 国庆节、中秋节
  ],
  makeUpWorkdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
};

/** 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04. */
const year2026: CalendarYear = {
  year: 2026,
  notice: '国办发明电〔2025〕7号',
  daysOff: [
    ...days('2026-01-01', '2026-01-03'), // 元旦
    ...days('2026-02-15', '2026-02-23'), // 春节
    ...days('2026-04-04', '2026-04-06'), // 清明节
    ...days('2026-05-01', '2026-05-05'), // 劳动节
    ...days('2026-06-19', '2026-06-21'), // 端午节
    ...days('2026-09-25', '2026-09-27'), // 中秋节
    ...days('2026-10-01', '2026-10-07'), // 国庆节
  ],
  makeUpWorkdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

/** The years announced so far. A further year is loaded by its notice (`calendar load`) and needs no release. */
export const stateCouncilYears: readonly CalendarYear[] = [year2025, year2026];
