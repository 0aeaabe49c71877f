import { z } from 'zod';

/** Chinese first, English second. */
export const text = z.object({ zh: z.string().min(1), en: z.string().min(1) }).strict();

/** Id of a rule in libs/policy, which tells its title, source, words and force. */
export const ruleId = z.string().min(1).max(60);

/** A period of law or of the guide: WD working days, CD calendar days, M months. */
export const limit = z.object({ amount: z.int().positive(), unit: z.enum(['WD', 'CD', 'M']) }).strict();

/** Service modes that a guide may offer: 即办, 代办, 陪办, 上门办. */
export const serviceMode = z.enum(['at-once', 'agent', 'accompanied', 'home-visit']);

/** Mode of a case: one of the four, each counted separately, or `ordinary` where the applicant does it himself and waits. */
export const caseMode = z.enum(['ordinary', ...serviceMode.options]);

/** How a notice reaches a person. */
export const noticeChannel = z.enum(['window', 'sms', 'phone', 'post', 'online']);

/** Task types of the national catalogue: 01 行政许可, 02 行政处罚, 03 行政强制, 04 行政征收, 05 行政给付, 06 行政检查, 07 行政确认, 08 行政奖励, 09 行政裁决, 10 其他行政权力, 20 公共服务. */
export const taskType = z.enum(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '20']);

/** Case types: 1 即办件, 2 承诺件, 3 上报件/转报件, 4 联办件 (the last two are local). */
export const caseType = z.enum(['1', '2', '3', '4']);

/** A material of the guide as a case refers to it. */
export const materialRef = z.object({ key: z.string().min(1).max(40), name: z.string().min(1).max(100) }).strict();

/** A material still missing from a case: required, or on the tolerance list (容缺). */
export const missingMaterial = materialRef.extend({ required: z.enum(['required', 'tolerable']) });

/** Account of a member of staff. */
export const account = z.string().min(1).max(100);

/** Number of a window as shown on its sign. */
export const windowNumber = z.string().regex(/^[0-9A-Z]{1,4}$/);

/** Letter of a window class and its tickets: A001. */
export const ticketNumber = z.string().regex(/^[A-Z]\d{3,4}$/);

/** Groups called before others; which of them a hall honours is policy. */
export const priorityGroup = z.enum(['elderly', 'disabled', 'pregnant', 'soldier']);
/** What a ticket records of it: the group where nobody is named, and beside a person only that he is called first (PIPL 28). */
export const recordedPriority = z.enum([...priorityGroup.options, 'granted']);

/** Reasons a rater may tick; no free text about persons (13.9). */
export const ratingReason = z.enum([
  'attitude',
  'waiting',
  'repeated-trips',
  'not-told-at-once',
  'overdue',
  'extra-materials',
  'fee',
  'result',
  'environment',
  'other',
]);

/** Ids used in samples only. */
export const sample = {
  organisation: '0198a3f0-0000-7000-8000-000000000001',
  body: '0198a3f0-0000-7000-8000-000000000002',
  hall: '0198a3f0-0000-7000-8000-000000000011',
  item: '0198a3f0-0000-7000-8000-000000000021',
  visit: '0198a3f0-0000-5000-8000-000000000031',
  case: '0198a3f0-0000-7000-8000-000000000041',
  person: '0198a3f0-0000-7000-8000-000000000051',
  agent: '0198a3f0-0000-7000-8000-000000000052',
  notice: '0198a3f0-0000-5000-8000-000000000061',
  ratingCase: '0198a3f0-0000-5000-8000-000000000071',
  event: '0198a3f0-0000-7000-8000-000000000081',
  sealed: 'yv1.A256GCM.0198a3f0-0000-7000-8000-000000000091.c2FtcGxl',
} as const;
