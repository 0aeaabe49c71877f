import { z } from 'zod';
import { event } from '../event.js';
import { sealed } from '../fields.js';

/** Where a person lives against where he is registered: 户籍在住, 户籍不在住, 非户籍常住, 流动人口. */
export const residenceKinds = ['registered-present', 'registered-absent', 'settled', 'floating'] as const;
/** Legal grounds of PIPL 13, in its order. */
export const legalGrounds = [
  'consent',
  'contract',
  'legal-duty',
  'emergency',
  'public-interest-news',
  'already-public',
  'other-law',
] as const;
/** Record series of the personal fields (13.10); null where one stands for all of them. */
export const recordSeries = ['identity', 'contact', 'hall'] as const;
/** Who may read a tag besides the person himself. */
export const tagViewerRoles = ['community-worker', 'director', 'secretary', 'sub-district', 'records-officer'] as const;

const of = { context: 'residents', subject: 'person', version: 1, visibility: 'internal' } as const;

const person = '01981f00-0000-7000-8000-000000000021';
const organisation = '01981f00-0000-7000-8000-000000000011';
const alias = '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01';
const household = '01981f00-0000-7000-8000-000000000031';
const sealedSample = `yv1.A256GCM.${person}.c2FtcGxl`;
const series = z.enum(recordSeries).nullable();
const day = z.iso.date();
const reason = z.string().min(1).max(200);

/** What the identity number says and later decisions need: nothing nearer than the year of birth leaves the sealed number (PIPL 6). */
const derived = { sex: z.enum(['male', 'female']), bornIn: z.int().min(1800).max(2200) };
/** The number, its blind index (both sealed), and the register's random name for it. */
const identity = { identityNumber: sealed, identityIndex: sealed, identity: z.uuid() };
const contact = { phone: sealed.nullable(), phoneIndex: sealed.nullable() };

export const personRegistered = event('PersonRegistered', {
  ...of,
  zh: '人员登记',
  en: 'A person was registered, once and with one identity number.',
  schema: z
    .object({
      person: z.uuid(),
      name: sealed,
      ...identity,
      ...derived,
      ...contact,
      residenceAddress: sealed.nullable(),
      registeredAddress: sealed.nullable(),
      /** Residents' or village committee of the place where the person lives. */
      community: z.uuid(),
      /** Organisation that collected the fields, once, for all (P1). */
      collector: z.uuid(),
      residenceKind: z.enum(residenceKinds),
      residentSince: day.nullable(),
      legalGround: z.enum(legalGrounds),
      /** Version of the notice shown before (PIPL 17). */
      noticeVersion: z.string().min(1).max(40),
    })
    .strict(),
  samples: [
    {
      person,
      name: sealedSample,
      identityNumber: sealedSample,
      identityIndex: sealedSample,
      identity: alias,
      sex: 'female',
      bornIn: 1985,
      phone: sealedSample,
      phoneIndex: sealedSample,
      residenceAddress: sealedSample,
      registeredAddress: null,
      community: organisation,
      collector: organisation,
      residenceKind: 'registered-present',
      residentSince: '2020-05-01',
      legalGround: 'legal-duty',
      noticeVersion: '2026-01',
    },
  ],
});

export const personCorrected = event('PersonCorrected', {
  ...of,
  zh: '人员信息更正',
  en: 'Name or registered address were put right; a field that is absent stays.',
  schema: z.object({ name: sealed.optional(), registeredAddress: sealed.nullable().optional(), evidence: reason }).strict(),
  samples: [
    { name: sealedSample, evidence: '户口簿' },
    { registeredAddress: null, evidence: '本人申请' },
  ],
});

export const personIdentityCorrected = event('PersonIdentityCorrected', {
  ...of,
  zh: '公民身份号码更正',
  en: 'A wrongly recorded identity number was replaced; the register released the former one.',
  schema: z.object({ ...identity, ...derived, formerIdentity: z.uuid(), evidence: reason }).strict(),
  samples: [
    {
      identityNumber: sealedSample,
      identityIndex: sealedSample,
      identity: alias,
      sex: 'female',
      bornIn: 1985,
      formerIdentity: person,
      evidence: '居民身份证',
    },
  ],
});

export const contactChanged = event('ContactChanged', {
  ...of,
  zh: '联系方式变更',
  en: 'The phone number as it is now; null: none.',
  schema: z.object(contact).strict(),
  samples: [
    { phone: sealedSample, phoneIndex: sealedSample },
    { phone: null, phoneIndex: null },
  ],
});

export const residenceMoved = event('ResidenceMoved', {
  ...of,
  zh: '居住地变更',
  en: 'The person lives elsewhere since a date, in the same or another community.',
  schema: z
    .object({
      from: z.uuid(),
      community: z.uuid(),
      residenceKind: z.enum(residenceKinds),
      residenceAddress: sealed.nullable(),
      since: day,
    })
    .strict(),
  samples: [{ from: organisation, community: household, residenceKind: 'settled', residenceAddress: null, since: '2026-03-02' }],
});

export const tagAdded = event('TagAdded', {
  ...of,
  zh: '服务对象标签登记',
  en: 'A tag of the closed list (sealed), its viewers and its last day.',
  schema: z
    .object({
      tagId: z.string().regex(/^t[1-9]\d{0,3}$/),
      tag: sealed,
      viewers: z.array(z.enum(tagViewerRoles)),
      /** The named child worker, the only viewer of 留守儿童 and 困境儿童 (13.9). */
      namedViewer: z.string().min(1).max(100).nullable(),
      expiresOn: day,
      /** Earliest last day of all tags of the person. */
      nextExpiry: day,
    })
    .strict(),
  samples: [
    { tagId: 't1', tag: sealedSample, viewers: ['community-worker'], namedViewer: null, expiresOn: '2027-03-02', nextExpiry: '2027-03-02' },
  ],
});
export const tagRemoved = event('TagRemoved', {
  ...of,
  zh: '服务对象标签移除',
  en: 'A tag was taken away.',
  schema: z.object({ tagId: z.string(), reason, nextExpiry: day.nullable() }).strict(),
  samples: [{ tagId: 't1', reason: '条件不再符合', nextExpiry: null }],
});
export const tagsExpired = event('TagsExpired', {
  ...of,
  zh: '服务对象标签到期',
  en: 'Tags whose last day has passed ended by themselves.',
  schema: z.object({ tagIds: z.array(z.string()).min(1), nextExpiry: day.nullable() }).strict(),
  samples: [{ tagIds: ['t1'], nextExpiry: null }],
});

export const consentGiven = event('ConsentGiven', {
  ...of,
  zh: '同意记录',
  en: 'Consent to one purpose, after a notice; by the guardian for a child under 14.',
  schema: z
    .object({
      consentId: z.string().regex(/^c[1-9]\d{0,3}$/),
      purpose: z.string().min(1).max(80),
      noticeVersion: z.string().min(1).max(40),
      /** 单独同意: asked for sensitive data and for disclosure (PIPL 25, 29). */
      separate: z.boolean(),
      byGuardian: z.boolean(),
    })
    .strict(),
  samples: [{ consentId: 'c1', purpose: '短信通知', noticeVersion: '2026-01', separate: false, byGuardian: false }],
});
export const consentWithdrawn = event('ConsentWithdrawn', {
  ...of,
  zh: '撤回同意',
  en: 'A consent was withdrawn.',
  schema: z.object({ consentId: z.string() }).strict(),
  samples: [{ consentId: 'c1' }],
});

export const householdJoined = event('HouseholdJoined', {
  ...of,
  zh: '加入住户',
  en: 'The person belongs to a household; to one at a time.',
  schema: z.object({ person: z.uuid(), household: z.uuid() }).strict(),
  samples: [{ person, household }],
});
export const householdLeft = event('HouseholdLeft', {
  ...of,
  zh: '离开住户',
  en: 'The person no longer belongs to the household.',
  schema: z.object({ person: z.uuid(), household: z.uuid() }).strict(),
  samples: [{ person, household }],
});

export const recordSealed = event('RecordSealed', {
  ...of,
  zh: '限制处理（仅存储）',
  en: 'Deletion was asked for inside the retention period: from now on the record is stored and nothing else.',
  schema: z
    .object({
      ground: z.enum(['deletion-requested', 'consent-withdrawn', 'moved-away', 'deceased']),
      /** Law or rule that keeps the record until then. */
      keptBy: z.string().min(1).max(200),
      retainUntil: z.object({ identity: day, contact: day, hall: day }).strict(),
    })
    .strict(),
  samples: [
    {
      ground: 'deletion-requested',
      keptBy: 'retention',
      retainUntil: { identity: '2029-03-02', contact: '2027-03-02', hall: '2026-04-01' },
    },
  ],
});
export const recordReopened = event('RecordReopened', {
  ...of,
  zh: '恢复处理',
  en: 'The person came back: the record may be used again.',
  schema: z.object({ reason }).strict(),
  samples: [{ reason: '重新迁入' }],
});

export const legalHoldPlaced = event('LegalHoldPlaced', {
  ...of,
  zh: '法定留存',
  en: 'The record may not be destroyed while a case, audit or inquiry needs it.',
  schema: z.object({ holdId: z.string().regex(/^h[1-9]\d{0,3}$/), ground: reason }).strict(),
  samples: [{ holdId: 'h1', ground: '行政诉讼' }],
});
export const legalHoldLifted = event('LegalHoldLifted', {
  ...of,
  zh: '解除法定留存',
  en: 'A legal hold ended.',
  schema: z.object({ holdId: z.string(), reason }).strict(),
  samples: [{ holdId: 'h1', reason: '案件终结' }],
});

export const forgettingRequested = event('ForgettingRequested', {
  ...of,
  zh: '申请销毁个人信息',
  en: 'A records officer asked for the destruction of one record series, or of all.',
  schema: z.object({ series, by: z.string(), ground: reason }).strict(),
  samples: [{ series: null, by: 'records-1', ground: '保存期限届满' }],
});
export const forgettingApproved = event('ForgettingApproved', {
  ...of,
  zh: '批准销毁个人信息',
  en: 'A second records officer agreed; the waiting time runs.',
  schema: z.object({ series, by: z.string(), waitUntil: day }).strict(),
  samples: [{ series: null, by: 'records-2', waitUntil: '2026-04-08' }],
});
export const forgettingWithdrawn = event('ForgettingWithdrawn', {
  ...of,
  zh: '撤销销毁申请',
  en: 'The destruction was called off before it happened.',
  schema: z.object({ reason }).strict(),
  samples: [{ reason: '发现未结案件' }],
});
export const personForgotten = event('PersonForgotten', {
  ...of,
  zh: '个人信息遗忘',
  en: 'The personal fields of a series (null: all) are no longer kept anywhere; their key is to be destroyed.',
  schema: z
    .object({
      person: z.uuid(),
      series,
      /** The register's name of the person's number, given only where all series go. */
      identity: z.uuid().nullable(),
    })
    .strict(),
  samples: [
    { person, series: null, identity: alias },
    { person, series: 'contact', identity: null },
  ],
});
export const keysDestroyed = event('KeysDestroyed', {
  ...of,
  zh: '密钥销毁',
  en: 'The keys of the series (null: all, and the alias) were destroyed.',
  schema: z.object({ series }).strict(),
  samples: [{ series: null }],
});

export const personEvents = [
  personRegistered,
  personCorrected,
  personIdentityCorrected,
  contactChanged,
  residenceMoved,
  tagAdded,
  tagRemoved,
  tagsExpired,
  consentGiven,
  consentWithdrawn,
  householdJoined,
  householdLeft,
  recordSealed,
  recordReopened,
  legalHoldPlaced,
  legalHoldLifted,
  forgettingRequested,
  forgettingApproved,
  forgettingWithdrawn,
  personForgotten,
  keysDestroyed,
];
