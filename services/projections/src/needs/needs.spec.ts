import { expect, test } from '@jest/globals';
import { describeRule } from '@yimen/policy';
import { foldRows } from '../service/fold-rows.sample.js';
import { committee } from '../service/story.sample.js';
import { needsProfiles } from './needs-view.js';
import { needsStory } from './needs.sample.js';
import { needs, type NeedsRow } from './needs.js';

test('R-008 · one profile of a community and year, as it was recorded last', () => {
  expect(foldRows(needs, needsStory())['profiles'] as unknown as NeedsRow[]).toMatchObject([
    { community: committee, year: 2026, ages: { '80+': 64 }, customs: ['广场舞'], recordedOn: '2026-02-01' },
  ]);
});

test('R-008 · the view says why a profile is kept: a practice told elsewhere, shown as configuration', () => {
  const describe = (rule: string) => describeRule(rule, '320582000000', '2026-03-02');
  expect(needsProfiles.derive?.({}, { describe } as never)).toMatchObject({ basis: { rule: 'R-008', heading: { zh: '本地配置' } } });
});
