import { expect, test } from '@jest/globals';
import { describeRule } from '@yimen/policy';
import { foldRows } from '../service/fold-rows.sample.js';
import { committee } from '../service/story.sample.js';
import { needsProfiles } from './needs-view.js';
import { needsStory } from './needs.sample.js';
import { needs, type NeedsRow } from './needs.js';

const shown = (row: object) =>
  needsProfiles.derive?.(row as never, { describe: (rule: string) => describeRule(rule, '320582000000', '2026-03-02') } as never);

test('R-008 · one profile of a community and year, as it was recorded last', () => {
  expect(foldRows(needs, needsStory())['profiles'] as unknown as NeedsRow[]).toMatchObject([
    { community: committee, year: 2026, ages: { '80+': 64 }, customs: ['广场舞'], serviceGroups: null, recordedOn: '2026-02-01' },
    { community: committee, year: 2027 },
  ]);
});

test('R-008 · the view says why a profile is kept: a practice told elsewhere, shown as configuration', () => {
  expect(shown({})).toMatchObject({ basis: { rule: 'R-008', heading: { zh: '本地配置' } }, groups: [], groupsBasis: null });
});

test('R-009 · a report tells the service groups one by one, with who is in each and why; what is not told is not there, and nothing is added up', () => {
  const [, next] = foldRows(needs, needsStory())['profiles'] as unknown as NeedsRow[];
  expect(next?.serviceGroups).toEqual({ elderly: 584, newcomers: 210 });
  expect(shown(next!)).toMatchObject({
    groups: [
      { group: 'elderly', label: { zh: '老' }, who: { zh: '六十周岁以上（老年人权益保障法第二条）' } },
      { group: 'newcomers', label: { zh: '新市民' } },
    ],
    groupsBasis: { rule: 'R-009', heading: { zh: '本地配置' }, title: { zh: '四类服务人群' } },
  });
  const all = { newcomers: 0, special: 5, minors: 362, elderly: 584 };
  const { groups } = shown({ serviceGroups: all }) as { groups: { label: { zh: string } }[] };
  expect(groups.map(({ label }) => label.zh)).toEqual(['老', '小', '特', '新市民']);
  expect(Object.keys(needsProfiles.columns)).not.toContain('total');
});
