import { z } from 'zod';
import { event } from '../../event.js';
import { admissionBase } from './application.js';

const day = z.iso.date();
const words = z.string().min(2).max(1000);
const application = '0198a3f0-0000-7000-8000-000000000002';
const contract = '0198a3f0-0000-7000-8000-000000000003';

/** How a purchase contract of 6.5 is over: accepted, paid and evaluated; ended before its term; or its last day has passed. */
export const contractEnd = z.enum(['closed', 'terminated', 'term-over']);

export const matterContracted = event('MatterContracted', {
  ...admissionBase,
  zh: '签订购买合同',
  en: 'A purchase contract of 6.5 was signed and published; the matter rests on it from its first day to its last',
  schema: z
    .object({
      contract: z.uuid(),
      signedOn: day,
      publishedOn: day,
      /** Term of the contract, as finance tells it. */
      from: day.optional(),
      to: day.optional(),
      /** When the matter starts under it; null where it may start at once. */
      startsOn: day.nullable().optional(),
      on: day,
    })
    .strict(),
  samples: [
    {
      contract,
      signedOn: '2026-04-01',
      publishedOn: '2026-04-03',
      from: '2026-05-06',
      to: '2027-05-05',
      startsOn: '2026-05-06',
      on: '2026-04-03',
    },
    { contract, signedOn: '2026-04-01', publishedOn: '2026-04-03', on: '2026-04-03' },
  ],
});
export const matterContractEnded = event('MatterContractEnded', {
  ...admissionBase,
  zh: '购买合同终止',
  en: 'The contract on which the matter rests is over: it needs another to go on',
  schema: z.object({ contract: z.uuid(), how: contractEnd, reason: words, on: day }).strict(),
  samples: [{ contract, how: 'terminated', reason: '严重违约', on: '2026-06-01' }],
});

// Streams `contract-use/{contract}`: which matter rests on a purchase contract of finance. One matter at most (13.5).
const use = { context: 'public-services', subject: 'contract-use', version: 1, visibility: 'internal' } as const;

export const contractTaken = event('ContractTaken', {
  ...use,
  zh: '合同用于事项',
  en: 'A matter is about to rest on this purchase contract; no other one may',
  schema: z.object({ application: z.uuid(), on: day }).strict(),
  samples: [{ application, on: '2026-04-03' }],
});
export const contractOver = event('ContractOver', {
  ...use,
  zh: '所用合同终止',
  en: 'Finance says that the contract is over; the matter that rests on it, if any, is told (process)',
  schema: z.object({ application: z.uuid().nullable(), how: contractEnd.exclude(['term-over']), reason: words, on: day }).strict(),
  samples: [{ application, how: 'terminated', reason: '严重违约', on: '2026-06-01' }],
});
export const contractUseEvents = [contractTaken, contractOver] as const;
