import { z } from 'zod';
import { event } from '../../event.js';
import { areaCode, due, fenFromZero } from '../../fields.js';
import {
  agreementCountersigned,
  agreementOffered,
  agreementSigned,
  commitmentNoted,
  instalmentReceived,
  instalmentReturned,
  receiptConfirmed,
} from './agreements.js';
import { admissionBase, applicationNumber } from './application.js';
import { matterContracted, matterContractEnded } from './contracts.js';
import { matterClass, matterFlag, matterNamed } from './form.js';

const of = admissionBase;
const open = { ...of, visibility: 'published' } as const;
const day = z.iso.date();
const reason = z.string().min(2).max(500);
const document = z.string().min(2).max(120);
const community = '0198a3f0-0000-7000-8000-000000000001';
const department = '0198a3f0-0000-7000-8000-000000000002';

/** When a matter that goes on is looked at for late money; null where none is open, absent where nothing is owed by agreement. */
const moneyLook = due.nullable().optional();

/** The three public lists and the register of entrusted and purchased matters (13.1). */
export const matterListName = z.enum(['self-government', 'assist', 'negative', 'entrusted-purchased']);

export const matterListed = event('MatterListed', {
  ...open,
  zh: '列入清单',
  en: 'The county or city government approved the list, and it was published',
  schema: z
    .object({
      county: areaCode,
      department: z.uuid(),
      matter: matterNamed,
      class: matterClass.exclude(['FORBIDDEN']),
      flags: z.array(matterFlag),
      list: matterListName,
      number: applicationNumber,
      /** `all` communities of the county, or these. */
      communities: z.union([z.literal('all'), z.array(z.uuid())]),
      from: day,
      to: day.nullable(),
      approval: document,
      on: day,
    })
    .strict(),
  samples: [
    {
      county: '320582000000',
      department,
      matter: { id: 'A50', name: '人口普查' },
      class: 'ASSIST',
      flags: ['TEMPORARY'],
      list: 'assist',
      number: '320582000000-2026-0001',
      communities: [community],
      from: '2026-05-06',
      to: '2026-07-05',
      approval: '张政复〔2026〕8号',
      on: '2026-03-20',
    },
  ],
});
export const conditionsRecorded = event('ConditionsRecorded', {
  ...of,
  zh: '条件落实记录',
  en: 'What the department gives a community: people, place, equipment, data, guidance, and money by workload in fen',
  schema: z
    .object({
      community: z.uuid(),
      people: z.string().min(1).max(200),
      place: z.string().min(1).max(200),
      equipment: z.string().min(1).max(200),
      data: z.string().min(1).max(200),
      money: fenFromZero,
      /** How the department guides the work (业务指导). */
      guidance: z.string().min(1).max(200).optional(),
      on: day,
    })
    .strict(),
  samples: [
    {
      ...{ community, people: '普查员两名', place: '社区办公室', equipment: '平板两台', data: '普查平台', money: '300000' },
      ...{ guidance: '普查办培训并派员指导', on: '2026-04-01' },
    },
  ],
});
export const conditionsConfirmed = event('ConditionsConfirmed', {
  ...of,
  zh: '社区确认条件',
  en: 'The community confirmed the conditions',
  schema: z.object({ community: z.uuid(), on: day }).strict(),
  samples: [{ community, on: '2026-04-02' }],
});
export const matterActivated = event('MatterActivated', {
  ...open,
  zh: '事项生效',
  en: 'The start date is reached and what the class needs is there',
  schema: z
    .object({
      /** Last day, where the matter has one; until when the year is reviewed; when its basis changes or ends, where that is known. */
      endsOn: day.nullable(),
      reviewDue: due,
      basisUntil: day.nullable(),
      /** Matter of the catalogue and the law on which it rests, so that a later catalogue is held against it. */
      rests: z.object({ matter: z.string(), law: z.string(), article: z.string() }).strict().optional(),
      moneyDue: moneyLook,
      on: day,
    })
    .strict(),
  samples: [
    {
      ...{ endsOn: '2026-07-05', reviewDue: { dueOn: '2027-01-31' }, basisUntil: null },
      ...{ rests: { matter: 'A50', law: '全国人口普查条例', article: '3' }, on: '2026-05-06' },
    },
  ],
});
export const matterSuspended = event('MatterSuspended', {
  ...open,
  zh: '事项暂停',
  en: 'Money late beyond the grace, conditions not given, unlawful content, or its purchase contract or an agreement is over',
  schema: z
    .object({
      ground: z.enum(['money-late', 'conditions-not-given', 'unlawful-content', 'contract-over', 'agreement-over']),
      reason,
      on: day,
    })
    .strict(),
  samples: [{ ground: 'money-late', reason: '首付款逾期', on: '2026-06-10' }],
});
export const matterResumed = event('MatterResumed', {
  ...open,
  zh: '事项恢复',
  en: 'What led to the suspension is put right',
  schema: z.object({ reason, moneyDue: moneyLook, on: day }).strict(),
  samples: [{ reason: '费用已到账', on: '2026-06-20' }],
});
export const reviewStarted = event('ReviewStarted', {
  ...of,
  zh: '年度评估开始',
  en: 'The review of a year began',
  schema: z.object({ year: z.int(), on: day }).strict(),
  samples: [{ year: 2026, on: '2027-01-10' }],
});
export const reviewConcluded = event('ReviewConcluded', {
  ...open,
  zh: '年度评估结论',
  en: 'Kept, or amended (with what was changed); an exit is an event of its own',
  schema: z
    .object({ year: z.int(), outcome: z.enum(['kept', 'amended']), words: reason, reviewDue: due, moneyDue: moneyLook, on: day })
    .strict(),
  samples: [{ year: 2026, outcome: 'kept', words: '保留', reviewDue: { dueOn: '2028-01-31' }, on: '2027-01-20' }],
});
export const basisChanged = event('BasisChanged', {
  ...open,
  zh: '依据变更',
  en: 'The matter rests on another law from now on',
  schema: z
    .object({
      law: z.string(),
      article: z.string(),
      words: z.string(),
      basisUntil: day.nullable(),
      /** Matter of the catalogue. */
      matter: z.string().optional(),
      on: day,
    })
    .strict(),
  samples: [{ law: '生态环境法典', article: '549', words: '协助地方人民政府', basisUntil: null, matter: 'A53', on: '2026-08-15' }],
});
export const temporaryExtended = event('TemporaryExtended', {
  ...open,
  zh: '临时事项延长',
  en: 'A temporary matter was extended, once; its line in the register stands on (process)',
  schema: z.object({ county: areaCode, endsOn: day, reason, on: day }).strict(),
  samples: [{ county: '320582000000', endsOn: '2026-10-05', reason: '工作未完', on: '2026-07-01' }],
});
export const matterExpired = event('MatterExpired', {
  ...open,
  zh: '事项到期',
  en: 'The end date has passed',
  schema: z.object({ county: areaCode, on: day }).strict(),
  samples: [{ county: '320582000000', on: '2026-07-06' }],
});
export const matterExited = event('MatterExited', {
  ...open,
  zh: '事项退出',
  en: 'Out of the lists; what was committed and not paid is released (process)',
  schema: z
    .object({
      county: areaCode,
      ground: z.enum(['basis-repealed', 'task-done', 'group-dislikes', 'burden-too-high', 'money-not-paid', 'emergency-over', 'review']),
      reason,
      on: day,
    })
    .strict(),
  samples: [{ county: '320582000000', ground: 'task-done', reason: '任务完成', on: '2026-07-01' }],
});
export const exemptRegistered = event('ExemptMatterRegistered', {
  ...of,
  zh: '免申请事项补登记',
  en: 'A matter exempt from application was registered afterwards',
  schema: z
    .object({
      number: applicationNumber,
      kind: z.enum(['by-law', 'party-or-state-policy', 'emergency', 'residents-decision']),
      /** Law, document, declaration of the response level, or decision of the residents. */
      ground: document,
      startedOn: day,
      office: z.uuid(),
      on: day,
    })
    .strict(),
  samples: [
    {
      number: '320582000000-2026-0002',
      kind: 'emergency',
      ground: '应急响应四级启动令1号',
      startedOn: '2026-03-02',
      office: department,
      on: '2026-03-04',
    },
  ],
});

export const admissionEntryEvents = [
  matterListed,
  conditionsRecorded,
  conditionsConfirmed,
  agreementOffered,
  agreementCountersigned,
  agreementSigned,
  commitmentNoted,
  instalmentReceived,
  receiptConfirmed,
  instalmentReturned,
  matterContracted,
  matterContractEnded,
  matterActivated,
  matterSuspended,
  matterResumed,
  reviewStarted,
  reviewConcluded,
  basisChanged,
  temporaryExtended,
  matterExpired,
  matterExited,
  exemptRegistered,
] as const;
