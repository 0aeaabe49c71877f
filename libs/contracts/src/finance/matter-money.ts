import { z } from 'zod';
import { event } from '../event.js';
import { fen } from '../fields.js';
import { instalment } from '../public-services/admission/form.js';
import { fundPurpose, mirrored } from './fund-source.js';

const day = z.iso.date();
const words = z.string().min(2).max(500);
const community = '0198a3f0-0000-7000-8000-000000000001';
const department = '0198a3f0-0000-7000-8000-000000000002';
const application = '0198a3f0-0000-7000-8000-000000000004';
const commitment = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';

/** `{uuid}~{year}` of a source of money. */
export const sourceId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/);

// Streams `matter-money/{application}`: what finance owes the communities for one matter, by community and year.
const of = { context: 'finance', subject: 'matter-money', version: 1, visibility: 'internal' } as const;

export const commitmentAsked = event('CommitmentAsked', {
  ...of,
  zh: '请求承诺资金',
  en: 'The instalments of an agreement that fall into one year are to be bound in the department’s source of that year',
  schema: z
    .object({
      department: z.uuid(),
      finance: z.uuid(),
      community: z.uuid(),
      source: sourceId,
      commitment: z.uuid(),
      line: z.string().min(1).max(60),
      /** What it is spent on (6.1): the line's purpose, whichever line is named. */
      purpose: fundPurpose.optional(),
      amount: fen,
      plan: z.array(instalment).min(1).max(60),
      on: day,
    })
    .strict(),
  samples: [
    {
      department,
      finance: department,
      community,
      source: `${department}~2026`,
      commitment,
      line: '2026-MZ-03',
      amount: '375000',
      plan: [{ on: '2026-05-01', amount: '375000' }],
      on: '2026-04-01',
    },
  ],
});
export const commitmentEnded = event('CommitmentEnded', {
  ...of,
  zh: '停止付款承诺',
  en: 'The matter has ended: what was bound for it in this source and not paid is to be released',
  schema: z.object({ source: sourceId, commitment: z.uuid(), reason: words, on: day }).strict(),
  samples: [{ source: `${department}~2026`, commitment, reason: '事项退出：task-done', on: '2026-07-01' }],
});
export const matterMoneyEvents = [commitmentAsked, commitmentEnded] as const;

// Of the stream of the department's source and year.
const source = { context: 'finance', subject: 'fund-source', version: 1, visibility: 'internal' } as const;

export const agreementMoneyCommitted = event('AgreementMoneyCommitted', {
  ...source,
  zh: '协议资金已承诺',
  en: 'The money of an agreement for the year is bound in the department’s source',
  schema: z
    .object({
      commitment: z.uuid(),
      application: z.uuid(),
      community: z.uuid(),
      line: z.string().min(1).max(60),
      purpose: fundPurpose.optional(),
      amount: fen,
      plan: z.array(instalment).min(1).max(60),
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment,
      application,
      community,
      line: '2026-MZ-03',
      amount: '375000',
      plan: [{ on: '2026-05-01', amount: '375000' }],
      on: '2026-04-01',
    },
  ],
});
export const agreementMoneyRefused = event('AgreementMoneyRefused', {
  ...source,
  zh: '协议资金未能承诺',
  en: 'The source cannot bind the money of an agreement: no line, one for another purpose, a frozen line, beyond its budget, or not enough free money. A task of finance until it is bound after all or the matter ends',
  schema: z
    .object({
      commitment: z.uuid(),
      application: z.uuid(),
      community: z.uuid(),
      amount: fen,
      because: z.enum(['no-budget-line', 'purpose-not-in-line', 'line-frozen', 'over-budget', 'not-enough-money']),
      /** What the line or the source has left, in fen. */
      left: fen,
      /** Whose task it is, and until when. */
      owner: z.object({ role: z.literal('finance'), organisation: z.uuid() }).strict(),
      dueOn: day,
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment,
      application,
      community,
      amount: '375000',
      because: 'not-enough-money',
      left: '100000',
      owner: { role: 'finance', organisation: department },
      dueOn: '2026-04-08',
      on: '2026-04-01',
    },
  ],
});
export const instalmentPaid = event('InstalmentPaid', {
  ...source,
  zh: '分期费用已支付',
  en: 'The department’s source has paid money of an agreement to the community, by this voucher',
  schema: z
    .object({
      commitment: z.uuid(),
      application: z.uuid(),
      community: z.uuid(),
      claim: z.string().min(1).max(60),
      amount: fen,
      voucher: mirrored,
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment,
      application,
      community,
      claim: 'P1',
      amount: '200000',
      voucher: { system: 'bank', number: '银〔2026〕2', date: '2026-05-01' },
      on: '2026-05-01',
    },
  ],
});
export const instalmentRefunded = event('InstalmentRefunded', {
  ...source,
  zh: '分期费用已退回',
  en: 'Money of an agreement came back from the community: it is bound again, so that it can be paid anew',
  schema: z
    .object({
      commitment: z.uuid(),
      application: z.uuid(),
      community: z.uuid(),
      claim: z.string().min(1).max(60),
      amount: fen,
      /** The paper by which it had been paid, and the one by which it came back. */
      paid: mirrored,
      voucher: mirrored,
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment,
      application,
      community,
      claim: 'P1',
      amount: '1000',
      paid: { system: 'bank', number: '银〔2026〕2', date: '2026-05-01' },
      voucher: { system: 'bank', number: '银〔2026〕3', date: '2026-06-10' },
      on: '2026-06-10',
    },
  ],
});
export const commitmentClosed = event('CommitmentClosed', {
  ...source,
  zh: '承诺终止',
  en: 'The matter or project has ended: what could not be bound for it is asked for no more; a claim that comes back, or money that does, is free at once',
  schema: z.object({ commitment: z.string().min(1).max(60), reason: words, on: day }).strict(),
  samples: [{ commitment: 'C1', reason: '事项退出', on: '2026-12-01' }],
});
/** The other side of a refund by a community: what it had received of an agreement leaves its books. */
export const moneyGivenBack = event('MoneyGivenBack', {
  ...source,
  zh: '到账退回',
  en: 'Money that had been received went back to who paid it, by this voucher',
  schema: z.object({ amount: fen, paid: mirrored, voucher: mirrored, on: day }).strict(),
  samples: [
    {
      amount: '1000',
      paid: { system: 'bank', number: '银〔2026〕1', date: '2026-05-01' },
      voucher: { system: 'bank', number: '银〔2026〕3', date: '2026-06-10' },
      on: '2026-06-10',
    },
  ],
});
