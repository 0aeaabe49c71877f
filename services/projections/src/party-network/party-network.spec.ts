import { describeRule } from '@yimen/policy';
import { foldRows } from '../service/fold-rows.sample.js';
import {
  cell,
  declined,
  elsewhere,
  firstGroup,
  grouped,
  listed,
  networkStories,
  proposed,
  secondGroup,
  top,
} from './party-network.sample.js';
import type { CheckInRow, CoverageRow, NetworkRow, RollRow, WarningRow } from './network-rows.js';
import { partyNetwork } from './party-network.js';
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
