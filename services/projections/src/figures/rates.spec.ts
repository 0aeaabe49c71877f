import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeRule, policyReader } from '@yimen/policy';
import { measures } from './figures.js';
import { rate, ratingRates } from './rates.js';
import { ratingFiguresView } from './rating-figures-view.js';

test('5.3.3 · 400 delivered, 120 rated, 6 bad, 1 invalid, 5 closed in time: 5.0 %, 100.0 %, 30.0 %', () => {
  expect(ratingRates({ delivered: 400, rated: 120, bad: 6, invalid: 1, closedInTime: 5 })).toEqual({
    badRate: { numerator: 6, denominator: 120, percent: '5.0' },
    rectificationRate: { numerator: 5, denominator: 5, percent: '100.0' },
    ratingRate: { numerator: 120, denominator: 400, percent: '30.0' },
  });
});

test('5.3.3 · not rated is never good: with nothing rated there is no bad-rating rate, not one of zero', () => {
  const { badRate, rectificationRate, ratingRate } = ratingRates({ delivered: 40, rated: 0, bad: 0, invalid: 0, closedInTime: 0 });
  expect([badRate.percent, rectificationRate.percent, ratingRate.percent]).toEqual([null, null, '0.0']);
});

test('a percentage is the nearest tenth, half up', () => {
  expect([rate(1, 3).percent, rate(2, 3).percent, rate(1, 2000).percent, rate(1, 2001).percent]).toEqual(['33.3', '66.7', '0.1', '0.0']);
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (numerator, denominator) => {
      const tenths = Number((rate(numerator, denominator).percent ?? '').replace('.', ''));
      const off = 1000 * numerator - tenths * denominator;
      return 2 * off < denominator && 2 * off >= -denominator;
    }),
  );
});

test('R-220 · visitors received and cases handled are two figures; what is restricted is counted apart from both', () => {
  const restricted = ['restrictedConsulted', 'restrictedHandled'];
  expect(measures).toEqual(['tickets', 'missed', 'visitors', 'consulted', 'casesReceived', 'casesHandled', ...restricted]);
});

test('D-rating-hidden · figures of ratings tell from how many on they are shown, and the rule of it', () => {
  const [area, on] = ['320582000000', '2026-03-02'];
  const asked = { policy: policyReader({ area, mode: 'production', on }), describe: (rule: string) => describeRule(rule, area, on) };
  expect(ratingFiguresView.derive?.({}, asked as never)).toMatchObject({ minimum: 5, basis: { rule: 'D-rating-hidden' } });
});
