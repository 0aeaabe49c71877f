import { z } from 'zod';
import { event } from '../../event.js';
import { due, fenFromZero, positiveFen } from '../../fields.js';
import { fundPurpose } from '../../finance/fund-source.js';
import { admissionBase } from './application.js';
import { fileHash, paymentPlan } from './form.js';

const of = admissionBase;
const day = z.iso.date();
const reason = z.string().min(2).max(500);
/** Whose paper it is: the treasury's or a bank's; a number is one paper only together with its system and date. */
const systemOf = z.enum(['treasury', 'bank']);
const paperOf = systemOf.default('bank');
const paper = z.object({ system: systemOf, number: z.string().min(1).max(60), date: day }).strict();
/**
 * What the matter has reached before its start, by the communities that stand on the day: each has its agreement, or its first money too; null
 * where one has none yet. Absent after the start, and where the communities of the application were counted.
 */
const reached = z.enum(['agreed', 'funded']).nullable().optional();
const community = '0198a3f0-0000-7000-8000-000000000001';
const department = '0198a3f0-0000-7000-8000-000000000002';

/** 委托协议 of one community; amounts in fen, of this community. */
export const agreementTerms = z
  .object({
    community: z.uuid(),
    standardOfWork: reason,
    from: day,
    to: day,
    amount: positiveFen,
    /** Price of a case where the money goes by the case. */
    pricePerCase: fenFromZero.nullable(),
    plan: paymentPlan.min(1),
    conditions: z
      .object({
        staff: z.string().min(1).max(200),
        place: z.string().min(1).max(200),
        equipment: z.string().min(1).max(200),
        dataAccess: z.string().min(1).max(200),
      })
      .strict(),
    training: reason,
    /** PIPL 21 */
    dataProtection: reason,
    acceptance: reason,
    changeAndEnd: reason,
    dispute: reason,
    document: fileHash,
    /** Sub-district that witnesses. */
    witness: z.uuid(),
  })
  .strict();
const account = z.string().min(1).max(100);
/** Who signed for a party: 甲方 the department, 乙方 the committee, 见证方 the sub-district or town. */
export const agreementSignature = z
  .object({ party: z.enum(['department', 'community', 'witness']), organisation: z.uuid(), account, on: day })
  .strict();

const terms = {
  community,
  standardOfWork: '每月走访一次',
  from: '2026-05-06',
  to: '2027-05-05',
  amount: '375000',
  pricePerCase: '300',
  plan: [{ on: '2026-05-01', amount: '375000' }],
  conditions: { staff: '一名', place: '社区', equipment: '电脑', dataAccess: '低保平台' },
  training: '上岗前培训',
  dataProtection: '不得再提供',
  acceptance: '按件核对',
  changeAndEnd: '协商变更',
  dispute: '由街道调解',
  document: 'b'.repeat(64),
  witness: department,
};
export const agreementOffered = event('AgreementOffered', {
  ...of,
  zh: '部门签署委托协议',
  en: 'The department signed the terms for one community; nothing is in force yet. A new offer voids the signatures under the last',
  schema: z.object({ terms: agreementTerms, signature: agreementSignature }).strict(),
  samples: [{ terms, signature: { party: 'department', organisation: department, account: 'department-1', on: '2026-04-01' } }],
});
export const agreementCountersigned = event('AgreementCountersigned', {
  ...of,
  zh: '社区签署委托协议',
  en: 'The committee signed the same paper; it waits for its witness',
  schema: z.object({ community: z.uuid(), signature: agreementSignature }).strict(),
  samples: [{ community, signature: { party: 'community', organisation: community, account: 'director-1', on: '2026-04-02' } }],
});
export const agreementSigned = event('AgreementSigned', {
  ...of,
  zh: '签订委托协议',
  en: 'Department and committee signed, the sub-district witnessed: in force; finance commits the money (process)',
  schema: agreementTerms
    .extend({
      department: z.uuid(),
      finance: z.uuid(),
      class: z.literal('ENTRUST'),
      budgetLine: z.string(),
      /** As the application names it (6.1). */
      purpose: fundPurpose.optional(),
      /** All three, in the order in which they signed. */
      signatures: z.array(agreementSignature).length(3).optional(),
      /** First day of the matter, where its agreements let it begin on a day to come; last day until which all of them run. */
      startsOn: day.optional(),
      runsUntil: day.optional(),
      reached,
      moneyDue: due,
      on: day,
    })
    .strict(),
  samples: [
    {
      ...terms,
      department,
      finance: department,
      class: 'ENTRUST',
      budgetLine: '2026-MZ-03',
      signatures: [
        { party: 'department', organisation: department, account: 'department-1', on: '2026-03-30' },
        { party: 'community', organisation: community, account: 'director-1', on: '2026-03-31' },
        { party: 'witness', organisation: department, account: 'town-1', on: '2026-04-01' },
      ],
      reached: null,
      moneyDue: { dueOn: '2026-06-01' },
      on: '2026-04-01',
    },
  ],
});
export const instalmentReceived = event('InstalmentReceived', {
  ...of,
  zh: '费用到账',
  en: 'Money of an agreement arrived, by voucher and bank date; the community has yet to confirm',
  schema: z
    .object({
      community: z.uuid(),
      amount: positiveFen,
      system: paperOf,
      voucher: z.string().min(1).max(60),
      bankDate: day,
      /** When the next one is late; null where none is open. */ moneyDue: due.nullable(),
      on: day,
    })
    .strict(),
  samples: [
    { community, amount: '375000', system: 'bank', voucher: '银〔2026〕1', bankDate: '2026-05-01', moneyDue: null, on: '2026-05-02' },
  ],
});
export const receiptConfirmed = event('ReceiptConfirmed', {
  ...of,
  zh: '社区确认收款',
  en: 'The community confirmed what it received',
  schema: z
    .object({
      community: z.uuid(),
      system: paperOf,
      voucher: z.string().min(1).max(60),
      amount: positiveFen,
      bankDate: day,
      reached,
      on: day,
    })
    .strict(),
  samples: [
    { community, system: 'bank', voucher: '银〔2026〕1', amount: '375000', bankDate: '2026-05-01', reached: 'funded', on: '2026-05-03' },
  ],
});
export const instalmentReturned = event('InstalmentReturned', {
  ...of,
  zh: '费用退回',
  en: 'Money of an agreement went back to the department: it is due again; what the community had confirmed leaves its books',
  schema: z
    .object({
      community: z.uuid(),
      amount: positiveFen,
      /** The paper by which it had come, and the one by which it went back. */
      paid: paper,
      voucher: paper,
      /** Whether the community had confirmed it. */
      confirmed: z.boolean(),
      /** When the matter is looked at for late money; null where none is open. */
      moneyDue: due.nullable(),
      on: day,
    })
    .strict(),
  samples: [
    {
      community,
      amount: '1000',
      paid: { system: 'bank', number: '银〔2026〕1', date: '2026-05-01' },
      voucher: { system: 'bank', number: '银〔2026〕3', date: '2026-06-10' },
      confirmed: true,
      moneyDue: { dueOn: '2026-06-10' },
      on: '2026-06-10',
    },
  ],
});
export const commitmentNoted = event('CommitmentNoted', {
  ...of,
  zh: '资金承诺情况',
  en: 'What finance says of the money of an agreement: bound in the department’s source, or not, and why',
  schema: z
    .object({
      community: z.uuid(),
      commitment: z.uuid(),
      amount: positiveFen,
      outcome: z.enum(['committed', 'refused']),
      because: z.string().min(1).max(60).nullable(),
      on: day,
    })
    .strict(),
  samples: [
    {
      community,
      commitment: '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11',
      amount: '375000',
      outcome: 'refused',
      because: 'not-enough-money',
      on: '2026-04-01',
    },
  ],
});
