import type { contractTerms, EventOf, purchaseContractEvents } from '@yimen/contracts';
import { model, refusals, type When } from '@yimen/kernel';
import type { z } from 'zod';

export type PurchaseEvent = EventOf<(typeof purchaseContractEvents)[number]>;
export type Of<T extends PurchaseEvent['type']> = Extract<PurchaseEvent, { type: T }>;
export type Terms = z.output<typeof contractTerms>;
interface Need {
  readonly buyer: string;
  readonly budget: bigint;
  /** Where the budget stands: source and year, and its line. */
  readonly source: string;
  readonly line: string;
  readonly supplier: string | null;
}
/** What a contract costs in one year, in the buyer's source of that year; amounts in fen. */
export interface Part {
  readonly source: string;
  readonly line: string;
  readonly amount: bigint;
  /** Whether the books have bound it. */
  readonly bound: boolean;
  /** Work that was accepted, less what was paid for it and came back. */
  readonly accepted: bigint;
}
interface Contract {
  readonly terms: Terms;
  readonly parts: readonly Part[];
  /** Nothing more is to be performed. */
  readonly last: boolean;
  readonly paid: bigint;
  /** Papers by which it was paid and came back, so that none counts twice. */
  readonly vouchers: readonly string[];
}
type With<Status extends string, More = unknown> = Status extends string ? { readonly status: Status } & Need & More : never;

/** A purchase of services by a state organ (6.5, GPS20). */
export type Purchase =
  | { readonly status: 'none' }
  | With<'need' | 'in-catalogue' | 'budgeted' | 'procured'>
  | With<'signed' | 'published' | 'performing' | 'accepted' | 'paid' | 'evaluated' | 'closed' | 'terminated', Contract>;
export type Signed = When<Purchase, 'signed' | 'published' | 'performing' | 'accepted' | 'paid' | 'evaluated' | 'closed' | 'terminated'>;
/** What the books tell reaches a contract at whatever step it is, and after its end. */
export const signedStates = ['signed', 'published', 'performing', 'accepted', 'paid', 'evaluated', 'closed', 'terminated'] as const;

export const refuse = refusals({
  'not-a-buyer': { zh: '购买主体应为国家机关', en: 'only a state organ buys services' },
  'neither-buyer-nor-supplier': { zh: '公益一类事业单位和财政保障的群团组织不得作为购买主体和承接主体', en: 'neither buyer nor supplier' },
  'not-to-be-bought': { zh: '该内容不得纳入政府购买服务', en: 'this must not be bought as a service' },
  'not-in-guide': {
    zh: '{guide}公布的指导性目录中没有{item}',
    en: 'the public guide catalogue of {guide} has no {item}',
  },
  'guide-elsewhere': {
    zh: '{guide}的指导性目录不适用于购买主体所在地区：{area}',
    en: 'the guide catalogue of {guide} is not that of the area where the buyer works: {area}',
  },
  'not-a-supplier': { zh: '不符合承接主体条件', en: 'not a lawful supplier' },
  'admission-missing': { ground: 'rule', zh: '居民委员会承接须有购买类准入登记', en: 'a committee as supplier needs its admission entry' },
  'admission-not-so': {
    ground: 'record',
    zh: '{admission}不是有效的购买类准入登记，或非本购买主体的事项，或不涉及该居民委员会',
    en: '{admission} is no standing entry of class PURCHASE, of this buyer and for this committee',
  },
  'committee-by-another-name': {
    ground: 'record',
    zh: '该组织登记为居民（村民）委员会，应按基层群众性自治组织承接',
    en: 'the book has it as a committee: it supplies as a self-governing body',
  },
  'term-reversed': { ground: 'record', zh: '结束日期早于开始日期', en: 'the term ends before it begins' },
  'term-too-long': { zh: '合同期限最长至{until}', en: 'the contract may last until {until}' },
  'beyond-budget': { zh: '合同价款{price}分超出预算{budget}分', en: 'the price of {price} fen is beyond the budget of {budget}' },
  'years-differ': {
    ground: 'record',
    zh: '各年度金额应按年度先后列明，自{year}年起，合计等于合同价款{price}分',
    en: 'the amounts stand in the order of their years, from {year} on, and add up to the price of {price} fen',
  },
  'year-unknown': { ground: 'record', zh: '合同没有该年度的资金：{source}', en: 'nothing of the contract falls into {source}' },
  'money-not-bound': { zh: '资金尚未承诺：{source}', en: 'the money is not bound yet: {source}' },
  'already-bound': { ground: 'record', zh: '资金已承诺：{source}', en: 'the money is bound already: {source}' },
  'not-begun': { ground: 'record', zh: '合同自{from}起履行', en: 'the contract runs from {from}' },
  'beyond-price': {
    ground: 'record',
    zh: '验收超出该年度合同价款，尚余{left}分',
    en: 'only {left} fen of the price of that year are left',
  },
  'amount-not-positive': { ground: 'record', zh: '金额应大于零', en: 'the amount must be more than zero' },
});
export const { move, aggregate } = model<Purchase, PurchaseEvent, 'buyer' | 'supplier'>();
export const buyer = { buyer: ['department', 'finance'] } as const;

/** Money that was accepted in all, in fen. */
export const acceptedOf = ({ parts }: Pick<Contract, 'parts'>): bigint => parts.reduce((sum, { accepted }) => sum + accepted, 0n);
