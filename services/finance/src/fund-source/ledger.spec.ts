import { fold } from '@yimen/kernel';
import { decide } from '@yimen/testing';
import fc from 'fast-check';
import { committed, free, leftOf } from './books.js';
import { commit, day, ids, line, money, on, open, reason, voucher } from './fund-source.sample.js';
import { fundSource, type FundSource, type FundSourceEvent } from './fund-source.js';

const pick = <T>(of: readonly T[], at: number): T => of[at % of.length] as T;
const names = ['1', '2', '3', '4'] as const;
/** Two lines, the first one mostly. */
const lineOf = (which: string) => `L${which === '4' ? 2 : 1}`;

const projects = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e13';
const agreements = ['7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11', '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e12'] as const;

type Choice = readonly [move: number, which: number, amount: number, who: number];
/** Any request of any move, sensible or not: numbers that were used, amounts that are not there, people who may not. */
const requests: readonly ((which: string, amount: string, serial: number) => readonly [string, object, string?])[] = [
  (which, amount) => [
    'approveLine',
    {
      line: lineOf(which),
      purpose: 'service-projects',
      amount,
      months: null,
      document: '批复',
      unusedYears: 0,
    },
  ],
  (_which, amount, serial) => ['receive', { amount, voucher: voucher(`银${serial % 9}`), donation: null }],
  (which, amount, serial) => ['commit', { commitment: `C${serial % 2}`, line: lineOf(which), amount, purpose: 'service-projects', reason }],
  (_which, amount, serial) => ['release', { commitment: `C${serial % 2}`, amount, reason: '退出' }],
  (which, amount, serial) => ['claim', { claim: `P${which}`, commitment: `C${serial % 2}`, amount, document: '发票' }],
  (which) => ['check', { claim: `P${which}` }],
  (which) => ['countersign', { claim: `P${which}` }],
  (which) => ['giveBack', { claim: `P${which}`, reason: '退回' }],
  (which, _amount, serial) => ['pay', { claim: `P${which}`, voucher: voucher(`付${serial % 9}`) }],
  (which, amount, serial) => ['refund', { claim: `P${which}`, amount, voucher: voucher(`退${serial % 9}`) }],
  (which) => ['accept', { claim: `P${which}`, evidence: '验收' }],
  (which) => ['freeze', { line: lineOf(which), reason: '冻结' }],
  (which) => ['thaw', { line: lineOf(which), reason: '解冻' }],
  (which, amount) => ['carryOver', { line: lineOf(which), amount }, '2027-01-05'],
  (which, amount, serial) => [
    'commitAgreement',
    {
      commitment: agreements[serial % 2],
      application: reason.of,
      community: reason.of,
      line: lineOf(which),
      amount,
      plan: [{ on: day, amount: '1' }],
    },
  ],
  (_which, _amount, serial) => ['releaseAgreement', { commitment: agreements[serial % 2], reason: '退出' }],
  (which, amount, serial) => [
    'carryIn',
    {
      line: `L${which}`,
      purpose: pick(['service-projects', 'training'], serial),
      amount,
      from: 2025,
      unusedYears: 0,
      ordinal: (serial % 5) + 1,
    },
  ],
  (_which, amount, serial) => ['receiveInstalment', { amount, voucher: voucher(`银${serial % 9}`) }],
  (_which, amount, serial) => ['giveBackInstalment', { amount, paid: voucher(`银${serial % 9}`), voucher: voucher(`还${serial % 9}`) }],
  (which, amount) => ['commitProject', { project: projects, community: ids.owner, line: lineOf(which), amount }],
  () => ['releaseAgreement', { commitment: projects, reason: '项目验收' }],
  (which, amount, serial) => [
    'claim',
    { claim: `A${which}`, commitment: pick([...agreements, projects], serial), amount, document: '付款申请' },
  ],
  (which) => ['check', { claim: `A${which}` }],
  (which) => ['giveBack', { claim: `A${which}`, reason: '退回' }],
  (which, _amount, serial) => ['pay', { claim: `A${which}`, voucher: voucher(`付${serial % 9}`) }],
  (which, amount, serial) => ['refund', { claim: `A${which}`, amount, voucher: voucher(`退${serial % 9}`) }],
  (which, amount, serial) => ['recover', { line: lineOf(which), amount, voucher: voucher(`收${serial % 9}`) }, '2027-01-05'],
];
const people = ['worker-1', 'director-1', 'secretary-1', 'cashier-1'] as const;
const opened = decide(fundSource, fundSource.initial, open[0], open[1], on(day)).events;
/** Who usually makes a move, so that the game gets somewhere; now and then it is somebody else. */
const usual: Readonly<Record<string, string>> = { claim: 'worker-1', check: 'director-1', countersign: 'secretary-1', pay: 'cashier-1' };
/** An agreement and a project of which something is paid: what comes after is the game's. */
const bound = [
  [
    'commitAgreement',
    {
      commitment: agreements[0],
      application: reason.of,
      community: reason.of,
      line: 'L1',
      amount: '50000',
      plan: [{ on: day, amount: '50000' }],
    },
  ],
  ['commitProject', { project: projects, community: ids.owner, line: 'L1', amount: '50000' }],
  ...[agreements[0], projects].flatMap((commitment, at) => [
    ['claim', { claim: `A${at + 1}`, commitment, amount: '40000', document: '付款申请' }] as const,
    ['check', { claim: `A${at + 1}` }] as const,
    ['pay', { claim: `A${at + 1}`, voucher: voucher(`起${at}`) }] as const,
  ]),
  ['receiveInstalment', { amount: '99', voucher: voucher('银7') }],
] as const;
const start = [line, money('900000', '银0'), commit('C0', '200000'), ...bound].reduce<readonly FundSourceEvent[]>(
  (events, [name, input]) => [
    ...events,
    ...decide(fundSource, fold(fundSource, events), name, input as object, on(day, usual[name] ?? 'finance-1')).events,
  ],
  opened,
);
const amounts = ['1', '99', '50000', '100000', '40000', '200001', '0', '-5', '333333', '999999'] as const;

/** Which request is asked how often: what comes early in a payment is asked more. */
const weights = [
  0,
  1,
  1,
  2,
  2,
  3,
  4,
  4,
  4,
  5,
  5,
  5,
  6,
  6,
  7,
  8,
  8,
  8,
  9,
  10,
  11,
  12,
  12,
  13,
  14,
  14,
  14,
  15,
  ...[16, 17, 18, 19, 19, 20, 21, 21, 21, 21, 22, 22, 22, 23, 24, 24, 24, 25, 25, 26],
];

/** Plays the choices; `look` sees the events and the state after each. */
function play(
  choices: readonly Choice[],
  look: (events: readonly FundSourceEvent[], state: FundSource) => void,
): readonly FundSourceEvent[] {
  let state = fold(fundSource, start);
  return choices.reduce<readonly FundSourceEvent[]>((past, [move, which, amount, who], serial) => {
    const [name, input, today] = pick(requests, pick(weights, move))(pick(names, which), pick(amounts, amount), serial);
    const told = on(today ?? day, who % 5 === 0 ? pick(people, who) : (usual[name] ?? 'cashier-1'));
    const result = decide(fundSource, state, name, input, told);
    ({ state } = result);
    const events = [...past, ...result.events];
    look(events, state);
    return events;
  }, start);
}
const sum = (events: readonly FundSourceEvent[], types: readonly FundSourceEvent['type'][]) =>
  events.reduce((total, event) => (types.includes(event.type) && 'amount' in event ? total + BigInt(event.amount) : total), 0n);

test('13.5 · for any order of moves: received = paid + committed + free, never negative, never off by a fen', () => {
  const reached = new Set<string>();
  const any = fc.noBias(fc.nat(1000));
  const choice = fc.tuple(any, any, any, any);
  fc.assert(
    fc.property(fc.array(choice, { minLength: 20, maxLength: 80, size: 'max' }), (choices) => {
      const events = play(choices, (soFar, state) => {
        if (state.status !== 'open') throw new Error('nothing closes it here');
        const { books } = state;
        expect(books.received).toBe(books.paid + committed(books) + free(books));
        for (const value of [books.received, books.paid, committed(books), free(books)]) expect(value >= 0n).toBe(true);
        for (const { open: left } of Object.values(books.commitments)) expect(left >= 0n).toBe(true);
        for (const line of Object.keys(books.lines)) expect(leftOf(books, line) >= 0n).toBe(true);
        // The same from the events alone.
        expect(books.received).toBe(
          sum(soFar, ['MoneyReceived', 'MoneyCarriedIn']) - sum(soFar, ['MoneyCarriedOver', 'SurplusRecovered', 'MoneyGivenBack']),
        );
        expect(books.paid).toBe(sum(soFar, ['PaymentMade']) - sum(soFar, ['PaymentRefunded']));
        expect(committed(books)).toBe(
          sum(soFar, ['MoneyCommitted', 'AgreementMoneyCommitted', 'InstalmentRefunded', 'ItemRefunded']) -
            sum(soFar, ['CommitmentReleased', 'PaymentMade']),
        );
      });
      for (const { type } of events) reached.add(type);
    }),
    { numRuns: 60, seed: 11 },
  );
  expect([...reached]).toEqual(
    expect.arrayContaining([
      ...['AgreementMoneyCommitted', 'MoneyCommitted', 'PaymentMade', 'CommitmentReleased', 'MoneyCarriedOver', 'MoneyCarriedIn'],
      ...['InstalmentPaid', 'InstalmentRefunded', 'ItemPaid', 'ItemRefunded', 'MoneyGivenBack', 'CommitmentClosed'],
    ]),
  );
});
