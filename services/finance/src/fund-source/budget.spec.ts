import { at, day, on, open, ready, voucher } from './fund-source.sample.js';

test('R-289 · the months add up to the year', () => {
  const months = (last: string) => [...Array<string>(11).fill('100'), last];
  const plan = (last: string) =>
    at(open).when(
      'approveLine',
      { line: 'L1', purpose: 'training', amount: '1200', months: months(last), document: '批复', unusedYears: 0 },
      on(day),
    );
  plan('101').then({ refused: 'plan-differs', rule: 'R-289', facts: { planned: '1201', amount: '1200' } });
  expect(plan('100').result.events).toMatchObject([{ type: 'BudgetLineApproved' }]);
  at(...ready)
    .when('approveLine', { line: 'L1', purpose: 'training', amount: '1', months: null, document: '批复', unusedYears: 0 }, on(day))
    .then({ refused: 'line-exists', rule: 'D-finance-order' });
});

test('BUD18 13 · what the budget has no line for is neither frozen, carried over nor taken back', () => {
  const none = { refused: 'no-budget-line', rule: 'BUD18 13', facts: { line: 'L9' } } as const;
  const after = on('2027-01-05');
  at(...ready)
    .when('freeze', { line: 'L9', reason: '待核实' }, on(day))
    .then(none);
  at(...ready)
    .when('carryOver', { line: 'L9', amount: '1' }, after)
    .then(none);
  at(...ready)
    .when('recover', { line: 'L9', amount: '1', voucher: voucher('银3') }, after)
    .then(none);
});

test('D-finance-earmark · a purpose that the source has already is not added again', () => {
  at(open)
    .when('addPurpose', { purpose: 'training', document: '用途调整批复' }, on(day))
    .then({ refused: 'purpose-known', rule: 'D-finance-earmark' });
});
