import { fundKind, fundPurpose } from './fund-source.js';
import { donationInKind } from './index.js';

test('R-271, R-292, RCL25 42, R-111 · six ways of funding, and Party dues apart', () => {
  expect(fundKind.options).toEqual(['appropriation', 'with-the-matter', 'social', 'residents', 'units', 'charity', 'party-dues']);
});

test('R-281, R-283, R-291 · four budget lines, seven yearly funds of the experiment, a culture fund, Party activity and facility subsidy', () => {
  const lines = ['running-cost', 'staff-pay', 'facilities', 'upkeep', 'it'];
  const funds = ['service-projects', 'self-government', 'incubation', 'training'];
  expect(fundPurpose.options).toEqual([...lines, ...funds, 'party-activity', 'facility-subsidy', 'culture']);
});

test('R-293 · goods that were given have a valuation and a receipt; the giver may stay unnamed', () => {
  const { schema } = donationInKind;
  const given = { goods: '电脑', valuation: '600000', receipt: '捐1', donor: null, on: '2026-05-06' };
  expect(schema.safeParse(given).success).toBe(true);
  expect(
    [
      { ...given, receipt: undefined },
      { ...given, valuation: undefined },
    ].map((each) => schema.safeParse(each).success),
  ).toEqual([false, false]);
});
