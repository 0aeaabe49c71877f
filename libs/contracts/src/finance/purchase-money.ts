import { z } from 'zod';
import { event } from '../event.js';
import { positiveFen } from '../fields.js';
import { mirrored } from './fund-source.js';
import { sourceId } from './matter-money.js';

const day = z.iso.date();
const words = z.string().min(2).max(500);
const key = z.string().min(1).max(60);
const buyer = '0198a3f0-0000-7000-8000-000000000002';
const contract = '0198a3f0-0000-7000-8000-000000000007';
const source = `${buyer}~2026`;
const voucher = { system: 'treasury', number: '支1', date: '2027-01-05' } as const;

// Of the stream of the contract: what it binds in the books of its buyer, by year.
const ofContract = { context: 'finance', subject: 'purchase-contract', version: 1, visibility: 'internal' } as const;

export const purchaseMoneyAsked = event('PurchaseMoneyAsked', {
  ...ofContract,
  zh: '请求承诺合同资金',
  en: 'What a contract costs in one year is to be bound in the buyer’s source of that year',
  schema: z.object({ source: sourceId, buyer: z.uuid(), line: key, amount: positiveFen, on: day }).strict(),
  samples: [{ source, buyer, line: 'L1', amount: '10000000', on: '2025-12-20' }],
});
export const purchaseMoneyBound = event('PurchaseMoneyBound', {
  ...ofContract,
  zh: '合同资金已承诺',
  en: 'The buyer’s source of the year has bound the money of the contract',
  schema: z.object({ source: sourceId, amount: positiveFen, on: day }).strict(),
  samples: [{ source, amount: '10000000', on: '2025-12-20' }],
});
export const purchaseRefunded = event('PurchaseRefunded', {
  ...ofContract,
  zh: '合同退款',
  en: 'Money paid under the contract came back: that much of the work is paid only after it is accepted anew',
  schema: z.object({ source: sourceId, claim: key, amount: positiveFen, voucher: mirrored, on: day }).strict(),
  samples: [{ source, claim: 'P1', amount: '1000', voucher: { ...voucher, number: '支2' }, on: '2027-01-10' }],
});
export const purchaseMoneyEnded = event('PurchaseMoneyEnded', {
  ...ofContract,
  zh: '停止合同付款承诺',
  en: 'The contract has ended: what this source binds for it beyond the work that was accepted is to be released',
  schema: z.object({ source: sourceId, reason: words, on: day }).strict(),
  samples: [{ source, reason: '合同办结', on: '2027-01-31' }],
});

// Of the stream of the buyer's source and year; the commitment has the id of the contract.
const ofSource = { context: 'finance', subject: 'fund-source', version: 1, visibility: 'internal' } as const;

export const purchaseWorkAdmitted = event('PurchaseWorkAdmitted', {
  ...ofSource,
  zh: '合同履约可支付',
  en: 'Work under a contract was accepted: so much more may be claimed out of its commitment',
  schema: z.object({ commitment: z.uuid(), amount: positiveFen, on: day }).strict(),
  samples: [{ commitment: contract, amount: '10000000', on: '2026-12-31' }],
});
export const purchaseClaimPaid = event('PurchaseClaimPaid', {
  ...ofSource,
  zh: '合同报销已支付',
  en: 'The source has paid a claim under a contract, by this voucher',
  schema: z.object({ commitment: z.uuid(), claim: key, amount: positiveFen, voucher: mirrored, on: day }).strict(),
  samples: [{ commitment: contract, claim: 'P1', amount: '10000000', voucher, on: '2027-01-05' }],
});
export const purchaseClaimRefunded = event('PurchaseClaimRefunded', {
  ...ofSource,
  zh: '合同支付已退回',
  en: 'Money paid under a contract came back: it is bound again until the contract ends, and claimed again only after new acceptance',
  schema: z.object({ commitment: z.uuid(), claim: key, amount: positiveFen, voucher: mirrored, on: day }).strict(),
  samples: [{ commitment: contract, claim: 'P1', amount: '1000', voucher: { ...voucher, number: '支2' }, on: '2027-01-10' }],
});
