import { scenario } from '@yimen/testing';
import { partyRelationship } from './party-relationship.js';
import { after, at, decisionNo, receive, told } from './party-relationship.sample.js';

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

  test('the time to mend ends after the day on which it is given', () => {
    for (const until of ['2026-02-28', '2026-03-01'])
      at()
        .when('orderCorrection', { until, decisionNo }, told('2026-03-01'))
        .then({ refused: 'date-not-fit', rule: 'D-party-record', facts: { on: until } });
    expect(at().when('orderCorrection', { until: ahead, decisionNo }, told('2026-03-01')).result.refusal).toBeUndefined();
  });
});

describe('D-party-record · what is decided about a member fits what he is', () => {
  const full = { outcome: 'full' as const, until: null, decisionNo };

  test('probation is decided of a probationary member only', () => {
    at().when('decideProbation', full, told()).then({ refused: 'not-probationary', rule: 'D-party-record' });
  });

  test('before a branch here has him, neither his probation nor a stop is decided here', () => {
    const check = ['checkArchive', { finding: 'doubtful', words: '缺页' }, '2026-03-10'] as const;
    const young = { standing: 'probationary', joinedOn: '2025-07-01', fullOn: null, probationMaterials: ['考察登记表'] };
    const waiting = scenario(partyRelationship).given(after([], receive(young), check));
    expect(waiting.state).toMatchObject({ status: 'archive-check', standing: 'probationary', branch: null });
    const refused = { refused: 'no-branch', rule: 'D-party-record' };
    waiting.when('decideProbation', full, told('2026-07-01')).then(refused);
    waiting.when('stop', { ground: 'lost', decisionNo }, told('2026-07-01')).then(refused);
  });
});
