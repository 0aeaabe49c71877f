import { checkSlice } from '@yimen/service-shell/slice';
import type { PolicyReader } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { scenario } from '@yimen/testing';
import { ids, on } from '../fund-source/fund-source.sample.js';
import { grant, type GrantEvent } from './grant.js';

const policy = policyReader({ area: '360822000000', mode: 'production', on: '2026-03-02' });
const told = on('2026-03-02', 'finance-1', { id: ids.owner, policy });
const asked = (change: object = {}) => ({
  community: ids.owner,
  payer: ids.payer,
  building: 'new-build' as 'new-build' | 'rebuild' | null,
  planApproved: true,
  builtByTheRules: true,
  inspectionPassed: false,
  plaque: false,
  auditedInvestment: null as string | null,
  ...change,
});
const decided = (amounts: { forBuilding: string; award: string; amount: string }, change: object = {}): GrantEvent => ({
  type: 'GrantDecided',
  ...asked(change),
  ...amounts,
  on: '2026-03-02',
});
const built = decided({ forBuilding: '30000000', award: '0', amount: '30000000' });
const awarded = { inspectionPassed: true, plaque: true, auditedInvestment: '80000000' };

test('the table of a grant holds', () => {
  expect(checkSlice(grant as never, { histories: [[built]] })).toEqual([]);
});

test('6.3 · new build 300,000.00, then the award of 400,000.00: the higher of the two, so 100,000.00 more', () => {
  scenario(grant).given().when('decide', asked(), told).then(built);
  const { state } = scenario(grant)
    .given(built)
    .when('decide', asked(awarded), told)
    .then(decided({ forBuilding: '0', award: '40000000', amount: '10000000' }, awarded));
  expect(state).toMatchObject({ total: 40_000_000n });
});

test('6.3 · never twice, and never both new build and rebuild', () => {
  scenario(grant).given(built).when('decide', asked(), told).then({ refused: 'nothing-granted', rule: 'D-grant-exclusion' });
  scenario(grant)
    .given(built)
    .when('decide', asked({ building: 'rebuild' }), told)
    .then({ refused: 'other-building', rule: 'D-grant-exclusion' });
  scenario(grant)
    .given()
    .when('decide', asked({ planApproved: false }), told)
    .then({ refused: 'nothing-granted', rule: 'D-grant-exclusion' });
  scenario(grant)
    .given(built)
    .when('decide', asked({ payer: ids.agency }), told)
    .then({ refused: 'not-its-id', rule: 'D-grant-exclusion' });
});

test('6.3 · where they add up, the award comes on top of what the building was granted, whichever is decided first', () => {
  const adding = { ...policy, flag: () => true } as PolicyReader;
  const also = on('2026-03-02', 'finance-1', { id: ids.owner, policy: adding });
  const award = { building: null, planApproved: false, builtByTheRules: false, ...awarded };
  const after = scenario(grant).given(built).when('decide', asked(award), also);
  expect(after.result.events).toMatchObject([{ forBuilding: '30000000', award: '40000000', amount: '40000000' }]);
  const first = scenario(grant).given().when('decide', asked(award), also).result;
  expect(first.events).toMatchObject([{ forBuilding: '0', award: '40000000', amount: '40000000' }]);
  expect(
    scenario(grant)
      .given(...first.events)
      .when('decide', asked(awarded), also).result.events,
  ).toMatchObject([{ amount: '30000000' }]);
});

test('6.3 · a building that earned nothing shuts out no other', () => {
  const first = scenario(grant)
    .given()
    .when('decide', asked({ ...awarded, auditedInvestment: '200', planApproved: false }), told).result;
  expect(first.state).toMatchObject({ building: null, total: 100n });
  const { refusal, state } = scenario(grant)
    .given(...first.events)
    .when('decide', asked({ building: 'rebuild' }), told).result;
  expect([refusal, state]).toMatchObject([undefined, { building: 'rebuild', total: 10_000_000n }]);
});

test('13.8 · where no set of the area grants it, it is refused; an investment is never negative', () => {
  const elsewhere = policyReader({ area: '440300000000', mode: 'production', on: '2026-03-02' });
  scenario(grant)
    .given()
    .when('decide', asked(), on('2026-03-02', 'finance-1', { id: ids.owner, policy: elsewhere }))
    .then({ refused: 'no-grant-here', rule: 'D-grant-exclusion' });
  expect(grant.moves.decide.input.safeParse(asked({ auditedInvestment: '-1' })).success).toBe(false);
});
