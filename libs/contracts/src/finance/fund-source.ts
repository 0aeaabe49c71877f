import { z } from 'zod';
import { event } from '../event.js';
import { areaCode, fen, fenFromZero } from '../fields.js';

// Streams `fund-source/{uuid}~{year}`: a source and year is one stream with all its commitments (13.5).
const of = { context: 'finance', subject: 'fund-source', version: 1, visibility: 'internal' } as const;
const day = z.iso.date();
const words = z.string().min(2).max(500);
const key = z.string().min(1).max(60);
const account = z.string().min(1).max(100);
const community = '0198a3f0-0000-7000-8000-000000000001';
const department = '0198a3f0-0000-7000-8000-000000000002';
const application = '0198a3f0-0000-7000-8000-000000000004';

/** Which carry-over of its year it is, from 1: it arrives in the next year once, however often it is handed on. */
export const ordinal = z.int().min(1);

/** 财政拨付, 费随事转, 社会资助, 居民自筹, 单位出资, 慈善合作募捐 (RCL25 42); Party dues have a ledger of their own. */
export const fundKind = z.enum(['appropriation', 'with-the-matter', 'social', 'residents', 'units', 'charity', 'party-dues']);

/** Purposes of money (R-281, R-283; culture: R-291): what it may be spent on. */
export const fundPurpose = z.enum([
  'running-cost',
  'staff-pay',
  'facilities',
  'upkeep',
  'it',
  'service-projects',
  'self-government',
  'incubation',
  'training',
  'party-activity',
  'facility-subsidy',
  'culture',
]);

/** Who gave: a unit by its name, a person by his id in the register of residents only (decision 2); null where he stays unnamed. */
const donor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unit'), name: z.string().min(2).max(120) }).strict(),
  z.object({ kind: z.literal('person'), person: z.uuid() }).strict(),
]);

/** A fact of the treasury or a bank: its system, number and date; the same one is recorded once. */
export const mirrored = z.object({ system: z.enum(['treasury', 'bank']), number: key, date: day }).strict();
const voucher = { system: 'bank', number: '银〔2026〕1', date: '2026-05-01' } as const;

export const fundSourceOpened = event('FundSourceOpened', {
  ...of,
  zh: '资金来源设立',
  en: 'A source of money of a community and year, with the purposes it may be spent on',
  schema: z
    .object({
      kind: fundKind,
      name: z.string().min(2).max(120),
      area: areaCode,
      payer: z.uuid(),
      owner: z.uuid(),
      /** Sub-district that keeps the accounts (代理记账). */
      agency: z.uuid(),
      purposes: z.array(fundPurpose).min(1).max(12),
      /** The payer has decided on the smaller of the two amounts that its place knows for the year of a community (6.2). */
      smaller: z.literal(true).optional(),
      /** Of money raised with a charity: who raises it, and the certificate of its qualification for public fundraising (RCL25 42). */
      charity: z
        .object({ name: z.string().trim().min(2).max(120), qualification: z.string().trim().min(2).max(120) })
        .strict()
        .optional(),
      year: z.int().min(2000).max(2100),
      /** Until when the final account is published and the year is audited. */
      finalAccountDue: day,
      auditDue: day,
      on: day,
    })
    .strict(),
  samples: [
    {
      kind: 'with-the-matter',
      name: '低保日常管理委托经费',
      area: '320582000000',
      payer: department,
      owner: community,
      agency: department,
      purposes: ['service-projects'],
      year: 2026,
      finalAccountDue: '2027-03-31',
      auditDue: '2027-12-31',
      on: '2026-04-01',
    },
    {
      kind: 'charity',
      name: '助老募捐',
      area: '320582000000',
      payer: department,
      owner: community,
      agency: department,
      purposes: ['service-projects'],
      year: 2026,
      charity: { name: '示例市慈善总会', qualification: '公开募捐资格证书〔2024〕1号' },
      finalAccountDue: '2027-03-31',
      auditDue: '2027-12-31',
      on: '2026-04-01',
    },
  ],
});
export const purposeAdded = event('PurposeAdded', {
  ...of,
  zh: '增加用途',
  en: 'The payer lets the source be spent on one purpose more, such as that of money carried over',
  schema: z.object({ purpose: fundPurpose, document: words, on: day }).strict(),
  samples: [{ purpose: 'training', document: '用途调整批复1号', on: '2027-02-01' }],
});
export const budgetLineApproved = event('BudgetLineApproved', {
  ...of,
  zh: '预算批准',
  en: 'A line of the budget: purpose and amount in fen, with its plan by month where there is one',
  schema: z
    .object({
      line: key,
      purpose: fundPurpose,
      /** Which of the uses that its place has fixed for the yearly money of a community (6.2), in the words of its set. */
      use: z.string().min(1).max(40).optional(),
      amount: fen,
      months: z.array(fenFromZero).length(12).nullable(),
      document: words,
      /** Years running in which it stayed unused before. */ unusedYears: z.int().min(0),
      on: day,
    })
    .strict(),
  samples: [
    {
      line: '2026-MZ-03',
      purpose: 'service-projects',
      amount: '750000',
      months: null,
      document: '预算批复1号',
      unusedYears: 0,
      on: '2026-04-01',
    },
  ],
});
export const moneyReceived = event('MoneyReceived', {
  ...of,
  zh: '资金到账',
  en: 'Money arrived in the source, in fen; a donation names its receipt, and its donor unless he stays unnamed',
  schema: z
    .object({
      amount: fen,
      voucher: mirrored,
      donation: z.object({ receipt: key, donor: donor.nullable(), purpose: fundPurpose.nullable() }).strict().nullable(),
      on: day,
    })
    .strict(),
  samples: [{ amount: '375000', voucher, donation: null, on: '2026-05-02' }],
});
/** Goods are recorded as well as money. */
export const donationInKind = event('DonationInKindRecorded', {
  ...of,
  zh: '捐赠实物登记',
  en: 'Goods given: recorded with their valuation, no money of the books',
  schema: z.object({ goods: words, valuation: fenFromZero, receipt: key, donor: donor.nullable(), on: day }).strict(),
  samples: [{ goods: '电脑两台', valuation: '600000', receipt: '捐1', donor: null, on: '2026-05-02' }],
});
export const moneyCommitted = event('MoneyCommitted', {
  ...of,
  zh: '资金承诺',
  en: 'Money of a line is bound by a contract, an item or an agreement',
  schema: z
    .object({
      commitment: key,
      line: key,
      amount: fen,
      purpose: fundPurpose,
      reason: z.object({ kind: z.enum(['contract', 'item', 'agreement']), of: z.uuid() }).strict(),
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment: 'C1',
      line: '2026-MZ-03',
      amount: '375000',
      purpose: 'service-projects',
      reason: { kind: 'agreement', of: application },
      on: '2026-05-02',
    },
  ],
});
export const commitmentReleased = event('CommitmentReleased', {
  ...of,
  zh: '承诺释放',
  en: 'What was committed and not paid is free again',
  schema: z.object({ commitment: key, amount: fen, reason: words, on: day }).strict(),
  samples: [{ commitment: 'C1', amount: '175000', reason: '事项退出', on: '2026-12-01' }],
});
export const paymentClaimed = event('PaymentClaimed', {
  ...of,
  zh: '报销申请',
  en: 'A payment out of a commitment is asked for',
  schema: z.object({ claim: key, commitment: key, amount: fen, document: words, requester: account, on: day }).strict(),
  samples: [{ claim: 'P1', commitment: 'C1', amount: '200000', document: '发票1号', requester: 'worker-1', on: '2026-06-01' }],
});
export const claimChecked = event('ClaimChecked', {
  ...of,
  zh: '报销审核',
  en: 'Another person than the requester checked it',
  schema: z.object({ claim: key, approver: account, on: day }).strict(),
  samples: [{ claim: 'P1', approver: 'director-1', on: '2026-06-02' }],
});
export const claimReturned = event('ClaimReturned', {
  ...of,
  zh: '报销退回',
  en: 'Returned with its reason; it may be claimed anew',
  schema: z.object({ claim: key, approver: account, reason: words, on: day }).strict(),
  samples: [{ claim: 'P1', approver: 'director-1', reason: '发票不符', on: '2026-06-02' }],
});
export const paymentCountersigned = event('PaymentCountersigned', {
  ...of,
  zh: '第二人签字',
  en: 'The second signature above the limit',
  schema: z.object({ claim: key, by: account, on: day }).strict(),
  samples: [{ claim: 'P1', by: 'secretary-1', on: '2026-06-02' }],
});
export const paymentMade = event('PaymentMade', {
  ...of,
  zh: '付款',
  en: 'Paid, by a third person, with the voucher of bank or treasury',
  schema: z.object({ claim: key, amount: fen, payer: account, voucher: mirrored, on: day }).strict(),
  samples: [{ claim: 'P1', amount: '200000', payer: 'cashier-1', voucher: { ...voucher, number: '银〔2026〕2' }, on: '2026-06-03' }],
});
export const paymentRefunded = event('PaymentRefunded', {
  ...of,
  zh: '退款',
  en: 'Money that was paid came back',
  schema: z.object({ claim: key, amount: fen, voucher: mirrored, on: day }).strict(),
  samples: [{ claim: 'P1', amount: '1000', voucher: { ...voucher, number: '银〔2026〕3' }, on: '2026-06-10' }],
});
export const paymentAccepted = event('PaymentAccepted', {
  ...of,
  zh: '验收',
  en: 'What was paid for was accepted',
  schema: z.object({ claim: key, evidence: words, on: day }).strict(),
  samples: [{ claim: 'P1', evidence: '验收单1号', on: '2026-06-20' }],
});
export const moneyPublished = event('MoneyPublished', {
  ...of,
  zh: '资金公示',
  en: 'Budget, a payment, the donations so far, or the final account was published, until the day named at least',
  schema: z
    .object({ what: z.enum(['budget', 'payment', 'donations', 'final-account']), claim: key.nullable(), until: day, on: day })
    .strict(),
  samples: [{ what: 'payment', claim: 'P1', until: '2026-07-06', on: '2026-06-21' }],
});
export const lineFrozen = event('BudgetLineFrozen', {
  ...of,
  zh: '预算冻结',
  en: 'Nothing of the line may be committed or paid until it is thawed',
  schema: z.object({ line: key, reason: words, on: day }).strict(),
  samples: [{ line: '2026-MZ-03', reason: '审计发现', on: '2026-07-01' }],
});
export const lineThawed = event('BudgetLineThawed', {
  ...of,
  zh: '预算解冻',
  en: 'The line may be used again',
  schema: z.object({ line: key, reason: words, on: day }).strict(),
  samples: [{ line: '2026-MZ-03', reason: '已整改', on: '2026-07-10' }],
});
export const bookEvents = [
  fundSourceOpened,
  purposeAdded,
  budgetLineApproved,
  moneyReceived,
  donationInKind,
  moneyCommitted,
  commitmentReleased,
  paymentClaimed,
  claimChecked,
  claimReturned,
  paymentCountersigned,
  paymentMade,
  paymentRefunded,
  paymentAccepted,
  moneyPublished,
  lineFrozen,
  lineThawed,
] as const;
