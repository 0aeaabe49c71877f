import { z } from 'zod';
import { event } from '../../event.js';
import { day, ofPerson, sample } from './shared.js';

export const personMovedAway = event('PersonMovedAway', {
  ...ofPerson,
  zh: '人员外迁',
  en: 'The person went to live outside the communities of this installation, since a date; no nearer than the county he went to.',
  schema: z
    .object({
      person: z.uuid(),
      from: z.uuid(),
      since: day,
      /** Six digits of the county; null where nobody knows. */
      county: z
        .string()
        .regex(/^\d{6}$/)
        .nullable(),
    })
    .strict(),
  samples: [{ person: sample.person, from: sample.organisation, since: '2026-03-02', county: '310115' }],
});

export const personCameBack = event('PersonCameBack', {
  ...ofPerson,
  zh: '人员迁回',
  en: 'The person lives in his community again, since a date.',
  schema: z.object({ person: z.uuid(), community: z.uuid(), since: day }).strict(),
  samples: [{ person: sample.person, community: sample.organisation, since: '2026-06-02' }],
});
