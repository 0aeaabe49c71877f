import { partyConnections, partyLevels, partyOrganisationProposed, type OrganisationKind, type PartyLevel } from '@yimen/contracts';
import {
  addDays,
  addMonths,
  addYears,
  isPartyOrganisationCode,
  type IsoDate,
  type MoveContext,
  type PolicyReader,
  type Reader,
  type Refusal,
} from '@yimen/kernel';
import { z } from 'zod';
import type { Organisation } from '../organisation/states.js';
import { kinds } from '../organisation/tree.js';
import { deciders, keepers, rules } from '../party-rules.js';
import { move, refuse, type Of, type PartyOrganisation, type Standing } from './states.js';
import { consequences, watching } from './watching.js';

/** Levels that may stand directly below a level. */
const under: Readonly<Record<PartyLevel, readonly PartyLevel[]>> = {
  group: [],
  branch: ['group'],
  'joint-branch': ['group'],
  'general-branch': ['branch', 'joint-branch', 'group'],
  committee: ['committee', 'general-branch', 'branch', 'joint-branch'],
};
/** Kinds in the tree of organisations that a level may have. Groups stand in no tree: they are a part of their branch. */
export const kindsOf: Readonly<Record<PartyLevel, readonly OrganisationKind[]>> = {
  group: [],
  branch: ['party-branch'],
  'joint-branch': ['party-branch'],
  'general-branch': ['party-general-branch'],
  committee: ['party-committee', 'town-party-committee', 'county-party-committee', 'city-party-committee'],
};

export interface Above {
  readonly above: PartyOrganisation;
}
/** What a proposal is told: also the parent as the tree has it, because not every committee has branches directly below. */
export interface Proposing extends Above {
  readonly parentInTree: Organisation;
}
const none: PartyOrganisation = { status: 'none' };
const slice = { name: 'party-organisation', initial: none };
export const readParty = (read: Reader, id: string | null): Promise<PartyOrganisation> =>
  id === null ? Promise.resolve(none) : read.state(slice, id);

/** Term, reminder and first look at the cadence of an organisation whose term begins on a day. */
export function termFrom(termStart: IsoDate, community: boolean, policy: PolicyReader) {
  const termEnd = addYears(termStart, policy.number(community ? 'party.term.community_years' : 'party.term.other_years'));
  return { termStart, termEnd, remindOn: addMonths(termEnd, -policy.number('party.term.remind_months')) };
}
export const nextMonth = (today: IsoDate): IsoDate => addMonths(`${today.slice(0, 7)}-01`, 1);

function refuseAbove(level: PartyLevel, { above }: Above): Refusal | undefined {
  if (above.status !== 'formed') return refuse('parent-not-formed', rules.organisation);
  if (!under[above.level].includes(level)) return refuse('parent-level', rules.organisation, { level, parentLevel: above.level });
  return undefined;
}

type Proposed = z.output<typeof proposal>;
const { shape } = partyOrganisationProposed.schema;
const proposal = z
  .object({
    level: z.enum(partyLevels),
    name: shape.name,
    parent: z.uuid(),
    seat: shape.seat,
    community: z.boolean(),
    members: shape.members,
    fullMembers: shape.fullMembers,
    units: shape.units,
  })
  .strict();

/** The numbers that a level needs (4.1). What PBR18 asks for stands; what a place or a page says can be set aside. */
function refuseNumbers({ level, members, fullMembers }: Proposed, { policy, overridden }: MoveContext<Above>): Refusal | undefined {
  const needed = policy.number('party.branch.full_members');
  if (level === 'branch' && fullMembers < needed) return refuse('too-few-full-members', rules.setUp, { fullMembers, needed });
  if (level === 'joint-branch' && fullMembers >= needed) return refuse('own-branch-possible', rules.joint, { fullMembers });
  const keys = { group: 'party.group.members', 'general-branch': 'party.general_branch.members', committee: 'party.committee.members' };
  const key = (keys as Partial<Record<PartyLevel, string>>)[level];
  const least = key === undefined ? 0 : policy.number(key);
  if (members < least && !overridden?.has('below-threshold'))
    return refuse('below-threshold', level === 'group' ? rules.buildingGroup : rules.largeOrganisation, { members, needed: least });
  return undefined;
}

/** The tree that follows the network has its own order: a branch stands under no county committee. */
function refuseInTree(level: PartyLevel, parent: Organisation): Refusal | undefined {
  const [kind] = kindsOf[level];
  if (kind === undefined || (parent.status === 'active' && kinds[kind].under.includes(parent.kind))) return undefined;
  return refuse('parent-level', rules.organisation, { level, parentLevel: parent.status === 'active' ? parent.kind : '–' });
}

function propose(input: Proposed, trigger: string | null, context: MoveContext<Proposing>) {
  const { above, parentInTree } = context.facts;
  const refused = refuseAbove(input.level, { above }) ?? refuseInTree(input.level, parentInTree) ?? refuseNumbers(input, context);
  if (refused) return refused;
  const most = context.policy.number('party.joint_branch.units.max');
  const event: Of<'PartyOrganisationProposed'> = { type: 'PartyOrganisationProposed', organisation: context.id, ...input, trigger };
  if (input.level !== 'joint-branch' || input.units.length <= most) return event;
  const detail = { zh: `联合党支部一般不超过 ${most} 个单位`, en: `a joint branch generally covers ${most} units at most` };
  return { events: [event], warnings: [{ code: 'joint-many-units', rule: rules.joint, detail }] };
}

const decisionNo = z.string().trim().min(1).max(120);
const tree = { name: 'organisation', initial: { status: 'none' } as Organisation };
const gatherAbove = async (read: Reader, { parent }: { readonly parent: string }): Promise<Proposing> => ({
  above: await readParty(read, parent),
  parentInTree: await read.state(tree, parent),
});

export const formationMoves = {
  propose: move({
    label: { zh: '提议设立', en: 'propose' },
    from: ['none'],
    by: { above: [...keepers, 'organisation-admin'] },
    input: proposal,
    parties: ({ parent }) => ({ above: { organisation: parent } }),
    gather: gatherAbove,
    decide: (_none, input, context: MoveContext<Proposing>) => propose(input, null, context),
  }),
  proposeFromSurvey: move({
    label: { zh: '据摸底提议设立', en: 'propose what a survey suggested' },
    from: ['none'],
    by: 'system',
    input: proposal.extend({ trigger: z.string().min(1).max(60) }).strict(),
    gather: gatherAbove,
    decide: (_none, { trigger, ...input }, context: MoveContext<Proposing>) => propose(input, trigger, context),
  }),
  approve: move({
    label: { zh: '批准', en: 'approve' },
    from: ['proposed'],
    // D-party-proposal: proposed by the system, decided by people.
    by: { above: deciders },
    input: z.object({ decisionNo }).strict(),
    decide: (_proposed, input, { today }) => ({ type: 'PartyOrganisationApproved', ...input, approvedOn: today }),
  }),
  decline: move({
    label: { zh: '不予批准', en: 'decline' },
    from: ['proposed'],
    by: { above: deciders },
    input: z.object({ decisionNo, reason: z.string().trim().min(1).max(200) }).strict(),
    decide: (_proposed, input) => ({ type: 'PartyOrganisationDeclined', ...input }),
  }),
  form: move({
    label: { zh: '成立', en: 'form' },
    from: ['approved'],
    by: { above: [...keepers, 'organisation-admin'] },
    input: z.object({}).strict(),
    decide: (approved, _input, { today, policy }) => {
      const { organisation, level, name, parent } = approved;
      const term = termFrom(today, approved.community, policy);
      const formed = { type: 'PartyOrganisationFormed' as const, organisation, level, name, parent, formedOn: today, ...term };
      const event = { ...formed, cadenceOn: nextMonth(today) };
      const { fullMembers: _full, ...described } = approved;
      const fresh = { posts: [], roll: [], below: [], watched: [], suggested: [], held: [], filed: {}, jointMeetings: 0 };
      const further = { ...fresh, formedOn: today, ...term, canApprove: false, code: null, connection: 'none' as const };
      return [event, ...consequences({ ...described, ...further }, { today, policy })];
    },
  }),
  enter: move({
    label: { zh: '登记已有党组织', en: 'enter an organisation that stands already' },
    from: ['none'],
    by: { above: ['organisation-admin', 'party-officer'] },
    input: proposal
      .omit({ members: true, fullMembers: true, parent: true })
      .extend({
        parent: z.uuid().nullable(),
        formedOn: z.iso.date(),
        termStart: z.iso.date(),
        canApprove: z.boolean(),
        code: z.string().refine(isPartyOrganisationCode).nullable(),
        connection: z.enum(partyConnections),
        /** The organisation itself, for a root: nobody stands above it. */
        organisation: z.uuid(),
      })
      .strict(),
    parties: ({ parent, organisation }) => ({ above: { organisation: parent ?? organisation } }),
    gather: async (read, { parent }, _state, { id }): Promise<Above & { readonly inTree: Organisation }> => ({
      above: await readParty(read, parent),
      inTree: await read.state(tree, id),
    }),
    decide: (_none, input, { id, today, facts, policy }: MoveContext<Above & { readonly inTree: Organisation }>) => {
      const { inTree } = facts;
      const fitting = kindsOf[input.level];
      const stands =
        inTree.status === 'active' && fitting.includes(inTree.kind) && (input.parent === null || inTree.parent === input.parent);
      if (input.organisation !== id || (fitting.length > 0 && !stands)) return refuse('not-in-the-tree', rules.organisation);
      if (input.parent === null && input.level !== 'committee') return refuse('parent-not-formed', rules.organisation);
      const refused = input.parent === null ? undefined : refuseAbove(input.level, facts);
      if (refused) return refused;
      if (input.canApprove && input.level !== 'committee') return refuse('power-of-committees', rules.transfer);
      if (input.formedOn > input.termStart || input.termStart > today)
        return refuse('date-not-fit', rules.organisation, { on: input.termStart });
      const { remindOn, termEnd } = termFrom(input.termStart, input.community, policy);
      const event = { type: 'PartyOrganisationEntered' as const, ...input, termEnd, remindOn, cadenceOn: nextMonth(today) };
      const fresh = { posts: [], roll: [], below: [], watched: [], suggested: [], held: [], filed: {}, jointMeetings: 0 };
      return [event, ...consequences({ ...fresh, ...input, termEnd }, { today, policy })];
    },
  }),
  changeTerm: move({
    label: { zh: '换届', en: 'begin a new term' },
    from: ['formed'],
    by: { above: deciders, self: keepers },
    input: z.object({ termStart: z.iso.date(), decisionNo }).strict(),
    decide: (formed, input, { today, policy }) => {
      if (input.termStart > today || input.termStart <= formed.termStart)
        return refuse('date-not-fit', rules.term, { on: input.termStart });
      if (formed.watched.some(({ threshold, warned }) => threshold === 'committee-absent' && warned))
        return refuse('committee-absent', rules.branchCommittee);
      return { type: 'PartyTermChanged', ...termFrom(input.termStart, formed.community, policy), decisionNo: input.decisionNo };
    },
  }),
  remindTerm: move({
    label: { zh: '提醒换届', en: 'remind of the end of the term' },
    from: ['formed'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ termEnd }, _input, { today, policy }) =>
      today < addMonths(termEnd, -policy.number('party.term.remind_months'))
        ? refuse('nothing-due', rules.termReminder)
        : { type: 'PartyTermReminded', termEnd },
  }),
  setApprovalPower: move({
    label: { zh: '授予或收回审批预备党员权限', en: 'grant or withdraw the power to approve probationary members' },
    from: ['formed'],
    // Only from above: nobody gives himself the power.
    by: { above: deciders },
    input: z.object({ held: z.boolean(), decisionNo }).strict(),
    decide: ({ level }, input) =>
      input.held && level !== 'committee' ? refuse('power-of-committees', rules.transfer) : { type: 'PartyApprovalPowerSet', ...input },
  }),
  connect: move({
    label: { zh: '登记系统联通', en: 'record its connection' },
    from: ['formed'],
    by: { self: deciders, above: deciders },
    input: z.object({ connection: z.enum(partyConnections), code: z.string().refine(isPartyOrganisationCode).nullable() }).strict(),
    decide: (_formed, input) => ({ type: 'PartyConnectionSet', ...input }),
  }),
  mergeInto: move({
    label: { zh: '并入', en: 'merge into another organisation' },
    from: ['formed'],
    by: { above: deciders },
    input: z.object({ into: z.uuid(), decisionNo }).strict(),
    gather: async (read, { into }): Promise<Above> => ({ above: await readParty(read, into) }),
    decide: (formed, input, { id, facts }: MoveContext<Above>) => {
      if (facts.above.status !== 'formed' || input.into === id) return refuse('successor-not-fit', rules.organisation);
      return refuseLeft(formed) ?? { type: 'PartyOrganisationMerged', level: formed.level, ...input, parent: formed.parent ?? id };
    },
  }),
  abolish: move({
    label: { zh: '撤销', en: 'abolish' },
    from: ['formed'],
    by: { above: deciders },
    input: z.object({ reason: z.string().trim().min(1).max(200), decisionNo }).strict(),
    decide: (formed, input, { id }) =>
      refuseLeft(formed) ?? { type: 'PartyOrganisationAbolished', level: formed.level, ...input, parent: formed.parent ?? id },
  }),
  listBelow: move({
    label: { zh: '列入下级', en: 'list an organisation below' },
    from: ['formed'],
    by: 'system',
    input: z.object({ below: z.uuid() }).strict(),
    decide: (formed, input, context) =>
      formed.below.includes(input.below) ? [] : watching(formed, [{ type: 'PartyBelowListed', ...input }], context),
  }),
  unlistBelow: move({
    label: { zh: '移出下级', en: 'take an organisation below off the list' },
    from: ['formed'],
    by: 'system',
    input: z.object({ below: z.uuid() }).strict(),
    decide: (formed, input, context) =>
      formed.below.includes(input.below) ? watching(formed, [{ type: 'PartyBelowUnlisted', ...input }], context) : [],
  }),
};

/** Members are never left without a branch: they are transferred before their organisation ends. */
function refuseLeft({ roll, below }: Standing): Refusal | undefined {
  return roll.length + below.length > 0
    ? refuse('members-left', rules.organisation, { members: roll.length, below: below.length })
    : undefined;
}

/** The day before a day: a deadline fires on the day after its own. */
export const dayBefore = (on: IsoDate): IsoDate => addDays(on, -1);
