import { partyLevels, partyOrganisationProposed, type OrganisationKind, type PartyLevel } from '@yimen/contracts';
import { levelOf, type MoveContext, type Reader, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import type { Organisation } from '../organisation/states.js';
import { kinds } from '../organisation/tree.js';
import { deciders, keepers, rules } from '../party-rules.js';
import { move, refuse, type Of, type PartyOrganisation } from './states.js';

/** Levels that may stand directly below a level. */
const under: Readonly<Record<PartyLevel, readonly PartyLevel[]>> = {
  group: [],
  branch: ['group'],
  'joint-branch': ['group'],
  'general-branch': ['branch', 'joint-branch', 'group'],
  committee: ['committee', 'general-branch', 'branch', 'joint-branch'],
};
export const mayStandUnder = (level: PartyLevel, parent: PartyLevel): boolean => under[parent].includes(level);
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
  /** The nearest Party committee at or above the parent. */
  readonly committee: string | null;
}
const none: PartyOrganisation = { status: 'none' };
const slice = { name: 'party-organisation', initial: none };
export const readParty = (read: Reader, id: string | null): Promise<PartyOrganisation> =>
  id === null ? Promise.resolve(none) : read.state(slice, id);

/** Levels fall at every step down, so the walk ends. */
async function committeeAt(read: Reader, organisation: string | null): Promise<string | null> {
  const found = await readParty(read, organisation);
  if (found.status !== 'formed') return null;
  return found.level === 'committee' ? organisation : committeeAt(read, found.parent);
}

export function refuseAbove(level: PartyLevel, { above }: Above): Refusal | undefined {
  if (above.status !== 'formed') return refuse('parent-not-formed', rules.organisation);
  if (!mayStandUnder(level, above.level)) return refuse('parent-level', rules.organisation, { level, parentLevel: above.level });
  return undefined;
}

type Proposed = z.output<typeof proposal>;
const { shape } = partyOrganisationProposed.schema;
export const proposal = z
  .object({
    level: z.enum(partyLevels),
    name: shape.name,
    parent: z.uuid(),
    seat: shape.seat,
    community: z.boolean(),
    members: shape.members,
    fullMembers: shape.fullMembers,
    units: shape.units,
    place: shape.place,
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

/** In principle the branch of a whole community bears its name; that of a grid, or of some other place, has a name of its own. */
export function refuseName(
  { level, community, seat, name }: Pick<Proposed, 'level' | 'community' | 'seat' | 'name'>,
  overridden: ReadonlySet<string> | undefined,
): Refusal | undefined {
  const ofCommunity = level === 'branch' && community && seat !== null && levelOf(seat) === 'community';
  const fits = !ofCommunity || /(社区|村)党支部$/.test(name) || overridden?.has('community-branch-name');
  return fits ? undefined : refuse('community-branch-name', rules.communityBranch);
}

/** The tree that follows the network has its own order: a branch stands under no county committee. */
function refuseInTree(level: PartyLevel, parent: Organisation): Refusal | undefined {
  const [kind] = kindsOf[level];
  if (kind === undefined || (parent.status === 'active' && kinds[kind].under.includes(parent.kind))) return undefined;
  return refuse('parent-level', rules.organisation, { level, parentLevel: parent.status === 'active' ? parent.kind : '–' });
}

function propose(
  input: Proposed,
  suggestedBy: { readonly trigger: string; readonly surveyor: string } | null,
  context: MoveContext<Proposing>,
) {
  const { above, parentInTree } = context.facts;
  const refused = refuseAbove(input.level, { above }) ?? refuseInTree(input.level, parentInTree) ?? refuseNumbers(input, context);
  if (refused) return refused;
  // A group is a part of its branch, which decides about it; anything else is decided by the upper Party committee (4.1).
  const committee = input.level === 'group' ? undefined : context.facts.committee;
  if (committee === null) return refuse('no-committee-above', rules.proposal);
  const most = context.policy.number('party.joint_branch.units.max');
  const by = suggestedBy ?? { trigger: null, surveyor: null };
  const event: Of<'PartyOrganisationProposed'> = {
    type: 'PartyOrganisationProposed',
    organisation: context.id,
    ...input,
    ...by,
    ...(committee !== undefined && { committee }),
  };
  if (input.level !== 'joint-branch' || input.units.length <= most) return event;
  const detail = { zh: `联合党支部一般不超过 ${most} 个单位`, en: `a joint branch generally covers ${most} units at most` };
  return { events: [event], warnings: [{ code: 'joint-many-units', rule: rules.joint, detail }] };
}

export const decisionNo = z.string().trim().min(1).max(120);
export const tree = { name: 'organisation', initial: { status: 'none' } as Organisation };
const gatherAbove = async (read: Reader, { parent }: { readonly parent: string }): Promise<Proposing> => ({
  above: await readParty(read, parent),
  parentInTree: await read.state(tree, parent),
  committee: await committeeAt(read, parent),
});

export const proposalMoves = {
  propose: move({
    label: { zh: '提议设立', en: 'propose' },
    from: ['none'],
    by: { above: [...keepers, 'organisation-admin'] },
    input: proposal,
    parties: ({ parent }) => ({ above: { organisation: parent } }),
    gather: gatherAbove,
    decide: (_none, input, context: MoveContext<Proposing>) => refuseName(input, context.overridden) ?? propose(input, null, context),
  }),
  proposeFromSurvey: move({
    label: { zh: '据摸底提议设立', en: 'propose what a survey suggested' },
    from: ['none'],
    by: 'system',
    input: proposal.extend({ trigger: z.string().min(1).max(60), surveyor: z.uuid() }).strict(),
    gather: gatherAbove,
    decide: (_none, { trigger, surveyor, ...input }, context: MoveContext<Proposing>) => propose(input, { trigger, surveyor }, context),
  }),
  approve: move({
    label: { zh: '批准', en: 'approve' },
    from: ['proposed'],
    // D-party-proposal: proposed by the system, decided by people.
    by: { deciding: deciders },
    input: z.object({ decisionNo }).strict(),
    decide: (_proposed, input, { today }) => ({ type: 'PartyOrganisationApproved', ...input, approvedOn: today }),
  }),
  decline: move({
    label: { zh: '不予批准', en: 'decline' },
    from: ['proposed'],
    by: { deciding: deciders },
    input: z.object({ decisionNo, reason: z.string().trim().min(1).max(200) }).strict(),
    decide: (_proposed, input) => ({ type: 'PartyOrganisationDeclined', ...input }),
  }),
};
