import { expect, test } from '@jest/globals';
import { describeRule, policyReader } from '@yimen/policy';
import { coverageView, housingAreasView } from './coverage-views.js';

const [area, on] = ['320582000000', '2026-03-02'];
const policy = policyReader({ area, mode: 'production', on });
const asked = { policy, describe: (id: string) => describeRule(id, area, on) } as never;
const ruleOf = (basis: unknown) => (basis as { readonly rule: string } | null)?.rule;

test('R-003 · the target of every gap is 0, and the list names the rule that sets it', () => {
  const gaps = { roomsWithoutHousehold: 0, householdsWithoutPerson: 0, personsWithoutCommunity: 0 };
  const derived = (change: object = {}) => coverageView.derive?.({ ...gaps, ...change }, asked);
  expect(derived()).toMatchObject({ target: 0, complete: true });
  expect(derived({ personsWithoutCommunity: 1 })).toMatchObject({ complete: false });
  expect(ruleOf(derived()?.['coverageBasis'])).toBe('R-003');
});

test('R-001, R-002 · a new area stands under R-002 while people move in, under R-001 once its committee is due', () => {
  const derived = (state: string, interim: string | null) => housingAreasView.derive?.({ state, interim }, asked);
  expect(ruleOf(derived('moving-in', null)?.['areaBasis'])).toBe('R-002');
  expect(ruleOf(derived('committee-due', null)?.['areaBasis'])).toBe('R-001');
  expect([derived('moving-in', null), derived('moving-in', 'residents-group'), derived('covered', null)]).toMatchObject([
    { unattended: true },
    { unattended: false },
    { unattended: false },
  ]);
});
