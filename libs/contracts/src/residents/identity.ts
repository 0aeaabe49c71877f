import { z } from 'zod';
import { event } from '../event.js';

// The stream's id is a random alias that only the vault can reach from a number (decision 2).
const of = { context: 'residents', subject: 'identity', version: 1, visibility: 'internal' } as const;
const person = '01981f00-0000-7000-8000-000000000021';

export const identityReserved = event('IdentityReserved', {
  ...of,
  zh: '身份预占',
  en: 'An identity was reserved for a person who is about to be registered.',
  schema: z.object({ person: z.uuid(), until: z.iso.date() }).strict(),
  samples: [{ person, until: '2026-03-03' }],
});
export const identityConfirmed = event('IdentityConfirmed', {
  ...of,
  zh: '身份占用',
  en: 'The person was registered under this identity.',
  schema: z.object({ person: z.uuid() }).strict(),
  samples: [{ person }],
});
export const identityReleased = event('IdentityReleased', {
  ...of,
  zh: '身份释放',
  en: 'The identity is free again: unused, corrected, or the person was forgotten.',
  schema: z.object({ person: z.uuid(), because: z.enum(['unused', 'corrected', 'forgotten']) }).strict(),
  samples: [{ person, because: 'unused' }],
});

export const identityEvents = [identityReserved, identityConfirmed, identityReleased];
