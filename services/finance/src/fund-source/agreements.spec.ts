import { decide } from '@yimen/testing';
import {
  at,
  check,
  claim,
  countersign,
  day,
  history,
  ids,
  line,
  money,
  on,
  open,
  pay,
  ready,
  voucher,
  type Step,
} from './fund-source.sample.js';
import { committed, free } from './books.js';
import { fundSource, type FundSource } from './fund-source.js';
import type { Open } from './state.js';

const commitment = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';
const community = '0198a3f0-0000-7000-8000-000000000311';
const asking = {
  commitment,
  application: ids.agreement,
  community,
  line: 'L1',
  amount: '300000',
  plan: [{ on: '2026-05-01', amount: '300000' }],
};
const commit: Step = ['commitAgreement', asking];
const releasing = { commitment, reason: '事项退出' };

test('6.4 · the money of an agreement is bound; the same request again binds nothing more', () => {
  const given = at(...ready, commit);
  expect(given.state).toMatchObject({ status: 'open' });
  if (given.state.status === 'open') expect([committed(given.state.books), free(given.state.books)]).toEqual([300_000n, 100_000n]);
  given.when('commitAgreement', asking, on(day)).then([]);
});

test.each<[string, readonly Step[], object, object]>([
  ['not enough free money', [open, line, money('299999')], {}, { because: 'not-enough-money', left: '299999' }],
  ['beyond the budget', [open, line, money('900000')], { amount: '500001' }, { because: 'over-budget', left: '500000' }],
  ['no such line', ready, { line: 'L9' }, { because: 'no-budget-line', left: '0' }],
  ['a frozen line', [...ready, ['freeze', { line: 'L1', reason: '审计' }]], {}, { because: 'line-frozen' }],
])('%s: refused as a fact, with what is left, and a task of finance with its day', (_name, steps, change, expected) => {
  const [event] = at(...steps).when('commitAgreement', { ...asking, ...change }, on(day)).result.events;
  expect(event).toMatchObject({
    type: 'AgreementMoneyRefused',
    application: ids.agreement,
    ...expected,
    owner: { role: 'finance', organisation: ids.agency },
    dueOn: expect.stringMatching(/^2026-05-/),
  });
});

test('6.1, D-finance-earmark · the money of an agreement is bound in a line of its purpose, in no other', () => {
  const asked = (purpose: 'service-projects' | 'training') =>
    at(...ready).when('commitAgreement', { ...asking, purpose }, on(day)).result.events;
  expect(asked('training')).toMatchObject([{ type: 'AgreementMoneyRefused', because: 'purpose-not-in-line', left: '500000' }]);
  expect(asked('service-projects')).toMatchObject([{ type: 'AgreementMoneyCommitted', purpose: 'service-projects' }]);
});

test('after money has come the same commitment is made', () => {
  const events = history(open, line, money('100000'), commit, money('200000', '银2'), commit);
  expect(events.map(({ type }) => type).slice(-3)).toEqual(['AgreementMoneyRefused', 'MoneyReceived', 'AgreementMoneyCommitted']);
});

test('a payment out of it tells the community, the matter and the bank’s paper; a payment of one’s own does not', () => {
  const events = history(...ready, commit, claim('P1', '200001', commitment), check('P1'), countersign('P1'), pay('P1'));
  expect(events.slice(-2)).toMatchObject([
    { type: 'PaymentMade', amount: '200001' },
    { type: 'InstalmentPaid', application: ids.agreement, community, amount: '200001', voucher: { number: '银9', date: day } },
  ]);
});

test('exit: the rest is released, what is claimed stays until it is paid or comes back', () => {
  const given = at(...ready, commit, claim('P1', '100000', commitment));
  given.when('releaseAgreement', releasing, on(day)).then([
    { type: 'CommitmentReleased', commitment, amount: '200000', reason: '事项退出', on: day },
    { type: 'CommitmentClosed', commitment, reason: '事项退出', on: day },
  ]);
  const ended = at(...ready, commit, claim('P1', '100000', commitment), ['releaseAgreement', releasing]);
  ended.when('giveBack', { claim: 'P1', reason: '发票不符' }, on(day, 'director-1')).then([
    { type: 'ClaimReturned', claim: 'P1', approver: 'director-1', reason: '发票不符', on: day },
    { type: 'CommitmentReleased', commitment, amount: '100000', reason: '事项退出', on: day },
  ]);
  at(...ready)
    .when('releaseAgreement', releasing, on(day))
    .then([]);
  at(...ready, commit, ['releaseAgreement', releasing])
    .when('releaseAgreement', releasing, on(day))
    .then([]);
});

test('5.1.4 · exit: money that could not be bound is asked for no more, once; what was never asked for leaves no word', () => {
  const refused: readonly Step[] = [open, line, money('299999'), commit];
  const closed = { type: 'CommitmentClosed', commitment, reason: '事项退出', on: day } as const;
  at(...refused)
    .when('releaseAgreement', releasing, on(day))
    .then(closed);
  at(...refused, ['releaseAgreement', releasing])
    .when('releaseAgreement', releasing, on(day))
    .then([]);
  const waiting = (...steps: readonly Step[]) => (at(...steps).state as Open).books.refused;
  expect(waiting(...refused, commit)).toEqual([commitment]);
  // Refused, and bound after all: what is bound is released, and nothing is closed twice.
  const bound: readonly Step[] = [...refused, money('100001', '银2'), commit];
  expect(waiting(...bound)).toEqual([]);
  expect(history(...bound, ['releaseAgreement', releasing]).slice(-2)).toMatchObject([{ type: 'CommitmentReleased' }, closed]);
  at(...bound, ['releaseAgreement', releasing])
    .when('releaseAgreement', releasing, on(day))
    .then([]);
});

test('exit: books of another year, not opened yet or closed, have nothing to release; what they had refused is closed there too', () => {
  const release = (books: FundSource) => decide(fundSource, books, 'releaseAgreement', releasing, on('2027-02-01'));
  expect(release(fundSource.initial)).toMatchObject({ events: [], refusal: undefined });
  const shut = (...steps: readonly Step[]) => ({ ...at(...steps).state, status: 'closed' }) as FundSource;
  expect(release(shut(...ready)).events).toEqual([]);
  expect(release(shut(open, line, money('299999'), commit))).toMatchObject({ events: [{ type: 'CommitmentClosed', commitment }] });
});

test('6.4 · what comes back of an instalment is told to the matter, and bound again to be paid anew; free where the matter has ended', () => {
  const paid: readonly Step[] = [...ready, commit, claim('P1', '200000', commitment), check('P1'), pay('P1')];
  const back: Step = ['refund', { claim: 'P1', amount: '50000', voucher: voucher('银8') }];
  const told = {
    ...{ type: 'InstalmentRefunded', commitment, application: ids.agreement, community, claim: 'P1', amount: '50000' },
    ...{ paid: voucher('银9'), voucher: voucher('银8'), on: day },
  };
  expect(history(...paid, back).slice(-2)).toEqual([expect.objectContaining({ type: 'PaymentRefunded', amount: '50000' }), told]);
  const of = (...steps: readonly Step[]) => {
    const { state } = at(...steps);
    if (state.status !== 'open') throw new Error('open');
    return [state.books.paid, committed(state.books), free(state.books)];
  };
  expect(of(...paid)).toEqual([200_000n, 100_000n, 100_000n]);
  expect(of(...paid, back)).toEqual([150_000n, 150_000n, 100_000n]);
  expect(of(...paid, back, claim('P2', '150000', commitment), check('P2'), pay('P2', '银7'))).toEqual([300_000n, 0n, 100_000n]);
  expect(of(...paid, ['releaseAgreement', releasing], back)).toEqual([150_000n, 0n, 250_000n]);
});

test('money of an agreement or a project is bound and released with it, never by hand', () => {
  const by = { amount: '1', line: 'L1', purpose: 'service-projects' } as const;
  const given = at(...ready, commit);
  for (const reason of [
    { kind: 'agreement' as const, of: ids.agreement },
    { kind: 'item' as const, of: ids.owner },
  ])
    given
      .when('commit', { ...by, commitment: ids.owner, reason }, on(day))
      .then({ refused: 'bound-by-process', rule: 'D-finance-order', overridable: false });
  given
    .when('release', { commitment, amount: '1', reason: '退出' }, on(day))
    .then({ refused: 'bound-by-process', rule: 'D-finance-order' });
  at(...ready, ['commit', { ...by, commitment, reason: { kind: 'contract', of: ids.owner } }])
    .when('commitAgreement', asking, on(day))
    .then({ refused: 'commitment-exists', rule: 'D-finance-order' });
});

test('the community’s books give back what went back, once, and only what they have', () => {
  const receipt: Step = ['receiveInstalment', { amount: '200000', voucher: voucher('银9') }];
  const back = { amount: '50000', paid: voucher('银9'), voucher: voucher('银8') };
  at(open, receipt)
    .when('giveBackInstalment', back, on(day))
    .then({ type: 'MoneyGivenBack', ...back, on: day });
  at(open, receipt, ['giveBackInstalment', back]).when('giveBackInstalment', back, on(day)).then([]);
  const earlier = { ...back, voucher: { ...back.voucher, date: '2026-05-05' } };
  at(open, receipt, ['giveBackInstalment', earlier])
    .when('giveBackInstalment', back, on(day))
    .then({ type: 'MoneyGivenBack', ...back, on: day });
  at(open, receipt)
    .when('giveBackInstalment', { ...back, paid: { ...back.paid, date: '2026-05-05' } }, on(day))
    .then({ refused: 'voucher-unknown', rule: 'D-finance-mirrored' });
  at(open).when('giveBackInstalment', back, on(day)).then({ refused: 'voucher-unknown', rule: 'D-finance-mirrored' });
  at(open, receipt)
    .when('giveBackInstalment', { ...back, amount: '200001' }, on(day))
    .then({ refused: 'not-enough-money', rule: 'D-finance-ledger' });
});

test('the community’s books take a receipt once, in the year of the bank', () => {
  const receipt = { amount: '200000', voucher: voucher('银9') };
  at(open)
    .when('receiveInstalment', receipt, on(day))
    .then({ type: 'MoneyReceived', ...receipt, donation: null, on: day });
  at(open, ['receiveInstalment', receipt]).when('receiveInstalment', receipt, on(day)).then([]);
  // D-finance-mirrored: the same number on another day is another paper.
  const another = { ...receipt, voucher: { ...receipt.voucher, date: '2026-05-05' } };
  at(open, ['receiveInstalment', receipt])
    .when('receiveInstalment', another, on(day))
    .then({ type: 'MoneyReceived', ...another, donation: null, on: day });
  at(open)
    .when('receiveInstalment', { ...receipt, voucher: { ...receipt.voucher, date: '2027-01-02' } }, on(day))
    .then({ refused: 'not-its-id', rule: 'D-finance-ledger' });
});
