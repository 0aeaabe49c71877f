import { partyForms, partyPlaces } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { after, id, standing, told } from './party.sample.js';
import { partyOrganisation } from './party-organisation.js';
import { places, working } from './work.sample.js';

const at = scenario(partyOrganisation).given(working);
const { moves } = partyOrganisation;

test('R-098 · organisations stand for five kinds of places, and for no other', () => {
  expect(partyPlaces).toHaveLength(5);
  const place = (given: unknown) => moves.propose.input.shape.place.safeParse(given).success;
  expect([...partyPlaces, undefined].map(place)).toEqual([true, true, true, true, true, true]);
  expect(place('school')).toBe(false);
});

test('R-098, R-099 · each place once, with how the Party reaches it', () => {
  at.when('recordCoverage', { places }, told()).then({ type: 'PartyCoverageRecorded', recordedOn: '2026-03-02', places });
  const twice = [...places, { ...places[0], reach: 'none' as const }] as typeof places;
  at.when('recordCoverage', { places: twice }, told()).then({ refused: 'place-twice', rule: 'R-099', facts: { place: 'building/1幢' } });
  const same = [...places, { ...places[0], place: 'migrant-workers' as const }] as typeof places;
  expect(at.when('recordCoverage', { places: same }, told()).result.events).toHaveLength(1);
});

describe('R-103 · members take part in six forms', () => {
  const duty = { form: 'demonstration-post' as const, member: id(10_001), title: '窗口示范岗' };

  test('R-103 · the forms are a closed list, and only a member on the roll takes one', () => {
    expect(partyForms).toHaveLength(6);
    expect(moves.takeDuty.input.safeParse({ ...duty, form: 'other' }).success).toBe(false);
    const taken = at.when('takeDuty', duty, told()).then({ type: 'PartyDutyTaken', duty: 'd1', ...duty, since: '2026-03-02' });
    expect(taken.state).toMatchObject({ duties: [{ duty: 'd1', form: 'demonstration-post' }] });
    at.when('takeDuty', { ...duty, member: id(10_009) }, told()).then({ refused: 'not-listed', rule: 'R-103' });
    at.when('endDuty', { duty: 'd1' }, told()).then({ refused: 'duty-not-held', rule: 'R-103' });
  });

  test('R-103 · it ends by itself only with his place on the roll; ids are never given twice', () => {
    const held = after(working, ['takeDuty', duty], ['takeDuty', { ...duty, member: id(10_002) }]);
    const left = after(held, ['unlistMember', { member: id(10_001) }]);
    expect(left.slice(held.length)).toMatchObject([
      { type: 'PartyDutyEnded', duty: 'd1', because: 'left-the-roll' },
      { type: 'PartyMemberUnlisted' },
      ...left.slice(held.length + 2),
    ]);
    const next = after(left, ['endDuty', { duty: 'd2' }], ['takeDuty', { ...duty, member: id(10_002) }]);
    expect(fold(partyOrganisation, next)).toMatchObject({ duties: [{ duty: 'd3' }] });
  });
});

describe('R-104 · the drive is a checklist that the organisation above goes through', () => {
  const all = ['领导班子好', '党员队伍好', '工作机制好', '工作业绩好', '群众反映好'];
  const assess = (met: string[], year = '2025') => at.when('assessDrive', { year, met }, told());

  test('R-104 · reached where all five items are; an organisation does not assess itself', () => {
    expect(moves.assessDrive.by).toEqual({ above: ['party-officer', 'organisation-admin'] });
    const [reached, missed] = [assess(all), assess(all.slice(1))].map(({ result }) => result.events[0]);
    expect(reached).toMatchObject({ type: 'PartyDriveAssessed', reached: true, items: all.map((item) => ({ item, met: true })) });
    expect(missed).toMatchObject({
      reached: false,
      items: [{ item: '领导班子好', met: false }, ...all.slice(1).map((item) => ({ item, met: true }))],
    });
  });

  test('R-104 · no item beside the list, no year twice, no year to come', () => {
    assess(['环境好']).then({ refused: 'not-on-the-checklist', rule: 'R-104', facts: { item: '环境好' } });
    assess(all, '2027').then({ refused: 'date-not-fit', rule: 'R-104' });
    const once = scenario(partyOrganisation).given(after(working, ['assessDrive', { year: '2025', met: all }]));
    once.when('assessDrive', { year: '2025', met: [] }, told()).then({ refused: 'assessed-already', rule: 'R-104' });
  });
});

test('R-118 · one member service centre, with its seat in the area of the organisation', () => {
  const centre = { name: '示例社区党员服务中心', seat: '320582001001' };
  at.when('openServiceCentre', centre, told()).then({ type: 'PartyServiceCentreOpened', ...centre, openedOn: '2026-03-02' });
  at.when('openServiceCentre', { ...centre, seat: '320582001002' }, told()).then({ refused: 'seat-elsewhere', rule: 'R-118' });
  at.when('closeServiceCentre', { reason: '迁址' }, told()).then({ refused: 'no-centre', rule: 'R-118' });
  const open = scenario(partyOrganisation).given(after(working, ['openServiceCentre', centre]));
  open.when('openServiceCentre', centre, told()).then({ refused: 'centre-stands', rule: 'R-118' });
  expect(open.when('closeServiceCentre', { reason: '迁址' }, told()).result.state).toMatchObject({ serviceCentre: null });
  // A committee of a town has it anywhere in the town; one without a seat on record has none.
  const town = scenario(partyOrganisation).given(standing(900));
  expect(town.when('openServiceCentre', centre, told()).result.events).toHaveLength(1);
  const nowhere = scenario(partyOrganisation).given(standing(12, { level: 'branch', parent: id(900), seat: null as never }));
  nowhere.when('openServiceCentre', centre, told()).then({ refused: 'seat-elsewhere', rule: 'R-118' });
});
