import { event, sealed } from '@yimen/contracts';
import { z } from 'zod';

export const context = 'public-services';
export const loanStarted = event('LoanStarted', {
  context,
  subject: 'loan',
  version: 1,
  visibility: 'published',
  zh: '借用开始',
  en: 'a loan has started',
  schema: z
    .object({
      organisation: z.uuid(),
      person: z.uuid(),
      name: sealed,
      phoneIndex: sealed.optional(),
      days: z.int(),
      number: z.string().nullable(),
      note: z.string().optional(),
    })
    .strict(),
  samples: [],
});
export const loanExtended = event('LoanExtended', {
  context,
  subject: 'loan',
  version: 1,
  visibility: 'internal',
  zh: '借用延期',
  en: 'a loan was extended',
  schema: z.object({ days: z.int() }).strict(),
  samples: [],
});
export const loanReturned = event('LoanReturned', {
  context,
  subject: 'loan',
  version: 1,
  visibility: 'internal',
  zh: '归还',
  en: 'it was returned',
  schema: z.object({ on: z.iso.date() }).strict(),
  samples: [],
});
export const numberTaken = event('LoanNumberTaken', {
  context,
  subject: 'loan-register',
  version: 1,
  visibility: 'internal',
  zh: '取号',
  en: 'a number was taken',
  schema: z.object({ number: z.string(), by: z.string() }).strict(),
  samples: [],
});
