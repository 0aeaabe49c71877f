import { partyLevels, partyThresholds, type PartyThreshold } from '@yimen/contracts';
import { daysBetween, type Text } from '@yimen/kernel';
import { z } from 'zod';
import { partyPeople, partyViewers } from '../transfers/transfer-views.js';
import { basis, basisOf } from '../views/basis.js';
import { all, any, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view } from '../views/view.js';
import type { Viewer } from '../views/viewer.js';
import { networkTables } from './network-rows.js';
import { partyNetwork } from './party-network.js';

/** What is proposed and what is a group stands in no tree: whoever reaches the organisation above sees it. */
const scope = (viewer: Viewer) => viewer.within({ 'n.organisation': partyViewers, 'n.parent': partyViewers });

const described = {
  organisation: '编号 / id',
  level: 'group 党小组，branch 党支部，joint-branch 联合党支部，general-branch 党总支，committee 党委',
  name: '名称 / name',
  parent: '上级党组织 / organisation above',
  seat: '所在地代码 / area code of its seat',
} as const;
const text = z.object({ zh: z.string(), en: z.string() });

/** 设立提议: what is before the committee above, and what became of it. The system proposes and never decides. */
export const partyProposals = view({
  name: 'party-proposals',
  label: { zh: '党组织设立提议', en: 'proposals of Party organisations' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.organisations,
  from: '{network} n',
  columns: columnsOf(networkTables.organisations, 'n', {
    ...described,
    place: '处所类别 / kind of place',
    state: 'proposed 已提议，approved 已批准，declined 不予批准，formed 已成立，merged 已并入，abolished 已撤销',
    trigger: '依据的规则，空为人工提议 / rule whose threshold was reached; null: by people',
    members: '党员数 / members',
    fullMembers: '正式党员数 / full members',
    proposedOn: '提议日期 / proposed on',
    decidedOn: '决定日期 / decided on',
    decisionNo: '批准文号 / number of the decision',
    formedOn: '成立日期 / formed on',
  }),
  key: [{ from: 'n.organisation', type: 'uuid' }],
  sorts: { proposed: [lastIfNull.date('n."proposedOn"')], name: [{ from: 'n.name', type: 'text' }] },
  filters: z
    .object({
      parent: z.uuid().optional(),
      level: z.enum(partyLevels).optional(),
      state: z.enum(['proposed', 'approved', 'declined', 'formed', 'merged', 'abolished']).optional(),
    })
    .strict(),
  scope,
  where: ({ filters: given }) =>
    all(
      sql`n."proposedOn" IS NOT NULL`,
      equals('n.parent', given.parent, 'uuid'),
      equals('n.level', given.level),
      equals('n.state', given.state),
    ),
  derive: (row, { describe }) => ({ triggerBasis: basisOf(row['trigger'], describe) }),
  derived: z.object({ triggerBasis: basis.nullable().describe('提议的依据 / under what it was proposed') }),
});

/** 任期: whose term ends next; reminded of before it does. */
export const partyTerms = view({
  name: 'party-terms',
  label: { zh: '党组织任期', en: 'terms of Party organisations' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.organisations,
  from: '{network} n',
  columns: columnsOf(networkTables.organisations, 'n', {
    ...described,
    members: '党员数 / members',
    formedOn: '成立日期 / formed on',
    termEnd: '任期届满 / end of the term',
    remindOn: '提醒日期 / day of the reminder',
    remindedOn: '已提醒 / reminded on',
  }),
  key: [{ from: 'n.organisation', type: 'uuid' }],
  sorts: { termEnd: [lastIfNull.date('n."termEnd"')], name: [{ from: 'n.name', type: 'text' }] },
  filters: z.object({ parent: z.uuid().optional(), due: flag.optional(), endsUntil: z.iso.date().optional() }).strict(),
  scope,
  where: ({ filters: given, today }) => {
    const due = isTrue(given.due);
    return all(
      sql`n.state = 'formed'`,
      equals('n.parent', given.parent, 'uuid'),
      due === undefined ? undefined : sql`(n."remindOn" <= ${today}::date) = ${due}::boolean`,
      given.endsUntil === undefined ? undefined : sql`n."termEnd" <= ${given.endsUntil}::date`,
    );
  },
  derive: (row, { today, describe }) => ({
    due: String(row['remindOn']) <= today,
    daysLeft: daysBetween(today, String(row['termEnd'])),
    termBasis: basisOf('PBR18 term', describe),
  }),
  derived: z.object({
    due: z.boolean().describe('应当换届 / a new term is due'),
    daysLeft: z.int().describe('距届满天数，负数为已超期 / days left; below zero: over'),
    termBasis: basis.nullable(),
  }),
});

const thresholds: Readonly<Record<PartyThreshold, Text>> = {
  'group-below': { zh: '党小组人数不足', en: 'too few members for a group' },
  'branch-below': { zh: '支部正式党员不足', en: 'too few full members for a branch' },
  'general-branch-below': { zh: '党总支所属支部不足', en: 'too few branches for a general branch' },
  'branch-large': { zh: '支部人数过多', en: 'a branch with too many members' },
  'general-branch-reached': { zh: '达到党总支的人数', en: 'as many as a general branch has' },
  'committee-reached': { zh: '达到党委的人数', en: 'as many as a committee has' },
  'committee-absent': { zh: '应设而未设支部委员会', en: 'a branch committee is needed and absent' },
  'committee-below': { zh: '不足七人仍设支部委员', en: 'a branch committee below its number' },
  'secretary-absent': { zh: '没有书记', en: 'no secretary' },
};

/** 人数条件: what the numbers ask for; in the grace it is only watched, and at its end it is told and nothing follows by itself. */
export const partyWarnings = view({
  name: 'party-warnings',
  label: { zh: '党组织人数条件提示', en: 'numbers of Party organisations that ask for something' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.warnings,
  from: '{warning} w JOIN {network} n ON n.organisation = w.organisation',
  columns: {
    ...columnsOf(networkTables.warnings, 'w', {
      organisation: '党组织 / organisation',
      threshold: '条件 / what the number misses or reaches',
      rule: '规则编号 / id of the rule',
      members: '党员数 / members',
      fullMembers: '正式党员数 / full members',
      since: '开始日期 / since',
      graceUntil: '宽限期至，空为无宽限 / end of the grace; null: none',
      warnedOn: '提示日期，空为宽限期内 / warned on; null: in the grace',
      open: '未恢复 / not right again',
      settledOn: '恢复日期 / right again on',
    }),
    ...columnsOf(networkTables.organisations, 'n', {
      name: '名称 / name',
      level: '层级 / level',
      parent: '上级党组织 / organisation above',
    }),
  },
  key: [
    { from: 'w.organisation', type: 'uuid' },
    { from: 'w.threshold', type: 'text' },
  ],
  sorts: { since: [{ from: 'w.since', type: 'date' }], threshold: [{ from: 'w.threshold', type: 'text' }] },
  filters: z
    .object({
      organisation: z.uuid().optional(),
      threshold: z.enum(partyThresholds).optional(),
      open: flag.optional(),
      warned: flag.optional(),
    })
    .strict(),
  scope,
  where: ({ filters: given }) => {
    const [open, warned] = [isTrue(given.open), isTrue(given.warned)];
    return all(
      given.organisation === undefined
        ? undefined
        : any(equals('w.organisation', given.organisation, 'uuid'), equals('n.parent', given.organisation, 'uuid')),
      equals('w.threshold', given.threshold),
      open === undefined ? undefined : sql`w.open = ${open}::boolean`,
      warned === undefined ? undefined : sql`(w."warnedOn" IS NOT NULL) = ${warned}::boolean`,
    );
  },
  derive: (row, { describe }) => ({
    thresholdLabel: thresholds[row['threshold'] as PartyThreshold],
    warningBasis: basisOf(row['rule'], describe),
  }),
  derived: z.object({ thresholdLabel: text, warningBasis: basis.nullable().describe('依据 / under what it is told') }),
});
