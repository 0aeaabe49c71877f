import { z } from 'zod';
import { event } from '../event.js';

const of = { context: 'residents', subject: 'household', version: 1, visibility: 'internal' } as const;
const person = '01981f00-0000-7000-8000-000000000021';
const room = '01981f00-0000-7000-8000-000000000041';
const community = '01981f00-0000-7000-8000-000000000011';

export const householdOpened = event('HouseholdOpened', {
  ...of,
  zh: '住户建档',
  en: 'A family (家庭户) or collective (集体户) household was opened in a room.',
  schema: z.object({ kind: z.enum(['family', 'collective']), room: z.uuid(), community: z.uuid() }).strict(),
  samples: [{ kind: 'family', room, community }],
});
export const householdMemberListed = event('HouseholdMemberListed', {
  ...of,
  zh: '住户成员增加',
  en: 'A person who joined stands in the list of members.',
  schema: z.object({ person: z.uuid() }).strict(),
  samples: [{ person }],
});
export const householdMemberRemoved = event('HouseholdMemberRemoved', {
  ...of,
  zh: '住户成员减少',
  en: 'A person who left was taken off the list; if he was the householder, the household has none.',
  schema: z
    .object({
      person: z.uuid(),
      /** He joined while the household was being dissolved, and was never on the list: he is taken out again. */
      because: z.literal('dissolved').optional(),
    })
    .strict(),
  samples: [{ person }, { person, because: 'dissolved' }],
});
export const householderNamed = event('HouseholderNamed', {
  ...of,
  zh: '确定户主',
  en: 'One of the members is the householder.',
  schema: z.object({ person: z.uuid() }).strict(),
  samples: [{ person }],
});
export const householdMoved = event('HouseholdMoved', {
  ...of,
  zh: '住户迁移',
  en: 'The household lives in another room.',
  schema: z.object({ room: z.uuid(), community: z.uuid() }).strict(),
  samples: [{ room, community }],
});
/** What a visit found, from this list and in no words of its own (13.9): 无人在家, 无事项, 信息需更新, 申请办事, 发现隐患. */
export const visitFindings = ['nobody-home', 'nothing-to-report', 'record-to-update', 'service-asked', 'hazard-seen'] as const;
export const householdVisited = event('HouseholdVisited', {
  ...of,
  zh: '入户走访',
  en: 'A worker visited the household: the day, what was found by the list, and the matters that were asked for.',
  schema: z
    .object({
      /** Account of the visitor. */
      by: z.string().min(1).max(100),
      on: z.iso.date(),
      findings: z.array(z.enum(visitFindings)).min(1),
      /** Service items that the household asked for. */
      asked: z.array(z.uuid()).max(10),
    })
    .strict(),
  samples: [
    { by: 'worker-1', on: '2026-03-02', findings: ['service-asked'], asked: ['01981f00-0000-7000-8000-000000000051'] },
    { by: 'worker-1', on: '2026-03-02', findings: ['nobody-home'], asked: [] },
  ],
});
export const householdDissolved = event('HouseholdDissolved', {
  ...of,
  zh: '住户撤销',
  en: 'An empty household was closed.',
  schema: z.object({ reason: z.string().min(1).max(200) }).strict(),
  samples: [{ reason: '整户迁出' }],
});

export const householdEvents = [
  householdOpened,
  householdMemberListed,
  householdMemberRemoved,
  householderNamed,
  householdMoved,
  householdVisited,
  householdDissolved,
];
