import { policyReader } from '@yimen/policy';
import { scenario } from '@yimen/testing';
import { housingArea } from './housing-area.js';

const [subDistrict, committee] = [1, 2].map((n) => `01980000-0000-7000-8000-00000000000${n}`) as [string, string];
const registered = { type: 'HousingAreaRegistered' as const, name: '示例新城一期', subDistrict, planned: 1480 };
const policy = policyReader({ area: '320582000000', mode: 'demo', on: '2026-03-02' });
const told = { policy, facts: { communityIsCommittee: true } };
const area = scenario(housingArea).given(registered);
const asOf = '2026-03-02';
const recorded = (movedIn: number, reached: boolean) => ({ type: 'OccupancyRecorded' as const, movedIn, planned: 1480, asOf, reached });
const due = { type: 'CommitteeSetUpDue' as const, subDistrict, rule: 'R-001', movedIn: 740, planned: 1480 };
const interim = { type: 'InterimBodyArranged' as const, body: 'caretaker-committee' as const, committee, since: asOf };

test('R-001 · 740 of 1,480 households: the sub-district has the task of setting up a committee, once; 739: not yet', () => {
  area.when('recordOccupancy', { movedIn: 740, asOf }, told).then([recorded(740, true), due]);
  area.when('recordOccupancy', { movedIn: 739, asOf }, told).then({ events: [recorded(739, false)], warnings: ['interim-missing'] });
  scenario(housingArea)
    .given(registered, recorded(740, true), due)
    .when('recordOccupancy', { movedIn: 900, asOf }, told)
    .then([recorded(900, true)]);
  const odd = scenario(housingArea).given({ ...registered, planned: 3 });
  expect(odd.when('recordOccupancy', { movedIn: 1, asOf }, told).result.events).toMatchObject([{ reached: false }]);
  expect(odd.when('recordOccupancy', { movedIn: 2, asOf }, told).result.events).toMatchObject([{ reached: true }, { rule: 'R-001' }]);
});

test('R-002 · below the half a residents’ group or a caretaker committee looks after it; until then every record says that one is missing', () => {
  area.when('recordOccupancy', { movedIn: 10, asOf }, told).then({ events: [recorded(10, false)], warnings: ['interim-missing'] });
  area.when('arrangeInterim', { body: 'caretaker-committee', committee, since: asOf }, told).then(interim);
  scenario(housingArea)
    .given(registered, interim)
    .when('recordOccupancy', { movedIn: 10, asOf }, told)
    .then([recorded(10, false)]);
  area
    .when('recordOccupancy', { movedIn: 739, asOf }, told)
    .then({ events: [recorded(739, false)], warnings: ['interim-missing'], warnedBy: ['R-002'] });
  const nobody = { ...told, facts: { communityIsCommittee: false } };
  area
    .when('arrangeInterim', { body: 'residents-group', committee, since: asOf }, nobody)
    .then({ refused: 'not-a-committee', rule: 'D-organisation-tree' });
  area
    .when('arrangeInterim', { body: 'residents-group', committee, since: '2026-03-03' }, told)
    .then({ refused: 'date-not-fit', rule: 'D-housing-area' });
});

test('it ends under a committee that stands; counts fit the plan and the calendar', () => {
  const decisionNo = '张政发〔2026〕1号';
  const covered = { type: 'HousingAreaCovered' as const, committee, decisionNo };
  expect(area.when('recordCommittee', { committee, decisionNo }, told).then(covered).state).toMatchObject({ status: 'covered' });
  area
    .when('recordCommittee', { committee, decisionNo }, { ...told, facts: { communityIsCommittee: false } })
    .then({ refused: 'not-a-committee', rule: 'D-organisation-tree' });
  area.when('recordOccupancy', { movedIn: 1481, asOf }, told).then({ refused: 'more-than-planned', rule: 'D-housing-area' });
  area.when('recordOccupancy', { movedIn: 1, asOf: '2026-03-03' }, told).then({ refused: 'date-not-fit', rule: 'D-housing-area' });
  scenario(housingArea)
    .given(registered, recorded(10, false))
    .when('recordOccupancy', { movedIn: 11, asOf: '2026-03-01' }, told)
    .then({ refused: 'date-not-fit', rule: 'D-housing-area' });
});
