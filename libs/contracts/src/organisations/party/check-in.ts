import { z } from 'zod';
import { event } from '../../event.js';
import { count, day, reason, sample } from './shared.js';

const of = { context: 'organisations', subject: 'party-check-in', version: 1, visibility: 'internal' } as const;

/** 流入登记 and 在职报到: registers apart from the relationship; nobody in them is counted as a member here. */
export const checkInKinds = ['floating-in', 'in-service'] as const;

export const memberCheckedIn = event('MemberCheckedIn', {
  ...of,
  zh: '流入登记或在职报到',
  en: 'A member whose relationship is elsewhere registered here. He is not counted.',
  schema: z.object({ kind: z.enum(checkInKinds), organisation: z.uuid(), person: z.uuid(), since: day }).strict(),
  samples: [{ kind: 'in-service', organisation: sample.organisation, person: sample.person, since: '2026-03-02' }],
});

export const servicePromised = event('ServicePromised', {
  ...of,
  zh: '签订服务承诺书',
  en: 'The in-service member signed the promise of service in the community (R-112).',
  schema: z.object({ signedOn: day, posts: z.array(z.string().min(1).max(60)).min(1).max(10) }).strict(),
  samples: [{ signedOn: '2026-03-02', posts: ['政策宣传'] }],
});

export const serviceFulfilled = event('ServiceFulfilled', {
  ...of,
  zh: '兑现承诺',
  en: 'Hours of service on a weekend, a holiday or after work (R-113).',
  schema: z.object({ servedOn: day, hours: count, outside: z.enum(['weekend', 'holiday', 'after-work']) }).strict(),
  samples: [{ servedOn: '2026-03-07', hours: 2, outside: 'weekend' }],
});

export const checkInEnded = event('CheckInEnded', {
  ...of,
  zh: '登记终止',
  en: 'The registration ended.',
  schema: z.object({ endedOn: day, reason }).strict(),
  samples: [{ endedOn: '2026-09-02', reason: '返回原籍' }],
});

export const partyCheckInEvents = [memberCheckedIn, servicePromised, serviceFulfilled, checkInEnded];
