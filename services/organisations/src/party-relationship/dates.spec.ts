import { at, told } from './party-relationship.sample.js';

describe('D-party-record · what is recorded of a member is not dated ahead of the day', () => {
  const ahead = '2026-03-02';
  test.each([
    ['recordAway', { since: ahead, place: 'fixed', months: null }],
    ['recordMoved', { ground: 'work-unit', since: ahead }],
    ['recordContact', { contactedOn: ahead }],
    ['recordLost', { since: ahead }],
    ['recordGraduation', { graduatedOn: ahead }],
    ['noteLapse', { lapse: 'work', since: ahead }],
  ] as const)('%s', (move, input) => {
    at()
      .when(move, input, told('2026-03-01'))
      .then({ refused: 'date-not-fit', rule: 'D-party-record', facts: { on: ahead } });
    expect(at().when(move, input, told(ahead)).result.refusal).toBeUndefined();
  });

  test('a return is not before the departure, and nobody returns who is not away', () => {
    at().when('recordBack', { since: '2026-03-01' }, told()).then({ refused: 'not-away', rule: 'D-party-record' });
    const away = at(['recordAway', { since: '2026-03-01', place: 'fixed', months: null }]);
    for (const since of ['2026-02-28', ahead])
      away
        .when('recordBack', { since }, told('2026-03-01'))
        .then({ refused: 'date-not-fit', rule: 'D-party-record', facts: { on: since } });
  });
});
