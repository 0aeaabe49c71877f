import { z } from 'zod';
import { event } from '../../event.js';
import { day, ofPerson, reason } from './shared.js';

/** Record series of the personal fields (13.10); null where one stands for all of them. */
export const recordSeries = ['identity', 'contact', 'hall'] as const;

export const recordSealed = event('RecordSealed', {
  ...ofPerson,
  zh: '限制处理（仅存储）',
  en: 'Its use has ended, e.g. because deletion was asked for inside the retention period: from now on the record is stored and nothing else.',
  schema: z
    .object({
      ground: z.enum(['deletion-requested', 'consent-withdrawn', 'moved-away', 'deceased', 'not-used']),
      /** From this day on the period ran where the record was not used any more; otherwise it runs from the sealing. */
      lastUsedOn: day.optional(),
      /** Law or rule that keeps the record until then. */
      keptBy: z.string().min(1).max(200),
      retainUntil: z.object({ identity: day, contact: day, hall: day }).strict(),
    })
    .strict(),
  samples: [
    {
      ground: 'deletion-requested',
      keptBy: 'retention',
      retainUntil: { identity: '2029-03-02', contact: '2027-03-02', hall: '2026-04-01' },
    },
    {
      ground: 'not-used',
      lastUsedOn: '2020-06-01',
      keptBy: 'retention',
      retainUntil: { identity: '2025-05-31', contact: '2021-06-01', hall: '2023-06-01' },
    },
  ],
});

export const recordReopened = event('RecordReopened', {
  ...ofPerson,
  zh: '恢复处理',
  en: 'The person came back: the record may be used again.',
  schema: z.object({ reason }).strict(),
  samples: [{ reason: '重新迁入' }],
});

export const legalHoldPlaced = event('LegalHoldPlaced', {
  ...ofPerson,
  zh: '法定留存',
  en: 'The record may not be destroyed while a case, audit or inquiry needs it.',
  schema: z.object({ holdId: z.string().regex(/^h[1-9]\d{0,3}$/), ground: reason }).strict(),
  samples: [{ holdId: 'h1', ground: '行政诉讼' }],
});

export const legalHoldLifted = event('LegalHoldLifted', {
  ...ofPerson,
  zh: '解除法定留存',
  en: 'A legal hold ended.',
  schema: z.object({ holdId: z.string(), reason }).strict(),
  samples: [{ holdId: 'h1', reason: '案件终结' }],
});
