import { fold } from '@yimen/kernel';
import { decide } from '@yimen/testing';
import fc from 'fast-check';
import { committed, free, leftOf, type Books } from './books.js';
import { commit, day, ids, line, money, on, open, reason, voucher } from './fund-source.sample.js';
import { fundSource, type FundSource, type FundSourceEvent } from './fund-source.js';

const pick = <T>(of: readonly T[], at: number): T => of[at % of.length] as T;
const names = ['1', '2', '3', '4'] as const;
/** Two lines, the first one mostly. */
const lineOf = (which: string) => `L${which === '4' ? 2 : 1}`;

/** What the wire lets through where a sum has to be more than nothing. */
const positive = (amount: string) => (BigInt(amount) > 0n ? amount : '1');
const purposes = ['service-projects', 'training'] as const;

const projects = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e13';
const agreements = ['7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11', '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e12'] as const;

type Choice = readonly [move: number, which: number, amount: number, who: number];
const contract = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e14';

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
      ...(serial % 2 === 0 && { donated: positive(amount) }),
    },
  ],
  (_which, amount, serial) => ['receiveInstalment', { amount, voucher: voucher(`银${serial % 9}`) }],
  (_which, amount, serial) => ['giveBackInstalment', { amount, paid: voucher(`银${serial % 9}`), voucher: voucher(`还${serial % 9}`) }],
  (which, amount) => ['commitProject', { project: projects, community: ids.owner, line: lineOf(which), amount }],
  () => ['releaseAgreement', { commitment: projects, reason: '项目验收' }],
  (which, amount, serial) => [
    'claim',
    { claim: `A${which}`, commitment: pick([...agreements, projects, contract], serial), amount, document: '付款申请' },
  ],
  (which) => ['check', { claim: `A${which}` }],
  (which) => ['giveBack', { claim: `A${which}`, reason: '退回' }],
  (which, _amount, serial) => ['pay', { claim: `A${which}`, voucher: voucher(`付${serial % 9}`) }],
  (which, amount, serial) => ['refund', { claim: `A${which}`, amount, voucher: voucher(`退${serial % 9}`) }],
  (which, amount) => ['commitPurchase', { contract, buyer: ids.owner, line: lineOf(which), amount: positive(amount) }],
  (_which, amount) => ['admitWork', { commitment: contract, amount: positive(amount) }],
  (which, amount) => ['claim', { claim: `B${which}`, commitment: contract, amount, document: '发票' }],
  (which) => ['check', { claim: `B${which}` }],
  (which) => ['giveBack', { claim: `B${which}`, reason: '退回' }],
  (which, _amount, serial) => ['pay', { claim: `B${which}`, voucher: voucher(`付${serial % 9}`) }],
  (which, amount, serial) => ['refund', { claim: `B${which}`, amount, voucher: voucher(`退${serial % 9}`) }],
  () => ['releaseAgreement', { commitment: contract, reason: '合同办结' }],
  (_which, amount) => ['release', { commitment: contract, amount, reason: '不再申请' }],
  (_which, amount, serial) => [
    'receive',
    { amount, voucher: voucher(`捐${serial % 9}`), donation: { receipt: '捐1', donor: null, purpose: pick(purposes, serial) } },
  ],
  (_which, amount, serial) => ['commit', { commitment: `T${serial % 2}`, line: 'L5', amount, purpose: 'training', reason }],
  (_which, amount, serial) => ['release', { commitment: `T${serial % 2}`, amount, reason: '退出' }],
  (which, amount, serial) => ['claim', { claim: `T${which}`, commitment: `T${serial % 2}`, amount, document: '发票' }],
  (which) => ['check', { claim: `T${which}` }],
  (which, _amount, serial) => ['pay', { claim: `T${which}`, voucher: voucher(`付${serial % 9}`) }],
  (which, amount, serial) => ['refund', { claim: `T${which}`, amount, voucher: voucher(`退${serial % 9}`) }],
  (_which, amount) => ['carryOver', { line: 'L5', amount }, '2027-01-05'],
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
  ['commitPurchase', { contract, buyer: ids.owner, line: 'L1', amount: '90000' }],
  ['admitWork', { commitment: contract, amount: '50000' }],
  ...[agreements[0], projects, contract].flatMap((commitment, at) => [
    ['claim', { claim: `A${at + 1}`, commitment, amount: '40000', document: '付款申请' }] as const,
    ['check', { claim: `A${at + 1}` }] as const,
    ['pay', { claim: `A${at + 1}`, voucher: voucher(`起${at}`) }] as const,
  ]),
  ['receiveInstalment', { amount: '99', voucher: voucher('银7') }],
  ['approveLine', { line: 'L5', purpose: 'training', amount: '300000', months: null, document: '批复', unusedYears: 0 }],
  ['receive', { amount: '100000', voucher: voucher('捐8'), donation: { receipt: '捐1', donor: null, purpose: 'training' } }],
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
  ...[27, 27, 28, 28, 28, 29, 29, 29, 30, 31, 31, 31, 32, 32, 33, 34, 35],
  ...[35, 36, 36, 37, 38, 38, 39, 39, 40, 40, 41, 42, 43],
];

type Told<T extends FundSourceEvent['type']> = Extract<FundSourceEvent, { type: T }>;

/** whatever was spent on, bound for or taken away for other things leaves at least what was given for a purpose; from events alone. */
function keptFor(purpose: (typeof purposes)[number], events: readonly FundSourceEvent[], { commitments, claims }: Books): boolean {
  const all = <T extends FundSourceEvent['type']>(type: T) => events.filter((event): event is Told<T> => event.type === type);
  const add = (of: readonly (string | bigint | undefined)[]) => of.reduce<bigint>((total, each) => total + BigInt(each ?? 0), 0n);
  const given = [
    ...all('MoneyReceived').map(({ amount, donation }) => (donation?.purpose === purpose ? amount : 0n)),
    ...all('MoneyCarriedIn').map((event) => (event.purpose === purpose ? event.donated : 0n)),
  ];
  const spent = Object.entries(commitments).flatMap(([name, { purpose: of, open: left }]) => {
    const paid = Object.values(claims).filter(({ commitment, state }) => commitment === name && (state === 'paid' || state === 'accepted'));
    return of === purpose ? [] : [left, ...paid.map(({ amount, refunded }) => amount - refunded)];
  });
  const away = all('MoneyCarriedOver').map((event) => (event.purpose === purpose ? 0n : event.amount));
  const others = add([...spent, ...away]) + sum(events, ['SurplusRecovered', 'MoneyGivenBack']);
  return others + add(given) <= sum(events, ['MoneyReceived', 'MoneyCarriedIn']);
}

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

test('13.5, R-292, 6.5 · for any order of moves: received = paid + committed + free, never negative, never off by a fen', () => {
  const reached = new Set<string>();
  const any = fc.noBias(fc.nat(1000));
  const choice = fc.tuple(any, any, any, any);
  fc.assert(
    fc.property(fc.array(choice, { minLength: 40, maxLength: 120, size: 'max' }), (choices) => {
      const events = play(choices, (soFar, state) => {
        if (state.status !== 'open') throw new Error('nothing closes it here');
        const { books } = state;
        expect(books.received).toBe(books.paid + committed(books) + free(books));
        for (const value of [books.received, books.paid, committed(books), free(books)]) expect(value >= 0n).toBe(true);
        for (const { open: left } of Object.values(books.commitments)) expect(left >= 0n).toBe(true);
        for (const purpose of purposes) expect(keptFor(purpose, soFar, books)).toBe(true);
        // 6.5: of a contract no more is paid than was accepted; what came back is accepted anew before it is paid again.
        expect(sum(soFar, ['PurchaseWorkAdmitted']) >= sum(soFar, ['PurchaseClaimPaid'])).toBe(true);
        for (const line of Object.keys(books.lines)) expect(leftOf(books, line) >= 0n).toBe(true);
        // The same from the events alone.
        expect(books.received).toBe(
          sum(soFar, ['MoneyReceived', 'MoneyCarriedIn']) - sum(soFar, ['MoneyCarriedOver', 'SurplusRecovered', 'MoneyGivenBack']),
        );
        expect(books.paid).toBe(sum(soFar, ['PaymentMade']) - sum(soFar, ['PaymentRefunded']));
        expect(committed(books)).toBe(
          sum(soFar, ['MoneyCommitted', 'AgreementMoneyCommitted', 'InstalmentRefunded', 'ItemRefunded', 'PurchaseClaimRefunded']) -
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
      ...['PurchaseWorkAdmitted', 'PurchaseClaimPaid', 'PurchaseClaimRefunded'],
      ...['InstalmentPaid', 'InstalmentRefunded', 'ItemPaid', 'ItemRefunded', 'MoneyGivenBack', 'CommitmentClosed'],
    ]),
  );
});
