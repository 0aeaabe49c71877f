import { free, freeFor } from './books.js';
import { at, day, ids, line, on, open, reason, voucher, type Step } from './fund-source.sample.js';
import type { FundSource } from './fund-source.js';

const given = (amount: string, purpose: 'training' | 'service-projects' | null, number: string): Step => [
  'receive',
  { amount, voucher: voucher(number), donation: { receipt: `捐${number}`, donor: null, purpose } },
];
const lineOf = (name: string, purpose: string): Step => [
  'approveLine',
  { line: name, purpose, amount: '500000', months: null, document: '预算批复', unusedYears: 0 },
];
const bind = (commitment: string, amount: string, name = 'L1', purpose: 'service-projects' | 'training' = 'service-projects') =>
  ({ commitment, line: name, amount, purpose, reason }) as const;
/** 100 that anybody gave, 60 of it for training; both purposes have their line. */
const ready: readonly Step[] = [open, line, lineOf('L2', 'training'), given('40', null, '银1'), given('60', 'training', '银2')];
const books = (state: FundSource) => {
  if (state.status !== 'open') throw new Error('the books are open');
  return state.books;
};
const left = (...steps: readonly Step[]) => {
  const of = books(at(...ready, ...steps).state);
  return [free(of), freeFor(of, 'service-projects'), freeFor(of, 'training'), freeFor(of, null)];
};

test('D-finance-earmark, R-292, R-293 · what was given for a purpose is free for it alone', () => {
  expect(left()).toEqual([100n, 40n, 100n, 40n]);
  const committing = (...of: Parameters<typeof bind>) => at(...ready).when('commit', bind(...of), on(day));
  committing('C1', '41').then({ refused: 'given-for-other', rule: 'D-finance-earmark', facts: { left: '40' } });
  committing('C1', '101').then({ refused: 'not-enough-money', rule: 'D-finance-ledger' });
  expect(committing('C1', '40').result.refusal).toBeUndefined();
  expect(committing('C1', '100', 'L2', 'training').result.refusal).toBeUndefined();
});

test('D-finance-earmark, R-292 · a donation is spent first for what it was given, and what is not spent after all is for it again', () => {
  const spent: Step = ['commit', bind('C2', '70', 'L2', 'training')];
  expect(left(spent)).toEqual([30n, 30n, 30n, 30n]);
  expect(left(spent, ['release', { commitment: 'C2', amount: '65', reason: '项目取消' }])).toEqual([95n, 35n, 95n, 35n]);
  const claim: Step = ['claim', { claim: 'P1', commitment: 'C2', amount: '70', document: '发票' }, on(day, 'worker-1')];
  const paid: readonly Step[] = [
    ...[spent, claim],
    ['check', { claim: 'P1' }, on(day, 'director-1')],
    ['pay', { claim: 'P1', voucher: voucher('付1') }, on(day, 'cashier-1')],
  ];
  expect(left(...paid, ['refund', { claim: 'P1', amount: '10', voucher: voucher('退1') }])).toEqual([40n, 30n, 40n, 30n]);
  // Money spent before a donation came does not use it up.
  expect(left(['commit', bind('C1', '40')], given('5', 'service-projects', '银3'))).toEqual([65n, 5n, 60n, 0n]);
});

test('D-finance-earmark, R-292 · an agreement is bound by what is free for its purpose', () => {
  const asking = {
    commitment: ids.agreement,
    application: ids.agreement,
    community: ids.owner,
    line: 'L1',
    plan: [{ on: day, amount: '41' }],
  };
  const { events } = at(...ready).when('commitAgreement', { ...asking, amount: '41' }, on(day)).result;
  expect(events).toMatchObject([{ type: 'AgreementMoneyRefused', because: 'not-enough-money', left: '40' }]);
});

test('D-finance-earmark, R-292 · a donation goes over to the next year as what it is, and back to no payer', () => {
  const later = on('2027-01-05');
  at(...ready)
    .when('carryOver', { line: 'L1', amount: '41' }, later)
    .then({ refused: 'given-for-other', rule: 'D-finance-earmark' });
  const over = at(...ready).when('carryOver', { line: 'L2', amount: '70' }, later).result;
  expect(over.events).toMatchObject([{ type: 'MoneyCarriedOver', amount: '70', donated: '60' }]);
  const arrived = at(open, [
    'carryIn',
    { line: 'L2', purpose: 'training', amount: '70', from: 2025, unusedYears: 0, ordinal: 1, donated: '60' },
  ]).state;
  expect([freeFor(books(arrived), 'training'), freeFor(books(arrived), null)]).toEqual([70n, 10n]);
  // Unused for the years of BUD18 42: only what is the payer's is surplus.
  const unused = [
    open,
    ['approveLine', { ...(lineOf('L2', 'training')[1] as object), unusedYears: 1 }],
    given('60', 'training', '银2'),
  ] as const;
  expect(at(...(unused as readonly Step[])).when('findSurplus', {}, on('2027-01-01')).result.events).toEqual([]);
  at(...(unused as readonly Step[]))
    .when('recover', { line: 'L2', amount: '1', voucher: voucher('收1') }, later)
    .then({ refused: 'given-for-other', rule: 'D-finance-earmark' });
});

test('D-finance-earmark, R-292 · what a community gives back to a department is no donation', () => {
  const received = at(open, ['receiveInstalment', { amount: '10', voucher: voucher('银5') }], given('60', 'training', '银2'));
  const back = (amount: string) => received.when('giveBackInstalment', { amount, paid: voucher('银5'), voucher: voucher('还1') }, on(day));
  back('11').then({ refused: 'given-for-other', rule: 'D-finance-earmark', facts: { left: '10' } });
  expect(back('10').result.refusal).toBeUndefined();
});

test('R-293, RCL25 34 · donations in money and goods are published before the books are closed, each of them', () => {
  const publish = (what: string, from = '2027-03-01', until = '2027-03-31'): Step => ['publish', { what, claim: null, until }, on(from)];
  const goods: Step = ['recordGoods', { goods: '电脑', valuation: '600000', receipt: '捐9', donor: null }];
  const closing = (...steps: readonly Step[]) =>
    at(open, ...steps, publish('budget'), publish('final-account'), [
      'audit',
      { kind: 'yearly', findings: '未发现问题' },
      on('2027-03-02'),
    ]).when('close', {}, on('2027-04-02')).result.refusal;
  const unpublished = { code: 'not-published', rule: 'RCL25 34', facts: { what: ['捐赠'] } };
  expect(closing()).toBeUndefined();
  expect(closing(goods)).toMatchObject(unpublished);
  expect(closing(given('60', 'training', '银2'))).toMatchObject(unpublished);
  expect(closing(goods, publish('donations'))).toBeUndefined();
  expect(closing(goods, publish('donations', '2027-03-01', '2027-04-02'))).toMatchObject(unpublished);
  // One that came after the publication is to be published too.
  expect(closing(goods, publish('donations', day, '2026-05-30'), goods)).toMatchObject(unpublished);
  at(open)
    .when('publish', { what: 'donations', claim: null, until: '2026-05-30' }, on(day))
    .then({ refused: 'nothing-given', rule: 'D-finance-publication' });
});
