import type { When } from '@yimen/kernel';
import { paperOf, performingMoves } from './performing.js';
import { partsOf, signingMoves } from './signing.js';
import { acceptedOf, aggregate, type Part, type Purchase, type Signed } from './state.js';

export type { Purchase, PurchaseEvent } from './state.js';

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
  moves: { ...signingMoves, ...performingMoves },
  on: {
    PurchaseNeeded: (_none, { buyer }) => ({ status: 'need', buyer, budget: 0n, source: '', line: '', supplier: null }),
    PurchaseInGuide: (state: When<Purchase, 'need'>) => ({ ...state, status: 'in-catalogue' }),
    PurchaseBudgeted: (state: When<Purchase, 'in-catalogue'>, { amount, fundSource: source, line }) => ({
      ...state,
      ...{ status: 'budgeted', budget: BigInt(amount), source, line },
    }),
    SupplierChosen: (state: When<Purchase, 'budgeted'>, { supplier }) => ({ ...state, status: 'procured', supplier }),
    PurchaseContractSigned: (state: When<Purchase, 'procured'>, { type: _type, on: _on, ...terms }) => ({
      ...state,
      ...{ status: 'signed', terms, parts: partsOf(state, terms), last: false, paid: 0n, vouchers: [] },
    }),
    PurchaseMoneyAsked: (state: Signed, { source, line }) => withPart(state, source, () => ({ line })),
    PurchaseMoneyBound: (state: Signed, { source }) => withPart(state, source, () => ({ bound: true })),
    PurchaseContractPublished: (state: Signed) => ({ ...state, status: 'published' }),
    PerformanceStarted: (state: Signed) => ({ ...state, status: 'performing' }),
    PerformanceAccepted: (state: Signed, { source, amount, last }) =>
      settled({
        ...withPart(state, source, (part) => ({ accepted: amount === undefined ? part.amount : part.accepted + BigInt(amount) })),
        last: state.last || (last ?? true),
      }),
    PurchasePaid: (state: Signed, { amount, voucher }) =>
      settled({ ...state, paid: state.paid + BigInt(amount), vouchers: [...state.vouchers, paperOf(voucher)] }),
    PurchaseRefunded: (state: Signed, { source, amount, voucher }) =>
      settled({
        ...withPart(state, source, (part) => ({ accepted: part.accepted - BigInt(amount) })),
        ...{ paid: state.paid - BigInt(amount), vouchers: [...state.vouchers, paperOf(voucher)] },
      }),
    PurchaseEvaluated: (state: Signed) => ({ ...state, status: 'evaluated' }),
    PurchaseMoneyEnded: (state: Signed) => state,
    PurchaseContractClosed: (state: Signed) => ({ ...state, status: 'closed' }),
    PurchaseContractTerminated: (state: Signed) => ({ ...state, status: 'terminated' }),
  },
});

/** The contract with the part of one source changed; the first one where none is named. */
function withPart(state: Signed, source: string | undefined, change: (part: Part) => Partial<Part>): Signed {
  const of = source ?? state.parts[0]?.source;
  return { ...state, parts: state.parts.map((part) => (part.source === of ? { ...part, ...change(part) } : part)) };
}

/** Accepted to the end, and paid for: paid. What is evaluated or over stays so, whatever the books still tell. */
function settled(state: Signed): Signed {
  if (state.status !== 'performing' && state.status !== 'accepted' && state.status !== 'paid') return state;
  const accepted = acceptedOf(state);
  const full = state.last || accepted === BigInt(state.terms.price);
  if (!full) return { ...state, status: 'performing' };
  return { ...state, last: true, status: accepted > 0n && state.paid === accepted ? 'paid' : 'accepted' };
}
