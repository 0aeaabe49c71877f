import { z } from 'zod';
import { event } from '../event.js';
import { areaCode, fen, fenFromZero, positiveFen } from '../fields.js';
import { mirrored } from './fund-source.js';
import { sourceId } from './matter-money.js';

const of = { context: 'finance', subject: 'purchase-contract', version: 1, visibility: 'internal' } as const;
const open = { ...of, visibility: 'published' } as const;
const day = z.iso.date();
const words = z.string().min(2).max(1000);
const id = '0198a3f0-0000-7000-8000-000000000401';

/** What is to be bought: services, or one of the kinds that GPS20 10 shuts out. */
export const purchaseKind = z.enum([
  'service',
  'goods',
  'works',
  'mixed',
  'staff-recruiting',
  'labour-dispatch',
  'public-welfare-post',
  'own-duty',
  'financing',
]);
/** Who may buy or supply (GPS20 5, 6, 8). */
export const bodyKind = z.enum([
  'state-organ',
  'firm',
  'social-organisation',
  'financed-mass-body',
  'institution-class-1',
  'institution-class-2',
  'rural-collective',
  'self-governing-body',
  'qualified-person',
]);

export const purchaseNeeded = event('PurchaseNeeded', {
  ...of,
  zh: '购买需求',
  en: 'A state organ needs a service within the duty of government',
  schema: z
    .object({ buyer: z.uuid(), buyerKind: bodyKind, what: purchaseKind, service: words, governmentDuty: z.boolean(), on: day })
    .strict(),
  samples: [{ buyer: id, buyerKind: 'state-organ', what: 'service', service: '居家养老服务', governmentDuty: true, on: '2025-11-01' }],
});
export const purchaseInGuide = event('PurchaseInGuide', {
  ...of,
  zh: '列入指导性目录',
  en: 'The service stands in the public guide catalogue',
  schema: z.object({ item: z.string().min(1).max(100), guide: areaCode.optional(), name: words.optional(), on: day }).strict(),
  samples: [{ item: 'A0201', guide: '320500000000', name: '养老服务', on: '2025-11-02' }],
});
export const purchaseBudgeted = event('PurchaseBudgeted', {
  ...of,
  zh: '列入预算',
  en: 'Money stands in a budget line, in fen',
  schema: z.object({ fundSource: z.string().max(60), line: z.string().min(1).max(60), amount: fen, on: day }).strict(),
  samples: [{ fundSource: `${id}~2026`, line: 'L1', amount: '10000000', on: '2025-11-10' }],
});
export const supplierChosen = event('SupplierChosen', {
  ...of,
  zh: '确定承接主体',
  en: 'The supplier was chosen; a residents’ committee has its admission entry of class PURCHASE',
  schema: z
    .object({
      supplier: z.uuid(),
      supplierKind: bodyKind,
      way: z.enum(['open-tender', 'negotiation', 'single-source', 'other']),
      admission: z.uuid().nullable(),
      on: day,
    })
    .strict(),
  samples: [{ supplier: id, supplierKind: 'social-organisation', way: 'open-tender', admission: null, on: '2025-12-01' }],
});
/** Contract of GPS20 23: content, term, quantity, quality, price, settlement, rights and duties, liability. */
export const contractTerms = z
  .object({
    content: words,
    from: day,
    to: day,
    quantity: words,
    quality: words,
    price: fen,
    settlement: words,
    rightsAndDuties: words,
    liability: words,
    /** What of the price falls into which year, where the contract is paid out of budgets of several years; absent: all in one. */
    years: z
      .array(z.object({ year: z.int().min(2000).max(2100), amount: positiveFen }).strict())
      .min(1)
      .max(4)
      .optional(),
    /** Conditions under which it may last longer than a year (GPS20 24). */
    secured: z
      .object({
        budget: z.boolean(),
        contentFixed: z.boolean(),
        continuous: z.boolean(),
        moneyStable: z.boolean(),
        priceStable: z.boolean(),
      })
      .strict(),
  })
  .strict();
export const contractSigned = event('PurchaseContractSigned', {
  ...open,
  zh: '购买合同签订',
  en: 'The written contract',
  schema: contractTerms.extend({ on: day }).strict(),
  samples: [
    {
      content: '居家养老服务',
      from: '2026-01-01',
      to: '2026-12-31',
      quantity: '200人',
      quality: '按规范',
      price: '10000000',
      settlement: '按季',
      rightsAndDuties: '见附件',
      liability: '违约金',
      secured: { budget: true, contentFixed: false, continuous: false, moneyStable: false, priceStable: false },
      on: '2025-12-20',
    },
  ],
});
export const contractPublished = event('PurchaseContractPublished', {
  ...open,
  zh: '合同公告',
  en: 'The contract was made public',
  schema: z.object({ on: day }).strict(),
  samples: [{ on: '2025-12-22' }],
});
export const performanceStarted = event('PerformanceStarted', {
  ...of,
  zh: '开始履行',
  en: 'The supplier began',
  schema: z.object({ on: day }).strict(),
  samples: [{ on: '2026-01-01' }],
});
export const performanceAccepted = event('PerformanceAccepted', {
  ...of,
  zh: '履约验收',
  en: 'What was delivered was accepted, in fen of the price: only that may be claimed; `last` where nothing more is to come',
  schema: z
    .object({ evidence: words, source: sourceId.optional(), amount: positiveFen.optional(), last: z.boolean().optional(), on: day })
    .strict(),
  samples: [
    { evidence: '验收单1号', source: `${id}~2026`, amount: '2500000', last: false, on: '2026-03-31' },
    { evidence: '验收单4号', source: `${id}~2026`, amount: '7500000', last: true, on: '2026-12-31' },
  ],
});
export const contractPaid = event('PurchasePaid', {
  ...of,
  zh: '合同支付',
  en: 'A payment under the contract, in fen: a claim of the books that was checked and paid',
  schema: z
    .object({ amount: fen, voucher: mirrored, source: sourceId.optional(), claim: z.string().min(1).max(60).optional(), on: day })
    .strict(),
  samples: [
    {
      amount: '10000000',
      source: `${id}~2026`,
      claim: 'P1',
      voucher: { system: 'treasury', number: '支1', date: '2027-01-05' },
      on: '2027-01-05',
    },
  ],
});
export const purchaseEvaluated = event('PurchaseEvaluated', {
  ...of,
  zh: '绩效评价',
  en: 'The performance was evaluated',
  schema: z.object({ result: words, on: day }).strict(),
  samples: [{ result: '良好', on: '2027-01-20' }],
});
export const contractClosed = event('PurchaseContractClosed', {
  ...of,
  zh: '合同办结',
  en: 'Accepted, paid, evaluated: closed',
  schema: z.object({ on: day }).strict(),
  samples: [{ on: '2027-01-31' }],
});
export const contractTerminated = event('PurchaseContractTerminated', {
  ...open,
  zh: '合同终止',
  en: 'Ended before its term, with the reason',
  schema: z.object({ reason: words, on: day }).strict(),
  samples: [{ reason: '严重违约', on: '2026-06-01' }],
});

export const purchaseSteps = [
  purchaseNeeded,
  purchaseInGuide,
  purchaseBudgeted,
  supplierChosen,
  contractSigned,
  contractPublished,
  performanceStarted,
  performanceAccepted,
  contractPaid,
  purchaseEvaluated,
  contractClosed,
  contractTerminated,
] as const;

// Streams `grant/{community}`: what excludes each other stands in one stream (13.5).
const grant = { context: 'finance', subject: 'grant', version: 1, visibility: 'internal' } as const;
export const grantDecided = event('GrantDecided', {
  ...grant,
  zh: '补助核定',
  en: 'What a community is granted for building and as an award; `amount` is what this decision adds, in fen',
  schema: z
    .object({
      community: z.uuid(),
      payer: z.uuid(),
      building: z.enum(['new-build', 'rebuild']).nullable(),
      planApproved: z.boolean(),
      builtByTheRules: z.boolean(),
      inspectionPassed: z.boolean(),
      plaque: z.boolean(),
      auditedInvestment: fenFromZero.nullable(),
      forBuilding: fen,
      award: fen,
      amount: fen,
      on: day,
    })
    .strict(),
  samples: [
    {
      community: id,
      payer: id,
      building: 'new-build',
      planApproved: true,
      builtByTheRules: true,
      inspectionPassed: false,
      plaque: false,
      auditedInvestment: null,
      forBuilding: '30000000',
      award: '0',
      amount: '30000000',
      on: '2026-03-02',
    },
  ],
});
export const grantEvents = [grantDecided] as const;

// Streams `purchase-guide/{area code}`: what the finance organs of an area let be bought (GPS20 11).
export const purchaseGuideAdopted = event('PurchaseGuideAdopted', {
  context: 'finance',
  subject: 'purchase-guide',
  version: 1,
  visibility: 'published',
  zh: '指导性目录公布',
  en: 'The public guide catalogue of services that may be bought, as it stands from a day on; it replaces the one before',
  schema: z
    .object({
      issuer: z.uuid(),
      document: words,
      from: day,
      items: z
        .array(z.object({ code: z.string().min(1).max(40), name: words }).strict())
        .min(1)
        .max(1000),
      on: day,
    })
    .strict(),
  samples: [
    { issuer: id, document: '苏财购〔2025〕8号', from: '2025-01-01', items: [{ code: 'A0201', name: '养老服务' }], on: '2025-01-01' },
  ],
});
