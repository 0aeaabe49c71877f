import { at, history, money, on, open, toPaid, voucher, type Step } from './fund-source.sample.js';

describe('BUD18 42 · carried over once unused, surplus after two years', () => {
  const unused = (years: number): readonly Step[] => [
    open,
    ['approveLine', { line: 'L1', purpose: 'training', amount: '100', months: null, document: '批复', unusedYears: years }],
    money('100'),
  ];
  const carry = (years: number, when = '2027-01-05') => at(...unused(years)).when('carryOver', { line: 'L1', amount: '100' }, on(when));

  test('what was not used this year goes over, and says so', () => {
    carry(0).then({ type: 'MoneyCarriedOver', line: 'L1', amount: '100', to: 2027, unusedYears: 1, on: '2027-01-05' });
    carry(0, '2026-12-31').then({ refused: 'year-not-over', rule: 'D-finance-order' });
    expect(history(...toPaid, ['carryOver', { line: 'L1', amount: '100000' }, on('2027-01-05')]).at(-1)).toMatchObject({ unusedYears: 0 });
    at(...unused(0))
      .when('carryOver', { line: 'L1', amount: '101' }, on('2027-01-05'))
      .then({ refused: 'over-budget', rule: 'BUD18 13' });
  });

  test('a second year running: no carry-over, the payer takes it back', () => {
    carry(1).then({ refused: 'managed-as-surplus', rule: 'BUD18 42' });
    const recover = (years: number) =>
      at(...unused(years)).when('recover', { line: 'L1', amount: '100', voucher: voucher('银3') }, on('2027-01-05'));
    expect(recover(1).result.events).toMatchObject([{ type: 'SurplusRecovered', amount: '100' }]);
    recover(0).then({ refused: 'not-surplus', rule: 'D-finance-order', overridable: true });
  });
});
