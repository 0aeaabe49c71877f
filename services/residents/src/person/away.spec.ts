import { scenario } from '@yimen/testing';
import { person } from './person.js';
import { committee, facts, id, policy, registered } from './person.sample.js';

const told = { id: id(1), policy, facts };
const left = { type: 'PersonMovedAway' as const, person: id(1), from: committee, since: '2026-02-01', county: '310115' };
const away = scenario(person).given(registered, left);

test('2.1 · who moves out of the installation is on record as away, with the day and the county, and leaves his household', () => {
  const input = { since: '2026-02-01', county: '310115' };
  scenario(person).given(registered).when('moveAway', input, told).then(left);
  const household = id(60);
  scenario(person)
    .given(registered, { type: 'HouseholdJoined', person: id(1), household })
    .when('moveAway', input, told)
    .then([{ type: 'HouseholdLeft', person: id(1), household }, left]);
  away.when('moveAway', input, told).then({ refused: 'away-already', rule: 'D-record-facts' });
  scenario(person)
    .given(registered)
    .when('moveAway', { ...input, since: '2026-03-03' }, told)
    .then({ refused: 'since-future', rule: 'D-record-facts' });
});

test('he comes back on a day that is not before he left; living in another community here is coming back as well', () => {
  const back = { type: 'PersonCameBack' as const, person: id(1), community: committee, since: '2026-03-01' };
  expect(away.when('comeBack', { since: '2026-03-01' }, told).then(back).state).toMatchObject({ status: 'registered', away: null });
  away.when('comeBack', { since: '2026-01-31' }, told).then({ refused: 'before-leaving', rule: 'D-record-facts' });
  away.when('comeBack', { since: '2026-03-03' }, told).then({ refused: 'since-future', rule: 'D-record-facts' });
  scenario(person).given(registered).when('comeBack', { since: '2026-03-01' }, told).then({ refused: 'not-away', rule: 'D-record-facts' });
  const moved = { type: 'ResidenceMoved' as const, from: committee, community: id(9), residenceKind: 'settled' as const };
  const here = scenario(person).given(registered, left, { ...moved, residenceAddress: null, since: '2026-03-01' });
  expect(here.state).toMatchObject({ away: null, community: id(9) });
});

describe('2.1, 4.2 · who was away and moves to another dwelling here has come back, and is told so', () => {
  const move = (community: string, since: string) =>
    away.when('moveResidence', { community, since, residenceKind: 'settled', residenceAddress: null }, told);
  const moved = (community: string) => ({
    ...{ type: 'ResidenceMoved' as const, from: committee, community, residenceKind: 'settled' as const },
    ...{ residenceAddress: null, since: '2026-03-01' },
  });

  test('in his own community both are recorded; in another one the move tells it', () => {
    const back = { type: 'PersonCameBack' as const, person: id(1), community: committee, since: '2026-03-01' };
    expect(move(committee, '2026-03-01').then([back, moved(committee)]).state).toMatchObject({ away: null, residenceKind: 'settled' });
    expect(move(id(9), '2026-03-01').then(moved(id(9))).state).toMatchObject({ away: null, community: id(9) });
  });

  test('D-record-facts · not before the day on which he left', () => {
    for (const community of [committee, id(9)])
      move(community, '2026-01-31').then({ refused: 'before-leaving', rule: 'D-record-facts', facts: { since: '2026-01-31' } });
    expect(move(committee, '2026-02-01').result.events).toHaveLength(2);
  });
});
