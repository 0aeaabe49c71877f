import { z } from 'zod';
import { event } from '../event.js';
import { fen } from '../fields.js';
import { caseType, limit, materialRef, ruleId, sample, serviceMode, taskType } from './shared.js';

const on = { context: 'public-services', subject: 'service-item', version: 1, visibility: 'published' } as const;

/** A material of the guide (5.3.1). */
export const material = materialRef.extend({
  /** 证件, 证明, 申请表, 其他 (as a kind; never as a name). */
  kind: z.enum(['identity-document', 'certificate', 'form', 'other']),
  /** 申请人自备, 政府部门核发, 其他. */
  source: z.enum(['applicant', 'government', 'other']),
  original: z.int().min(0).max(9),
  copies: z.int().min(0).max(9),
  /** 必要, 非必要, 容缺. */
  required: z.enum(['required', 'optional', 'tolerable']),
  /** Got by data sharing: never asked from the applicant again. */
  obtainableBySharing: z.boolean(),
});

/** Personal fields that a case of the item may carry, each with its own ground (13.9). */
export const personalField = z.enum(['phone', 'address', 'statement']);

/** The guide of one matter (办事指南). */
export const guide = z
  .object({
    /** 12 digits: 2 area or level, 2 type, 2 department, 3 main, 3 sub. */
    basicCode: z.string().regex(/^\d{12}$/),
    /** 31 characters: USCC of the body, 1 level, basic code. */
    implementingCode: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}\d{13}$/),
    name: z.string().min(2).max(100),
    /** Name of the main item (主项) where this is a sub item. */
    mainItem: z.string().min(2).max(100).nullable(),
    taskType,
    caseType,
    /** Who decides: the implementing body. */
    body: z
      .object({ organisation: z.uuid(), name: z.string().min(2).max(100), uscc: z.string().length(18), nature: z.enum(['1', '2', '3']) })
      .strict(),
    sourceOfPower: z.enum(['1', '2', '3', '4', '5', '6']),
    level: z.enum(['1', '2', '3', '4', '5', '6']),
    legalBasis: z.array(z.object({ law: z.string().min(2), article: z.string().min(1), words: z.string().min(2) }).strict()).min(1),
    objects: z.array(z.enum(['1', '2', '3', '4', '5', '6', '9'])).min(1),
    acceptanceConditions: z.array(z.string().min(2)).min(1),
    materials: z.array(material).max(60),
    /** Null where no law sets one. */
    statutoryLimit: limit.nullable(),
    /** Rule of libs/policy that sets `statutoryLimit`; null where libs/policy does not hold that law, and where there is no such limit. */
    statutoryRule: ruleId.nullable(),
    promisedLimit: limit,
    /** 窗口, 网上, 快递, 自助. */
    channels: z.array(z.enum(['window', 'online', 'courier', 'self-service'])).min(1),
    visits: z.int().min(0).max(9),
    fee: z
      .object({ amount: fen, ground: z.string().min(2) })
      .strict()
      .nullable(),
    result: z.object({ name: z.string().min(2).max(100), sample: z.string().nullable() }).strict(),
    delivery: z.array(z.enum(['window', 'post', 'online'])).min(1),
    /** Offered beside ordinary handling. */
    modes: z.array(serviceMode),
    /** 容缺受理 allowed. */
    tolerance: z.boolean(),
    /** 告知承诺 allowed: the duty in words and the result of a false promise. */
    promise: z
      .object({ duty: z.string().min(2), consequence: z.string().min(2) })
      .strict()
      .nullable(),
    /** Id in the catalogue of real matters (5.2), e.g. A28. */
    matter: z
      .string()
      .regex(/^[SAEB]\d{2}$/)
      .nullable(),
    /** Restricted matters are counted, never opened as personal cases (13.9). */
    restricted: z.boolean(),
    /** Several bodies decide together (联办). */
    joint: z.boolean(),
    personalFields: z.array(z.object({ field: personalField, required: z.boolean(), ground: z.string().min(2) }).strict()),
  })
  .strict();
export type Guide = z.output<typeof guide>;

export const guideSample: Guide = {
  basicCode: '322001100001',
  implementingCode: '11320582014186432H6322001100001',
  name: '城市居民最低生活保障代为申请',
  mainItem: null,
  taskType: '20',
  caseType: '2',
  body: { organisation: sample.body, name: '示例市民政局', uscc: '11320582014186432H', nature: '1' },
  sourceOfPower: '1',
  level: '6',
  legalBasis: [{ law: '社会救助暂行办法', article: '11', words: '可以委托村民委员会、居民委员会代为提出申请' }],
  objects: ['1'],
  acceptanceConditions: ['共同生活的家庭成员人均收入低于当地最低生活保障标准'],
  materials: [
    {
      key: 'form',
      name: '最低生活保障申请表',
      kind: 'form',
      source: 'applicant',
      original: 1,
      copies: 0,
      required: 'required',
      obtainableBySharing: false,
    },
    {
      key: 'income',
      name: '家庭收入情况说明',
      kind: 'certificate',
      source: 'applicant',
      original: 1,
      copies: 0,
      required: 'tolerable',
      obtainableBySharing: false,
    },
  ],
  statutoryLimit: { amount: 20, unit: 'WD' },
  statutoryRule: null,
  promisedLimit: { amount: 10, unit: 'WD' },
  channels: ['window', 'online'],
  visits: 1,
  fee: null,
  result: { name: '代为提出申请的回执', sample: null },
  delivery: ['window', 'post'],
  modes: ['agent', 'home-visit'],
  tolerance: true,
  promise: null,
  matter: 'A28',
  restricted: false,
  joint: false,
  personalFields: [{ field: 'phone', required: true, ground: '社会救助暂行办法 11' }],
};

export const serviceItemPublished = event('ServiceItemPublished', {
  ...on,
  zh: '办事指南发布',
  en: 'A guide of a matter was published for the first time',
  schema: z.object({ guide, itemVersion: z.literal(1), on: z.iso.date() }).strict(),
  samples: [{ guide: guideSample, itemVersion: 1, on: '2026-03-02' }],
});

export const serviceItemRevised = event('ServiceItemRevised', {
  ...on,
  zh: '办事指南修订',
  en: 'A guide got its next version; cases already submitted keep theirs',
  schema: z.object({ guide, itemVersion: z.int().min(2), reason: z.string().min(2).max(500), on: z.iso.date() }).strict(),
  samples: [{ guide: guideSample, itemVersion: 2, reason: '承诺时限缩短', on: '2026-03-09' }],
});

export const serviceItemSuspended = event('ServiceItemSuspended', {
  ...on,
  zh: '事项暂停',
  en: 'The matter takes no new cases for now',
  schema: z.object({ reason: z.string().min(2).max(500), on: z.iso.date() }).strict(),
  samples: [{ reason: '系统对接调整', on: '2026-03-10' }],
});

export const serviceItemResumed = event('ServiceItemResumed', {
  ...on,
  zh: '事项恢复在用',
  en: 'The matter takes cases again',
  schema: z.object({ on: z.iso.date() }).strict(),
  samples: [{ on: '2026-03-12' }],
});

export const serviceItemCancelled = event('ServiceItemCancelled', {
  ...on,
  zh: '事项取消',
  en: 'The matter is no longer served; open cases are finished by the guide they were submitted under',
  schema: z
    .object({
      ground: z.enum(['basis-repealed', 'moved-to-another-body', 'merged', 'not-needed']),
      reason: z.string().min(2).max(500),
      on: z.iso.date(),
    })
    .strict(),
  samples: [{ ground: 'basis-repealed', reason: '依据废止', on: '2026-03-20' }],
});

export const serviceItemEvents = [
  serviceItemPublished,
  serviceItemRevised,
  serviceItemSuspended,
  serviceItemResumed,
  serviceItemCancelled,
] as const;
