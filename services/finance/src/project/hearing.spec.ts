import { policyReader } from '@yimen/policy';
import { hearingOutcome, planAddsUp } from './hearing.js';

const policy = policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' });
const hearing = (residents: number, agree: number, heldOn = '2026-03-09') =>
  hearingOutcome({ publishedOn: '2026-03-02', heldOn, residents, agree }, policy);

test.each([
  [24, 14, 'rejected'],
  [24, 15, 'accepted'],
  [19, 19, 'no-quorum'],
  [20, 12, 'accepted'],
  [20, 11, 'rejected'],
] as const)('6.4 · a hearing of %i residents, %i agree: %s', (residents, agree, outcome) => {
  expect(hearing(residents, agree)).toBe(outcome);
});

test('6.4 · published a week before', () => {
  expect([hearing(24, 24, '2026-03-08'), hearing(24, 24, '2026-03-09')]).toEqual(['not-in-time', 'accepted']);
});

test('R-289 · months make quarters, quarters make the year', () => {
  const months = Array<bigint>(12).fill(10n);
  expect(planAddsUp(months, [30n, 30n, 30n, 30n], 120n)).toBe(true);
  expect(planAddsUp(months, [31n, 29n, 30n, 30n], 120n)).toBe(false);
  expect(planAddsUp(months, [30n, 30n, 30n, 30n], 121n)).toBe(false);
  expect(planAddsUp([120n], [30n, 30n, 30n, 30n], 120n)).toBe(false);
});
