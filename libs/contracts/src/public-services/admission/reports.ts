import { z } from 'zod';
import { event } from '../../event.js';
import { due } from '../../fields.js';
import { account } from '../shared.js';
import { fileHash } from './form.js';

const day = z.iso.date();
const words = z.string().min(2).max(500);
const organ = '0198a3f0-0000-7000-8000-000000000005';
const department = '0198a3f0-0000-7000-8000-000000000002';
const community = '0198a3f0-0000-7000-8000-000000000001';
const notice = '0198a3f0-0000-5000-8000-000000000006';

// The department is no party of these streams: who reported, and when, stays with the supervising organ (13.3's rule of five).
const report = { context: 'public-services', subject: 'task-report', version: 1, visibility: 'internal' } as const;

export const taskReported = event('TaskReported', {
  ...report,
  zh: '报告违规摊派',
  en: 'A community reported a task that was imposed without admission',
  schema: z
    .object({
      organ: z.uuid(),
      department: z.uuid(),
      community: z.uuid(),
      reporter: account,
      task: words,
      matter: z
        .string()
        .regex(/^[SAEBF]\d{2}$/)
        .nullable(),
      evidence: z.array(fileHash).max(20),
      on: day,
    })
    .strict(),
  samples: [{ organ, department, community, reporter: 'director-1', task: '每月住户报表', matter: null, evidence: [], on: '2026-03-10' }],
});
export const reportTakenUp = event('ReportTakenUp', {
  ...report,
  zh: '报告核查',
  en: 'The supervising organ verifies the report',
  schema: z.object({ on: day }).strict(),
  samples: [{ on: '2026-03-11' }],
});
export const reportFound = event('ReportFound', {
  ...report,
  zh: '核查结论',
  en: 'Confirmed, or unfounded with its reason; confirmed, a notice of correction goes to the department (process)',
  schema: z
    .object({
      finding: z.enum(['confirmed', 'unfounded']),
      words,
      organ: z.uuid(),
      department: z.uuid(),
      /** In the words of the organ, not of the report. */
      task: words,
      correctDue: due,
      on: day,
    })
    .strict(),
  samples: [
    {
      finding: 'confirmed',
      words: '未经准入',
      organ,
      department,
      task: '每月住户报表',
      correctDue: { dueOn: '2026-03-26' },
      on: '2026-03-12',
    },
  ],
});
export const correctionOrdered = event('CorrectionOrdered', {
  ...report,
  zh: '发出改正通知',
  en: 'The notice of correction stands in a stream of its own',
  schema: z.object({ notice: z.uuid() }).strict(),
  samples: [{ notice }],
});
export const correctionConcluded = event('CorrectionConcluded', {
  ...report,
  zh: '改正结果',
  en: 'Corrected, or escalated to those who may warn or record a demerit',
  schema: z.object({ outcome: z.enum(['corrected', 'escalated']), on: day }).strict(),
  samples: [{ outcome: 'corrected', on: '2026-03-20' }],
});
export const reportClosed = event('ReportClosed', {
  ...report,
  zh: '报告办结',
  en: 'The report is closed, and the reporter is told how it ended',
  schema: z.object({ answer: words, on: day }).strict(),
  samples: [{ answer: '该部门已停止摊派', on: '2026-03-21' }],
});
export const taskReportEvents = [taskReported, reportTakenUp, reportFound, correctionOrdered, correctionConcluded, reportClosed] as const;

// What the department sees: neither community nor reporter nor the day of the report.
const correction = { context: 'public-services', subject: 'correction-notice', version: 1, visibility: 'internal' } as const;

export const correctionIssued = event('CorrectionNoticeIssued', {
  ...correction,
  zh: '改正通知',
  en: 'The government at the same level orders correction (纠正、通报批评)',
  schema: z.object({ report: z.uuid(), organ: z.uuid(), department: z.uuid(), task: words, finding: words, due, on: day }).strict(),
  samples: [
    { report: notice, organ, department, task: '每月住户报表', finding: '未经准入', due: { dueOn: '2026-03-26' }, on: '2026-03-12' },
  ],
});
export const correctionAnswered = event('CorrectionAnswered', {
  ...correction,
  zh: '改正回复',
  en: 'The department says what it put right',
  schema: z.object({ words, on: day }).strict(),
  samples: [{ words: '已停止报送', on: '2026-03-18' }],
});
export const correctionSettled = event('CorrectionSettled', {
  ...correction,
  zh: '改正办结',
  en: 'Accepted, or escalated because it is late or serious; criticism is circulated where it is ordered',
  schema: z
    .object({
      report: z.uuid(),
      outcome: z.enum(['corrected', 'escalated']),
      serious: z.boolean(),
      circulated: z.boolean(),
      words,
      /** To whom it goes up: the organ of supervision, or the government above; null where it was put right. */
      to: z.uuid().nullable().optional(),
      on: day,
    })
    .strict(),
  samples: [
    { report: notice, outcome: 'corrected', serious: false, circulated: true, words: '已改正', to: null, on: '2026-03-20' },
    { report: notice, outcome: 'escalated', serious: true, circulated: true, words: '情节严重', to: organ, on: '2026-03-20' },
  ],
});
export const correctionDueComputed = event('CorrectionDueComputed', {
  ...correction,
  zh: '改正期限算定',
  en: 'A due date that waited for its calendar',
  schema: z.object({ dueOn: day }).strict(),
  samples: [{ dueOn: '2027-01-11' }],
});
export const correctionNoticeEvents = [correctionIssued, correctionAnswered, correctionSettled, correctionDueComputed] as const;

/** Five kinds of burden, inspections among them, and meetings and reports. */
export const burdenCategory = z.enum(['organisations', 'venues', 'inspections', 'ledgers', 'stamps', 'meetings', 'reports']);
const counts = z.record(burdenCategory, z.int().min(0).nullable());

// Streams `burden/{community}~{year}`.
const burden = { context: 'public-services', subject: 'burden', version: 1, visibility: 'internal' } as const;
const zero = { organisations: 0, venues: 0, inspections: 0, ledgers: 0, stamps: 0, meetings: 0, reports: 0 };

export const burdenRecorded = event('BurdenRecorded', {
  ...burden,
  zh: '负担数字登记',
  en: 'Figure of one category of a community and year; a later one takes its place',
  schema: z
    .object({ community: z.uuid(), subDistrict: z.uuid(), year: z.int(), category: burdenCategory, count: z.int().min(0), on: day })
    .strict(),
  samples: [{ community, subDistrict: organ, year: 2026, category: 'ledgers', count: 12, on: '2026-03-10' }],
});
export const burdenTargetSet = event('BurdenTargetSet', {
  ...burden,
  zh: '减负目标',
  en: 'By how many percent of last year a category is to fall',
  schema: z.object({ category: burdenCategory, percent: z.int().min(0).max(100), on: day }).strict(),
  samples: [{ category: 'ledgers', percent: 20, on: '2026-01-10' }],
});
export const burdenYearClosed = event('BurdenYearClosed', {
  ...burden,
  zh: '年度负担核定',
  en: 'The figures of the year beside those of the last, and the categories that missed their target',
  schema: z.object({ year: z.int(), figures: counts, last: counts, missed: z.array(burdenCategory), on: day }).strict(),
  samples: [{ year: 2026, figures: zero, last: { ...zero, ledgers: 3 }, missed: [], on: '2027-01-20' }],
});
export const burdenEvents = [burdenRecorded, burdenTargetSet, burdenYearClosed] as const;
