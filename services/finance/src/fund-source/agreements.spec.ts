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
  given
    .when('releaseAgreement', releasing, on(day))
    .then({ type: 'CommitmentReleased', commitment, amount: '200000', reason: '事项退出', on: day });
  at(...ready)
    .when('releaseAgreement', releasing, on(day))
    .then([]);
  at(...ready, commit, ['releaseAgreement', releasing])
    .when('releaseAgreement', releasing, on(day))
    .then([]);
});

test('the community’s books take a receipt once, in the year of the bank', () => {
  const receipt = { amount: '200000', voucher: voucher('银9') };
  at(open)
    .when('receiveInstalment', receipt, on(day))
    .then({ type: 'MoneyReceived', ...receipt, donation: null, on: day });
  at(open, ['receiveInstalment', receipt]).when('receiveInstalment', receipt, on(day)).then([]);
  at(open)
    .when('receiveInstalment', { ...receipt, voucher: { ...receipt.voucher, date: '2027-01-02' } }, on(day))
    .then({ refused: 'not-its-id' });
});
