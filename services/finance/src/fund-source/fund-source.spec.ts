import { checkSlice } from '@yimen/service-shell/slice';
import {
  accept,
  account,
  at,
  check,
  claim,
  commit,
  countersign,
  day,
  history,
  ids,
  line,
  money,
  on,
  open,
  pay,
  policy,
  ready,
  reason,
  toPaid,
  voucher,
  type Step,
} from './fund-source.sample.js';
import { committed, free } from './books.js';
import { fundSource } from './fund-source.js';

const next = '2027-04-02';
const publish = (what: string, of: string | null, from = '2027-03-01', until = '2027-03-31'): Step => [
  'publish',
  { what, claim: of, until },
  on(from),
];
const published: readonly Step[] = [
  publish('budget', null),
  accept('P1', '2027-03-01'),
  publish('payment', 'P1'),
  publish('final-account', null),
];
const audit: Step = ['audit', { kind: 'yearly', findings: '未发现问题' }, on('2027-03-02')];
const emptied: readonly Step[] = [
  ['release', { commitment: 'C1', amount: '100000', reason: '事项退出' }],
  ['carryOver', { line: 'L1', amount: '200000' }, on('2027-01-05')],
];

const agreed = (amount: string): Step => [
  'commitAgreement',
  { commitment: ids.agreement, application: ids.agreement, community: ids.owner, line: 'L1', amount, plan: [{ on: day, amount }] },
];

test('the table of a fund source holds', () => {
  const histories = [
    history(
      ...toPaid,
      ['refund', { claim: 'P1', amount: '1', voucher: voucher('银7') }],
      ['carryOver', { line: 'L1', amount: '100001' }, on('2027-01-05')],
      ['release', { commitment: 'C1', amount: '100000', reason: '退出' }, on('2027-01-06')],
      ['carryOver', { line: 'L1', amount: '100000' }, on('2027-01-06')],
      ...published,
      audit,
      ['close', {}, on(next)],
      ['carryAgain', { ordinal: 1, line: 'L2' }, on(next)],
    ),
    history(
      ...ready,
      ['freeze', { line: 'L1', reason: '审计' }],
      ['thaw', { line: 'L1', reason: '整改' }],
      ['recordGoods', { goods: '电脑', valuation: '600000', receipt: '捐1', donor: null }],
    ),
    history(...ready, commit('C1', '300000'), claim('P1', '200001'), check('P1'), countersign('P1'), [
      'giveBack',
      { claim: 'P1', reason: '发票不符' },
    ]),
    history(
      open,
      ['approveLine', { line: 'L1', purpose: 'training', amount: '5', months: null, document: '批复', unusedYears: 1 }],
      money('5'),
      ['recover', { line: 'L1', amount: '5', voucher: voucher('银3') }, on('2027-01-05')],
    ),
    history(
      ...ready,
      agreed('300000'),
      ['claim', { claim: 'P1', commitment: ids.agreement, amount: '200000', document: '付款申请' }, on(day, 'worker-1')],
      check('P1'),
      pay('P1'),
      ['refund', { claim: 'P1', amount: '1000', voucher: voucher('银8') }],
      ['releaseAgreement', { commitment: ids.agreement, reason: '事项退出' }],
    ),
    history(open, line, agreed('300000'), ['askLeavingAudit', { account: 'director-1' }]),
    history(
      open,
      ['receiveInstalment', { amount: '2000', voucher: voucher('银9') }],
      ['giveBackInstalment', { amount: '1000', paid: voucher('银9'), voucher: voucher('银8') }],
      ['addPurpose', { purpose: 'it', document: '用途调整批复' }],
    ),
    history(
      ...ready,
      ['commitProject', { project: ids.agreement, line: 'L1', amount: '200000' }],
      ['claim', { claim: 'P1', commitment: ids.agreement, amount: '200000', document: '发票1号' }, on(day, 'worker-1')],
      check('P1'),
      pay('P1'),
      ['refund', { claim: 'P1', amount: '1000', voucher: voucher('银8') }],
    ),
    history(
      ...ready,
      ['commitPurchase', { contract: ids.agreement, buyer: ids.owner, line: 'L1', amount: '200000' }],
      ['admitWork', { commitment: ids.agreement, amount: '200000' }],
      ['claim', { claim: 'P1', commitment: ids.agreement, amount: '200000', document: '发票1号' }, on(day, 'worker-1')],
      check('P1'),
      pay('P1'),
      ['refund', { claim: 'P1', amount: '1000', voucher: voucher('银8') }],
    ),
    history(
      open,
      ['carryIn', { line: 'L7', purpose: 'training', amount: '10', from: 2025, unusedYears: 1 }],
      ['findSurplus', {}, on('2027-01-01')],
    ),
  ];
  expect(checkSlice(fundSource as never, { histories })).toEqual([]);
});

test('BUD18 13 · no budget, no spending: neither without a line nor beyond it', () => {
  const given = at(...ready);
  given
    .when('commit', { commitment: 'C1', line: 'L9', amount: '1', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'no-budget-line', rule: 'BUD18 13' });
  at(open, line, money('900000'))
    .when('commit', { commitment: 'C1', line: 'L1', amount: '500001', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'over-budget', rule: 'BUD18 13', facts: { line: 'L1', left: '500000' } });
});

test('6.1 · R-274, R-281, R-283, R-292, R-293 · special money for special use: a purpose outside the list of the source or the line is refused', () => {
  const given = at(...ready);
  given
    .when('commit', { commitment: 'C1', line: 'L1', amount: '1', purpose: 'running-cost', reason }, on(day))
    .then({ refused: 'purpose-not-in-source', rule: 'D-finance-earmark' });
  given
    .when('commit', { commitment: 'C1', line: 'L1', amount: '1', purpose: 'training', reason }, on(day))
    .then({ refused: 'purpose-not-in-line', rule: 'BUD18 57' });
  given
    // a gift for a purpose is an earmark.
    .when('receive', { amount: '1', voucher: voucher('银2'), donation: { receipt: '捐1', donor: null, purpose: 'culture' } }, on(day))
    .then({ refused: 'purpose-not-in-source', rule: 'D-finance-earmark' });
  at(open)
    .when('approveLine', { line: 'L1', purpose: 'culture', amount: '1', months: null, document: '批复', unusedYears: 0 }, on(day))
    .then({ refused: 'purpose-not-in-source', rule: 'D-finance-earmark' });
});

test('13.5 · what is not there cannot be bound, to the fen', () => {
  at(...ready)
    .when('commit', { commitment: 'C1', line: 'L1', amount: '400001', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'not-enough-money', rule: 'D-finance-ledger', facts: { free: '400000' } });
  const both = at(...ready, commit('C1', '300000'));
  both
    .when('commit', { commitment: 'C2', line: 'L1', amount: '100001', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'not-enough-money', rule: 'D-finance-ledger' });
  both
    .when('commit', { commitment: 'C1', line: 'L1', amount: '1', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'commitment-exists', rule: 'D-finance-order' });
  both
    .when('commit', { commitment: 'C3', line: 'L1', amount: '0', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'amount-not-positive', rule: 'D-finance-ledger' });
});

test('D-finance-separation, R-290 · requester, approver and payer are three persons', () => {
  const claimed: readonly Step[] = [...ready, commit('C1', '300000'), claim('P1', '100000')];
  at(...claimed)
    .when('check', { claim: 'P1' }, on(day, 'worker-1'))
    .then({ refused: 'same-person', rule: 'D-finance-separation', overridable: false });
  const checked = at(...claimed, check('P1'));
  for (const one of ['worker-1', 'director-1'])
    checked
      .when('pay', { claim: 'P1', voucher: voucher('银9') }, on(day, one))
      .then({ refused: 'same-person', rule: 'D-finance-separation' });
  expect(checked.when('pay', { claim: 'P1', voucher: voucher('银9') }, on(day, 'cashier-1')).result.events).toMatchObject([
    { type: 'PaymentMade', amount: '100000', payer: 'cashier-1' },
  ]);
  at(...toPaid)
    .when('accept', { claim: 'P1', evidence: '验收单' }, on(day, 'worker-1'))
    .then({ refused: 'same-person', rule: 'D-finance-separation' });
});

test.each([
  ['200000', undefined],
  ['200001', { code: 'second-signature', rule: 'D-finance-dual' }],
])('6.4 · a payment of %s fen without a second signature: %j (limit 2,000.00)', (amount, refusal) => {
  const given = at(...ready, commit('C1', '300000'), claim('P1', amount), check('P1'));
  expect(given.when('pay', { claim: 'P1', voucher: voucher('银9') }, on(day, 'cashier-1')).result.refusal).toEqual(
    refusal && expect.objectContaining(refusal),
  );
});

test('the second signature is a fourth person', () => {
  const checked: readonly Step[] = [...ready, commit('C1', '300000'), claim('P1', '250000'), check('P1')];
  for (const one of ['worker-1', 'director-1'])
    at(...checked)
      .when('countersign', { claim: 'P1' }, on(day, one))
      .then({ refused: 'same-person', rule: 'D-finance-separation' });
  at(...checked, countersign('P1'))
    .when('pay', { claim: 'P1', voucher: voucher('银9') }, on(day, 'secretary-1'))
    .then({ refused: 'same-person', rule: 'D-finance-separation' });
  expect(history(...checked, countersign('P1'), pay('P1')).at(-1)).toMatchObject({ type: 'PaymentMade' });
});

test('each step of a payment once and in order; never more than is bound', () => {
  const claimed = at(...ready, commit('C1', '300000'), claim('P1', '200000'));
  claimed
    .when('pay', { claim: 'P1', voucher: voucher('银9') }, on(day, 'cashier-1'))
    .then({ refused: 'claim-not-so', rule: 'D-finance-order' });
  claimed
    .when('claim', { claim: 'P2', commitment: 'C1', amount: '100001', document: '发票2' }, on(day))
    .then({ refused: 'beyond-commitment', rule: 'D-finance-ledger', facts: { left: '100000' } });
  claimed
    .when('claim', { claim: 'P1', commitment: 'C1', amount: '1', document: '发票2' }, on(day))
    .then({ refused: 'claim-exists', rule: 'D-finance-order' });
  claimed
    .when('claim', { claim: 'P2', commitment: 'C9', amount: '1', document: '发票2' }, on(day))
    .then({ refused: 'commitment-unknown', rule: 'D-finance-order' });
  claimed
    .when('release', { commitment: 'C1', amount: '100001', reason: '退出' }, on(day))
    .then({ refused: 'beyond-commitment', rule: 'D-finance-ledger' });
  claimed
    .when('release', { commitment: 'C9', amount: '1', reason: '退出' }, on(day))
    .then({ refused: 'commitment-unknown', rule: 'D-finance-order' });
  at(...toPaid)
    .when('refund', { claim: 'P1', amount: '200001', voucher: voucher('银7') }, on(day))
    .then({ refused: 'more-than-paid', rule: 'D-finance-ledger' });
});

test('a frozen line is neither bound nor paid', () => {
  const freeze: Step = ['freeze', { line: 'L1', reason: '审计' }];
  at(...ready, freeze)
    .when('commit', { commitment: 'C1', line: 'L1', amount: '1', purpose: 'service-projects', reason }, on(day))
    .then({ refused: 'line-frozen', rule: 'D-finance-order', overridable: true });
  at(...ready, commit('C1', '100'), claim('P1', '100'), check('P1'), freeze)
    .when('pay', { claim: 'P1', voucher: voucher('银9') }, on(day, 'cashier-1'))
    .then({ refused: 'line-frozen', rule: 'D-finance-order' });
  at(...ready, freeze)
    .when('freeze', { line: 'L1', reason: '审计' }, on(day))
    .then({ refused: 'line-frozen', rule: 'D-finance-order', overridable: false });
  at(...ready)
    .when('thaw', { line: 'L1', reason: '整改' }, on(day))
    .then({ refused: 'line-not-frozen', rule: 'D-finance-order' });
});

describe('RCL25 34 · publication and closing', () => {
  test.each([
    ['2027-03-16', undefined],
    ['2027-03-15', 'publication-too-short'],
  ])('published on 2027-03-01 until %s: %s (15 days)', (until, code) => {
    expect(at(...toPaid).when('publish', { what: 'budget', claim: null, until }, on('2027-03-01')).result.refusal?.code).toBe(code);
  });

  test('closed when everything is published to its end, audited, and nothing is left', () => {
    const close = (...steps: readonly Step[]) => at(...toPaid, ...steps).when('close', {}, on(next));
    at(...toPaid)
      .when('close', {}, on('2026-12-31'))
      .then({ refused: 'year-not-over', rule: 'D-finance-order' });
    close(...emptied, publish('budget', null)).then({ refused: 'not-published', rule: 'RCL25 34', facts: { what: ['P1', '决算'] } });
    close(...emptied, ...published).then({ refused: 'not-audited', rule: 'RCL25 38' });
    close(...published, audit).then({ refused: 'still-committed', rule: 'D-finance-ledger', facts: { committed: '100000' } });
    close(emptied[0]!, ...published, audit).then({ refused: 'money-left', rule: 'D-finance-ledger', facts: { free: '200000' } });
    close(...emptied, ...published, audit).then({ type: 'FundSourceClosed', received: '200000', paid: '200000', on: next });
    at(...toPaid, ...emptied, ...published, audit)
      .when('close', {}, on('2027-03-31'))
      .then({ refused: 'not-published', rule: 'RCL25 34' });
    at(...toPaid)
      .when('publish', { what: 'payment', claim: null, until: '2027-03-31' }, on('2027-03-01'))
      .then({ refused: 'claim-needed', rule: 'D-finance-publication' });
    at(...toPaid)
      .when('publish', { what: 'payment', claim: 'P9', until: '2027-03-31' }, on('2027-03-01'))
      .then({ refused: 'claim-not-so', rule: 'D-finance-order' });
  });
});

test('RCL25 12 · a committee gives no guarantee', () => {
  at(...ready)
    .when('giveGuarantee', { creditor: '某公司' }, on(day))
    .then({ refused: 'guarantee', rule: 'RCL25 12' });
});

test('the books tell what is paid, bound and free', () => {
  const { state } = at(...toPaid);
  const books = state.status === 'open' ? state.books : undefined;
  expect(books && [books.received, books.paid, committed(books), free(books)]).toEqual([400_000n, 200_000n, 100_000n, 100_000n]);
  expect([account('a').kind, policy.number('pay.dual.limit')]).toEqual(['account', 200_000]);
});
