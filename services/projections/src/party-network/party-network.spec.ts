import { describeRule } from '@yimen/policy';
import { sealedAs } from '@yimen/testing';
import { foldRows } from '../service/fold-rows.sample.js';
import { sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';
import {
  admitted,
  cell,
  declined,
  elsewhere,
  firstGroup,
  grouped,
  listed,
  networkStories,
  proposed,
  recruits,
  secondGroup,
  top,
} from './party-network.sample.js';
import { partyDrives, partyDuties } from './drive-views.js';
import { partyCadenceFindings } from './cadence-view.js';
import type { CadenceRow, CheckInRow, CoverageRow, DriveRow, DutyRow, NetworkRow, RecruitRow, RollRow, WarningRow } from './network-rows.js';
import { partyNetwork } from './party-network.js';
import { partyRecruits, toldCounts } from './recruit-view.js';
import { partyCoverage } from './roll-views.js';

const rows = foldRows(partyNetwork, networkStories());
const organisation = (id: string) => (rows['organisations'] as unknown as NetworkRow[]).find((row) => row.organisation === id);

test('4.1 · what is proposed, approved, declined, formed and ended; the figures of a roll take the place of those of the survey', () => {
  expect([proposed, declined, elsewhere, cell, firstGroup].map((id) => organisation(id)?.state)).toEqual([
    'proposed',
    'declined',
    'merged',
    'formed',
    'abolished',
  ]);
  expect(organisation(proposed)).toMatchObject({ trigger: 'R-088', members: 14, place: 'commercial-street', proposedOn: '2026-03-02' });
  expect(organisation(elsewhere)).toMatchObject({ members: 0, decidedOn: '2026-03-02', endedOn: '2026-09-03' });
  expect(organisation(cell)).toMatchObject({ parent: top, members: 2, fullMembers: 2, remindedOn: '2026-03-02' });
  expect(organisation(top)).toMatchObject({ name: '示例街道党工委', termEnd: '2036-03-02', remindedOn: null });
});

test('D-party-grace · a number is watched, warned of, or right again; what ended asks for nothing', () => {
  const told = (rows['warnings'] as unknown as WarningRow[]).map((row) => [row.organisation, row.threshold, row.open, row.warnedOn]);
  expect(told.sort()).toEqual(
    [
      [cell, 'branch-below', true, '2026-09-03'],
      [cell, 'branch-large', true, '2026-09-03'],
      [cell, 'committee-absent', false, null],
      [elsewhere, 'general-branch-below', false, null],
      [firstGroup, 'group-below', false, null],
    ].sort(),
  );
});

test('PMR19 16, R-102 · what a month or a year lacked stays with its rule, and the view names what it is and under what it is asked', () => {
  const told = (rows['cadences'] as unknown as CadenceRow[]).map((row) => [row.cadence, row.period, row.found, row.required, row.rule]);
  expect(told).toEqual([
    ['theme-day', '2026-02', 0, 1, 'PMR19 16'],
    ['theme-day', '2026-12', 0, 1, 'PMR19 16'],
    ['new-members', '2026', 0, 1, 'R-102'],
  ]);
  const asked = { describe: (rule: string) => describeRule(rule, '430100000000', '2026-03-02') } as never;
  expect(partyCadenceFindings.derive?.({ cadence: 'theme-day', rule: 'PMR19 16' }, asked)).toMatchObject({
    cadenceLabel: { zh: '主题党日' },
    findingBasis: { rule: 'PMR19 16' },
  });
});

test('R-087 · one row per member of a branch, with the one group in which he stands', () => {
  expect((rows['rolls'] as unknown as RollRow[]).map(({ branch, member, group }) => [branch, member, group])).toEqual([
    [cell, listed, null],
    [cell, grouped, secondGroup],
  ]);
  expect(organisation(secondGroup)).toMatchObject({ members: 1 });
});

test('R-099 · two indicators, each with its own numerator, over the same places', () => {
  const told = (rows['coverage'] as unknown as CoverageRow[]).map(({ place, places, byOrganisation, byWork }) => [
    place,
    places,
    byOrganisation,
    byWork,
  ]);
  expect(told).toEqual([
    ['building', 4, 2, 3],
    ['migrant-workers', 1, 0, 1],
  ]);
});

test('R-099 · an indicator is complete where its numerator is all places, and the view names the rule of both', () => {
  const asked = { describe: (rule: string) => describeRule(rule, '430100000000', '2026-03-02') } as never;
  expect(partyCoverage.derive?.({ places: 3, byOrganisation: 2, byWork: 3 }, asked)).toMatchObject({
    organisationComplete: false,
    workComplete: true,
    coverageBasis: { rule: 'R-099' },
  });
});

test('R-112, D-three-registers · check-ins stand apart from the rolls, with promise and hours', () => {
  expect((rows['checkIns'] as unknown as CheckInRow[]).map(({ kind, times, hours, open }) => [kind, times, hours, open])).toEqual([
    ['in-service', 2, 5, true],
    ['floating-in', 0, 0, false],
  ]);
});

const shown = (rule: string) => describeRule(rule, '430100000000', '2026-03-02');

test('R-104 · the drive of each year, item by item; R-103 · posts and areas without their holders', () => {
  const drives = rows['drives'] as unknown as DriveRow[];
  expect(drives.map(({ organisation: of, year, reached, items }) => [of, year, reached, items.length])).toEqual([
    [cell, 2025, true, 5],
    [cell, 2024, false, 5],
  ]);
  const duties = rows['duties'] as unknown as DutyRow[];
  expect(duties.map(({ duty, form, until }) => [duty, form, until])).toEqual([
    ['d1', 'responsibility-area', null],
    ['d2', 'responsibility-area', '2026-09-02'],
    ['d3', 'pairing-help', null],
  ]);
  expect(duties.flatMap((row) => Object.keys(row)).filter((column) => /member|person/.test(column))).toEqual([]);
  const asked = { describe: shown } as never;
  expect(partyDrives.derive?.({}, asked)).toMatchObject({ driveBasis: { rule: 'R-104' } });
  expect(partyDuties.derive?.({ form: 'pairing-help' }, asked)).toMatchObject({
    formBasis: { rule: 'R-103' },
    formLabel: { zh: '结对帮扶' },
  });
  // Nobody is put in an order by what was found of him.
  expect(Object.keys(partyDrives.sorts)).toEqual(['year', 'name']);
});

describe('R-101 · from which group members were recruited', () => {
  const clear = (sealed: string) => Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString('utf8');
  const folded = (told: readonly Said[]) => foldRows(partyNetwork, told, clear)['recruits'] as unknown as RecruitRow[];
  const [person, group] = recruits[0] ?? ['', 'other'];

  test('R-101 · counted under the committee and the year in which the book took him; gone with the keys of his record', () => {
    const one = admitted(person, sealedAs(group));
    expect(folded([one])).toEqual([{ person, committee: top, year: 2025, group }]);
    expect(folded([one, { stream: one.stream, event: sampled('PartyRecordForgotten', { person }) }])).toEqual([]);
    // A key that is gone, and who was on record before, tell nothing.
    expect(foldRows(partyNetwork, [one])['recruits']).toEqual([]);
    expect(folded([{ stream: one.stream, event: sampled('MembershipEntered', { person }) }])).toEqual([]);
  });

  const counts = (given: object) => ({ 'laid-off': 0, floating: 0, 'other-strata': 0, retired: 0, other: 0, ...given });
  test.each([
    ['from the least number on', { 'laid-off': 5, other: 5 }, { 'laid-off': 5, other: 5 }],
    ['fewer than that never', { 'laid-off': 4, floating: 3 }, {}],
    ['and not what is left of the sum: the smallest other one goes as well', { 'laid-off': 9, floating: 5, retired: 4 }, { 'laid-off': 9 }],
    ['also where it is the only one', { 'laid-off': 6, other: 1 }, {}],
    ['two small ones hide each other', { 'laid-off': 9, retired: 4, other: 1 }, { 'laid-off': 9 }],
  ] as const)('D-recruit-hidden · a group is told %s', (_name, given, told) => {
    const none = Object.fromEntries(Object.keys(counts({})).map((one) => [one, null]));
    expect(toldCounts(counts(given), 5)).toEqual({ ...none, ...told });
  });

  test('R-101, D-recruit-hidden · the view sends no count beside those that are told, and names both rules', () => {
    const policy = { number: () => 5 };
    const row = { recruited: 10, ...counts({ 'laid-off': 8, retired: 2 }) };
    expect(partyRecruits.derive?.(row, { policy, describe: shown } as never)).toMatchObject({
      ...{ 'laid-off': undefined, retired: undefined, minimum: 5 },
      groups: { 'laid-off': null, retired: null },
      recruitBasis: { rule: 'R-101' },
      hiddenBasis: { rule: 'D-recruit-hidden' },
    });
  });
});
