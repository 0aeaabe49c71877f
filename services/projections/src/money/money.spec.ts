import { expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { sampled } from '../service/story.sample.js';
import { money } from './money.js';

const community = '0198a3f0-0000-7000-8000-000000000001';
const source = 'fund-source/0198a3f0-0000-7000-8000-000000000002~2026';
const matter = 'admission/0198a3f0-0000-7000-8000-000000000004';
const agreement = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';
const voucher = (number: string) => ({ system: 'bank', number, date: '2026-05-02' });

type Told = readonly [type: string, fields?: object];
const folded = (stream: string, ...told: readonly Told[]) =>
  foldRows(
    money,
    told.map(([type, fields]) => ({ stream, event: sampled(type, fields) })),
  );
const book = (...told: readonly Told[]) =>
  folded(source, ['FundSourceOpened'], ['BudgetLineApproved'], ['MoneyReceived', { amount: '750000', voucher: voucher('银1') }], ...told);
const promise = (...told: readonly Told[]) =>
  folded(matter, ['MatterListed'], ['AgreementSigned', { plan: halves }], ...told)['promises']?.[0];
const halves = [
  { on: '2026-05-01', amount: '200000' },
  { on: '2026-09-01', amount: '175000' },
];

test('5c · the book of a source after every kind of event: received = paid + committed + free', () => {
  const rows = book(
    ['AgreementMoneyCommitted'],
    ['MoneyCommitted', { commitment: 'C2', amount: '100000' }],
    ['PaymentClaimed', { commitment: agreement, amount: '200000' }],
    ['PaymentMade', { amount: '200000', voucher: voucher('银2') }],
    ['InstalmentPaid', { amount: '200000', voucher: voucher('银2') }],
    ['PaymentRefunded', { amount: '1000', voucher: voucher('银3') }],
    ['InstalmentRefunded', { amount: '1000', paid: voucher('银2'), voucher: voucher('银3') }],
    ['MoneyGivenBack', { amount: '300', paid: voucher('银1'), voucher: voucher('银5') }],
    ['CommitmentReleased', { commitment: 'C2', amount: '40000' }],
    ['MoneyCarriedOver', { amount: '5000' }],
    ['SurplusRecovered', { amount: '500', voucher: voucher('银4') }],
    ['FundSourceClosed'],
  );
  expect(rows['sources']).toMatchObject([
    { budget: 750_000n, received: 744_200n, paid: 199_000n, committed: 236_000n, free: 309_200n, closed: true },
  ]);
  expect(rows['commitments']).toMatchObject([
    { commitment: agreement, payee: community, amount: 375_000n, open: 176_000n, refused: null },
    { commitment: 'C2', payee: null, open: 60_000n },
  ]);
  expect(rows['vouchers']).toMatchObject([
    { number: '银1', direction: 'in', amount: 750_000n, payee: null },
    { number: '银2', direction: 'out', amount: 200_000n, payee: community },
    { number: '银3', direction: 'back', amount: 1_000n, payee: community },
    { number: '银5', direction: 'recovered', amount: 300n },
    { system: 'books', direction: 'recovered', amount: 5_000n },
    { number: '银4', direction: 'recovered', amount: 500n },
  ]);
});

test('D-finance-mirrored · the same number on another day is another paper, of its own amount and payee', () => {
  const later = { ...voucher('银2'), date: '2026-05-09' };
  const rows = book(
    ['AgreementMoneyCommitted'],
    ['PaymentClaimed', { commitment: agreement, amount: '200000' }],
    ['PaymentMade', { amount: '200000', voucher: voucher('银2') }],
    ['InstalmentPaid', { amount: '200000', voucher: voucher('银2') }],
    ['PaymentRefunded', { amount: '1000', voucher: later }],
  );
  expect(rows['vouchers']).toMatchObject([
    { number: '银1' },
    { number: '银2', date: '2026-05-02', direction: 'out', amount: 200_000n, payee: community },
    { number: '银2', date: '2026-05-09', direction: 'back', amount: 1_000n, payee: null },
  ]);
});

test('6.5 · a payment under a contract of purchase and what came back of it name the contract; what came back is bound again', () => {
  const contract = '0198a3f0-0000-7000-8000-000000000007';
  const [paid, back] = [
    { claim: 'P1', amount: '10000', voucher: voucher('支1') },
    { claim: 'P1', amount: '1000', voucher: voucher('支2') },
  ];
  const rows = book(
    ['MoneyCommitted', { commitment: contract, amount: '20000', reason: { kind: 'contract', of: contract } }],
    ['PaymentClaimed', { commitment: contract, amount: '10000' }],
    ['PaymentMade', paid],
    ['PurchaseClaimPaid', { commitment: contract, ...paid }],
    ['PaymentRefunded', back],
    ['PurchaseClaimRefunded', { commitment: contract, ...back }],
  );
  expect(rows['sources']).toMatchObject([{ received: 750_000n, paid: 9_000n, committed: 11_000n, free: 730_000n }]);
  expect(rows['commitments']).toMatchObject([{ commitment: contract, open: 11_000n }]);
  expect(rows['vouchers']).toMatchObject([{ contract: null }, { number: '支1', contract }, { number: '支2', direction: 'back', contract }]);
});

test('BUD18 42 · what came over from last year stands in the book, its budget and its papers', () => {
  const rows = book(['MoneyCarriedIn', { amount: '5000', from: 2025 }], ['MoneyCarriedIn', { amount: '1', from: 2025 }]);
  expect(rows['sources']).toMatchObject([{ budget: 755_001n, received: 755_001n, free: 755_001n }]);
  expect(rows['vouchers']).toMatchObject([{ number: '银1' }, { system: 'books', direction: 'in', amount: 5_001n }]);
});

test('5c · money that could not be bound stands with its reason, and without it once it is bound', () => {
  expect(book(['AgreementMoneyRefused'])['commitments']).toMatchObject([{ open: 0n, refused: 'not-enough-money' }]);
  expect(book(['AgreementMoneyRefused'], ['AgreementMoneyCommitted'])['commitments']).toMatchObject([{ open: 375_000n, refused: null }]);
});

test('5c · a task of a community: promised, bound, received, confirmed, and what is owed since when', () => {
  expect(promise()).toMatchObject({ matter: '人口普查', promised: 375_000n, received: 0n, owedSince: '2026-05-01', owed: 200_000n });
  const noted = ['CommitmentNoted', { outcome: 'committed', because: null }] as const;
  const first = ['InstalmentReceived', { amount: '199999' }] as const;
  expect(promise(['CommitmentNoted'], noted, first)).toMatchObject({
    committed: 375_000n,
    refused: null,
    owed: 1n,
    owedSince: '2026-05-01',
  });
  const rest = ['InstalmentReceived', { amount: '175001', voucher: '银9' }] as const;
  expect(promise(first, ['ReceiptConfirmed', { amount: '199999' }], rest)).toMatchObject({
    received: 375_000n,
    confirmed: 199_999n,
    owedSince: null,
    owed: 0n,
  });
});

test('6.4 · what went back of a task is received no more, and owed again', () => {
  const first = ['InstalmentReceived', { amount: '200000' }] as const;
  const confirmed = ['ReceiptConfirmed', { amount: '200000' }] as const;
  const back = (had: boolean) => ['InstalmentReturned', { amount: '1000', confirmed: had }] as const;
  expect(promise(first)).toMatchObject({ received: 200_000n, owedSince: '2026-09-01' });
  expect(promise(first, confirmed, back(true))).toMatchObject({
    ...{ received: 199_000n, confirmed: 199_000n, owedSince: '2026-05-01', owed: 1_000n },
  });
  expect(promise(first, back(false))).toMatchObject({ received: 199_000n, confirmed: 0n });
});

test.each([
  ['MatterActivated', 'active'],
  ['MatterSuspended', 'suspended'],
  ['MatterResumed', 'active'],
  ['MatterExpired', 'expired'],
  ['MatterExited', 'exited'],
])('%s: the task is %s', (type, state) => {
  expect(promise([type])).toMatchObject({ state });
});

test('5.1.4 · an agreement that follows another of the community adds its money and its instalments to it', () => {
  const plan = [{ on: '2027-03-01', amount: '375000' }];
  const received = [['InstalmentReceived', { amount: '375000' }]] as const;
  expect(promise(...received, ['AgreementSigned', { plan }])).toMatchObject({
    ...{ promised: 750_000n, received: 375_000n, owedSince: '2027-03-01', owed: 375_000n },
    plan: [...halves, ...plan],
  });
});
