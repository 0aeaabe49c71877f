import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { id } from '../party-organisation/party.sample.js';
import { checkInId, partyCheckIn, type PartyCheckInEvent } from './party-check-in.js';

const [organisation, person] = [id(11), id(77)];
const of = (kind: 'floating-in' | 'in-service') => ({ kind, organisation, person });
const told = (kind: 'floating-in' | 'in-service', formed = true, today = '2026-03-02') => ({
  id: checkInId(kind, organisation, person),
  facts: { formed },
  today,
});
const checkedIn = (kind: 'floating-in' | 'in-service'): PartyCheckInEvent => ({
  type: 'MemberCheckedIn',
  ...of(kind),
  since: '2026-03-02',
});
const promised: PartyCheckInEvent = { type: 'ServicePromised', posts: ['政策宣传'], signedOn: '2026-03-02' };
const served = { servedOn: '2026-03-07', hours: 2, outside: 'weekend' as const };

test('its tables hold together', () => {
  const histories = [
    [
      checkedIn('in-service'),
      promised,
      { type: 'ServiceFulfilled' as const, ...served },
      { type: 'CheckInEnded' as const, endedOn: '2026-09-02', reason: '返回原籍' },
    ],
  ];
  expect(checkSlice(partyCheckIn as never, { histories })).toEqual([]);
});

test.each(['floating-in', 'in-service'] as const)(
  'D-three-registers · %s is a register of its own: one entry per organisation and person',
  (kind) => {
    const steps = scenario(partyCheckIn).given();
    steps.when('checkIn', of(kind), told(kind)).then(checkedIn(kind));
    steps.when('checkIn', of(kind), told(kind, false)).then({ refused: 'organisation-not-fit', rule: 'D-three-registers' });
    steps.when('checkIn', { ...of(kind), person: id(78) }, told(kind)).then({ refused: 'other-registration', rule: 'D-three-registers' });
    expect(partyCheckIn.moves.checkIn.from).not.toContain('registered');
  },
);

test('R-112, R-113 · in-service members sign a promise and keep it outside working hours; others have none', () => {
  scenario(partyCheckIn)
    .given(checkedIn('floating-in'))
    .when('promise', { posts: ['政策宣传'] }, told('floating-in'))
    .then({ refused: 'in-service-only', rule: 'R-112' });
  const here = scenario(partyCheckIn).given(checkedIn('in-service'));
  here.when('promise', { posts: ['政策宣传'] }, told('in-service')).then(promised);
  here.when('fulfil', served, told('in-service', true, '2026-03-07')).then({ refused: 'promise-first', rule: 'R-113', overridable: true });
  const signed = scenario(partyCheckIn).given(checkedIn('in-service'), promised);
  expect(signed.when('fulfil', served, told('in-service', true, '2026-03-07')).result.state).toMatchObject({ hours: 2 });
  signed.when('fulfil', served, told('in-service', true, '2026-03-06')).then({ refused: 'date-not-fit', rule: 'R-113' });
  expect(partyCheckIn.moves.fulfil.input.safeParse({ ...served, outside: 'working-hours' }).success).toBe(false);
  expect(signed.when('end', { reason: '返回原籍' }, told('in-service')).result.state.status).toBe('ended');
});
