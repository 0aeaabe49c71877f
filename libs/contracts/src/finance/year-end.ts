import { z } from 'zod';
import { event } from '../event.js';
import { fen } from '../fields.js';
import { fundPurpose, ordinal } from './fund-source.js';

const of = { context: 'finance', subject: 'fund-source', version: 1, visibility: 'internal' } as const;
const day = z.iso.date();
const key = z.string().min(1).max(60);
const payer = '0198a3f0-0000-7000-8000-000000000002';

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
