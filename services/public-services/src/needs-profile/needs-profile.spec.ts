import { ageBand, needsProfileRecorded, occupationGroup, serviceGroup } from '@yimen/contracts';
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
  recording({ ages: {}, occupations: {}, serviceGroups: {}, customs: [] }).then({ refused: 'nothing-told', rule: 'R-008' });
});

test.each([
  ['ages', '80+', 4, true],
  ['ages', '80+', 1, true],
  ['ages', '80+', 5, false],
  ['ages', '80+', 0, false],
  ['occupations', 'agriculture', 4, true],
  ['occupations', 'agriculture', 5, false],
  ['serviceGroups', 'special', 4, true],
  ['serviceGroups', 'newcomers', 1, true],
  ['serviceGroups', 'special', 5, false],
  ['serviceGroups', 'newcomers', 0, false],
] as const)('R-008, D-needs-profile · %s %s of %i people: refused %s, and nobody can set it aside', (part, key, count, refused) => {
  const { refusal } = recording({ [part]: { [key]: count } }).result;
  expect(refusal && [refusal.code, refusal.rule, refusal.facts, refusal.overridable]).toEqual(
    refused ? ['too-few', 'D-needs-profile', { least: 5, parts: [key] }, false] : undefined,
  );
});

test('R-008, 13.9 · no name, no number and no group of belief, origin or party stands in a profile', () => {
  const { shape } = needsProfileRecorded.schema;
  expect(Object.keys(shape).sort()).toEqual([
    'ages',
    'asOf',
    'community',
    'customs',
    'document',
    'occupations',
    'on',
    'serviceGroups',
    'source',
    'year',
  ]);
  expect([...ageBand.options, ...occupationGroup.options, ...serviceGroup.options].join(' ')).not.toMatch(
    /party|belief|ethnic|religio|correct|drug/,
  );
});

test('R-009 · the old, the young, those with special needs and new citizens, each a count of its own; a profile of nothing else is one', () => {
  expect(serviceGroup.options).toEqual(['elderly', 'minors', 'special', 'newcomers']);
  const serviceGroups = { elderly: 584, minors: 362, special: 96, newcomers: 210 };
  const { state } = recording({ serviceGroups }).then({ ...recorded, serviceGroups });
  expect(state).toMatchObject({ serviceGroups });
  const only = { ages: {}, occupations: {}, customs: [], serviceGroups };
  recording(only).then({ ...recorded, ...only });
});

/** 60–79: 520, 80 and more: 64; up to 14: 310, up to 59: 1480. */
const { '0-14': children, '60-79': old, '80+': oldest } = input.ages;
test.each([
  ['the old are the two upper bands', { elderly: 583 }, input.ages, 'groups-do-not-fit'],
  ['and nobody else', { elderly: 590 }, input.ages, 'groups-do-not-fit'],
  ['fewer than one band', { elderly: 519 }, { '60-79': old! }, 'groups-do-not-fit'],
  ['four are left for a band that is not told', { elderly: 524 }, { '60-79': old! }, 'told-by-difference'],
  ['one is left', { elderly: 65 }, { '80+': oldest! }, 'told-by-difference'],
  ['five are left', { elderly: 525 }, { '60-79': old! }, undefined],
  ['nobody is left', { elderly: 520 }, { '60-79': old! }, undefined],
  ['no band is told', { elderly: 584 }, { '0-14': children! }, undefined],
  ['fewer young than children', { minors: 309 }, { '0-14': children! }, 'groups-do-not-fit'],
  ['four of 15 to 17', { minors: 314 }, { '0-14': children! }, 'told-by-difference'],
  ['five of 15 to 17', { minors: 315 }, { '0-14': children! }, undefined],
  ['more of 15 to 17 than of 15 to 59', { minors: 1791 }, input.ages, 'groups-do-not-fit'],
  ['four of 18 to 59', { minors: 1786 }, input.ages, 'told-by-difference'],
  ['nobody of 18 to 59', { minors: 1790 }, input.ages, undefined],
  ['children are not told', { minors: 314 }, { '15-59': 1480 }, undefined],
] as const)('R-009, D-needs-profile · %s: %j beside %j, refused %s', (_what, serviceGroups, ages, refused) => {
  const { refusal } = recording({ serviceGroups, ages }).result;
  const [group] = Object.keys(serviceGroups);
  const byRule = {
    'groups-do-not-fit': ['R-009', { groups: [group] }],
    'told-by-difference': ['D-needs-profile', { least: 5, groups: [group] }],
  };
  expect(refusal && [refusal.code, refusal.rule, refusal.facts, refusal.overridable]).toEqual(
    refused && [refused, ...byRule[refused], false],
  );
});
