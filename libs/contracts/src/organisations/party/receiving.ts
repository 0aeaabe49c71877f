import { z } from 'zod';
import { event } from '../../event.js';
import { due, sealed } from '../../fields.js';
import { memberSnapshot, snapshotSample } from './member.js';
import { day, month, name, number, reason, sample } from './shared.js';
import {
  archive,
  carriedBy,
  evidence,
  letterNumber,
  ofTransfer,
  outsideOrganisation,
  returnReasons,
  transfer,
  transferKinds,
  transferReasons,
  words,
} from './transfer.js';

const of = ofTransfer;
const to = sample.transfer;
const proof = { number: '回执2026-0001', on: '2026-04-01', who: '某街道党工委', document: '回执扫描件' };

export const letterArrived = event('LetterArrived', {
  ...of,
  zh: '报到',
  en: 'The letter arrived in time; the decision of the target is due.',
  schema: z.object({ transfer, number: letterNumber, arrivedOn: day, decisionDue: due }).strict(),
  samples: [{ transfer: to, number: '2026-0001', arrivedOn: '2026-04-01', decisionDue: { dueOn: '2026-04-16' } }],
});

export const archiveChecked = event('ArchiveChecked', {
  ...of,
  zh: '核对党员档案',
  en: 'The target looks at the member’s file.',
  schema: z.object({ transfer, finding: z.enum(['in-order', 'doubtful', 'missing']), words }).strict(),
  samples: [{ transfer: to, finding: 'in-order', words: '材料齐全' }],
});

export const transferSuspended = event('TransferSuspended', {
  ...of,
  zh: '中止转接',
  en: 'Doubt about the file: the case waits and never ends by itself; nothing is destroyed.',
  schema: z.object({ transfer, reason, since: day }).strict(),
  samples: [{ transfer: to, reason: '入党志愿书缺页', since: '2026-04-02' }],
});

export const transferResumed = event('TransferResumed', {
  ...of,
  zh: '恢复转接',
  en: 'The doubt was cleared; the decision is due anew, for the time that was left.',
  schema: z.object({ transfer, words, decisionDue: due }).strict(),
  samples: [{ transfer: to, words: '补充证明', decisionDue: { dueOn: '2026-04-20' } }],
});

export const transferReturned = event('TransferReturned', {
  ...of,
  zh: '退回',
  en: 'The target returned it for a closed reason; the appeal that is open is named.',
  schema: z
    .object({
      transfer,
      reason: z.enum(returnReasons),
      words,
      times: z.int().positive(),
      appealTo: z.uuid().nullable(),
      appealRoute: words,
      /** From here on the record of who came from outside is only kept. Absent in returns recorded before this field. */
      returnedOn: day.optional(),
    })
    .strict(),
  samples: [
    {
      ...{ transfer: to, reason: 'WRONG_TARGET', words: '不属本街道', times: 1 },
      ...{ appealTo: sample.above, appealRoute: '可向共同上级党组织申诉', returnedOn: '2026-04-08' },
    },
  ],
});

export const transferEscalated = event('TransferEscalated', {
  ...of,
  zh: '两次退回上报',
  en: 'Returned twice: the nearest common ancestor decides.',
  schema: z.object({ transfer, to: z.uuid().nullable(), decisionDue: due }).strict(),
  samples: [{ transfer: to, to: sample.above, decisionDue: { dueOn: '2026-04-30' } }],
});

export const transferAppealed = event('TransferAppealed', {
  ...of,
  zh: '申诉',
  en: 'The member appeals to the nearest common ancestor.',
  schema: z.object({ transfer, words, against: z.enum(['rejection', 'return']), to: z.uuid().nullable(), decisionDue: due }).strict(),
  samples: [{ transfer: to, words: '理由不成立', against: 'return', to: sample.above, decisionDue: { dueOn: '2026-04-30' } }],
});

export const transferAppealDecided = event('TransferAppealDecided', {
  ...of,
  zh: '申诉决定',
  en: 'Upheld: as it was; overturned: the side that refused goes on. Decided outside, it is recorded from evidence.',
  schema: z
    .object({
      transfer,
      outcome: z.enum(['upheld', 'overturned']),
      words,
      decidedOn: day,
      evidence: evidence.nullable(),
      /** The target has its time anew where its return was overturned; null where none of this installation decides next. */
      decisionDue: due.nullable(),
    })
    .strict(),
  samples: [
    {
      transfer: to,
      outcome: 'overturned',
      words: '应予接收',
      decidedOn: '2026-04-20',
      evidence: null,
      decisionDue: { dueOn: '2026-05-06' },
    },
  ],
});

export const transferAccepted = event('TransferAccepted', {
  ...of,
  zh: '同意接收',
  en: 'The target accepted the member; his identity was compared.',
  schema: z.object({ transfer, identityNumber: sealed, acceptedOn: day }).strict(),
  samples: [{ transfer: to, identityNumber: sample.sealed, acceptedOn: '2026-04-03' }],
});

export const branchAssigned = event('BranchAssigned', {
  ...of,
  zh: '编入支部',
  en: 'The member was assigned to a branch: from this day on it is the responsible one.',
  schema: z
    .object({
      transfer,
      person: z.uuid(),
      standing: z.enum(['full', 'probationary']),
      from: z.uuid().nullable(),
      branch: z.uuid(),
      committee: z.uuid(),
      assignedOn: day,
    })
    .strict(),
  samples: [
    {
      transfer: to,
      person: sample.person,
      standing: 'full',
      from: sample.organisation,
      branch: sample.other,
      committee: sample.above,
      assignedOn: '2026-04-05',
    },
  ],
});

export const receiptSent = event('ReceiptSent', {
  ...of,
  zh: '寄回回执',
  en: 'The receipt went back to the source; it carries the legal date of the assignment.',
  schema: z.object({ transfer, receiptNo: number, assignedOn: day, sentOn: day, toOutside: z.boolean() }).strict(),
  samples: [{ transfer: to, receiptNo: '2026-0001', assignedOn: '2026-04-05', sentOn: '2026-04-06', toOutside: false }],
});

export const transferClosed = event('TransferClosed', {
  ...of,
  zh: '转接办结',
  en: 'The receipt was matched with the stub, or the inner transfer is done. The stub is kept until a day.',
  schema: z.object({ transfer, closedOn: day, stubUntil: day.nullable(), left: z.boolean() }).strict(),
  samples: [{ transfer: to, closedOn: '2026-04-08', stubUntil: '2036-04-08', left: false }],
});

export const arrivalEvidenced = event('ArrivalEvidenced', {
  ...of,
  zh: '凭据登记：对方报到',
  en: 'Arrival in another installation, recorded from evidence.',
  schema: z.object({ transfer, arrivedOn: day, evidence }).strict(),
  samples: [{ transfer: to, arrivedOn: '2026-04-01', evidence: proof }],
});

export const acceptanceEvidenced = event('AcceptanceEvidenced', {
  ...of,
  zh: '凭据登记：对方接收',
  en: 'Acceptance in another installation, recorded from evidence.',
  schema: z.object({ transfer, acceptedOn: day, evidence }).strict(),
  samples: [{ transfer: to, acceptedOn: '2026-04-01', evidence: proof }],
});

export const assignmentEvidenced = event('AssignmentEvidenced', {
  ...of,
  zh: '凭据登记：回执',
  en: 'The receipt of another installation: from the assignment’s day on the branch there is responsible.',
  schema: z
    .object({ transfer, person: z.uuid(), from: z.uuid(), receiptNo: number, arrivedOn: day, assignedOn: day, branchName: name, evidence })
    .strict(),
  samples: [
    {
      transfer: to,
      person: sample.person,
      from: sample.organisation,
      receiptNo: '2026-0001',
      arrivedOn: '2026-04-01',
      assignedOn: '2026-04-05',
      branchName: '某社区第一党支部',
      evidence: proof,
    },
  ],
});

export const returnEvidenced = event('ReturnEvidenced', {
  ...of,
  zh: '凭据登记：对方退回',
  en: 'A return by another installation, recorded from evidence.',
  schema: z.object({ transfer, reason: z.enum(returnReasons), words, times: z.int().positive(), evidence }).strict(),
  samples: [{ transfer: to, reason: 'WRONG_TARGET', words: '不属本街道', times: 1, evidence: proof }],
});

export const letterReceived = event('LetterReceived', {
  ...of,
  zh: '收到外来介绍信',
  en: 'A letter from another installation: the relationship begins here and waits for its branch.',
  schema: z
    .object({
      transfer,
      person: z.uuid(),
      ...memberSnapshot,
      duesPaidThrough: month,
      identity: z.uuid(),
      identityIndex: sealed,
      kind: z.enum(transferKinds),
      letterNo: number,
      issuedOn: day,
      expiresOn: day,
      outside: outsideOrganisation,
      /** As the letter tells them; absent where it does not. */
      reason: z.enum(transferReasons).optional(),
      carriedBy: carriedBy.optional(),
      committee: z.uuid(),
      targetBranch: z.uuid().nullable(),
      archive,
      probationMaterials: z.array(name).max(30),
      receivedOn: day,
      decisionDue: due,
    })
    .strict(),
  samples: [
    {
      transfer: to,
      person: sample.person,
      ...snapshotSample,
      identity: sample.alias,
      identityIndex: sample.sealed,
      kind: 'PAPER',
      letterNo: '沪组字第0001号',
      issuedOn: '2026-03-01',
      expiresOn: '2026-05-30',
      outside: { title: '某市某街道党工委', province: '31', connection: 'none' },
      committee: sample.above,
      targetBranch: null,
      archive: { state: 'present', location: '原单位' },
      probationMaterials: [],
      receivedOn: '2026-04-01',
      decisionDue: { dueOn: '2026-04-16' },
    },
  ],
});

export const transferDueComputed = event('TransferDueComputed', {
  ...of,
  zh: '转接期限算定',
  en: 'A due date that waited for its calendar was computed.',
  schema: z.object({ deadline: z.enum(['decision', 'appeal']), dueOn: day }).strict(),
  samples: [{ deadline: 'decision', dueOn: '2027-01-11' }],
});

export const partyReceivingEvents = [
  letterArrived,
  archiveChecked,
  transferSuspended,
  transferResumed,
  transferReturned,
  transferEscalated,
  transferAppealed,
  transferAppealDecided,
  transferAccepted,
  branchAssigned,
  receiptSent,
  transferClosed,
  arrivalEvidenced,
  acceptanceEvidenced,
  assignmentEvidenced,
  returnEvidenced,
  letterReceived,
  transferDueComputed,
];
