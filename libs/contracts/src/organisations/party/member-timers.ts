import { z } from 'zod';
import { event } from '../../event.js';
import { decisionNo } from '../area.js';
import { day, ruleId, sample } from './shared.js';

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
  'record-death',
] as const;

/** The days on which timers fall; null stops one, absent leaves it. */
export const timers = z.partialRecord(z.enum(memberTimers), day.nullable());
const words = z.string().min(1).max(500);

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

export const rectificationOrdered = event('RectificationOrdered', {
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

export const memberTaskDeferred = event('MemberTaskDeferred', {
  ...of,
  zh: '党员管理待办暂缓',
  en: 'What the task would ask for is under way: a transfer is open. It is looked at again on the day of the timer.',
  schema: z.object({ timer: z.enum(memberTimers), transfer: z.uuid(), timers }).strict(),
  samples: [{ timer: 'must-transfer', transfer: sample.transfer, timers: { 'must-transfer': '2026-10-01' } }],
});

export const memberDeathHeardOf = event('MemberDeathHeardOf', {
  ...of,
  zh: '获知党员死亡',
  en: 'The record of the resident was closed because he died: no timer runs any more, and the branch has the task to record the end.',
  /** `branch`: whose task it is; where no branch has him yet, the committee that received his letter. */
  schema: z.object({ heardOn: day, branch: z.uuid(), task: z.literal('record-death'), rule: ruleId, timers }).strict(),
  samples: [
    {
      heardOn: '2026-03-02',
      branch: sample.organisation,
      task: 'record-death',
      rule: 'D-party-task',
      timers: { 'must-transfer': null },
    },
  ],
});

export const memberTimerEvents = [
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
  rectificationOrdered,
  correctionDecided,
  memberTaskRaised,
  memberTaskDeferred,
  memberDeathHeardOf,
];
