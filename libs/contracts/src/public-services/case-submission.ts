import { z } from 'zod';
import { event } from '../event.js';
import { due, sealed } from '../fields.js';
import { personalField } from './service-item.js';
import { account, caseMode, caseType, limit, materialRef, missingMaterial, noticeChannel, ruleId, sample, taskType } from './shared.js';

/** Fields shared by every event of a case (5.3.2). */
export const ofCase = { context: 'public-services', subject: 'service-case', version: 1 } as const;
const day = z.iso.date();

export const caseSubmitted = event('CaseSubmitted', {
  ...ofCase,
  visibility: 'published',
  zh: '办件提交',
  en: 'A case was submitted at a window (it names its visit) or online (it has none), with the version and limits of the guide copied in',
  schema: z
    .object({
      item: z.uuid(),
      itemVersion: z.int().positive(),
      itemName: z.string(),
      taskType,
      caseType,
      joint: z.boolean(),
      statutoryLimit: limit.nullable(),
      /** Rule under which the statutory limit runs: that of the guide's law, or of the licensing law; null where no law limits it. */
      statutoryRule: ruleId.nullable(),
      promisedLimit: limit,
      resultName: z.string(),
      toleranceAllowed: z.boolean(),
      /** Text of the duty and the result of a false promise, where 告知承诺 is allowed. */
      promise: z.object({ duty: z.string(), consequence: z.string() }).strict().nullable(),
      /** The guide's list as of submission. */
      materials: z.array(materialRef.extend({ required: z.enum(['required', 'optional', 'tolerable']), bySharing: z.boolean() })),
      mode: caseMode,
      channel: z.enum(['window', 'online']),
      visit: z.uuid().nullable(),
      /** Hall where it was received; null online. */
      hall: z.uuid().nullable(),
      /** Who received it, and the implementing body that decides. */
      organisation: z.uuid(),
      body: z.uuid(),
      receivedBy: account,
      applicant: z.uuid(),
      noticeChannel,
      /** Materials handed in, and those of the guide still missing; what data sharing gives is never missing. */
      provided: z.array(materialRef),
      missing: z.array(missingMaterial),
      personal: z.array(personalField),
      phone: sealed.optional(),
      address: sealed.optional(),
      statement: sealed.optional(),
      receivedOn: day,
      /** Five working days: by then one notice, or it counts as accepted from the day of receipt. */
      checkDue: due,
      /** Rule of `checkDue`: law for a licence, local configuration for other matters. */
      checkRule: ruleId,
      /** Preliminary check of an online submission (1 WD). */
      onlineCheckDue: due.nullable(),
    })
    .strict(),
  samples: [
    {
      item: sample.item,
      itemVersion: 1,
      itemName: '城市居民最低生活保障代为申请',
      taskType: '20',
      caseType: '2',
      joint: false,
      statutoryLimit: { amount: 20, unit: 'WD' },
      statutoryRule: 'D-guide-limit',
      promisedLimit: { amount: 10, unit: 'WD' },
      resultName: '代为提出申请的回执',
      toleranceAllowed: true,
      promise: null,
      materials: [
        { key: 'form', name: '最低生活保障申请表', required: 'required', bySharing: false },
        { key: 'income', name: '家庭收入情况说明', required: 'tolerable', bySharing: false },
      ],
      mode: 'agent',
      channel: 'window',
      visit: sample.visit,
      hall: sample.hall,
      organisation: sample.organisation,
      body: sample.body,
      receivedBy: 'clerk-1',
      applicant: sample.person,
      noticeChannel: 'sms',
      provided: [{ key: 'form', name: '最低生活保障申请表' }],
      missing: [{ key: 'income', name: '家庭收入情况说明', required: 'tolerable' }],
      personal: ['phone'],
      phone: sample.sealed,
      receivedOn: '2026-03-02',
      checkDue: { dueOn: '2026-03-09' },
      checkRule: 'D-supplement-once',
      onlineCheckDue: null,
    },
  ],
});

export const agentAuthorised = event('AgentAuthorised', {
  ...ofCase,
  visibility: 'internal',
  zh: '代办授权',
  en: 'Who may act for the applicant, in what, from and to, under which letter of authorisation',
  schema: z
    .object({
      agent: z.union([z.object({ person: z.uuid() }).strict(), z.object({ account }).strict()]),
      scope: z.string().min(2).max(200),
      from: day,
      to: day,
      letter: z.string().min(1).max(100),
    })
    .strict(),
  samples: [{ agent: { account: 'worker-1' }, scope: '提交申请、领取结果', from: '2026-03-02', to: '2026-06-02', letter: '授权书2026-1' }],
});

export const agentReturned = event('AgentReturned', {
  ...ofCase,
  visibility: 'internal',
  zh: '代办交还',
  en: 'The agent handed result and papers back to the applicant, with evidence',
  schema: z.object({ evidence: z.string().min(2).max(200), on: day }).strict(),
  samples: [{ evidence: '交接单1号', on: '2026-03-20' }],
});

export const accompanimentLogged = event('AccompanimentLogged', {
  ...ofCase,
  visibility: 'internal',
  zh: '陪办记录',
  en: 'A helper accompanied the applicant through a step',
  schema: z.object({ helper: account, step: z.string().min(2).max(200), on: day }).strict(),
  samples: [{ helper: 'worker-1', step: '陪同填写申请表', on: '2026-03-02' }],
});

export const homeVisitArranged = event('HomeVisitArranged', {
  ...ofCase,
  visibility: 'internal',
  zh: '上门预约',
  en: 'Two members of staff, a day and a part of the day; the address is sealed. A later one replaces it',
  schema: z
    .object({ address: sealed, staff: z.tuple([account, account]), appointment: day, part: z.enum(['morning', 'afternoon']) })
    .strict(),
  samples: [{ address: sample.sealed, staff: ['worker-1', 'worker-2'], appointment: '2026-03-04', part: 'morning' }],
});

export const homeVisitMade = event('HomeVisitMade', {
  ...ofCase,
  visibility: 'internal',
  zh: '上门办理记录',
  en: 'What was done at the door, from a closed list; no words about persons (13.9)',
  schema: z
    .object({ staff: z.tuple([account, account]), outcome: z.enum(['done', 'nobody-home', 'put-off-by-applicant']), on: day })
    .strict(),
  samples: [{ staff: ['worker-1', 'worker-2'], outcome: 'done', on: '2026-03-04' }],
});
