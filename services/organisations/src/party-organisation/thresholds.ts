import type { PartyPost, PartyThreshold } from '@yimen/contracts';
import type { PolicyReader } from '@yimen/kernel';
import type { RuleId } from '@yimen/policy';
import { rules } from '../party-rules.js';
import type { Formed, Of } from './states.js';

type Suggestion = Omit<Of<'PartyOrganisationSuggested'>, 'type' | 'suggested' | 'parent' | 'community' | 'name'> & { readonly of: string };
type Survey = Of<'PartyNetworkSurveyed'>['grids'];

const total = (list: readonly { readonly members: number; readonly fullMembers: number }[]) => ({
  members: list.reduce((sum, one) => sum + one.members, 0),
  fullMembers: list.reduce((sum, one) => sum + one.fullMembers, 0),
});

interface Building {
  readonly building: string;
  readonly members: number;
  readonly fullMembers: number;
}

/**
 * The groups of one grid: one per building with enough members; the members of the others join the smallest of them
 * (D-party-nearest-group), so that nobody is left out where there is any group.
 */
export function groupsOf(
  buildings: readonly Building[],
  least: number,
): { of: string; buildings: string[]; members: number; fullMembers: number }[] {
  const groups = buildings
    .filter(({ members }) => members >= least)
    .map(({ building, ...figures }) => ({ of: building, buildings: [building], ...figures }));
  for (const { building, members, fullMembers } of buildings.filter((one) => one.members > 0 && one.members < least)) {
    const [smallest] = [...groups].sort((one, other) => one.members - other.members || one.of.localeCompare(other.of));
    if (!smallest) continue;
    smallest.buildings.push(building);
    smallest.members += members;
    smallest.fullMembers += fullMembers;
  }
  return groups;
}

/** What the figures of a survey reach (4.1). `ownBranch`: whether the community has a Party organisation of its own already. Proposals only: the committee above decides. */
export function suggestions(survey: Survey, community: string | null, ownBranch: boolean, policy: PolicyReader): Suggestion[] {
  const needed = (key: string) => policy.number(`party.${key}`);
  const committeeFrom = needed('branch_committee.from_full_members');
  const whole = total(survey.flatMap(({ buildings }) => buildings));
  const found: Suggestion[] = [];
  const branches: Suggestion[] = [];
  for (const { grid, buildings } of survey) {
    const groups = groupsOf(buildings, needed('group.members'));
    found.push(
      ...groups.map((group) => ({
        ...group,
        level: 'group' as const,
        seat: grid,
        trigger: rules.buildingGroup,
        units: 0,
        committeeNeeded: false,
      })),
    );
    const figures = total(buildings);
    if (groups.length < needed('branch.groups') || figures.fullMembers < needed('branch.full_members')) continue;
    const committeeNeeded = figures.fullMembers >= committeeFrom;
    const all = buildings.filter(({ members }) => members > 0).map(({ building }) => building);
    branches.push({
      of: grid,
      level: 'branch',
      seat: grid,
      trigger: rules.gridBranch,
      ...figures,
      units: groups.length,
      buildings: all,
      committeeNeeded,
    });
  }
  found.push(...branches);
  const wide = { of: community ?? '', seat: community, ...whole, buildings: [], units: branches.length };
  const committeeNeeded = whole.fullMembers >= committeeFrom;
  if (branches.length >= needed('general_branch.branches') && whole.members >= needed('committee.members'))
    found.push({ ...wide, level: 'committee', trigger: rules.largeOrganisation, committeeNeeded });
  else if (branches.length >= needed('general_branch.branches') && whole.members >= needed('general_branch.members'))
    found.push({ ...wide, level: 'general-branch', trigger: rules.generalBranch, committeeNeeded });
  if (branches.length === 0 && !ownBranch && whole.members > 0) {
    const alone = whole.fullMembers >= needed('branch.full_members');
    found.push({ ...wide, level: alone ? 'branch' : 'joint-branch', trigger: alone ? rules.setUp : rules.joint, committeeNeeded });
  }
  return found;
}

export const figuresOf = ({ roll }: Pick<Formed, 'roll'>) => ({
  members: roll.length,
  fullMembers: roll.filter(({ standing }) => standing === 'full').length,
});

/** The members of whom numbers are asked: those on the roll. On that of a general branch stands nobody; its last survey tells them. */
export const countedOf = (formed: Pick<Formed, 'level' | 'roll' | 'grids'>) =>
  formed.level === 'general-branch' ? total(formed.grids.flatMap(({ buildings }) => buildings)) : figuresOf(formed);

const committeePosts = ['secretary', 'deputy-secretary', 'committee-member'];
export const committeeOf = ({ posts }: Pick<Formed, 'posts'>) =>
  new Set(posts.filter(({ post }) => committeePosts.includes(post)).map(({ person }) => person));

/** What the members of an organisation reach or miss now, with the rule; those with grace are watched, the others warned of at once. */
export function unmet(formed: Formed, policy: PolicyReader): { threshold: PartyThreshold; rule: RuleId; grace: boolean }[] {
  const { level } = formed;
  const branches = formed.below.length - formed.groups.length;
  const { members, fullMembers } = countedOf(formed);
  const needed = (key: string) => policy.number(`party.${key}`);
  const isBranch = level === 'branch' || level === 'joint-branch';
  const committeeNeeded = isBranch && fullMembers >= needed('branch_committee.from_full_members');
  const holds = (post: PartyPost) => formed.posts.some((held) => held.post === post);
  return [
    ...(isBranch && !holds('secretary') ? [{ threshold: 'secretary-absent', rule: rules.branchCommittee, grace: true } as const] : []),
    ...(isBranch && !committeeNeeded && holds('committee-member')
      ? [{ threshold: 'committee-below', rule: rules.branchCommittee, grace: true } as const]
      : []),
    ...(level === 'group' && members < needed('group.members')
      ? [{ threshold: 'group-below', rule: rules.buildingGroup, grace: true } as const]
      : []),
    ...(level === 'branch' && fullMembers < needed('branch.full_members')
      ? [{ threshold: 'branch-below', rule: rules.joint, grace: true } as const]
      : []),
    ...(level === 'general-branch' && branches < needed('general_branch.branches')
      ? [{ threshold: 'general-branch-below', rule: rules.generalBranch, grace: true } as const]
      : []),
    ...(committeeNeeded && committeeOf(formed).size < needed('branch_committee.min')
      ? [{ threshold: 'committee-absent', rule: rules.branchCommittee, grace: true } as const]
      : []),
    ...(isBranch && members > needed('branch.members.warn_above')
      ? [{ threshold: 'branch-large', rule: rules.size, grace: false } as const]
      : []),
    ...(isBranch && members >= needed('general_branch.members')
      ? [{ threshold: 'general-branch-reached', rule: rules.largeOrganisation, grace: false } as const]
      : []),
    ...((isBranch || level === 'general-branch') && members >= needed('committee.members')
      ? [{ threshold: 'committee-reached', rule: rules.largeOrganisation, grace: false } as const]
      : []),
  ];
}
