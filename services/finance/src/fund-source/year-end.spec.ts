import { committed, free } from './books.js';
import {
  at,
  claim,
  check,
  commit,
  day,
  history,
  ids,
  line,
  money,
  on,
  open,
  pay,
  ready,
  reason,
  toPaid,
  voucher,
  type Step,
} from './fund-source.sample.js';

const carriedIn = (unusedYears: number, amount = '1000'): Step => [
  'carryIn',
  { line: 'L7', purpose: 'service-projects', amount, from: 2025, unusedYears },
];

test('BUD18 42 · what comes over from last year is money and budget of the same line', () => {
  const given = at(open, carriedIn(1), ['commit', { commitment: 'C7', line: 'L7', amount: '1000', purpose: 'service-projects', reason }]);
  if (given.state.status !== 'open') throw new Error('open');
  const { books } = given.state;
  expect([books.received, committed(books), free(books), books.lines['L7']?.unusedYears]).toEqual([1_000n, 1_000n, 0n, 1]);
  expect(
    at(...ready, ['carryIn', { line: 'L1', purpose: 'service-projects', amount: '500', from: 2025, unusedYears: 0 }]).state,
  ).toMatchObject({
    books: { received: 400_500n, lines: { L1: { budget: 500_500n } } },
  });
});

test('what comes over belongs to the next year, and to a purpose of the source', () => {
  const input = { line: 'L7', purpose: 'service-projects', amount: '1000', from: 2024, unusedYears: 0 } as const;
  at(open).when('carryIn', input, on(day)).then({ refused: 'not-its-id', rule: 'D-finance-ledger' });
  at(open)
    .when('carryIn', { ...input, from: 2025, purpose: 'it' }, on(day))
    .then({ refused: 'purpose-not-in-source', rule: 'D-finance-earmark' });
});

test('BUD18 42 · budget and what came over add up in either order, for one purpose', () => {
  const over: Step = ['carryIn', { line: 'L1', purpose: 'service-projects', amount: '500', from: 2025, unusedYears: 1, ordinal: 1 }];
  const lineOf = (...steps: readonly Step[]) => {
    const { state } = at(open, ...steps);
    return state.status === 'open' ? state.books.lines['L1'] : undefined;
  };
  expect(lineOf(over, line)).toEqual(lineOf(line, over));
  expect(lineOf(over, line)).toMatchObject({ budget: 500_500n, unusedYears: 1, approved: true });
  const approving = { line: 'L1', purpose: 'training', amount: '1', months: null, document: '批复', unusedYears: 0 } as const;
  at(open, over).when('approveLine', approving, on(day)).then({ refused: 'purpose-not-in-line', rule: 'BUD18 57' });
  at(open, over, line)
    .when('approveLine', { ...approving, purpose: 'service-projects' }, on(day))
    .then({ refused: 'line-exists', rule: 'D-finance-order' });
  const training = { line: 'L1', purpose: 'training', amount: '1', from: 2025, unusedYears: 0, ordinal: 2 } as const;
  at(open, line).when('carryIn', training, on(day)).then({ refused: 'purpose-not-in-line', rule: 'BUD18 57' });
});

test('BUD18 42 · what was carried over is handed on again when the next year is opened, or by finance into another line, and counts once', () => {
  const carried: readonly Step[] = [open, line, money('1000'), ['carryOver', { line: 'L1', amount: '600' }, on('2027-01-05')]];
  const repeated = {
    type: 'CarryOverRepeated',
    line: 'L1',
    purpose: 'service-projects',
    amount: '600',
    to: 2027,
    unusedYears: 1,
    ordinal: 1,
  };
  expect(at(...carried).when('repeatCarryOver', {}, on('2027-02-01')).result.events).toEqual([{ ...repeated, on: '2027-02-01' }]);
  expect(at(...carried).when('carryAgain', { ordinal: 1, line: 'L8' }, on('2027-02-01')).result.events).toMatchObject([
    { ...repeated, line: 'L8' },
  ]);
  at(...carried)
    .when('carryAgain', { ordinal: 2, line: 'L8' }, on('2027-02-01'))
    .then({ refused: 'not-carried-over', rule: 'D-finance-ledger' });
  at().when('repeatCarryOver', {}, on('2027-02-01')).then([]);
  const coming = { line: 'L8', purpose: 'service-projects', amount: '600', from: 2025, unusedYears: 1, ordinal: 1 } as const;
  at(open, ['carryIn', coming])
    .when('carryIn', { ...coming, line: 'L1' }, on(day))
    .then([]);
  expect(
    at(open, ['addPurpose', { purpose: 'it', document: '用途调整批复' }]).when('carryIn', { ...coming, purpose: 'it' }, on(day)).result
      .refusal,
  ).toBeUndefined();
});

test('BUD18 42 · a line unused two years running is a surplus: a task of its payer, for the money that is there', () => {
  const found = (...steps: readonly Step[]) => at(...steps).when('findSurplus', {}, on('2027-01-01')).result.events;
  expect(found(open, carriedIn(1))).toEqual([
    {
      type: 'SurplusFound',
      line: 'L7',
      amount: '1000',
      unusedYears: 2,
      owner: { role: 'finance', organisation: ids.payer },
      dueOn: expect.stringMatching(/^2027-01-/),
      on: '2027-01-01',
    },
  ]);
  expect(found(open, carriedIn(0))).toEqual([]);
  const used: readonly Step[] = [
    ['commit', { commitment: 'C7', line: 'L7', amount: '400', purpose: 'service-projects', reason }],
    claim('P7', '400', 'C7'),
    check('P7'),
    pay('P7'),
  ];
  expect(found(open, carriedIn(1), ...used)).toEqual([]);
  expect(found(open, line)).toEqual([]);
});

test('6.4 · the money of a project is bound under the project’s own id, and paid with word to it', () => {
  const project = ids.agreement;
  const bound: Step = ['commitProject', { project, line: 'L1', amount: '200000' }];
  const events = history(...ready, bound, claim('P1', '200000', project), check('P1'), pay('P1'));
  expect(events.find(({ type }) => type === 'MoneyCommitted')).toMatchObject({
    commitment: project,
    reason: { kind: 'item', of: project },
  });
  expect(events.at(-1)).toMatchObject({ type: 'ItemPaid', item: project, claim: 'P1', amount: '200000' });
  at(open, line, money('1'))
    .when('commitProject', { project, line: 'L1', amount: '2' }, on(day))
    .then({ refused: 'not-enough-money', rule: 'D-finance-ledger' });
  at(...ready)
    .when('commitProject', { project, community: ids.payer, line: 'L1', amount: '2' }, on(day))
    .then({ refused: 'not-its-owner', rule: 'D-finance-earmark', overridable: false });
  const back: Step = ['refund', { claim: 'P1', amount: '50000', voucher: voucher('银8') }];
  const returned = history(...ready, bound, claim('P1', '200000', project), check('P1'), pay('P1'), back);
  expect(returned.slice(-2)).toMatchObject([{ type: 'PaymentRefunded' }, { type: 'ItemRefunded', item: project, amount: '50000' }]);
  expect(at(...ready, commit('C1', '1')).state).toMatchObject({ books: { commitments: { C1: { payee: null } } } });
});

describe('BUD18 42 · carried over once unused, surplus after two years', () => {
  const unused = (years: number): readonly Step[] => [
    open,
    ['approveLine', { line: 'L1', purpose: 'training', amount: '100', months: null, document: '批复', unusedYears: years }],
    money('100'),
  ];
  const carry = (years: number, when = '2027-01-05') => at(...unused(years)).when('carryOver', { line: 'L1', amount: '100' }, on(when));

  test('what was not used this year goes over, and says so', () => {
    carry(0).then({
      type: 'MoneyCarriedOver',
      line: 'L1',
      purpose: 'training',
      amount: '100',
      to: 2027,
      unusedYears: 1,
      ordinal: 1,
      on: '2027-01-05',
    });
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
    at(...unused(2))
      .when('recover', { line: 'L1', amount: '100', voucher: voucher('银3') }, on('2026-12-31'))
      .then({ refused: 'year-not-over', rule: 'D-finance-order' });
    expect(recover(1).result.events).toMatchObject([{ type: 'SurplusRecovered', amount: '100' }]);
    recover(0).then({ refused: 'not-surplus', rule: 'D-finance-order', overridable: true });
  });
});
