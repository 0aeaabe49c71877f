import { z } from 'zod';
import { event } from '../event.js';
import { due } from '../fields.js';
import { fileHash } from './admission/form.js';
import { ofCase } from './case-submission.js';
import { account, limit, materialRef, missingMaterial, noticeChannel, sample } from './shared.js';

const day = z.iso.date();

export const caseChecked = event('CaseChecked', {
  ...ofCase,
  visibility: 'internal',
  zh: '当场审核',
  en: 'On-spot check of the papers: what is there and what is still missing',
  schema: z
    .object({
      provided: z.array(materialRef),
      missing: z.array(missingMaterial),
      by: account,
      on: day,
    })
    .strict(),
  samples: [
    {
      provided: [{ key: 'form', name: '最低生活保障申请表' }],
      missing: [{ key: 'income', name: '家庭收入情况说明', required: 'tolerable' }],
      by: 'clerk-1',
      on: '2026-03-02',
    },
  ],
});

export const supplementRequested = event('SupplementRequested', {
  ...ofCase,
  visibility: 'internal',
  zh: '一次性告知补正',
  en: 'The only supplement notice of the case, with all gaps; its period starts at proved delivery',
  schema: z
    .object({
      gaps: z.array(materialRef.extend({ gap: z.enum(['missing', 'wrong-form', 'expired', 'illegible']) })).min(1),
      period: limit,
      /** Title and article of the law on which it stands, as the paper names them; null where only local configuration does (13.8). */
      law: z.string().min(1).nullable().optional(),
      applicant: z.uuid(),
      channel: noticeChannel,
      on: day,
    })
    .strict(),
  samples: [
    {
      gaps: [{ key: 'income', name: '家庭收入情况说明', gap: 'missing' }],
      period: { amount: 10, unit: 'WD' },
      law: null,
      applicant: sample.person,
      channel: 'sms',
      on: '2026-03-02',
    },
  ],
});

export const supplementNoticeDelivered = event('SupplementNoticeDelivered', {
  ...ofCase,
  visibility: 'internal',
  zh: '补正告知送达',
  en: 'Delivery of the supplement notice is proved; its period runs',
  schema: z.object({ notice: z.uuid(), deliveredOn: day, due }).strict(),
  samples: [{ notice: sample.notice, deliveredOn: '2026-03-03', due: { dueOn: '2026-03-17' } }],
});

export const materialsSupplemented = event('MaterialsSupplemented', {
  ...ofCase,
  visibility: 'internal',
  zh: '材料补正',
  en: 'Materials were handed in after the notice; what remains missing stands beside',
  schema: z
    .object({
      provided: z.array(materialRef).min(1),
      missing: z.array(missingMaterial),
      by: account,
      on: day,
      checkDue: due,
    })
    .strict(),
  samples: [
    {
      provided: [{ key: 'income', name: '家庭收入情况说明' }],
      missing: [],
      by: 'clerk-1',
      on: '2026-03-05',
      checkDue: { dueOn: '2026-03-12' },
    },
  ],
});

/** Types of files that are taken. */
export const materialFileTypes = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
export const materialFiled = event('MaterialFiled', {
  ...ofCase,
  visibility: 'internal',
  zh: '材料文件附卷',
  en: 'A file of one of the guide’s materials was put to the case; it is sealed under the applicant’s keys and goes with them',
  schema: z
    .object({
      ...materialRef.shape,
      /** Address of the file: SHA-256 of what is stored. */
      file: fileHash,
      kind: z.enum(materialFileTypes),
      bytes: z.int().positive(),
      by: account,
      on: day,
    })
    .strict(),
  samples: [
    {
      key: 'income',
      name: '家庭收入情况说明',
      file: 'ab'.repeat(32),
      kind: 'application/pdf',
      bytes: 48_213,
      by: 'clerk-1',
      on: '2026-03-02',
    },
  ],
});

export const supplementExpired = event('SupplementExpired', {
  ...ofCase,
  visibility: 'internal',
  zh: '逾期未补正',
  en: 'The period of the notice passed: the submission counts as withdrawn, and may be made again',
  schema: z.object({ applicant: z.uuid(), on: day }).strict(),
  samples: [{ applicant: sample.person, on: '2026-03-18' }],
});
