import { z } from 'zod';
import { event } from '../../event.js';
import { sealed } from '../../fields.js';
import { decisionNo } from '../area.js';
import { memberTimerEvents, timers } from './member-timers.js';
import { day, memberStanding, month, reason, sample } from './shared.js';

const of = { context: 'organisations', subject: 'party-relationship', version: 1, visibility: 'internal' } as const;

/** What the book and a letter say of the member. No ethnic group, and of the birth date only the year (13.9). */
export const memberSnapshot = {
  name: sealed,
  identityNumber: sealed,
  sex: z.enum(['male', 'female']),
  bornIn: z.int().min(1800).max(2200),
  phone: sealed.nullable(),
  standing: memberStanding,
  joinedOn: day,
  fullOn: day.nullable(),
  duesPaidThrough: month,
};
export const snapshotSample = {
  name: sample.sealed,
  identityNumber: sample.sealed,
  sex: 'female',
  bornIn: 1985,
  phone: null,
  standing: 'full',
  joinedOn: '2015-07-01',
  fullOn: '2016-07-01',
  duesPaidThrough: '2026-02',
} as const;

export const membershipEntered = event('MembershipEntered', {
  ...of,
  zh: '组织关系在册登记',
  en: 'The relationship of a member stands in a branch of this book.',
  schema: z
    .object({
      person: z.uuid(),
      ...memberSnapshot,
      /** The register of identities' random name for the number, to compare by. */
      identity: z.uuid(),
      identityIndex: sealed,
      branch: z.uuid(),
      committee: z.uuid(),
      kind: z.enum(['on-record', 'admitted']),
      /** From which group he was recruited who is admitted: a record of the Party, sealed and kept as his others are, and no tag of the resident. */
      recruitedFrom: sealed.nullable().optional(),
      since: day,
    })
    .strict(),
  samples: [
    {
      person: sample.person,
      ...snapshotSample,
      identity: sample.alias,
      identityIndex: sample.sealed,
      branch: sample.organisation,
      committee: sample.above,
      kind: 'on-record',
      recruitedFrom: null,
      since: '2026-03-02',
    },
    {
      person: sample.person,
      ...snapshotSample,
      standing: 'probationary',
      joinedOn: '2026-03-02',
      fullOn: null,
      identity: sample.alias,
      identityIndex: sample.sealed,
      branch: sample.organisation,
      committee: sample.above,
      kind: 'admitted',
      recruitedFrom: sample.sealed,
      since: '2026-03-02',
    },
  ],
});

export const duesRecorded = event('DuesRecorded', {
  ...of,
  zh: '党费缴至',
  en: 'The member has paid his dues through a month.',
  schema: z.object({ paidThrough: month }).strict(),
  samples: [{ paidThrough: '2026-03' }],
});

export const fullMembershipAppliedFor = event('FullMembershipAppliedFor', {
  ...of,
  zh: '申请转正',
  en: 'A probationary member applied to become a full one.',
  schema: z.object({ appliedOn: day, decideBy: day }).strict(),
  samples: [{ appliedOn: '2026-03-02', decideBy: '2026-06-02' }],
});

export const probationDecided = event('ProbationDecided', {
  ...of,
  zh: '预备期决定',
  en: 'He became a full member, or his probation goes on until a day. An end of the membership is an event of its own.',
  schema: z
    .object({
      person: z.uuid(),
      branch: z.uuid(),
      outcome: z.enum(['full', 'extended']),
      decidedOn: day,
      until: day.nullable(),
      decisionNo,
    })
    .strict(),
  samples: [
    {
      person: sample.person,
      branch: sample.organisation,
      outcome: 'full',
      decidedOn: '2026-03-02',
      until: null,
      decisionNo: sample.decisionNo,
    },
  ],
});

export const membershipStopped = event('MembershipStopped', {
  ...of,
  zh: '停止党籍',
  en: 'The committee above stopped the membership.',
  schema: z
    .object({
      person: z.uuid(),
      branch: z.uuid(),
      ground: z.enum(['lost', 'settled-abroad', 'studies-abroad']),
      stoppedOn: day,
      decisionNo,
      timers,
    })
    .strict(),
  samples: [
    {
      person: sample.person,
      branch: sample.organisation,
      ground: 'lost',
      stoppedOn: '2026-03-02',
      decisionNo: sample.decisionNo,
      timers: { stopped: '2028-03-02', lost: null },
    },
  ],
});

export const membershipRestored = event('MembershipRestored', {
  ...of,
  zh: '恢复党籍',
  en: 'The membership goes on.',
  schema: z.object({ person: z.uuid(), branch: z.uuid(), standing: memberStanding, decisionNo, timers }).strict(),
  samples: [
    { person: sample.person, branch: sample.organisation, standing: 'full', decisionNo: sample.decisionNo, timers: { stopped: null } },
  ],
});

export const membershipEnded = event('MembershipEnded', {
  ...of,
  zh: '党籍终止',
  en: 'The membership ended: death, expulsion, resignation, removal, or the end of probation without admission. The last day counts.',
  schema: z
    .object({
      person: z.uuid(),
      /** The register of identities' random name for his number, which is free again. */
      identity: z.uuid(),
      /** Null where the relationship had not yet reached a branch here. */
      branch: z.uuid().nullable(),
      ground: z.enum(['death', 'expelled', 'resigned', 'removed', 'probation-cancelled']),
      lastDay: day,
      decisionNo: decisionNo.nullable(),
      reason,
    })
    .strict(),
  samples: [
    {
      person: sample.person,
      identity: sample.alias,
      branch: sample.organisation,
      ground: 'death',
      lastDay: '2026-03-02',
      decisionNo: null,
      reason: '死亡证明',
    },
  ],
});

export const partyMemberEvents = [
  membershipEntered,
  duesRecorded,
  fullMembershipAppliedFor,
  probationDecided,
  ...memberTimerEvents,
  membershipStopped,
  membershipRestored,
  membershipEnded,
];
