import { z } from 'zod';
import { event } from '../../event.js';
import { ofPerson, sample } from './shared.js';

export const householdJoined = event('HouseholdJoined', {
  ...ofPerson,
  zh: '加入住户',
  en: 'The person belongs to a household; to one at a time.',
  schema: z.object({ person: z.uuid(), household: z.uuid() }).strict(),
  samples: [{ person: sample.person, household: sample.household }],
});

export const householdLeft = event('HouseholdLeft', {
  ...ofPerson,
  zh: '离开住户',
  en: 'The person no longer belongs to the household.',
  schema: z
    .object({
      person: z.uuid(),
      household: z.uuid(),
      /** The system took him out: it was dissolved while he joined it. */
      because: z.literal('household-dissolved').optional(),
    })
    .strict(),
  samples: [
    { person: sample.person, household: sample.household },
    { person: sample.person, household: sample.household, because: 'household-dissolved' },
  ],
});
