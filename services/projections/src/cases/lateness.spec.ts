import { expect, test } from '@jest/globals';
import { lateOf } from './lateness.js';

const row = {
  dueKind: 'decision',
  dueOn: '2026-03-16',
  statutoryDueOn: '2026-03-30',
  handOverDueOn: '2026-03-03',
  toleranceDueOn: '2026-03-10',
  promiseCheckDueOn: '2026-03-11',
  cannotDoDueOn: '2026-03-12',
};
const late = (today: string, change: object = {}) => lateOf({ ...row, ...change }, today).map(({ deadline }) => deadline);

test('every date that has passed is told, the earliest first, from the day after it', () => {
  expect(late('2026-03-03')).toEqual([]);
  expect(late('2026-03-04')).toEqual(['hand-over']);
  expect(late('2026-03-31')).toEqual(['hand-over', 'tolerance', 'promise-check', 'cannot-do', 'decision', 'statutory']);
});

test('the date that runs is told by its kind; a date that is not there, or not shown, is not late', () => {
  expect(late('2026-03-31', { dueKind: 'delivery', handOverDueOn: null, toleranceDueOn: undefined })).toEqual([
    'promise-check',
    'cannot-do',
    'delivery',
    'statutory',
  ]);
});
