import { z } from 'zod';
import { event } from '../../event.js';
import { areaCode, due, fen } from '../../fields.js';

import { applicationForm, formSample, matterClass } from './form.js';

export const admissionBase = { context: 'public-services', subject: 'admission', version: 1, visibility: 'internal' } as const;
const of = admissionBase;
const day = z.iso.date();
const reason = z.string().min(2).max(500);
/** `{county}-{year}-{4 or more digits}` */
export const applicationNumber = z.string().regex(/^\d{12}-\d{4}-\d{4,}$/);
const sample = { organisation: '0198a3f0-0000-7000-8000-000000000002', number: '320582000000-2026-0001' };

/** A guard of 5.1.3 that the application meets, with the rule it stands on and whether that rule binds here and today (13.8). */
export const guardHit = z
  .object({
    guard: z.enum(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12', 'FORBIDDEN']),
    rule: z.string(),
    binding: z.boolean(),
    /** The line of a paper that names it, in the words that the rule had on the day. */
    words: z.string().min(1).optional(),
  })
  .strict();
/** Answers to the decision tree for a new government task (5.1.3; ). */
export const governmentTask = z
  .object({
    /** A function that law gives to government itself. */
    statutoryFunction: z.boolean(),
    /** The department can do it directly. */
    directlyDone: z.boolean(),
    /** It can be put to open tender. */
    tenderable: z.boolean(),
  })
  .strict();
const hits = z.array(guardHit);
const sampleHit = {
  guard: 'G10',
  rule: 'GDS25 19',
  binding: true,
  words: 'G10 示例规则：示例条文（法律依据：《政务数据共享条例》第十九条）',
} as const;

export const applicationDrafted = event('ApplicationDrafted', {
  ...of,
  zh: '准入申请起草',
  en: 'A department drafted an application for admission of a matter',
  schema: z.object({ department: z.uuid(), office: z.uuid(), form: applicationForm }).strict(),
  samples: [{ department: sample.organisation, office: sample.organisation, form: formSample }],
});
export const applicationAmended = event('ApplicationAmended', {
  ...of,
  zh: '准入申请修改',
  en: 'The form was written anew; every version stays in the history',
  schema: z.object({ form: applicationForm }).strict(),
  samples: [{ form: formSample }],
});
export const applicationSubmitted = event('ApplicationSubmitted', {
  ...of,
  zh: '准入申请提交',
  en: 'Submitted, or submitted again under the same number with the next version',
  schema: z
    .object({
      number: applicationNumber,
      county: areaCode,
      version: z.int().positive(),
      /** Guards that a second person set aside. */
      setAside: hits,
      formCheckDue: due,
      /** Whole limit of the decision, from this submission. */
      decisionDue: due,
      on: day,
    })
    .strict(),
  samples: [
    {
      number: sample.number,
      county: '320582000000',
      version: 1,
      setAside: [],
      formCheckDue: { dueOn: '2026-03-09' },
      decisionDue: { dueOn: '2026-03-30' },
      on: '2026-03-02',
    },
  ],
});
export const applicationRejected = event('ApplicationRejected', {
  ...of,
  zh: '准入申请驳回',
  en: "Rejected with all guards hit and their sources; it counts in the department's figures",
  schema: z
    .object({
      at: z.enum(['submit', 'classify', 'legal-review', 'decide', 'register']),
      number: applicationNumber,
      county: areaCode,
      hits,
      reason: reason.nullable(),
      on: day,
    })
    .strict(),
  samples: [{ at: 'submit', number: sample.number, county: '320582000000', hits: [sampleHit], reason: null, on: '2026-03-02' }],
});
export const formPassed = event('FormPassed', {
  ...of,
  zh: '形式审查通过',
  en: 'The form is complete; the bodies that review it are named',
  schema: z.object({ justice: z.uuid(), finance: z.uuid(), review: z.uuid(), on: day }).strict(),
  samples: [{ justice: sample.organisation, finance: sample.organisation, review: sample.organisation, on: '2026-03-03' }],
});
export const applicationReturned = event('ApplicationReturned', {
  ...of,
  zh: '准入申请退回',
  en: 'Returned with all gaps at once, or because the money does not reach',
  schema: z
    .object({
      by: z.enum(['form-check', 'finance-review']),
      gaps: z.array(z.string().min(1).max(200)).min(1).max(60),
      resubmitDue: due,
      on: day,
    })
    .strict(),
  samples: [{ by: 'form-check', gaps: ['training'], resubmitDue: { dueOn: '2026-04-02' }, on: '2026-03-03' }],
});
export const applicationLapsed = event('ApplicationLapsed', {
  ...of,
  zh: '逾期未重报视为撤回',
  en: 'Not resubmitted in time: withdrawn',
  schema: z.object({ number: applicationNumber, on: day }).strict(),
  samples: [{ number: sample.number, on: '2026-04-03' }],
});
export const matterClassified = event('MatterClassified', {
  ...of,
  zh: '事项分类',
  en: 'The office set the class; outside the catalogue with the answers to the decision tree',
  schema: z.object({ class: matterClass.exclude(['FORBIDDEN']), reason, task: governmentTask.nullable(), on: day }).strict(),
  samples: [
    { class: 'ASSIST', reason: '法律规定居民委员会协助', task: null, on: '2026-03-04' },
    {
      class: 'ENTRUST',
      reason: '不能招标',
      task: { statutoryFunction: false, directlyDone: false, tenderable: false },
      on: '2026-03-04',
    },
  ],
});
export const legalReviewPassed = event('LegalReviewPassed', {
  ...of,
  zh: '合法性审查通过',
  en: 'The justice office found no guard that stands',
  schema: z.object({ setAside: hits, on: day }).strict(),
  samples: [{ setAside: [], on: '2026-03-05' }],
});
export const financeReviewPassed = event('FinanceReviewPassed', {
  ...of,
  zh: '经费审查通过',
  en: 'Money needed and money in the budget, in fen; null where the class needs none',
  schema: z.object({ needed: fen.nullable(), budgetLine: z.string().max(60).nullable(), on: day }).strict(),
  samples: [{ needed: '750000', budgetLine: '2026-MZ-03', on: '2026-03-06' }],
});
export const opinionsAsked = event('OpinionsAsked', {
  ...of,
  zh: '征求社区意见',
  en: 'These communities are asked for their opinion',
  schema: z.object({ communities: z.array(z.uuid()).min(1).max(500), subDistrict: z.uuid(), due, on: day }).strict(),
  samples: [{ communities: [sample.organisation], subDistrict: sample.organisation, due: { dueOn: '2026-03-16' }, on: '2026-03-09' }],
});
export const opinionGiven = event('OpinionGiven', {
  ...of,
  zh: '意见反馈',
  en: 'Opinion of a community, or of the sub-district',
  schema: z
    .object({
      organisation: z.uuid(),
      opinion: z.enum(['agree', 'agree-with-conditions', 'disagree']),
      words: z.string().max(500),
      on: day,
    })
    .strict(),
  samples: [{ organisation: sample.organisation, opinion: 'agree', words: '', on: '2026-03-10' }],
});
export const opinionsClosed = event('OpinionsClosed', {
  ...of,
  zh: '意见征求结束',
  en: 'All were heard, or the time is over; who stayed silent is named',
  schema: z.object({ silent: z.array(z.uuid()), on: day }).strict(),
  samples: [{ silent: [], on: '2026-03-10' }],
});
export const admissionApproved = event('AdmissionApproved', {
  ...of,
  zh: '准入批准',
  en: 'The joint meeting of the review body approved',
  schema: z.object({ meeting: z.string().min(2).max(100), setAside: hits, inTime: z.boolean().nullable(), on: day }).strict(),
  samples: [{ meeting: '联席会议纪要〔2026〕1号', setAside: [], inTime: true, on: '2026-03-16' }],
});
export const admissionDueComputed = event('AdmissionDueComputed', {
  ...of,
  zh: '准入期限算定',
  en: 'A due date that waited for its calendar, or that is another since a community closed',
  schema: z.object({ deadline: z.string().max(40), dueOn: day }).strict(),
  samples: [{ deadline: 'decision', dueOn: '2027-01-11' }],
});
export const admissionApplicationEvents = [
  applicationDrafted,
  applicationAmended,
  applicationSubmitted,
  applicationRejected,
  formPassed,
  applicationReturned,
  applicationLapsed,
  matterClassified,
  legalReviewPassed,
  financeReviewPassed,
  opinionsAsked,
  opinionGiven,
  opinionsClosed,
  admissionApproved,
  admissionDueComputed,
] as const;
