import { z } from 'zod';
import { event } from '../event.js';
import { fen, fenFromZero } from '../fields.js';
import { fundPurpose, mirrored, ordinal } from './fund-source.js';

const of = { context: 'finance', subject: 'fund-source', version: 1, visibility: 'internal' } as const;
const day = z.iso.date();
const key = z.string().min(1).max(60);
const words = z.string().min(2).max(500);
const account = z.string().min(1).max(100);
const payer = '0198a3f0-0000-7000-8000-000000000002';
const voucher = { system: 'bank', number: '银〔2026〕1', date: '2026-05-01' } as const;

export const moneyCarriedOver = event('MoneyCarriedOver', {
  ...of,
  zh: '结转下年',
  en: 'Free money of a line goes over to the next year',
  schema: z
    .object({
      line: key,
      purpose: fundPurpose,
      amount: fen,
      to: z.int(),
      unusedYears: z.int().min(0),
      ordinal: ordinal.optional(),
      /** What of it was given for this purpose, and stays so. */
      donated: fenFromZero.optional(),
      on: day,
    })
    .strict(),
  samples: [{ line: '2026-MZ-03', purpose: 'service-projects', amount: '1000', to: 2027, unusedYears: 0, ordinal: 1, on: '2027-01-05' }],
});
export const carryOverRepeated = event('CarryOverRepeated', {
  ...of,
  zh: '重新结转',
  en: 'What was carried over is handed to the next year once more: its source was not open then, or the line stood there for something else',
  schema: z
    .object({
      line: key,
      purpose: fundPurpose,
      amount: fen,
      to: z.int(),
      unusedYears: z.int().min(0),
      ordinal: ordinal.optional(),
      /** What of it was given for this purpose, and stays so. */
      donated: fenFromZero.optional(),
      on: day,
    })
    .strict(),
  samples: [{ line: '2026-MZ-03', purpose: 'service-projects', amount: '1000', to: 2027, unusedYears: 0, ordinal: 1, on: '2027-02-01' }],
});
export const surplusRecovered = event('SurplusRecovered', {
  ...of,
  zh: '结余收回',
  en: 'Two years running unused: managed as surplus and taken back by the payer',
  schema: z.object({ line: key, amount: fen, voucher: mirrored, on: day }).strict(),
  samples: [{ line: '2026-MZ-03', amount: '1000', voucher: { ...voucher, number: '银〔2027〕1' }, on: '2027-01-05' }],
});
export const moneyCarriedIn = event('MoneyCarriedIn', {
  ...of,
  zh: '上年结转',
  en: 'Free money of a line came over from the year before, with the years running in which it was not used',
  schema: z
    .object({
      line: key,
      purpose: fundPurpose,
      amount: fen,
      from: z.int(),
      unusedYears: z.int().min(0),
      ordinal: ordinal.optional(),
      /** What of it was given for this purpose, and stays so. */
      donated: fenFromZero.optional(),
      on: day,
    })
    .strict(),
  samples: [{ line: '2026-MZ-03', purpose: 'service-projects', amount: '1000', from: 2026, unusedYears: 1, ordinal: 1, on: '2027-01-05' }],
});
export const surplusFound = event('SurplusFound', {
  ...of,
  zh: '结余管理',
  en: 'A line unused for the years of BUD18 42 running is managed as surplus: a task of the payer to take it back',
  schema: z
    .object({
      line: key,
      amount: fen,
      unusedYears: z.int().min(0),
      owner: z.object({ role: z.literal('finance'), organisation: z.uuid() }).strict(),
      dueOn: day,
      on: day,
    })
    .strict(),
  samples: [
    {
      line: '2026-MZ-03',
      amount: '1000',
      unusedYears: 2,
      owner: { role: 'finance', organisation: payer },
      dueOn: '2028-01-08',
      on: '2028-01-01',
    },
  ],
});
/** RCL25 38: whoever leads a committee is audited when he leaves office; the sub-district sees to it. */
export const leavingAuditAsked = event('LeavingAuditAsked', {
  ...of,
  zh: '离任审计',
  en: 'A director has left office: the money of his committee is to be audited',
  schema: z
    .object({
      /** Account that was the director’s. */
      account,
      owner: z.object({ role: z.literal('auditor'), organisation: z.uuid() }).strict(),
      dueOn: day,
      on: day,
    })
    .strict(),
  samples: [{ account: 'director-1', owner: { role: 'auditor', organisation: payer }, dueOn: '2027-12-31', on: '2026-09-01' }],
});
export const sourceAudited = event('FundSourceAudited', {
  ...of,
  zh: '审计',
  en: 'The yearly audit, or the audit on leaving office of the account named',
  schema: z.object({ kind: z.enum(['yearly', 'leaving-office']), account: account.optional(), findings: words, on: day }).strict(),
  samples: [{ kind: 'yearly', findings: '未发现问题', on: '2027-02-01' }],
});
export const sourceClosed = event('FundSourceClosed', {
  ...of,
  zh: '年度关账',
  en: 'The books of the year are closed: published, audited, nothing committed',
  schema: z.object({ received: fen, paid: fen, on: day }).strict(),
  samples: [{ received: '375000', paid: '375000', on: '2027-03-01' }],
});
