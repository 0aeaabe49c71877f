import { expect, test } from '@jest/globals';
import { describeRule } from '@yimen/policy';
import { moneyView } from './money-view.js';
import { hitsShown, shownIn, sourceOf } from './source.js';

const [luzhou, chengdu] = ['510504000000', '510107000000'];
/** A release for the whole province. */
const describe = (rule: string, area = '510000000000') => describeRule(rule, area, '2026-03-02');

test('13.8 · a guard is shown with its law in the county whose law it is, and as local configuration in the county beside it', () => {
  const hits = [{ guard: 'G1', rule: 'LZ24 15', binding: true }];
  const [there] = hitsShown(hits, shownIn(luzhou, describe));
  const [beside] = hitsShown(hits, shownIn(chengdu, describe));
  expect(there?.source).toMatchObject({ force: 'binding', article: '第十五条', overridable: false });
  expect(beside?.source).toMatchObject({ force: 'model', source: null, article: null, overridable: true });
  expect(sourceOf('LZ24 15', shownIn(undefined, describe))).toMatchObject({ force: 'model' });
});

test('RCL25 43 · money promised for a matter is shown with the law that has it follow the task', () => {
  expect(moneyView.derive?.({}, { describe } as never)).toMatchObject({ source: { rule: 'RCL25 43', force: 'binding' } });
});
