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
const history = (...steps: readonly Step[]): PurchaseEvent[] =>
  steps.reduce<PurchaseEvent[]>((events, [move, input, today = day]) => {
    const { refusal, events: next } = decide(purchaseContract, fold(purchaseContract, events), move, input, on(today));
    if (refusal) throw new Error(`${move} refused: ${refusal.code}`);
    return [...events, ...next];
  }, []);
/** What a refusal says, with its rule. */
const cited = ({ refusal }: { readonly refusal: Refusal | undefined }) => refusal && `${refusal.code} ${refusal.rule}`;
const at = (...steps: readonly Step[]) => scenario(purchaseContract).given(history(...steps));
const budgeted: readonly Step[] = [
  ['need', need],
  ['findInGuide', { item: '养老服务 A0201' }],
  ['budget', { fundSource: ids.source, line: 'L1', amount: '10000000' }],
];
const signed: readonly Step[] = [...budgeted, ['choose', supplier], ['sign', terms]];
const performing: readonly Step[] = [...signed, ['publish', {}], ['start', {}, '2026-01-01']];
const pay = (amount: string, number: string): Step => [
  'pay',
  { amount, voucher: { system: 'treasury', number, date: '2027-01-05' } },
  '2027-01-05',
];
const accept: Step = ['accept', { evidence: '验收单' }, '2026-12-31'];

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

test('the table of a purchase holds', () => {
  const histories = [
    history(...performing, pay('4000000', '支1'), accept, pay('6000000', '支2'), ['evaluate', { result: '良好' }], ['close', {}]),
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
  at()
    .when('need', { ...need, buyerKind: 'firm' }, on(day))
    .then({ refused: 'not-a-buyer', rule: 'GPS20 5' });
  at()
    .when('need', { ...need, buyerKind: 'institution-class-1' }, on(day))
    .then({ refused: 'neither-buyer-nor-supplier', rule: 'GPS20 8' });
  at()
    .when('need', { ...need, governmentDuty: false }, on(day))
    .then({ refused: 'not-to-be-bought', rule: 'GPS20 10' });
});

test.each([
  ['firm', null, undefined],
  ['institution-class-2', null, undefined],
  ['rural-collective', null, undefined],
  ['qualified-person', null, undefined],
  ['self-governing-body', ids.agreement, undefined],
  ['self-governing-body', null, { code: 'admission-missing', rule: 'D-purchase-admission' }],
  ['institution-class-1', null, { code: 'neither-buyer-nor-supplier', rule: 'GPS20 8' }],
  ['financed-mass-body', null, { code: 'neither-buyer-nor-supplier', rule: 'GPS20 8' }],
  ['state-organ', null, { code: 'not-a-supplier', rule: 'GPS20 6' }],
] as const)('GPS20 6, GPS20 8, D-purchase-admission · %s as supplier, admission %s: %j', (supplierKind, admission, refusal) => {
  expect(at(...budgeted).when('choose', { ...supplier, supplierKind, admission }, on(day)).result.refusal).toEqual(
    refusal && expect.objectContaining(refusal),
  );
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

test('begun on its first day; paid by vouchers that count once, up to the price', () => {
  at(...signed, ['publish', {}])
    .when('start', {}, on('2025-12-31'))
    .then({ refused: 'not-begun', rule: 'D-purchase-order' });
  const given = at(...performing, pay('4000000', '支1'));
  const paying = (amount: string, number: string) =>
    given.when('pay', { amount, voucher: { system: 'treasury', number, date: day } }, on('2027-01-05'));
  paying('6000001', '支2').then({ refused: 'beyond-price', rule: 'BUD18 57' });
  given
    .when('pay', { amount: '1', voucher: { system: 'treasury', number: '支8', date: '2027-01-06' } }, on('2027-01-05'))
    .then({ refused: 'voucher-ahead', rule: 'D-finance-mirrored' });
  paying('1', '支1').then({ refused: 'voucher-known', rule: 'D-finance-mirrored' });
  paying('0', '支2').then({ refused: 'amount-not-positive', rule: 'BUD18 57' });
  expect(at(...performing, pay('10000000', '支1')).state.status).toBe('performing');
  expect(at(...performing, pay('10000000', '支1'), accept).state.status).toBe('paid');
});
