import { z } from 'zod';
import { event } from '../../event.js';
import { day, sample } from './shared.js';

// The stream's id is a random alias that only the vault can reach from a number (decision 2).
const of = { context: 'organisations', subject: 'party-identity', version: 1, visibility: 'internal' } as const;
const member = z.uuid();

export const partyIdentityReserved = event('PartyIdentityReserved', {
  ...of,
  zh: '党员身份预占',
  en: 'An identity was reserved for a member who is about to stand in this book.',
  schema: z.object({ member, until: day }).strict(),
  samples: [{ member: sample.person, until: '2026-03-05' }],
});
export const partyIdentityTaken = event('PartyIdentityTaken', {
  ...of,
  zh: '党员身份占用',
  en: 'The relationship of the member with this identity stands in this book.',
  schema: z.object({ member }).strict(),
  samples: [{ member: sample.person }],
});
export const partyIdentityReleased = event('PartyIdentityReleased', {
  ...of,
  zh: '党员身份释放',
  en: 'The identity is free again: unused, or the membership ended.',
  schema: z.object({ member, because: z.enum(['unused', 'ended']) }).strict(),
  samples: [{ member: sample.person, because: 'ended' }],
});

export const partyIdentityEvents = [partyIdentityReserved, partyIdentityTaken, partyIdentityReleased];
