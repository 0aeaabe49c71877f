import { z } from 'zod';
import { event } from '../../event.js';
import {
  asOf,
  count,
  day,
  memberStanding,
  name,
  partyActivityKinds,
  partyCadences,
  partyDocumentKinds,
  partyLevels,
  partyPosts,
  partyThresholds,
  ruleId,
  sample,
} from './shared.js';

const of = { context: 'organisations', subject: 'party-organisation', version: 1, visibility: 'internal' } as const;
const figures = { members: count, fullMembers: count };

export const partyPostFilled = event('PartyPostFilled', {
  ...of,
  zh: '任职',
  en: 'A person holds a post; `concurrentOf` tells the post elsewhere by which he holds it.',
  schema: z
    .object({
      post: z.enum(partyPosts),
      person: z.uuid(),
      since: day,
      concurrentOf: z
        .object({ organisation: z.uuid(), post: z.enum(partyPosts) })
        .strict()
        .nullable(),
    })
    .strict(),
  samples: [
    {
      post: 'secretary',
      person: sample.person,
      since: '2026-03-02',
      concurrentOf: { organisation: sample.above, post: 'committee-member' },
    },
  ],
});

export const partyPostVacated = event('PartyPostVacated', {
  ...of,
  zh: '免职',
  en: 'A person no longer holds a post.',
  schema: z.object({ post: z.enum(partyPosts), person: z.uuid(), until: day }).strict(),
  samples: [{ post: 'secretary', person: sample.person, until: '2026-03-02' }],
});

export const partyMemberListed = event('PartyMemberListed', {
  ...of,
  zh: '列入党员名册',
  en: 'The relationship of a member stands here: he counts for the thresholds.',
  schema: z
    .object({
      member: z.uuid(),
      standing: memberStanding,
      /** He was admitted to the Party here, not only listed. */
      admitted: z.boolean(),
      listedOn: day,
      ...figures,
      /** The group in which he stands; on the roll of a group, and for who stands in none, it is absent. */
      group: z.uuid().optional(),
      /** Of his relationship; on the roll of a group, of its branch. */
      asOf: asOf.optional(),
    })
    .strict(),
  samples: [
    { member: sample.person, standing: 'full', admitted: false, listedOn: '2026-03-02', members: 3, fullMembers: 2, asOf: '1' },
    { member: sample.person, standing: 'full', admitted: false, listedOn: '2026-03-02', members: 3, fullMembers: 2, group: sample.other },
  ],
});

export const partyMemberUnlisted = event('PartyMemberUnlisted', {
  ...of,
  zh: '移出党员名册',
  en: 'The relationship of a member left, or ended.',
  /** `stopped`: his membership is stopped; he counts for nothing, and this is where it would be restored. */
  schema: z.object({ member: z.uuid(), stopped: z.boolean(), ...figures, asOf: asOf.optional() }).strict(),
  samples: [{ member: sample.person, stopped: false, members: 2, fullMembers: 2, asOf: '2' }],
});

export const partyBelowListed = event('PartyBelowListed', {
  ...of,
  zh: '列入下级党组织',
  en: 'An organisation was formed below this one.',
  /** `asOf`: of the organisation below. */
  schema: z.object({ below: z.uuid(), level: z.enum(partyLevels).optional(), asOf: asOf.optional() }).strict(),
  samples: [{ below: sample.other, level: 'group', asOf: '3' }],
});

export const partyBelowUnlisted = event('PartyBelowUnlisted', {
  ...of,
  zh: '移出下级党组织',
  en: 'An organisation below this one ended, or stands under another one.',
  schema: z.object({ below: z.uuid(), asOf: asOf.optional() }).strict(),
  samples: [{ below: sample.other, asOf: '4' }],
});

export const partyThresholdPassed = event('PartyThresholdPassed', {
  ...of,
  zh: '人数条件变化',
  en: 'A number was reached or missed; the warning comes when the grace is over, and nothing else follows by itself.',
  schema: z.object({ threshold: z.enum(partyThresholds), rule: ruleId, ...figures, graceUntil: day, nextGrace: day }).strict(),
  samples: [
    { threshold: 'branch-below', rule: 'PBR18 set-up', members: 2, fullMembers: 2, graceUntil: '2026-09-02', nextGrace: '2026-09-02' },
  ],
});

export const partyThresholdMet = event('PartyThresholdMet', {
  ...of,
  zh: '人数条件恢复',
  en: 'The number is as it should be again. `nextGrace`: the next grace that runs out, or null.',
  schema: z.object({ threshold: z.enum(partyThresholds), nextGrace: day.nullable() }).strict(),
  samples: [{ threshold: 'branch-below', nextGrace: null }],
});

export const partyThresholdWarned = event('PartyThresholdWarned', {
  ...of,
  zh: '人数条件提示',
  en: 'A task for the organisation and the committee above: what the number asks for. Nothing is abolished.',
  schema: z.object({ threshold: z.enum(partyThresholds), rule: ruleId, ...figures, nextGrace: day.nullable() }).strict(),
  samples: [{ threshold: 'branch-below', rule: 'PBR18 set-up', members: 2, fullMembers: 2, nextGrace: null }],
});

export const partyDocumentFiled = event('PartyDocumentFiled', {
  ...of,
  zh: '党建档案归档',
  en: 'A document of a fixed kind was filed (R-108).',
  schema: z.object({ kind: z.enum(partyDocumentKinds), title: name, filedOn: day }).strict(),
  samples: [{ kind: 'dues-file', title: '2026年第一季度党费收缴', filedOn: '2026-03-02' }],
});

export const partyActivityRecorded = event('PartyActivityRecorded', {
  ...of,
  zh: '党组织活动',
  en: 'An activity was held; figures only.',
  schema: z.object({ kind: z.enum(partyActivityKinds), heldOn: day, hours: count, attended: count }).strict(),
  samples: [{ kind: 'theme-day', heldOn: '2026-03-02', hours: 2, attended: 12 }],
});

export const partyCadenceChecked = event('PartyCadenceChecked', {
  ...of,
  zh: '组织生活检查',
  en: 'The month that passed was looked at, in January also the year; each finding is a task.',
  schema: z
    .object({
      checkedOn: day,
      findings: z
        .array(
          z
            .object({
              cadence: z.enum(partyCadences),
              period: z.string().regex(/^\d{4}(-\d{2})?$/),
              required: count,
              found: count,
              rule: ruleId,
            })
            .strict(),
        )
        .max(20),
      cadenceOn: day,
    })
    .strict(),
  samples: [
    {
      checkedOn: '2026-04-01',
      findings: [{ cadence: 'theme-day', period: '2026-03', required: 1, found: 0, rule: 'PMR19 16' }],
      cadenceOn: '2026-05-01',
    },
  ],
});

export const partyJointMeetingHeld = event('PartyJointMeetingHeld', {
  ...of,
  zh: '党建联席会议',
  en: 'A joint meeting of the sub-district or community with the units there, with its minutes (R-105, R-106).',
  schema: z
    .object({
      at: z.enum(['sub-district', 'community']),
      heldOn: day,
      units: z.array(name).min(1).max(100),
      minutes: z.string().min(1).max(2000),
    })
    .strict(),
  samples: [{ at: 'community', heldOn: '2026-03-02', units: ['示例学校'], minutes: '商定共建项目一个' }],
});

export const partyLifeEvents = [
  partyPostFilled,
  partyPostVacated,
  partyMemberListed,
  partyMemberUnlisted,
  partyBelowListed,
  partyBelowUnlisted,
  partyThresholdPassed,
  partyThresholdMet,
  partyThresholdWarned,
  partyDocumentFiled,
  partyActivityRecorded,
  partyCadenceChecked,
  partyJointMeetingHeld,
];
