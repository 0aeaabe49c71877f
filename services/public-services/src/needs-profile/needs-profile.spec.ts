import { ageBand, needsProfileRecorded, occupationGroup } from '@yimen/contracts';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on } from '../hall.sample.js';
import { needsProfile, type NeedsProfileEvent } from './needs-profile.js';

const id = `${ids.community}~2026`;
const [sample] = needsProfileRecorded.samples;
const profile = { ...sample!, community: ids.community } as Omit<NeedsProfileEvent, 'type'>;
const { on: day, ...input } = profile;
const recorded: NeedsProfileEvent = { type: 'NeedsProfileRecorded', ...profile };
const recording = (change: object = {}) =>
  scenario(needsProfile)
    .given()
    .when('record', { ...input, ...change }, { ...on(day), id });

test('the table of a needs profile holds', () => {
  expect(checkSlice(needsProfile as never, { histories: [[recorded]] })).toEqual([]);
});

test('R-008 · age bands, occupations and customs of a community and year, from statistics; the latest of the year stands', () => {
  recording().then(recorded);
  const later = { ...input, customs: ['广场舞'] };
  const { state } = scenario(needsProfile)
    .given(recorded)
    .when('record', later, { ...on('2026-02-01'), id })
    .then({ type: 'NeedsProfileRecorded', ...later, on: '2026-02-01' });
  expect(state).toMatchObject({ status: 'recorded', customs: ['广场舞'] });
  recording({ year: 2027 }).then({ refused: 'year-differs', rule: 'R-008' });
  recording({ asOf: '2026-01-13' }).then({ refused: 'not-yet-known', rule: 'R-008', facts: { until: '2026-01-12' } });
  recording({ ages: {}, occupations: {}, customs: [] }).then({ refused: 'nothing-told', rule: 'R-008' });
});

test.each([
  ['ages', '80+', 4, true],
  ['ages', '80+', 1, true],
  ['ages', '80+', 5, false],
  ['ages', '80+', 0, false],
  ['occupations', 'agriculture', 4, true],
  ['occupations', 'agriculture', 5, false],
] as const)('R-008, D-needs-profile · %s %s of %i people: refused %s, and nobody can set it aside', (part, key, count, refused) => {
  const { refusal } = recording({ [part]: { [key]: count } }).result;
  expect(refusal && [refusal.code, refusal.rule, refusal.facts, refusal.overridable]).toEqual(
    refused ? ['too-few', 'D-needs-profile', { least: 5, parts: [key] }, false] : undefined,
  );
});

test('R-008, 13.9 · no name, no number and no group of belief, origin or party stands in a profile', () => {
  const { shape } = needsProfileRecorded.schema;
  expect(Object.keys(shape).sort()).toEqual(['ages', 'asOf', 'community', 'customs', 'document', 'occupations', 'on', 'source', 'year']);
  expect([...ageBand.options, ...occupationGroup.options].join(' ')).not.toMatch(/party|belief|ethnic|religio|correct|drug/);
});
