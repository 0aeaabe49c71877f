import { expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { committee } from '../service/story.sample.js';
import { needsStory } from './needs.sample.js';
import { needs, type NeedsRow } from './needs.js';

test('R-008 · one profile of a community and year, as it was recorded last', () => {
  expect(foldRows(needs, needsStory())['profiles'] as unknown as NeedsRow[]).toMatchObject([
    { community: committee, year: 2026, ages: { '80+': 64 }, customs: ['广场舞'], recordedOn: '2026-02-01' },
  ]);
});
