import { expect, test } from '@jest/globals';
import { describeRule } from '@yimen/policy';
import { at, committee, department, sampled } from '../service/story.sample.js';
import { foldRows } from '../service/fold-rows.sample.js';
import { burdenStory } from './burden.sample.js';
import { cleanUpItems } from './burden-views.js';
import { burdens, type AssessmentRow, type CleanUpRow, type FigureRow, type YearRow } from './burden.js';

const rows = foldRows(burdens, burdenStory());
const figures = rows['figures'] as unknown as FigureRow[];
const items = rows['items'] as unknown as CleanUpRow[];
const item = (planner: string, key: string) => items.find((row) => row.planner === planner && row.item === key);

test('5.1.4, R-202, R-204 · each category of a community and year with its target and what became of it', () => {
  const of = (category: string) => figures.find((row) => row.category === category);
  expect(of('ledgers')).toMatchObject({ count: 12, percent: 20, last: 3, missed: true });
  expect(of('stamps')).toMatchObject({ count: 1, percent: null, last: 0, missed: false });
  expect(of('venues')).toMatchObject({ count: null, percent: 10 });
});

test('D-burden · once a community lies in another town, the whole year is that town’s', () => {
  const stream = `burden/${committee}~2026`;
  const say = (fields: object) => ({ stream, event: sampled('BurdenRecorded', { community: committee, ...fields }) });
  const { years, figures: of } = foldRows(burdens, [
    say({ subDistrict: at(9), category: 'stamps' }),
    say({ subDistrict: at(8), category: 'ledgers' }),
  ]) as unknown as { years: YearRow[]; figures: FigureRow[] };
  expect(of.map(({ category, subDistrict }) => [category, subDistrict]).sort()).toEqual([
    ['ledgers', at(8)],
    ['stamps', at(8)],
  ]);
  expect(years).toMatchObject([{ subDistrict: at(8) }]);
});

test('R-205 · every item of a plan is followed to its end', () => {
  expect(item(committee, 'L1')).toMatchObject({ state: 'done', remaining: 4, inTime: true, percent: 50, adoptedOn: '2026-03-05' });
  expect(item(committee, 'P1')).toMatchObject({ state: 'kept', reason: '法律要求保留', percent: null });
  expect(item(committee, 'V1')).toMatchObject({ state: 'missed' });
});

test('R-205 · a department has a plan of its own', () => {
  expect(item(department, 'L1')).toMatchObject({ level: 'department', state: 'open', remaining: null });
});

test('R-205 · an item is overdue the day after its date, and tells the rule that asks for it', () => {
  const row = { category: 'ledgers', state: 'open', dueOn: '2026-06-30' };
  const derived = (today: string) =>
    cleanUpItems.derive?.(row, { today, describe: (id: string) => describeRule(id, '320582000000', '2026-03-02') } as never);
  expect(derived('2026-06-30')).toMatchObject({ overdue: false, basis: { rule: 'R-205' } });
  expect(derived('2026-07-01')).toMatchObject({ overdue: true });
});

test('MCA15 assessment · the one assessment of a community and year, with the departments that are in it', () => {
  expect(rows['assessments'] as unknown as AssessmentRow[]).toEqual([
    {
      ...{ community: committee, year: 2026, organiser: at(6), plannedOn: '2026-11-20', departments: [department] },
      ...{ held: 1, heldOn: '2026-11-20', words: '台账可再精简' },
    },
  ]);
});
