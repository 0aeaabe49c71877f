import { z } from 'zod';
import { event } from '../../event.js';
import { day, reason, sample } from './shared.js';

const of = { context: 'organisations', subject: 'party-relationship', version: 1, visibility: 'internal' } as const;
const holdId = z.string().regex(/^h[1-9]\d{0,3}$/);
const by = z.string();

export const partyRecordHoldPlaced = event('PartyRecordHoldPlaced', {
  ...of,
  zh: '党员档案法定留存',
  en: 'The record of a member may not be destroyed while a case or inquiry needs it.',
  schema: z.object({ holdId, ground: reason }).strict(),
  samples: [{ holdId: 'h1', ground: '纪律审查' }],
});

export const partyRecordHoldLifted = event('PartyRecordHoldLifted', {
  ...of,
  zh: '解除党员档案法定留存',
  en: 'A hold of the record ended.',
  schema: z.object({ holdId, reason }).strict(),
  samples: [{ holdId: 'h1', reason: '审查终结' }],
});

export const partyRecordDestructionRequested = event('PartyRecordDestructionRequested', {
  ...of,
  zh: '申请销毁党员个人信息',
  en: 'A records officer asked that the personal fields of a relationship that is over be destroyed.',
  schema: z.object({ by, ground: reason }).strict(),
  samples: [{ by: 'records-1', ground: '保存期限届满' }],
});

export const partyRecordDestructionApproved = event('PartyRecordDestructionApproved', {
  ...of,
  zh: '批准销毁党员个人信息',
  en: 'A second records officer agreed; the waiting time runs.',
  schema: z.object({ by, waitUntil: day }).strict(),
  samples: [{ by: 'records-2', waitUntil: '2036-04-08' }],
});

export const partyRecordDestructionWithdrawn = event('PartyRecordDestructionWithdrawn', {
  ...of,
  zh: '撤销销毁党员个人信息',
  en: 'The destruction was called off before it happened.',
  schema: z.object({ reason }).strict(),
  samples: [{ reason: '发现未结事项' }],
});

export const partyRecordForgotten = event('PartyRecordForgotten', {
  ...of,
  zh: '党员个人信息遗忘',
  en: 'The personal fields of the relationship are kept nowhere any more; dates, branches and committees stay. The keys are to be destroyed.',
  schema: z
    .object({
      person: z.uuid(),
      /** The register's name of his number where he still had it: it is free again once the keys are destroyed. */
      identity: z.uuid().nullable(),
      /** Whether nobody else stands under the number: then its alias goes with the keys. */
      alone: z.boolean(),
    })
    .strict(),
  samples: [{ person: sample.person, identity: null, alone: true }],
});

export const partyRecordKeysDestroyed = event('PartyRecordKeysDestroyed', {
  ...of,
  zh: '党员档案密钥销毁',
  en: 'The keys of the series were destroyed.',
  schema: z
    .object({
      person: z.uuid(),
      /** The register's name of his number where he still had it: it is free again. Absent in destructions recorded before this field. */
      identity: z.uuid().nullable().optional(),
    })
    .strict(),
  samples: [{ person: sample.person, identity: null }],
});

export const partyRecordEvents = [
  partyRecordHoldPlaced,
  partyRecordHoldLifted,
  partyRecordDestructionRequested,
  partyRecordDestructionApproved,
  partyRecordDestructionWithdrawn,
  partyRecordForgotten,
  partyRecordKeysDestroyed,
];
