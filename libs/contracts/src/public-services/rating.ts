import { z } from 'zod';
import { event } from '../event.js';
import { due } from '../fields.js';
import { account, ratingReason, sample, windowNumber } from './shared.js';

// Streams `rating/visit~{uuid}` and `rating/case~{uuid}`: the stream itself holds that nobody rates twice, and its readers hide the rater.
const rating = { context: 'public-services', subject: 'rating', version: 1, visibility: 'internal' } as const;

export const serviceRated = event('ServiceRated', {
  ...rating,
  zh: '评价',
  en: 'A visit or an online case was rated: 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意; 1 and 2 are bad',
  schema: z
    .object({
      about: z.enum(['visit', 'case']),
      /** Id of the visit or case. */
      of: z.uuid(),
      level: z.int().min(1).max(5),
      bad: z.boolean(),
      reasons: z.array(ratingReason).max(10),
      /** Organisation responsible, its hall and window where there is one, and the account that handled. */
      organisation: z.uuid(),
      hall: z.uuid().nullable(),
      window: windowNumber.nullable(),
      handler: account,
      item: z.uuid().nullable(),
      channel: z.enum(['kiosk', 'online']),
      /** Named bad ratings get callback and feedback without exception. */
      named: z.boolean(),
      rater: z.uuid().nullable(),
      on: z.iso.date(),
    })
    .strict(),
  samples: [
    {
      about: 'visit',
      of: sample.visit,
      level: 2,
      bad: true,
      reasons: ['repeated-trips'],
      organisation: sample.organisation,
      hall: sample.hall,
      window: '1',
      handler: 'clerk-1',
      item: null,
      channel: 'kiosk',
      named: true,
      rater: sample.person,
      on: '2026-03-02',
    },
  ],
});

export const ratingStruck = event('RatingStruck', {
  ...rating,
  zh: '评价剔除',
  en: 'The supervisor took a mistaken or malicious rating out of the figures; it stays in the audit',
  schema: z.object({ ratingCase: z.uuid(), on: z.iso.date() }).strict(),
  samples: [{ ratingCase: sample.ratingCase, on: '2026-03-20' }],
});

export const ratingEvents = [serviceRated, ratingStruck] as const;

const ratingCase = { context: 'public-services', subject: 'rating-case', version: 1, visibility: 'internal' } as const;
const day = z.iso.date();

export const badRatingOpened = event('BadRatingOpened', {
  ...ratingCase,
  zh: '差评立案',
  en: 'A bad rating opened a rating case (5.3.3)',
  schema: z
    .object({
      /** Item id of the rating's stream: `visit~…` or `case~…`. */
      rating: z.string().regex(/^(visit|case)~[0-9a-f-]{36}$/),
      level: z.int().min(1).max(2),
      reasons: z.array(ratingReason),
      organisation: z.uuid(),
      hall: z.uuid().nullable(),
      item: z.uuid().nullable(),
      handler: account,
      named: z.boolean(),
      rater: z.uuid().nullable(),
      /** Whole rectification, `rating.bad.rectify_days` after the rating. */
      due,
      /** Until when somebody takes it on. */
      acceptDue: due,
      on: day,
    })
    .strict(),
  samples: [
    {
      rating: `visit~${sample.visit}`,
      level: 2,
      reasons: ['repeated-trips'],
      organisation: sample.organisation,
      hall: sample.hall,
      item: null,
      handler: 'clerk-1',
      named: true,
      rater: sample.person,
      due: { dueOn: '2026-03-23' },
      acceptDue: { dueOn: '2026-03-03' },
      on: '2026-03-02',
    },
  ],
});

export const badRatingAccepted = event('BadRatingAccepted', {
  ...ratingCase,
  zh: '差评受理',
  en: 'Somebody other than the rated person took it on (首接负责)',
  schema: z.object({ responsible: account, verifyDue: due, on: day }).strict(),
  samples: [{ responsible: 'manager-1', verifyDue: { dueOn: '2026-03-10' }, on: '2026-03-03' }],
});

export const badRatingVerified = event('BadRatingVerified', {
  ...ratingCase,
  zh: '差评核实',
  en: 'Finding: 属实 true, 无法律依据 no-legal-ground, 误评 mistaken, 恶意 malicious',
  schema: z
    .object({ finding: z.enum(['true', 'no-legal-ground', 'mistaken', 'malicious']), explanation: z.string().min(2).max(500), on: day })
    .strict(),
  samples: [{ finding: 'true', explanation: '未一次告知', on: '2026-03-04' }],
});

export const rectificationStarted = event('RectificationStarted', {
  ...ratingCase,
  zh: '开始整改',
  en: 'Clear and true: corrected at once; complex: entered in the ledger with the limit',
  schema: z.object({ way: z.enum(['at-once', 'ledger']), plan: z.string().min(2).max(500), on: day }).strict(),
  samples: [{ way: 'at-once', plan: '重新核对一次性告知内容', on: '2026-03-04' }],
});

export const rectificationReported = event('RectificationReported', {
  ...ratingCase,
  zh: '整改反馈',
  en: 'What was done, or why there is no legal ground, as the rater is told',
  /** `callbackDue` null where the rating was anonymous: there is nobody to call. */
  schema: z.object({ words: z.string().min(2).max(500), callbackDue: due.nullable(), on: day }).strict(),
  samples: [{ words: '已补发一次性告知书并致歉', callbackDue: { dueOn: '2026-03-26' }, on: '2026-03-05' }],
});

export const raterCalledBack = event('RaterCalledBack', {
  ...ratingCase,
  zh: '回访',
  en: 'The rater was called back and told the result',
  schema: z.object({ reached: z.boolean(), satisfied: z.boolean().nullable(), on: day }).strict(),
  samples: [{ reached: true, satisfied: true, on: '2026-03-06' }],
});

export const ratingCaseClosed = event('RatingCaseClosed', {
  ...ratingCase,
  zh: '差评办结',
  en: 'Closed; `inTime` where the due date was kept',
  schema: z.object({ inTime: z.boolean(), on: day }).strict(),
  samples: [{ inTime: true, on: '2026-03-06' }],
});

export const badRatingAppealed = event('BadRatingAppealed', {
  ...ratingCase,
  zh: '差评申诉',
  en: 'A rating found mistaken or malicious was put to the supervisor',
  schema: z.object({ ground: z.enum(['mistaken', 'malicious']), words: z.string().min(2).max(500), recheckDue: due, on: day }).strict(),
  samples: [{ ground: 'mistaken', words: '评价对象有误', recheckDue: { dueOn: '2026-03-11' }, on: '2026-03-04' }],
});

export const badRatingRechecked = event('BadRatingRechecked', {
  ...ratingCase,
  zh: '差评复核',
  en: 'The supervisor struck the rating out of the figures (invalid), or kept it; who rated by name is told the words of a strike',
  schema: z.object({ rating: z.string(), outcome: z.enum(['struck', 'kept']), words: z.string().min(2).max(500), on: day }).strict(),
  samples: [{ rating: `visit~${sample.visit}`, outcome: 'struck', words: '误触终端', on: '2026-03-06' }],
});

/** Deadlines of a rating case, by their names in the slice. */
export const ratingDeadline = z.enum(['accept', 'verify', 'rectify', 'callback', 'recheck']);

export const ratingDueComputed = event('RatingDueComputed', {
  ...ratingCase,
  zh: '差评期限算定',
  en: 'The calendar of the year was loaded and the pending due date computed',
  schema: z.object({ deadline: ratingDeadline, dueOn: day }).strict(),
  samples: [{ deadline: 'rectify', dueOn: '2027-01-14' }],
});

export const ratingCaseEvents = [
  badRatingOpened,
  badRatingAccepted,
  badRatingVerified,
  rectificationStarted,
  rectificationReported,
  raterCalledBack,
  ratingCaseClosed,
  badRatingAppealed,
  badRatingRechecked,
  ratingDueComputed,
] as const;
