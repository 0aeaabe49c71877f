import type { IsoDate, Text } from '@yimen/kernel';
import type { z } from 'zod';
import type { lateness } from '../views/basis.js';
import type { Row } from '../views/view.js';
import type { CaseDeadline, CaseRow } from './cases.js';

type DateColumn = keyof Pick<
  CaseRow,
  'dueOn' | 'statutoryDueOn' | 'handOverDueOn' | 'toleranceDueOn' | 'promiseCheckDueOn' | 'cannotDoDueOn'
>;

/** Dates that run beside the current one (`dueOn`, whose kind stands in `dueKind`), each in its own column. */
const beside: Readonly<Record<Exclude<DateColumn, 'dueOn'>, CaseDeadline>> = {
  statutoryDueOn: 'statutory',
  handOverDueOn: 'hand-over',
  toleranceDueOn: 'tolerance',
  promiseCheckDueOn: 'promise-check',
  cannotDoDueOn: 'cannot-do',
};
export const dateColumns = ['dueOn', ...Object.keys(beside)] as readonly DateColumn[];

const labels: Readonly<Record<CaseDeadline, Text>> = {
  check: { zh: '一次性告知或受理', en: 'notice or acceptance' },
  'online-check': { zh: '网上预审', en: 'preliminary check online' },
  supplement: { zh: '补正期限', en: 'time to supplement' },
  'hand-over': { zh: '转后台', en: 'hand-over to the back office' },
  decision: { zh: '承诺时限', en: 'promised limit' },
  statutory: { zh: '法定时限', en: 'statutory limit' },
  tolerance: { zh: '容缺材料补齐', en: 'tolerated materials' },
  'promise-check': { zh: '核查承诺', en: 'check of a promise' },
  delivery: { zh: '送达期限', en: 'delivery of the result' },
  archive: { zh: '归档', en: 'archiving' },
  'cannot-do': { zh: '“办不成事”答复', en: 'answer to what could not be done' },
};

/** Dates of a case that have passed, the earliest first; late from the day after. A column that the view does not show is not told. */
export function lateOf(row: Row, today: IsoDate): z.output<typeof lateness> {
  return dateColumns
    .flatMap((column) => {
      const dueOn = row[column];
      const deadline = column === 'dueOn' ? (row['dueKind'] as CaseDeadline | null) : beside[column];
      return typeof dueOn === 'string' && dueOn < today && deadline !== null ? [{ deadline, label: labels[deadline], dueOn }] : [];
    })
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)));
}
