import { z } from 'zod';
import { event } from '../../event.js';
import { memberSnapshot, snapshotSample } from './member.js';
import { day, name, number, partyConnections, reason, sample } from './shared.js';

export const ofTransfer = { context: 'organisations', subject: 'party-relationship', version: 1, visibility: 'internal' } as const;
const of = ofTransfer;

/** Routes of a transfer; the army, secret-related and vertical bodies have a closed channel that is never recorded. */
export const transferKinds = ['INNER', 'ONLINE_IN_PROVINCE', 'ONLINE_CROSS_PROVINCE', 'PAPER'] as const;
export type TransferKind = (typeof transferKinds)[number];

/** 工作调动, 迁居, 毕业, 退休, 退役, 劳务, 组织整建制, 其他; the retired, the laid-off and the floating among them. */
export const transferReasons = [
  'job',
  'moving',
  'graduation',
  'retirement',
  'demobilisation',
  'labour',
  'whole-organisation',
  'other',
] as const;

/** Closed reasons of a source that does not send (D-transfer-reject). */
export const rejectReasons = ['open-review', 'wrong-target', 'member-asked'] as const;

/** Closed reasons of a target that returns; a missing file only suspends. */
export const returnReasons = [
  'LETTER_EXPIRED',
  'LETTER_DEFECT',
  'WRONG_TARGET',
  'IDENTITY_MISMATCH',
  'ARCHIVE_MISSING',
  'ALREADY_MEMBER',
  'STATUS_ENDED',
] as const;

/** An organisation of another installation, as letters name it; `branch`: the one below it, which has no power to approve, where it is known. */
export const outsideOrganisation = z
  .object({
    title: name,
    branch: name.nullable().optional(),
    province: z.string().regex(/^\d{2}$/),
    connection: z.enum(partyConnections),
  })
  .strict();

/** The member's file: 有, 无, 存疑, and where it lies. */
export const archive = z.object({ state: z.enum(['present', 'absent', 'doubtful']), location: z.string().max(200) }).strict();

export const carriedBy = z.enum(['member', 'confidential-post', 'online']);

/** What proves what happened at the other end: number, day, who said so, and the document. */
export const evidence = z.object({ number, on: day, who: name, document: z.string().min(1).max(200) }).strict();

export const letterNumber = z.string().regex(/^\d{4}-\d{4,6}$/);
export const register = z.string().regex(/^[0-9a-f-]{36}~\d{4}$/);
export const words = z.string().min(1).max(500);
export const transfer = z.uuid();
const materials = z.array(name).max(30);
const to = sample.transfer;

export const transferDrafted = event('TransferDrafted', {
  ...of,
  zh: '起草组织关系转接',
  en: 'A transfer was drafted. Organisations without approval power are routed to the nearest one above that has it.',
  schema: z
    .object({
      transfer,
      kind: z.enum(transferKinds),
      reason: z.enum(transferReasons),
      sourceBranch: z.uuid(),
      sourceCommittee: z.uuid(),
      /** Null where the target is in another installation. */
      targetCommittee: z.uuid().nullable(),
      targetBranch: z.uuid().nullable(),
      outside: outsideOrganisation.nullable(),
      /** Nearest common ancestor of both committees; null where it is not in this installation. */
      arbiter: z.uuid().nullable(),
      archive,
      carriedBy,
      probationMaterials: materials,
    })
    .strict(),
  samples: [
    {
      transfer: to,
      kind: 'ONLINE_IN_PROVINCE',
      reason: 'moving',
      sourceBranch: sample.organisation,
      sourceCommittee: sample.above,
      targetCommittee: sample.other,
      targetBranch: null,
      outside: null,
      arbiter: sample.above,
      archive: { state: 'present', location: '市人才中心' },
      carriedBy: 'online',
      probationMaterials: [],
    },
  ],
});

export const transferAmended = event('TransferAmended', {
  ...of,
  zh: '更正转接内容',
  en: 'The draft was corrected.',
  schema: z.object({ transfer, reason: z.enum(transferReasons), archive, carriedBy, probationMaterials: materials }).strict(),
  samples: [
    { transfer: to, reason: 'job', archive: { state: 'present', location: '市人才中心' }, carriedBy: 'online', probationMaterials: [] },
  ],
});

export const transferDiscarded = event('TransferDiscarded', {
  ...of,
  zh: '放弃起草',
  en: 'The draft was given up.',
  schema: z.object({ transfer }).strict(),
  samples: [{ transfer: to }],
});

export const transferSubmitted = event('TransferSubmitted', {
  ...of,
  zh: '提交支部审核',
  en: 'The draft went to the branch.',
  schema: z.object({ transfer }).strict(),
  samples: [{ transfer: to }],
});

export const transferApprovedByBranch = event('TransferApprovedByBranch', {
  ...of,
  zh: '支部同意转出',
  en: 'The branch approved it.',
  schema: z.object({ transfer }).strict(),
  samples: [{ transfer: to }],
});

export const transferReturnedByBranch = event('TransferReturnedByBranch', {
  ...of,
  zh: '支部退回起草',
  en: 'The branch sent the draft back to be corrected.',
  schema: z.object({ transfer, words }).strict(),
  samples: [{ transfer: to, words: '档案所在地未填' }],
});

export const transferRejected = event('TransferRejected', {
  ...of,
  zh: '不予转出',
  en: 'The source does not send, for a closed reason; the appeal that is open is named.',
  schema: z.object({ transfer, reason: z.enum(rejectReasons), words, appealTo: z.uuid().nullable(), appealRoute: words }).strict(),
  samples: [{ transfer: to, reason: 'wrong-target', words: '接收方有误', appealTo: sample.above, appealRoute: '可向共同上级党组织申诉' }],
});

const letter = {
  number: letterNumber,
  /** The number register in which the number stands. */
  register,
  issuedOn: day,
  validDays: z.int().positive(),
  expiresOn: day,
  /** Days on which a reminder falls, the earliest first. */
  reminders: z.array(day).max(10),
};

export const letterIssued = event('LetterIssued', {
  ...of,
  zh: '开具介绍信',
  en: 'A letter of three parts (stub, letter, receipt) was issued under one number.',
  schema: z
    .object({
      transfer,
      ...letter,
      kind: z.enum(transferKinds),
      /** Number and register of the letter whose place it takes; that number is void. */
      replaces: z.object({ number: letterNumber, register }).strict().nullable(),
      ...memberSnapshot,
      source: z.object({ branch: z.uuid(), committee: z.uuid() }).strict(),
      target: z.object({ committee: z.uuid().nullable(), branch: z.uuid().nullable(), outside: outsideOrganisation.nullable() }).strict(),
      /** Of the source committee, as the letter shows them; the signature is the seal alone. */
      officeAddress: z.string().min(1).max(200),
      officePhone: z.string().min(1).max(40),
      officeFax: z.string().max(40).nullable(),
      officePostcode: z.string().regex(/^\d{6}$/),
      carriedBy,
      /** How another installation was told that the former number is void; inside one, its inbox tells. */
      receiverTold: evidence.optional(),
    })
    .strict(),
  samples: [
    {
      transfer: to,
      number: '2026-0001',
      register: `${sample.above}~2026`,
      issuedOn: '2026-03-01',
      validDays: 90,
      expiresOn: '2026-05-30',
      reminders: ['2026-05-15', '2026-05-23', '2026-05-29'],
      kind: 'ONLINE_CROSS_PROVINCE',
      replaces: null,
      ...snapshotSample,
      source: { branch: sample.organisation, committee: sample.above },
      target: { committee: sample.other, branch: null, outside: null },
      officeAddress: '示例路1号',
      officePhone: '0512-00000000',
      officeFax: null,
      officePostcode: '215600',
      carriedBy: 'online',
    },
  ],
});

export const transferReminded = event('TransferReminded', {
  ...of,
  zh: '介绍信到期提醒',
  en: 'The letter expires soon: a task for both sides.',
  schema: z.object({ transfer, number: letterNumber, reminder: day, daysLeft: z.int() }).strict(),
  samples: [{ transfer: to, number: '2026-0001', reminder: '2026-05-15', daysLeft: 15 }],
});

export const letterExpired = event('LetterExpired', {
  ...of,
  zh: '介绍信过期',
  en: 'The letter ran out before it arrived: the case is back at the source, the membership goes on.',
  schema: z.object({ transfer, number: letterNumber, expiredOn: day }).strict(),
  samples: [{ transfer: to, number: '2026-0001', expiredOn: '2026-05-30' }],
});

export const letterLost = event('LetterLost', {
  ...of,
  zh: '介绍信遗失',
  en: 'The member reported the letter lost and explained how.',
  schema: z.object({ transfer, number: letterNumber, words }).strict(),
  samples: [{ transfer: to, number: '2026-0001', words: '搬家途中遗失' }],
});

export const lossInquired = event('LossInquired', {
  ...of,
  zh: '查证遗失',
  en: 'The branch inquired into the loss.',
  schema: z.object({ transfer, words }).strict(),
  samples: [{ transfer: to, words: '经查未被冒用' }],
});

export const transferWithdrawn = event('TransferWithdrawn', {
  ...of,
  zh: '撤回转接',
  en: 'The source took the letter back before it arrived; its number is void.',
  /** `evidence`: of a letter to another installation, that it is back or that nobody reported with it; null for one inside. */
  schema: z.object({ transfer, number: letterNumber, register, reason, evidence: evidence.nullable() }).strict(),
  samples: [{ transfer: to, number: '2026-0001', register: `${sample.above}~2026`, reason: '本人再次变动', evidence: null }],
});

export const transferCancelled = event('TransferCancelled', {
  ...of,
  zh: '转接终止',
  en: 'The membership ended or was stopped while the transfer was open.',
  schema: z
    .object({
      transfer,
      ground: z.enum(['death', 'expelled', 'resigned', 'removed', 'probation-cancelled', 'stopped']),
      number: letterNumber.nullable(),
      register: register.nullable(),
    })
    .strict(),
  samples: [{ transfer: to, ground: 'death', number: null, register: null }],
});

export const cancelledLetterBack = event('CancelledLetterBack', {
  ...of,
  zh: '终止转接的介绍信收回',
  en: 'The letter of a transfer that had ended with the membership is back, or nobody reported with it: no receipt will come.',
  schema: z.object({ transfer, number: letterNumber, evidence }).strict(),
  samples: [
    { transfer: to, number: '2026-0001', evidence: { number: '函1号', on: '2026-03-20', who: '上海市示例街道党工委', document: '复函' } },
  ],
});

export const partySendingEvents = [
  transferDrafted,
  transferAmended,
  transferDiscarded,
  transferSubmitted,
  transferApprovedByBranch,
  transferReturnedByBranch,
  transferRejected,
  letterIssued,
  transferReminded,
  letterExpired,
  letterLost,
  lossInquired,
  transferWithdrawn,
  transferCancelled,
  cancelledLetterBack,
];
