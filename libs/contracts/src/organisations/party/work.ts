import { z } from 'zod';
import { event } from '../../event.js';
import { decisionNo } from '../area.js';
import { day, memberStanding, name, partyForms, partyLevels, partyPlaces, reason, sample, seat } from './shared.js';

const of = { context: 'organisations', subject: 'party-organisation', version: 1, visibility: 'internal' } as const;

export const partyNameChanged = event('PartyNameChanged', {
  ...of,
  zh: '党组织名称变更',
  en: 'The organisation above gave it another name.',
  schema: z.object({ level: z.enum(partyLevels), from: name, name, decisionNo }).strict(),
  samples: [{ level: 'branch', from: '示例社区第一网格党支部', name: '示例社区第一党支部', decisionNo: sample.decisionNo }],
});

export const partyParentChanged = event('PartyParentChanged', {
  ...of,
  zh: '党组织隶属关系变更',
  en: 'It was put under another organisation of the network, below the same committee with the power to approve.',
  schema: z.object({ level: z.enum(partyLevels), from: z.uuid(), to: z.uuid(), decisionNo }).strict(),
  samples: [{ level: 'branch', from: sample.above, to: sample.other, decisionNo: sample.decisionNo }],
});

export const partyMemberGrouped = event('PartyMemberGrouped', {
  ...of,
  zh: '编入党小组',
  en: 'A member of the branch stands in a group of it, in another one than before, or in none; never in two (R-087).',
  schema: z
    .object({ member: z.uuid(), standing: memberStanding, from: z.uuid().nullable(), group: z.uuid().nullable(), groupedOn: day })
    .strict(),
  samples: [{ member: sample.person, standing: 'full', from: null, group: sample.other, groupedOn: '2026-03-02' }],
});

/** How the Party reaches a place: its own organisation, one shared with others, its work without an organisation, or not at all. */
export const partyReach = ['own-organisation', 'joint-organisation', 'work', 'none'] as const;

export const partyCoverageRecorded = event('PartyCoverageRecorded', {
  ...of,
  zh: '党的组织覆盖和工作覆盖',
  en: 'The places of the area and how the Party reaches each; two figures follow from it, never one (R-098, R-099).',
  schema: z
    .object({
      recordedOn: day,
      places: z
        .array(z.object({ place: z.enum(partyPlaces), name, reach: z.enum(partyReach) }).strict())
        .min(1)
        .max(1000),
    })
    .strict(),
  samples: [
    {
      recordedOn: '2026-03-02',
      places: [
        { place: 'building', name: '1幢', reach: 'own-organisation' },
        { place: 'commercial-tower', name: '示例大厦', reach: 'work' },
      ],
    },
  ],
});

export const partyDutyTaken = event('PartyDutyTaken', {
  ...of,
  zh: '认领党员作用载体',
  en: 'A member on the roll took a post or area in one of the fixed forms (R-103).',
  schema: z.object({ duty: z.string().min(1).max(20), form: z.enum(partyForms), member: z.uuid(), title: name, since: day }).strict(),
  samples: [{ duty: 'd1', form: 'responsibility-area', member: sample.person, title: '1幢责任区', since: '2026-03-02' }],
});

export const partyDutyEnded = event('PartyDutyEnded', {
  ...of,
  zh: '终止党员作用载体',
  en: 'A member no longer holds it, by his own wish or because he left the roll.',
  schema: z.object({ duty: z.string().min(1).max(20), because: z.enum(['ended', 'left-the-roll']), until: day }).strict(),
  samples: [{ duty: 'd1', because: 'ended', until: '2026-09-02' }],
});

export const partyDriveAssessed = event('PartyDriveAssessed', {
  ...of,
  zh: '“五个好”社区党组织评定',
  en: 'The organisation above went through the checklist of the drive for a year; it is reached where every item is (R-104).',
  schema: z
    .object({
      year: z.string().regex(/^\d{4}$/),
      items: z
        .array(z.object({ item: name, met: z.boolean() }).strict())
        .min(1)
        .max(20),
      reached: z.boolean(),
      assessedOn: day,
    })
    .strict(),
  samples: [
    {
      year: '2025',
      items: [
        { item: '领导班子好', met: true },
        { item: '党员队伍好', met: false },
      ],
      reached: false,
      assessedOn: '2026-03-02',
    },
  ],
});

export const partyServiceCentreOpened = event('PartyServiceCentreOpened', {
  ...of,
  zh: '设立党员服务中心',
  en: 'A member service centre has its seat in the area of the organisation (R-118).',
  schema: z.object({ name, seat, openedOn: day }).strict(),
  samples: [{ name: '示例社区党员服务中心', seat: '320582001001', openedOn: '2026-03-02' }],
});

export const partyServiceCentreClosed = event('PartyServiceCentreClosed', {
  ...of,
  zh: '撤销党员服务中心',
  en: 'The member service centre was closed.',
  schema: z.object({ reason, closedOn: day }).strict(),
  samples: [{ reason: '迁入社区综合服务中心', closedOn: '2026-09-02' }],
});

export const partyWorkEvents = [
  partyNameChanged,
  partyParentChanged,
  partyMemberGrouped,
  partyCoverageRecorded,
  partyDutyTaken,
  partyDutyEnded,
  partyDriveAssessed,
  partyServiceCentreOpened,
  partyServiceCentreClosed,
];
