import { formatYuan, type PolicyReader } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { granted, type GrantGround } from './amounts.js';

const county = policyReader({ area: '360822000000', mode: 'production', on: '2026-03-02' });
const cumulative: PolicyReader = { ...county, number: (key) => county.number(key), flag: () => true };
const none: GrantGround = {
  building: null,
  planApproved: true,
  builtByTheRules: true,
  inspectionPassed: true,
  plaque: true,
  auditedInvestment: null,
};
const total = (change: Partial<GrantGround>, policy = county) =>
  formatYuan(granted({ ...none, ...change }, policy).total, { grouped: true });

test.each<[string, Partial<GrantGround>, string]>([
  ['investment 1,234,567.89: half of it, floored to the fen', { auditedInvestment: 123_456_789n }, '617,283.94'],
  ['passed but no plaque', { auditedInvestment: 123_456_789n, plaque: false }, '0.00'],
  ['a plaque but not passed', { auditedInvestment: 123_456_789n, inspectionPassed: false }, '0.00'],
  ['not audited', { auditedInvestment: null }, '0.00'],
  ['new build', { building: 'new-build' }, '300,000.00'],
  ['rebuild', { building: 'rebuild' }, '100,000.00'],
  ['new build against the rules', { building: 'new-build', builtByTheRules: false }, '0.00'],
  ['new build without an approved plan', { building: 'new-build', planApproved: false }, '0.00'],
  ['investment 800,000.00 and new build: the higher of the two', { building: 'new-build', auditedInvestment: 80_000_000n }, '400,000.00'],
  ['investment 500,000.00 and new build: the higher of the two', { building: 'new-build', auditedInvestment: 50_000_000n }, '300,000.00'],
])('6.3, R-277, R-278 · %s', (_name, ground, expected) => {
  expect(total(ground)).toBe(expected);
});

test('6.3 · cumulative only where the policy says so', () => {
  expect(total({ building: 'new-build', auditedInvestment: 80_000_000n }, cumulative)).toBe('700,000.00');
});

test('6.3 · 29 communities, 4 new-built and 6 rebuilt: 1,800,000.00, with running cost 3,685,000.00', () => {
  const built =
    4n * granted({ ...none, building: 'new-build' }, county).total + 6n * granted({ ...none, building: 'rebuild' }, county).total;
  const running = 29n * BigInt(county.number('finance.entitlement.community_year'));
  expect([built, built + running].map((fen) => formatYuan(fen, { grouped: true }))).toEqual(['1,800,000.00', '3,685,000.00']);
});

test('R-280 · the reported totals add up: 4,220,000.00 and 670,000.00 are 4,890,000.00', () => {
  expect(formatYuan(422_000_000n + 67_000_000n, { grouped: true })).toBe('4,890,000.00');
});
