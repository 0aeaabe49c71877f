import { z } from 'zod';
import { event } from '../../event.js';
import { sealed } from '../../fields.js';
import { decisionNo } from '../area.js';
import { day, memberStanding, month, reason, ruleId, sample } from './shared.js';

const of = { context: 'organisations', subject: 'party-relationship', version: 1, visibility: 'internal' } as const;

/** Timers about a member (4.2): each leads to a task for the branch and to nothing else. */
export const memberTimers = [
  'must-transfer',
  'floating',
  'lost',
  'stopped',
  'abroad-stop',
  'abroad-contact',
  'graduate',
  'lapse-organisation-life',
  'lapse-dues',
  'lapse-work',
  'correction',
] as const;
export type MemberTimer = (typeof memberTimers)[number];

/** What a task proposes to the branch. */
export const memberTasks = [
  'transfer-membership',
  'register-floating',
  'propose-stop',
  'propose-removal',
  'contact-abroad',
  'left-by-himself-procedure',
  'decide-after-correction',
] as const;

/** The days on which timers fall; null stops one, absent leaves it. */
const timers = z.partialRecord(z.enum(memberTimers), day.nullable());
const words = z.string().min(1).max(500);

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

export const memberAway = event('MemberAway', {
  ...of,
  zh: '党员外出',
  en: 'The member is away; the credential that fits (介绍信, 证明信, 流动党员活动证, none).',
  schema: z
    .object({
      since: day,
      place: z.enum(['fixed', 'uncertain', 'settled-abroad', 'studies-abroad', 'abroad']),
      /** Months for which he expects to be away; null where nobody knows. */
      months: z.int().positive().max(600).nullable(),
      credential: z.enum(['letter', 'certificate', 'floating-card', 'none']),
      timers,
    })
    .strict(),
  samples: [{ since: '2026-03-02', place: 'fixed', months: 8, credential: 'letter', timers: { 'must-transfer': '2026-09-02' } }],
});

export const memberBack = event('MemberBack', {
  ...of,
  zh: '党员返回',
  en: 'The member is back.',
  schema: z.object({ since: day, timers }).strict(),
  samples: [{ since: '2026-04-02', timers: { 'must-transfer': null } }],
});

export const memberMoved = event('MemberMoved', {
  ...of,
  zh: '工作单位或经常居住地变动',
  en: 'His work unit or habitual residence changed: he must transfer.',
  schema: z.object({ ground: z.enum(['work-unit', 'habitual-residence']), since: day }).strict(),
  samples: [{ ground: 'habitual-residence', since: '2026-03-02' }],
});

export const floatingOutRegistered = event('FloatingOutRegistered', {
  ...of,
  zh: '流出登记',
  en: 'He is registered as floating out; the place he went to registers him in, and he is urged to check in.',
  schema: z.object({ place: words, since: day, timers }).strict(),
  samples: [{ place: '上海市浦东新区', since: '2026-09-02', timers: { floating: null } }],
});

export const memberContacted = event('MemberContacted', {
  ...of,
  zh: '与党员取得联系',
  en: 'The branch was in contact with the member.',
  schema: z.object({ contactedOn: day, timers }).strict(),
  samples: [{ contactedOn: '2026-03-02', timers: { 'abroad-contact': '2026-09-02', lost: null } }],
});

export const memberLost = event('MemberLost', {
  ...of,
  zh: '失去联系',
  en: 'The branch has had no contact with the member since a day.',
  schema: z.object({ since: day, timers }).strict(),
  samples: [{ since: '2026-03-02', timers: { lost: '2026-09-02' } }],
});

export const memberSearched = event('MemberSearched', {
  ...of,
  zh: '查找失联党员',
  en: 'A search was made, without success.',
  schema: z.object({ searchedOn: day, words }).strict(),
  samples: [{ searchedOn: '2026-06-02', words: '走访原住址和单位，未取得联系' }],
});

export const memberGraduated = event('MemberGraduated', {
  ...of,
  zh: '毕业未就业',
  en: 'He graduated without a job: the relationship may stay at the school for the time of the regulation.',
  schema: z.object({ graduatedOn: day, timers }).strict(),
  samples: [{ graduatedOn: '2026-06-30', timers: { graduate: '2028-06-30' } }],
});

export const lapseNoted = event('LapseNoted', {
  ...of,
  zh: '未参加组织生活、未缴党费或未做工作',
  en: 'Without good reason he takes no part, pays no dues, or does no assigned work, since a day.',
  schema: z.object({ lapse: z.enum(['organisation-life', 'dues', 'work']), since: day, timers }).strict(),
  samples: [{ lapse: 'dues', since: '2026-03-02', timers: { 'lapse-dues': '2026-09-02' } }],
});

export const lapseEnded = event('LapseEnded', {
  ...of,
  zh: '恢复正常',
  en: 'It ended, or there was a good reason.',
  schema: z.object({ lapse: z.enum(['organisation-life', 'dues', 'work']), words, timers }).strict(),
  samples: [{ lapse: 'dues', words: '已补缴', timers: { 'lapse-dues': null } }],
});

export const correctionOrdered = event('CorrectionOrdered', {
  ...of,
  zh: '限期改正',
  en: 'The member is to mend his ways until a day, one year at most.',
  schema: z.object({ until: day, decisionNo, timers }).strict(),
  samples: [{ until: '2026-12-31', decisionNo: sample.decisionNo, timers: { correction: '2026-12-31' } }],
});

export const correctionDecided = event('CorrectionDecided', {
  ...of,
  zh: '限期改正结果',
  en: 'What came of it.',
  schema: z.object({ outcome: z.enum(['mended', 'not-mended']), decisionNo, timers }).strict(),
  samples: [{ outcome: 'mended', decisionNo: sample.decisionNo, timers: { correction: null } }],
});

export const memberTaskRaised = event('MemberTaskRaised', {
  ...of,
  zh: '党员管理待办',
  en: 'A task for the branch: what the time that passed asks it to look into. Nothing is done by itself.',
  schema: z.object({ timer: z.enum(memberTimers), task: z.enum(memberTasks), rule: ruleId, since: day, branch: z.uuid() }).strict(),
  samples: [{ timer: 'must-transfer', task: 'transfer-membership', rule: 'PMR19 25', since: '2026-09-02', branch: sample.organisation }],
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
      /** Null where the relationship had not yet reached a branch here. */
      branch: z.uuid().nullable(),
      ground: z.enum(['death', 'expelled', 'resigned', 'removed', 'probation-cancelled']),
      lastDay: day,
      decisionNo: decisionNo.nullable(),
      reason,
    })
    .strict(),
  samples: [
    { person: sample.person, branch: sample.organisation, ground: 'death', lastDay: '2026-03-02', decisionNo: null, reason: '死亡证明' },
  ],
});

export const partyMemberEvents = [
  membershipEntered,
  duesRecorded,
  fullMembershipAppliedFor,
  probationDecided,
  memberAway,
  memberBack,
  memberMoved,
  floatingOutRegistered,
  memberContacted,
  memberLost,
  memberSearched,
  memberGraduated,
  lapseNoted,
  lapseEnded,
  correctionOrdered,
  correctionDecided,
  memberTaskRaised,
  membershipStopped,
  membershipRestored,
  membershipEnded,
];
