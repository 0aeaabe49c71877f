import { z } from 'zod';
import { event } from '../../event.js';
import { decisionNo } from '../area.js';
import { count, day, name, partyConnections, partyLevels, partyPlaces, reason, ruleId, sample, seat } from './shared.js';

// Party streams are never granted to partner agencies (13.9): nothing of this folder is published.
const of = { context: 'organisations', subject: 'party-organisation', version: 1, visibility: 'internal' } as const;

/** What an organisation of the network is. */
const described = {
  /** Its own id, the same as in the tree of organisations. */
  organisation: z.uuid(),
  level: z.enum(partyLevels),
  name,
  /** The organisation above; null for the top of this installation's Party tree. */
  parent: z.uuid().nullable(),
  seat: seat.nullable(),
  /** Whether it belongs to a village or community: then its term is five years. */
  community: z.boolean(),
  /** The kind of place for which it stands; absent where it stands for none of them. */
  place: z.enum(partyPlaces).optional(),
};
const term = { termStart: day, termEnd: day, remindOn: day };
const figures = { members: count, fullMembers: count };
/** Next day on which the cadence of meetings is looked at. */
const cadenceOn = day;

export const partyNetworkSurveyed = event('PartyNetworkSurveyed', {
  ...of,
  zh: '党建网格摸底',
  en: 'How many members live in each building of each grid; figures only.',
  schema: z
    .object({
      surveyedOn: day,
      grids: z
        .array(
          z
            .object({
              grid: seat,
              buildings: z.array(z.object({ building: z.string().min(1).max(60), ...figures }).strict()).max(500),
            })
            .strict(),
        )
        .max(200),
      /** Communities of the grids by their codes, so that what is suggested has a name. */
      communities: z
        .array(z.object({ code: z.string().regex(/^\d{12}$/), name: z.string().min(1).max(60) }).strict())
        .max(50)
        .optional(),
    })
    .strict(),
  samples: [
    {
      surveyedOn: '2026-03-02',
      grids: [{ grid: '320582001001001', buildings: [{ building: '1幢', members: 3, fullMembers: 2 }] }],
      communities: [{ code: '320582001001', name: '示例社区' }],
    },
  ],
});

export const partyOrganisationSuggested = event('PartyOrganisationSuggested', {
  ...of,
  zh: '建议设立党组织',
  en: 'A threshold is reached: an organisation may be proposed to the committee above.',
  schema: z
    .object({
      suggested: z.uuid(),
      level: z.enum(partyLevels),
      name,
      /** Where it would stand: the organisation that surveyed, or the one above it. */
      parent: z.uuid().nullable(),
      seat: seat.nullable(),
      community: z.boolean(),
      trigger: ruleId,
      ...figures,
      /** Groups or branches that reach the threshold together. */
      units: count,
      /** Buildings whose members are counted in. */
      buildings: z.array(z.string().min(1).max(60)).max(500),
      /** Whether it must have a branch committee. */
      committeeNeeded: z.boolean(),
    })
    .strict(),
  samples: [
    {
      suggested: sample.other,
      level: 'group',
      name: '1幢党小组',
      parent: sample.organisation,
      seat: '320582001001001',
      community: true,
      trigger: 'R-087',
      members: 3,
      fullMembers: 2,
      units: 0,
      buildings: ['1幢'],
      committeeNeeded: false,
    },
  ],
});

export const partyOrganisationProposed = event('PartyOrganisationProposed', {
  ...of,
  zh: '提议设立党组织',
  en: 'An organisation was proposed to the committee above; nothing is set up by itself.',
  schema: z
    .object({
      ...described,
      parent: z.uuid(),
      /** The nearest Party committee at or above the parent, which decides; absent for a group, on which its branch decides. */
      committee: z.uuid().optional(),
      trigger: ruleId.nullable(),
      ...figures,
      /** Units that a joint branch covers. */
      units: z.array(name).max(50),
      /** The organisation whose survey suggested it; null where people proposed it by themselves. */
      surveyor: z.uuid().nullable(),
    })
    .strict(),
  samples: [
    {
      organisation: sample.organisation,
      level: 'branch',
      name: '示例社区第一网格党支部',
      parent: sample.above,
      committee: sample.above,
      seat: '320582001001001',
      community: true,
      place: 'commercial-street',
      trigger: 'R-088',
      members: 14,
      fullMembers: 12,
      units: [],
      surveyor: sample.above,
    },
  ],
});

export const partyOrganisationApproved = event('PartyOrganisationApproved', {
  ...of,
  zh: '批准设立党组织',
  en: 'The committee above approved it.',
  schema: z.object({ decisionNo, approvedOn: day }).strict(),
  samples: [{ decisionNo: sample.decisionNo, approvedOn: '2026-03-02' }],
});

export const partyOrganisationDeclined = event('PartyOrganisationDeclined', {
  ...of,
  zh: '不予批准设立党组织',
  en: 'The committee above did not approve it.',
  schema: z.object({ decisionNo, reason }).strict(),
  samples: [{ decisionNo: sample.decisionNo, reason: '与相邻网格合并设置' }],
});

export const partyOrganisationFormed = event('PartyOrganisationFormed', {
  ...of,
  zh: '党组织成立',
  en: 'It was formed; its first term began.',
  schema: z
    .object({
      ...{ organisation: z.uuid(), level: z.enum(partyLevels), name, parent: z.uuid(), formedOn: day, ...term, cadenceOn },
      /** The organisation whose survey suggested it: groups that waited for this branch are suggested from there. */
      surveyor: z.uuid().nullable(),
    })
    .strict(),
  samples: [
    {
      organisation: sample.organisation,
      level: 'branch',
      name: '示例社区第一网格党支部',
      parent: sample.above,
      formedOn: '2026-03-02',
      termStart: '2026-03-02',
      termEnd: '2031-03-02',
      remindOn: '2030-09-02',
      cadenceOn: '2026-04-01',
      surveyor: sample.above,
    },
  ],
});

export const partyOrganisationEntered = event('PartyOrganisationEntered', {
  ...of,
  zh: '已有党组织登记',
  en: 'An organisation that stood before was entered in the book of the network.',
  schema: z
    .object({
      ...described,
      formedOn: day,
      ...term,
      cadenceOn,
      canApprove: z.boolean(),
      code: z
        .string()
        .regex(/^\d{12}$/)
        .nullable(),
      connection: z.enum(partyConnections),
      units: z.array(name).max(50),
    })
    .strict(),
  samples: [
    {
      organisation: sample.above,
      level: 'committee',
      name: '中共示例街道工作委员会',
      parent: null,
      seat: '320582001000',
      community: false,
      formedOn: '2012-03-01',
      termStart: '2024-03-01',
      termEnd: '2027-03-01',
      remindOn: '2026-09-01',
      cadenceOn: '2026-04-01',
      canApprove: true,
      code: '032000011185',
      connection: 'national',
      units: [],
    },
  ],
});

export const partyTermChanged = event('PartyTermChanged', {
  ...of,
  zh: '党组织换届',
  en: 'A new term began.',
  schema: z.object({ ...term, decisionNo }).strict(),
  samples: [{ termStart: '2031-03-02', termEnd: '2036-03-02', remindOn: '2035-09-02', decisionNo: sample.decisionNo }],
});

export const partyTermReminded = event('PartyTermReminded', {
  ...of,
  zh: '换届提醒',
  en: 'The term ends soon: a task for the organisation.',
  schema: z.object({ termEnd: day }).strict(),
  samples: [{ termEnd: '2031-03-02' }],
});

export const partyApprovalPowerSet = event('PartyApprovalPowerSet', {
  ...of,
  zh: '预备党员审批权限',
  en: 'It may, or may no longer, approve probationary members, and so issue and receive letters.',
  schema: z.object({ held: z.boolean(), decisionNo }).strict(),
  samples: [{ held: true, decisionNo: sample.decisionNo }],
});

export const partyConnectionSet = event('PartyConnectionSet', {
  ...of,
  zh: '党员信息系统联通',
  en: 'How far it is connected to the Party member system, and its code there.',
  schema: z
    .object({
      connection: z.enum(partyConnections),
      code: z
        .string()
        .regex(/^\d{12}$/)
        .nullable(),
    })
    .strict(),
  samples: [{ connection: 'national', code: '032000011185' }],
});

export const partyOrganisationMerged = event('PartyOrganisationMerged', {
  ...of,
  zh: '党组织合并',
  en: 'It ended by merger into another one.',
  schema: z.object({ level: z.enum(partyLevels), into: z.uuid(), parent: z.uuid(), decisionNo }).strict(),
  samples: [{ level: 'branch', into: sample.other, parent: sample.above, decisionNo: sample.decisionNo }],
});

export const partyOrganisationAbolished = event('PartyOrganisationAbolished', {
  ...of,
  zh: '党组织撤销',
  en: 'It ended by decision of the committee above.',
  schema: z.object({ level: z.enum(partyLevels), reason, parent: z.uuid(), decisionNo }).strict(),
  samples: [{ level: 'branch', reason: '人员全部转出', parent: sample.above, decisionNo: sample.decisionNo }],
});

export const partyNetworkEvents = [
  partyNetworkSurveyed,
  partyOrganisationSuggested,
  partyOrganisationProposed,
  partyOrganisationApproved,
  partyOrganisationDeclined,
  partyOrganisationFormed,
  partyOrganisationEntered,
  partyTermChanged,
  partyTermReminded,
  partyApprovalPowerSet,
  partyConnectionSet,
  partyOrganisationMerged,
  partyOrganisationAbolished,
];
