import { z } from 'zod';
import { event } from '../event.js';
import { due } from '../fields.js';
import { ofCase } from './case-submission.js';
import { account, limit, materialRef, noticeChannel, ruleId, sample } from './shared.js';

const day = z.iso.date();
const to = { applicant: z.uuid(), channel: noticeChannel };
const toSample = { applicant: sample.person, channel: 'sms' } as const;

export const tolerancePromised = event('TolerancePromised', {
  ...ofCase,
  visibility: 'internal',
  zh: '容缺承诺',
  en: 'The applicant signed to hand in the tolerable materials by the due date; stands before CaseAccepted (tolerance)',
  schema: z.object({ materials: z.array(materialRef).min(1), signature: z.string().min(1).max(100), due, on: day }).strict(),
  samples: [
    {
      materials: [{ key: 'income', name: '家庭收入情况说明' }],
      signature: '容缺承诺书1号',
      due: { dueOn: '2026-03-16' },
      on: '2026-03-02',
    },
  ],
});

export const toleranceFulfilled = event('ToleranceFulfilled', {
  ...ofCase,
  visibility: 'internal',
  zh: '容缺补齐',
  en: 'Every tolerated material has come in',
  schema: z.object({ materials: z.array(materialRef).min(1), on: day }).strict(),
  samples: [{ materials: [{ key: 'income', name: '家庭收入情况说明' }], on: '2026-03-10' }],
});

export const toleranceUnfulfilled = event('ToleranceUnfulfilled', {
  ...ofCase,
  visibility: 'internal',
  zh: '容缺逾期',
  en: 'The due date of the tolerated materials passed; nothing can be granted until they come in',
  schema: z.object({ materials: z.array(materialRef).min(1), ...to, on: day }).strict(),
  samples: [{ materials: [{ key: 'income', name: '家庭收入情况说明' }], ...toSample, on: '2026-03-17' }],
});

export const dutyPromised = event('DutyPromised', {
  ...ofCase,
  visibility: 'internal',
  zh: '告知承诺',
  en: 'The applicant was told the duty and the result of a false promise, and signed; stands before CaseAccepted (promise)',
  /** `checkDue`: until when the promise is checked. */
  schema: z.object({ duty: z.string(), consequence: z.string(), signature: z.string().min(1).max(100), checkDue: due, on: day }).strict(),
  samples: [
    { duty: '符合申请条件', consequence: '撤销决定', signature: '告知承诺书1号', checkDue: { dueOn: '2026-03-30' }, on: '2026-03-02' },
  ],
});

export const promiseChecked = event('PromiseChecked', {
  ...ofCase,
  visibility: 'internal',
  zh: '承诺核查',
  en: 'The promise was checked after acceptance: kept or not',
  schema: z.object({ kept: z.boolean(), by: account, on: day }).strict(),
  samples: [{ kept: true, by: 'handler-1', on: '2026-04-02' }],
});

export const caseAccepted = event('CaseAccepted', {
  ...ofCase,
  visibility: 'published',
  zh: '受理',
  en: 'Accepted; the limit runs from this legal date. `silence`: no notice came in time, accepted from the day of receipt',
  schema: z
    .object({
      way: z.enum(['complete', 'tolerance', 'promise', 'silence', 'at-once']),
      acceptedOn: day,
      limit,
      due,
      /** Null where no law sets a limit. */
      statutoryDue: due.nullable(),
      /** Rule of `statutoryDue`; null with it. */
      statutoryRule: ruleId.nullable(),
      /** Until when the front desk passes it on; null where it is finished at the desk. */
      handOverDue: due.nullable(),
      ...to,
    })
    .strict(),
  samples: [
    {
      way: 'complete',
      acceptedOn: '2026-03-05',
      limit: { amount: 10, unit: 'WD' },
      due: { dueOn: '2026-03-19' },
      statutoryDue: { dueOn: '2026-04-02' },
      statutoryRule: 'D-guide-limit',
      handOverDue: { dueOn: '2026-03-06' },
      ...toSample,
    },
  ],
});

export const caseNotAccepted = event('CaseNotAccepted', {
  ...ofCase,
  visibility: 'published',
  zh: '不予受理',
  en: 'Not accepted: in writing, with reason and remedy',
  schema: z
    .object({
      ground: z.enum(['not-required', 'not-our-competence', 'conditions-not-met', 'materials-incomplete']),
      reason: z.string().min(2).max(500),
      remedy: z.string().min(2).max(500),
      /** Filed after this day unless the applicant comes back to it. */
      archiveDue: due,
      ...to,
      on: day,
    })
    .strict(),
  samples: [
    {
      ground: 'not-our-competence',
      reason: '不属于本机关职权',
      remedy: '向户籍所在地申请',
      archiveDue: { dueOn: '2026-03-16' },
      ...toSample,
      on: '2026-03-02',
    },
  ],
});

export const caseDispatched = event('CaseDispatched', {
  ...ofCase,
  visibility: 'internal',
  zh: '后台分拨',
  en: 'Passed from the front desk to the back office, with the time of hand-over (R-214, R-216)',
  schema: z.object({ from: z.uuid(), to: z.uuid(), handedOverBy: account, at: z.iso.datetime(), on: day }).strict(),
  samples: [{ from: sample.organisation, to: sample.body, handedOverBy: 'clerk-1', at: '2026-03-05T02:00:00.000Z', on: '2026-03-05' }],
});

export const handlingStarted = event('HandlingStarted', {
  ...ofCase,
  visibility: 'internal',
  zh: '承办',
  en: 'A handler took the case',
  schema: z.object({ handler: account, on: day }).strict(),
  samples: [{ handler: 'handler-1', on: '2026-03-05' }],
});

export const caseForwarded = event('CaseForwarded', {
  ...ofCase,
  visibility: 'internal',
  zh: '上报或转报',
  en: 'Sent up (report) or on (transfer) to another body, which returns its opinion; the limit keeps running',
  schema: z.object({ to: z.uuid(), kind: z.enum(['report', 'transfer']), by: account, on: day }).strict(),
  samples: [{ to: sample.body, kind: 'report', by: 'handler-1', on: '2026-03-06' }],
});

export const caseReturned = event('CaseReturned', {
  ...ofCase,
  visibility: 'internal',
  zh: '退回承办',
  en: 'The body it was sent to gave it back with its opinion',
  schema: z
    .object({ from: z.uuid(), opinion: z.enum(['agrees', 'objects', 'no-opinion']), words: z.string().max(500), by: account, on: day })
    .strict(),
  samples: [{ from: sample.body, opinion: 'agrees', words: '', by: 'officer-1', on: '2026-03-10' }],
});

export const casePaused = event('CasePaused', {
  ...ofCase,
  visibility: 'internal',
  zh: '暂停计时',
  en: 'The days after this one are not counted until it resumes; the applicant is told in writing',
  schema: z
    .object({
      ground: z.enum(['inspection', 'quarantine', 'testing', 'appraisal', 'hearing', 'auction', 'expert-review', 'publication']),
      by: account,
      ...to,
      on: day,
    })
    .strict(),
  samples: [{ ground: 'appraisal', by: 'handler-1', ...toSample, on: '2026-03-09' }],
});

export const caseResumed = event('CaseResumed', {
  ...ofCase,
  visibility: 'internal',
  zh: '恢复计时',
  en: 'Time is counted again after this day; the due dates moved by the paused working days (null: not countable yet, moved when computed)',
  schema: z
    .object({
      pausedFrom: day,
      pausedWorkingDays: z.int().min(0).nullable(),
      due,
      statutoryDue: due.nullable(),
      by: account,
      ...to,
      on: day,
    })
    .strict(),
  samples: [
    {
      pausedFrom: '2026-03-09',
      pausedWorkingDays: 3,
      due: { dueOn: '2026-03-24' },
      statutoryDue: { dueOn: '2026-04-08' },
      by: 'handler-1',
      ...toSample,
      on: '2026-03-12',
    },
  ],
});

export const caseExtended = event('CaseExtended', {
  ...ofCase,
  visibility: 'internal',
  zh: '延长办理期限',
  en: 'Once, approved by the head, who is not the handler; the applicant is told the reason',
  schema: z
    .object({ amount: limit, reason: z.string().min(2).max(500), approvedBy: account, due, statutoryDue: due.nullable(), ...to, on: day })
    .strict(),
  samples: [
    {
      amount: { amount: 10, unit: 'WD' },
      reason: '需征求意见',
      approvedBy: 'head-1',
      due: { dueOn: '2026-04-07' },
      statutoryDue: null,
      ...toSample,
      on: '2026-03-20',
    },
  ],
});

/** Deadlines of a case, by their names in the slice. */
export const caseDeadline = z.enum([
  'check',
  'online-check',
  'supplement',
  'hand-over',
  'decision',
  'statutory',
  'tolerance',
  'promise-check',
  'delivery',
  'archive',
  'cannot-do',
]);

export const caseDueComputed = event('CaseDueComputed', {
  ...ofCase,
  visibility: 'internal',
  zh: '待日历期限算定',
  en: 'The calendar of the year was loaded and a pending due date computed (13.6)',
  schema: z.object({ deadline: caseDeadline, due }).strict(),
  samples: [{ deadline: 'decision', due: { dueOn: '2027-01-14' } }],
});
