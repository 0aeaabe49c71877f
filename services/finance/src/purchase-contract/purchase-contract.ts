import {
  contractPaid,
  contractTerms,
  purchaseBudgeted,
  purchaseNeeded,
  supplierChosen,
  type EventOf,
  type purchaseContractEvents,
} from '@yimen/contracts';
import { addDays, addYears, model, refusals, type PolicyReader, type When } from '@yimen/kernel';
import { z } from 'zod';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';

export type PurchaseEvent = EventOf<(typeof purchaseContractEvents)[number]>;
type Of<T extends PurchaseEvent['type']> = Extract<PurchaseEvent, { type: T }>;
type Terms = z.output<typeof contractTerms>;
interface Need {
  readonly buyer: string;
  readonly budget: bigint;
  readonly supplier: string | null;
}
interface Contract {
  readonly terms: Terms;
  readonly paid: bigint;
  readonly vouchers: readonly string[];
}
type With<Status extends string, More = unknown> = Status extends string ? { readonly status: Status } & Need & More : never;

/** A purchase of services by a state organ (6.5, GPS20). */
export type Purchase =
  | { readonly status: 'none' }
  | With<'need' | 'in-catalogue' | 'budgeted' | 'procured'>
  | With<'signed' | 'published' | 'performing' | 'accepted' | 'paid' | 'evaluated' | 'closed' | 'terminated', Contract>;
type Signed = When<Purchase, 'signed' | 'published' | 'performing' | 'accepted' | 'paid' | 'evaluated'>;

const refuse = refusals({
  'not-a-buyer': { zh: '购买主体应为国家机关', en: 'only a state organ buys services' },
  'neither-buyer-nor-supplier': { zh: '公益一类事业单位和财政保障的群团组织不得作为购买主体和承接主体', en: 'neither buyer nor supplier' },
  'not-to-be-bought': { zh: '该内容不得纳入政府购买服务', en: 'this must not be bought as a service' },
  'not-a-supplier': { zh: '不符合承接主体条件', en: 'not a lawful supplier' },
  'admission-missing': { ground: 'rule', zh: '居民委员会承接须有购买类准入登记', en: 'a committee as supplier needs its admission entry' },
  'term-reversed': { ground: 'record', zh: '结束日期早于开始日期', en: 'the term ends before it begins' },
  'term-too-long': { zh: '合同期限最长至{until}', en: 'the contract may last until {until}' },
  'beyond-budget': { zh: '合同价款{price}分超出预算{budget}分', en: 'the price of {price} fen is beyond the budget of {budget}' },
  'not-begun': { ground: 'record', zh: '合同自{from}起履行', en: 'the contract runs from {from}' },
  'voucher-known': { ground: 'record', zh: '凭证{number}已登记', en: 'the voucher {number} is recorded already' },
  'voucher-ahead': { ground: 'record', zh: '凭证日期{date}尚未到', en: 'the day of the voucher, {date}, has not come' },
  'beyond-price': { ground: 'record', zh: '支付超出合同价款', en: 'more than the price' },
  'amount-not-positive': { ground: 'record', zh: '金额应大于零', en: 'the amount must be more than zero' },
});
const { move, aggregate } = model<Purchase, PurchaseEvent, 'buyer' | 'supplier'>();
const buyer = { buyer: ['department', 'finance'] } as const;
const words = z.string().trim().min(2).max(1000);
const nothing = z.object({}).strict();
const neither: readonly Of<'SupplierChosen'>['supplierKind'][] = ['institution-class-1', 'financed-mass-body'];

/** Last day of the longest term from a day (GPS20 24): longer than a year only where the budget is secured and all four conditions hold. */
export function longestTerm({ from, secured }: Pick<Terms, 'from' | 'secured'>, policy: PolicyReader): string {
  const long = Object.values(secured).every(Boolean);
  return addDays(addYears(from, policy.number(long ? parameters.termYearsSecured : parameters.termYears)), -1);
}

export const purchaseContract = aggregate({
  context: 'finance',
  name: 'purchase-contract',
  collection: 'purchase-contracts',
  label: { zh: '政府购买服务合同', en: 'purchase contract' },
  ids: 'derived',
  initial: { status: 'none' } as Purchase,
  states: {
    none: { zh: '无', en: 'none' },
    need: { zh: '需求', en: 'needed' },
    'in-catalogue': { zh: '在目录内', en: 'in the guide catalogue' },
    budgeted: { zh: '已列预算', en: 'budgeted' },
    procured: { zh: '已采购', en: 'procured' },
    signed: { zh: '已签订', en: 'signed' },
    published: { zh: '已公告', en: 'published' },
    performing: { zh: '履行中', en: 'performing' },
    accepted: { zh: '已验收', en: 'accepted' },
    paid: { zh: '已付清', en: 'paid' },
    evaluated: { zh: '已评价', en: 'evaluated' },
    closed: { zh: '已办结', en: 'closed', final: true },
    terminated: { zh: '已终止', en: 'terminated', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : { buyer: { organisation: state.buyer }, ...(state.supplier && { supplier: { organisation: state.supplier } }) },
  readers: { buyer: ['department', 'finance', 'auditor'], supplier: ['director'] },
  moves: {
    need: move({
      label: { zh: '提出需求', en: 'state the need' },
      from: ['none'],
      by: buyer,
      input: purchaseNeeded.schema.omit({ on: true }),
      parties: (input) => ({ buyer: { organisation: input.buyer } }),
      decide: (_none, input, { today }) => {
        if (neither.includes(input.buyerKind)) return refuse('neither-buyer-nor-supplier', rules.neither);
        if (input.buyerKind !== 'state-organ') return refuse('not-a-buyer', 'GPS20 5');
        if (input.what !== 'service' || !input.governmentDuty) return refuse('not-to-be-bought', rules.notBought);
        return { type: 'PurchaseNeeded', ...input, on: today };
      },
    }),
    findInGuide: move({
      label: { zh: '核对指导性目录', en: 'find it in the guide catalogue' },
      // GPS20 11: only what stands in the guide catalogue is bought.
      from: ['need'],
      by: buyer,
      input: z.object({ item: z.string().trim().min(1).max(100) }).strict(),
      decide: (_need, input, { today }) => ({ type: 'PurchaseInGuide', ...input, on: today }),
    }),
    budget: move({
      label: { zh: '列入预算', en: 'put it into the budget' },
      from: ['in-catalogue'],
      by: buyer,
      input: purchaseBudgeted.schema.omit({ on: true }),
      decide: (_state, input, { today }) =>
        BigInt(input.amount) > 0n ? { type: 'PurchaseBudgeted', ...input, on: today } : refuse('amount-not-positive', rules.budgeted),
    }),
    choose: move({
      label: { zh: '确定承接主体', en: 'choose the supplier' },
      from: ['budgeted'],
      by: buyer,
      input: supplierChosen.schema.omit({ on: true }),
      decide: (_state, input, context) => {
        if (neither.includes(input.supplierKind)) return refuse('neither-buyer-nor-supplier', rules.neither);
        if (input.supplierKind === 'state-organ') return refuse('not-a-supplier', rules.suppliers);
        if (input.supplierKind === 'self-governing-body' && input.admission === null && stands('admission-missing', context))
          return refuse('admission-missing', rules.supplierCommittee);
        return { type: 'SupplierChosen', ...input, on: context.today };
      },
    }),
    sign: move({
      label: { zh: '签订合同', en: 'sign the contract' },
      from: ['procured'],
      by: buyer,
      input: contractTerms,
      decide: ({ budget }, terms, { today, policy }) => {
        if (terms.to < terms.from) return refuse('term-reversed', rules.purchase);
        const until = longestTerm(terms, policy);
        if (terms.to > until) return refuse('term-too-long', rules.term, { until });
        if (BigInt(terms.price) <= 0n) return refuse('amount-not-positive', rules.contract);
        if (BigInt(terms.price) > budget) return refuse('beyond-budget', rules.budgeted, { price: terms.price, budget: budget.toString() });
        return { type: 'PurchaseContractSigned', ...terms, on: today };
      },
    }),
    publish: move({
      label: { zh: '公告合同', en: 'publish the contract' },
      // GPS20 3: openly chosen, and nothing is done before the contract is public.
      from: ['signed'],
      by: buyer,
      input: nothing,
      decide: (_signed, _input, { today }) => ({ type: 'PurchaseContractPublished', on: today }),
    }),
    start: move({
      label: { zh: '开始履行', en: 'start' },
      from: ['published'],
      by: buyer,
      input: nothing,
      decide: ({ terms: { from } }, _input, { today }) =>
        today < from ? refuse('not-begun', rules.purchase, { from }) : { type: 'PerformanceStarted', on: today },
    }),
    accept: move({
      label: { zh: '验收', en: 'accept the performance' },
      from: ['performing'],
      by: buyer,
      input: z.object({ evidence: words }).strict(),
      decide: (_state, input, { today }) => ({ type: 'PerformanceAccepted', ...input, on: today }),
    }),
    pay: move({
      label: { zh: '登记支付', en: 'record a payment' },
      from: ['performing', 'accepted'],
      by: { buyer: ['finance'] },
      input: z
        .object({
          amount: contractTerms.shape.price,
          voucher: contractPaid.schema.shape.voucher,
        })
        .strict(),
      decide: ({ terms, paid, vouchers }, input, { today }) => {
        const amount = BigInt(input.amount);
        if (amount <= 0n) return refuse('amount-not-positive', rules.progress);
        if (paid + amount > BigInt(terms.price)) return refuse('beyond-price', rules.progress);
        const { system, number, date } = input.voucher;
        if (date > today) return refuse('voucher-ahead', rules.mirrored, { date });
        if (vouchers.includes(`${system} ${number}`)) return refuse('voucher-known', rules.mirrored, { number });
        return { type: 'PurchasePaid', ...input, on: today };
      },
    }),
    evaluate: move({
      label: { zh: '绩效评价', en: 'evaluate' },
      from: ['paid'],
      by: buyer,
      input: z.object({ result: words }).strict(),
      decide: (_paid, input, { today }) => ({ type: 'PurchaseEvaluated', ...input, on: today }),
    }),
    close: move({
      label: { zh: '办结', en: 'close' },
      from: ['evaluated'],
      by: buyer,
      input: nothing,
      decide: (_state, _input, { today }) => ({ type: 'PurchaseContractClosed', on: today }),
    }),
    terminate: move({
      label: { zh: '终止', en: 'terminate' },
      from: ['signed', 'published', 'performing', 'accepted'],
      by: buyer,
      input: z.object({ reason: words }).strict(),
      decide: (_state, input, { today }) => ({ type: 'PurchaseContractTerminated', ...input, on: today }),
    }),
  },
  on: {
    PurchaseNeeded: (_none, { buyer: of }) => ({ status: 'need', buyer: of, budget: 0n, supplier: null }),
    PurchaseInGuide: (state: When<Purchase, 'need'>) => ({ ...state, status: 'in-catalogue' }),
    PurchaseBudgeted: (state: When<Purchase, 'in-catalogue'>, { amount }) => ({ ...state, status: 'budgeted', budget: BigInt(amount) }),
    SupplierChosen: (state: When<Purchase, 'budgeted'>, { supplier }) => ({ ...state, status: 'procured', supplier }),
    PurchaseContractSigned: (state: When<Purchase, 'procured'>, { type: _type, on: _on, ...terms }) => ({
      ...state,
      status: 'signed',
      terms,
      paid: 0n,
      vouchers: [],
    }),
    PurchaseContractPublished: (state: Signed) => ({ ...state, status: 'published' }),
    PerformanceStarted: (state: Signed) => ({ ...state, status: 'performing' }),
    PerformanceAccepted: (state: Signed) => settled({ ...state, status: 'accepted' }),
    PurchasePaid: (state: Signed, { amount, voucher: { system, number } }) =>
      settled({ ...state, paid: state.paid + BigInt(amount), vouchers: [...state.vouchers, `${system} ${number}`] }),
    PurchaseEvaluated: (state: Signed) => ({ ...state, status: 'evaluated' }),
    PurchaseContractClosed: (state: Signed) => ({ ...state, status: 'closed' }),
    PurchaseContractTerminated: (state: Signed) => ({ ...state, status: 'terminated' }),
  },
});

/** Accepted and paid in full: paid. */
function settled(state: Signed): Purchase {
  return state.status === 'accepted' && state.paid === BigInt(state.terms.price) ? { ...state, status: 'paid' } : state;
}
