import { scenario } from '@yimen/testing';
import { identity } from './identity.js';

const [one, two] = ['01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000002'];
const alias = '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01';
const policy = { 'identity.reservation.release_days': 3 };
const reserved = { type: 'IdentityReserved' as const, person: one, until: '2026-03-05' };
const confirmed = { type: 'IdentityConfirmed' as const, person: one };

test('reserved, confirmed, released on forgetting', () => {
  scenario(identity).given().when('reserve', { holder: one }, { policy }).then(reserved);
  scenario(identity)
    .given(reserved)
    .when('confirm', { holder: one }, { facts: { used: true } })
    .then(confirmed);
  const { state } = scenario(identity)
    .given(reserved, confirmed)
    .when('release', { holder: one, because: 'forgotten' })
    .then({ type: 'IdentityReleased', person: one, because: 'forgotten' });
  expect(state).toEqual({ status: 'free' });
});

test('13.5 · another person is refused while it is reserved and while it is taken, and is told no person', () => {
  scenario(identity)
    .given(reserved)
    .when('reserve', { holder: two }, { policy })
    .then({ refused: 'identity-reserved', rule: 'D-identity-unique', facts: { until: '2026-03-05' } });
  scenario(identity)
    .given(reserved)
    .when('confirm', { holder: two }, { facts: { used: true } })
    .then({ refused: 'identity-reserved', rule: 'D-identity-unique' });
  scenario(identity)
    .given(reserved, confirmed)
    .when('reserve', { holder: two }, { policy })
    .then({ refused: 'identity-taken', rule: 'D-identity-unique', facts: {} });
  scenario(identity)
    .given(reserved, confirmed)
    .when('release', { holder: two, because: 'forgotten' })
    .then({ refused: 'other-person', rule: 'D-identity-unique' });
});

test('an unused reservation ends on the day after its last one; a used one is confirmed instead', () => {
  const given = scenario(identity).given(reserved);
  given.when('expire', {}, { today: '2026-03-05', facts: { used: false } }).then({ refused: 'not-due', rule: 'D-reservation' });
  given
    .when('expire', {}, { today: '2026-03-06', facts: { used: false } })
    .then({ type: 'IdentityReleased', person: one, because: 'unused' });
  given.when('expire', {}, { today: '2026-03-06', facts: { used: true } }).then(confirmed);
});

test('whether it was used stands in the person', async () => {
  const gather = (person: object) =>
    identity.moves.expire.gather?.(
      { state: async () => person, row: async () => undefined } as never,
      {},
      { status: 'reserved', holder: one, until: '2026-03-05' },
      { id: alias, today: '2026-03-06', derived: {}, alias: {} },
    );
  expect(await gather({ status: 'registered', identity: alias })).toEqual({ used: true });
  expect(await gather({ status: 'registered', identity: two })).toEqual({ used: false });
  expect(await gather({ status: 'none' })).toEqual({ used: false });
});

test('13.5 · heard late, a confirmation of what he gave up and a release of what he took up again change nothing', () => {
  const freed = { type: 'IdentityReleased' as const, person: one, because: 'corrected' as const };
  scenario(identity)
    .given(reserved, confirmed, freed)
    .when('confirm', { holder: one }, { facts: { used: false } })
    .then([]);
  scenario(identity)
    .given(reserved, confirmed)
    .when('release', { holder: one, because: 'corrected' }, { facts: { used: true } })
    .then([]);
});
