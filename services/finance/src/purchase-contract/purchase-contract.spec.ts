import { fold, type Refusal } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario } from '@yimen/testing';
import { ids, on } from '../fund-source/fund-source.sample.js';
import { purchaseContract, type PurchaseEvent } from './purchase-contract.js';

const day = '2025-12-20';
const secured = (all: boolean) => ({ budget: all, contentFixed: all, continuous: all, moneyStable: all, priceStable: all });
const need = { buyer: ids.payer, buyerKind: 'state-organ', what: 'service', service: '居家养老服务', governmentDuty: true } as const;
const supplier = { supplier: ids.owner, supplierKind: 'social-organisation', way: 'open-tender', admission: null } as const;
const terms = {
  content: '居家养老服务',
  from: '2026-01-01',
  to: '2026-12-31',
  quantity: '200人',
  quality: '按规范',
  price: '10000000',
  settlement: '按季',
  rightsAndDuties: '见附件',
  liability: '违约金',
  secured: secured(false),
};
type Step = readonly [move: string, input: object, today?: string];
/** The item as the guide catalogue of the day has it. */
const inGuide = { area: '320582000000', found: { code: 'A0201', name: '养老服务' } };
const guide = '320500000000';
const history = (...steps: readonly Step[]): PurchaseEvent[] =>
  steps.reduce<PurchaseEvent[]>((events, [move, input, today = day]) => {
    const { refusal, events: next } = decide(
      purchaseContract,
      fold(purchaseContract, events),
      move,
      input,
      on(today, 'finance-1', { facts: inGuide }),
    );
    if (refusal) throw new Error(`${move} refused: ${refusal.code}`);
    return [...events, ...next];
  }, []);
/** What a refusal says, with its rule. */
const cited = ({ refusal }: { readonly refusal: Refusal | undefined }) => refusal && `${refusal.code} ${refusal.rule}`;
const at = (...steps: readonly Step[]) => scenario(purchaseContract).given(history(...steps));
const budgeted: readonly Step[] = [
  ['need', need],
  ['findInGuide', { item: 'A0201', guide }],
  ['budget', { fundSource: ids.source, line: 'L1', amount: '10000000' }],
];
const unbound: readonly Step[] = [...budgeted, ['choose', supplier], ['sign', terms]];
const bound = (source: string = ids.source, amount = '10000000'): Step => ['noteBound', { source, amount }];
const signed: readonly Step[] = [...unbound, bound()];
const performing: readonly Step[] = [...signed, ['publish', {}], ['start', {}, '2026-01-01']];
const voucher = (number: string) => ({ system: 'treasury', number, date: '2027-01-05' });
const pay = (amount: string, number: string): Step => [
  'notePaid',
  { source: ids.source, claim: `报${number}`, amount, voucher: voucher(number) },
  '2027-01-05',
];
const refund = (amount: string, number: string): Step => [
  'noteRefund',
  { source: ids.source, claim: '报支1', amount, voucher: voucher(number) },
  '2027-01-10',
];
const accept = (amount: string, last = false): Step => ['accept', { evidence: '验收单', amount, last }, '2026-12-31'];

test('GPS20 3, GPS20 11, GPS20 23 · need, guide catalogue, budget, supplier, written contract, publication: none can be left out', () => {
  const from = Object.fromEntries(
    (['findInGuide', 'budget', 'choose', 'sign', 'publish', 'start'] as const).map((move) => [move, purchaseContract.moves[move].from]),
  );
  expect(from).toEqual({
    findInGuide: ['need'],
    budget: ['in-catalogue'],
    choose: ['budgeted'],
    sign: ['procured'],
    publish: ['signed'],
    start: ['published'],
  });
  for (const field of ['content', 'from', 'to', 'quantity', 'quality', 'price', 'settlement', 'rightsAndDuties', 'liability'] as const)
    expect(purchaseContract.moves.sign.input.safeParse({ ...terms, [field]: undefined }).success).toBe(false);
});

test('GPS20 11 · what the public guide catalogue of the day does not have is not bought', async () => {
  const finding = (found: object | null, area: string | null = inGuide.area) =>
    at(['need', need]).when('findInGuide', { item: 'A0201', guide }, on(day, 'finance-1', { facts: { area, found } }));
  finding(null).then({ refused: 'not-in-guide', rule: 'GPS20 11', facts: { item: 'A0201', guide } });
  // A buyer of another city, and one whose area nobody knows.
  for (const area of ['320100000000', null])
    finding(inGuide.found, area).then({
      refused: 'guide-elsewhere',
      rule: 'GPS20 11',
      facts: { guide, area: area ?? '–' },
      overridable: false,
    });
  finding(inGuide.found).then({ type: 'PurchaseInGuide', item: 'A0201', guide, name: '养老服务', on: day });
  // Looked up in the catalogue itself, as it stands on the day.
  const items = [inGuide.found];
  const edition = { document: '苏财购〔2025〕8号', from: day, items };
  const read = {
    state: () => Promise.resolve({ status: 'public', issuer: ids.payer, editions: [edition] }),
    area: (organisation: string) => Promise.resolve(organisation === ids.payer ? inGuide.area : undefined),
  };
  const looked = (today: string) =>
    purchaseContract.moves.findInGuide.gather?.(read as never, { item: 'A0201', guide }, at(['need', need]).state, {
      id: '',
      today,
      derived: {},
      alias: {},
    });
  await expect(looked(day)).resolves.toEqual(inGuide);
  await expect(looked('2025-12-19')).resolves.toEqual({ ...inGuide, found: null });
});

test('the table of a purchase holds', () => {
  const histories = [
    history(
      ...performing,
      ...[accept('4000000'), pay('4000000', '支1'), refund('1', '退1'), accept('1'), pay('1', '支3')],
      ...[accept('6000000'), pay('6000000', '支2')],
      ['evaluate', { result: '良好' }],
      ['close', {}],
    ),
    history(...performing, ['terminate', { reason: '严重违约' }]),
  ];
  expect(checkSlice(purchaseContract as never, { histories })).toEqual([]);
});

test.each([
  ['2026-12-31', false, undefined],
  ['2027-01-01', false, 'term-too-long GPS20 24'],
  ['2028-12-31', true, undefined],
  ['2028-12-31', false, 'term-too-long GPS20 24'],
  ['2029-01-01', true, 'term-too-long GPS20 24'],
  ['2025-12-31', true, 'term-reversed D-purchase-order'],
] as const)('GPS20 24 · from 2026-01-01 to %s, with the conditions %s: %s', (to, all, code) => {
  expect(cited(at(...budgeted, ['choose', supplier]).when('sign', { ...terms, to, secured: secured(all) }, on(day)).result)).toBe(code);
});

test('GPS20 24 · one condition that fails is enough', () => {
  const one = { ...secured(true), priceStable: false };
  at(...budgeted, ['choose', supplier])
    .when('sign', { ...terms, to: '2027-12-31', secured: one }, on(day))
    .then({ refused: 'term-too-long', rule: 'GPS20 24' });
});

test.each([
  ['staff-recruiting', 'not-to-be-bought GPS20 10'],
  ['labour-dispatch', 'not-to-be-bought GPS20 10'],
  ['public-welfare-post', 'not-to-be-bought GPS20 10'],
  ['goods', 'not-to-be-bought GPS20 10'],
  ['works', 'not-to-be-bought GPS20 10'],
  ['mixed', 'not-to-be-bought GPS20 10'],
  ['own-duty', 'not-to-be-bought GPS20 10'],
  ['financing', 'not-to-be-bought GPS20 10'],
  ['service', undefined],
] as const)('GPS20 10 · %s: %s', (what, code) => {
  expect(cited(at().when('need', { ...need, what }, on(day)).result)).toBe(code);
});

test('GPS20 5, GPS20 8 · who may not buy; what is no duty of government is not bought', () => {
  for (const buyerKind of ['firm', 'qualified-person'] as const)
    at()
      .when('need', { ...need, buyerKind }, on(day))
      .then({ refused: 'not-a-buyer', rule: 'GPS20 5' });
  at()
    .when('need', { ...need, buyerKind: 'institution-class-1' }, on(day))
    .then({ refused: 'neither-buyer-nor-supplier', rule: 'GPS20 8' });
  at()
    .when('need', { ...need, governmentDuty: false }, on(day))
    .then({ refused: 'not-to-be-bought', rule: 'GPS20 10' });
});

test('GPS20 14 · not beyond the budget, by a fen', () => {
  at(...budgeted, ['choose', supplier])
    .when('sign', { ...terms, price: '10000001' }, on(day))
    .then({ refused: 'beyond-budget', rule: 'GPS20 14' });
  at(...budgeted, ['choose', supplier])
    .when('sign', { ...terms, price: '0' }, on(day))
    .then({ refused: 'amount-not-positive', rule: 'GPS20 23' });
  at(...budgeted.slice(0, 2))
    .when('budget', { fundSource: ids.source, line: 'L1', amount: '0' }, on(day))
    .then({ refused: 'amount-not-positive', rule: 'GPS20 14' });
});

test('D-purchase-order · begun on its first day', () => {
  at(...signed, ['publish', {}])
    .when('start', {}, on('2025-12-31'))
    .then({ refused: 'not-begun', rule: 'D-purchase-order' });
});

test('GPS20 14 · no contract is published, and no work accepted, before its money is bound in the budget', () => {
  at(...unbound)
    .when('publish', {}, on(day))
    .then({ refused: 'money-not-bound', rule: 'GPS20 14', facts: { source: ids.source } });
  const later = ids.source.replace('2026', '2027');
  const years = [
    { year: 2026, amount: '6000000' },
    { year: 2027, amount: '4000000' },
  ];
  const two: readonly Step[] = [...budgeted, ['choose', supplier], ['sign', { ...terms, years }], bound(ids.source, '6000000')];
  const running = at(...two, ['publish', {}], ['start', {}, '2026-01-01']);
  const accepting = (source: string, amount: string) =>
    running.when('accept', { evidence: '验收单', amount, source, last: false }, on('2026-12-31'));
  accepting(later, '1').then({ refused: 'money-not-bound', rule: 'GPS20 14' });
  accepting(ids.source, '6000001').then({ refused: 'beyond-price', rule: 'BUD18 57', facts: { left: '6000000' } });
  accepting(ids.source.replace('2026', '2028'), '1').then({ refused: 'year-unknown', rule: 'D-purchase-order' });
  // The later year is asked for again once its budget stands, and not after it is bound.
  running
    .when('askMoney', { source: later, line: 'L2' }, on('2027-01-10'))
    .then({ type: 'PurchaseMoneyAsked', buyer: ids.payer, source: later, line: 'L2', amount: '4000000', on: '2027-01-10' });
  running.when('askMoney', { source: ids.source, line: 'L2' }, on(day)).then({ refused: 'already-bound', rule: 'D-purchase-order' });
  running.when('askMoney', { source: ids.other, line: 'L2' }, on(day)).then({ refused: 'year-unknown', rule: 'D-purchase-order' });
});

test('BUD18 13 · what a contract costs is asked for year by year, each in the source of its year', () => {
  const given = at(...budgeted, ['choose', supplier]);
  const signing = (...years: readonly (readonly [number, string])[]) =>
    given.when('sign', { ...terms, years: years.map(([year, amount]) => ({ year, amount })) }, on(day));
  const asked = signing([2026, '6000000'], [2027, '4000000']).result.events.flatMap((event) =>
    event.type === 'PurchaseMoneyAsked' ? [`${event.source.slice(-4)} ${event.line} ${event.amount}`] : [],
  );
  expect(asked).toEqual(['2026 L1 6000000', '2027 L1 4000000']);
  const refused = { refused: 'years-differ', rule: 'D-finance-ledger' } as const;
  signing([2026, '6000000'], [2027, '4000001']).then(refused);
  signing([2027, '6000000'], [2026, '4000000']).then(refused);
  signing([2027, '10000000']).then(refused);
});

test('6.5 · accepted part by part up to the price; paid when all of it is; what came back is paid again only when it is accepted again', () => {
  const status = (...steps: readonly Step[]) => at(...performing, ...steps).state.status;
  expect(performing.at(-1)?.[0]).toBe('start');
  expect(status(accept('4000000'), pay('4000000', '支1'))).toBe('performing');
  expect(status(accept('4000000', true))).toBe('accepted');
  expect(status(accept('4000000', true), pay('4000000', '支1'))).toBe('paid');
  expect(status(accept('10000000'), pay('10000000', '支1'))).toBe('paid');
  const back = [accept('10000000'), pay('10000000', '支1'), refund('1000', '退1')];
  expect(status(...back)).toBe('paid');
  expect(status(...back, accept('1000'))).toBe('accepted');
  expect(status(...back, accept('1000'), pay('1000', '支2'))).toBe('paid');
  at(...performing, ...back)
    .when('accept', { evidence: '验收单', amount: '1001', last: false }, on('2027-02-01'))
    .then({ refused: 'beyond-price', rule: 'BUD18 57', facts: { left: '1000' } });
});

test('D-finance-mirrored · what the books tell counts once, before the end of a contract and after it', () => {
  const ended: readonly Step[] = [...performing, accept('4000000'), ['terminate', { reason: '严重违约' }]];
  const told = at(...ended, pay('4000000', '支1')).state;
  expect(told).toMatchObject({ status: 'terminated', paid: 4_000_000n });
  const again = at(...ended, pay('4000000', '支1'), refund('1000', '退1'));
  again.when('notePaid', pay('4000000', '支1')[1] as never, on('2027-02-01')).then([]);
  again.when('noteRefund', refund('1000', '退1')[1] as never, on('2027-02-01')).then([]);
  again.when('noteBound', bound()[1] as never, on('2027-02-01')).then([]);
  expect(again.state).toMatchObject({ status: 'terminated', paid: 3_999_000n });
});

test('6.5 · a payment is recorded by the books alone, and the end of a contract frees what each source binds', () => {
  expect(purchaseContract.moves.notePaid.by).toBe('system');
  expect(Object.keys(purchaseContract.moves)).not.toContain('pay');
  const { events } = at(...performing).when('terminate', { reason: '严重违约' }, on('2026-06-01')).result;
  expect(events).toEqual([
    { type: 'PurchaseContractTerminated', reason: '严重违约', on: '2026-06-01' },
    { type: 'PurchaseMoneyEnded', source: ids.source, reason: '合同终止', on: '2026-06-01' },
  ]);
});
