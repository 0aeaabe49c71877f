import { z } from 'zod';
import { event } from '../../event.js';
import { day, sample } from './shared.js';
import { letterNumber, register, transfer } from './transfer.js';

const to = sample.transfer;
const numbers = { context: 'organisations', subject: 'letter-register', version: 1, visibility: 'internal' } as const;
const entry = { number: letterNumber, transfer, member: z.uuid() };
const nextUntil = day.nullable();

export const letterNumberReserved = event('LetterNumberReserved', {
  ...numbers,
  zh: '介绍信编号占用',
  en: 'The next number of the committee’s year was reserved for a letter about to be issued.',
  schema: z.object({ ...entry, committee: z.uuid(), register, until: day, nextUntil: day }).strict(),
  samples: [
    {
      number: '2026-0001',
      transfer: to,
      member: sample.person,
      committee: sample.above,
      register: `${sample.above}~2026`,
      until: '2026-03-05',
      nextUntil: '2026-03-05',
    },
  ],
});

export const letterNumberUsed = event('LetterNumberUsed', {
  ...numbers,
  zh: '介绍信编号启用',
  en: 'The letter was issued under the number.',
  schema: z.object({ ...entry, nextUntil }).strict(),
  samples: [{ number: '2026-0001', transfer: to, member: sample.person, nextUntil: null }],
});

export const letterNumberVoided = event('LetterNumberVoided', {
  ...numbers,
  zh: '介绍信编号作废',
  en: 'The number is void and stays listed with the reason.',
  schema: z.object({ number: letterNumber, because: z.enum(['unused', 'replaced', 'withdrawn', 'cancelled']), nextUntil }).strict(),
  samples: [{ number: '2026-0001', because: 'replaced', nextUntil: null }],
});

export const letterRegisterEvents = [letterNumberReserved, letterNumberUsed, letterNumberVoided];
