import { partyNetworkSurveyed, type PartyLevel } from '@yimen/contracts';
import type { MoveContext, Reader } from '@yimen/kernel';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { keepers } from '../party-rules.js';
import { mayStandUnder, readParty } from './proposal.js';
import { move, type Of, type PartyOrganisation, type Standing } from './states.js';
import { suggestions } from './thresholds.js';
import { watching } from './watching.js';

type Found = ReturnType<typeof suggestions>[number];

const namespace = '2b8c3b1c-8f0e-5a3e-a54e-0f5a9d0c7e11';
/** Id of what a survey suggests for a place; `round`: how often what was suggested for it came to an end before. */
export const suggestedId = (surveyor: string, level: PartyLevel, place: string, round = 0): string =>
  uuidv5(`${surveyor}/${level}/${place}${round === 0 ? '' : `#${round}`}`, namespace);

const labels: Readonly<Record<PartyLevel, string>> = {
  group: '党小组',
  branch: '党支部',
  'joint-branch': '联合党支部',
  'general-branch': '党总支',
  committee: '党委',
};
/** A place is suggested once; anew when that was declined, what it became has ended, or what it was approved under has. */
const over: readonly PartyOrganisation['status'][] = ['declined', 'merged', 'abolished'];

export interface Known {
  /** How what was suggested before stands now, by its id. */
  readonly known: Readonly<Record<string, PartyOrganisation['status']>>;
  /** The organisation above the one that surveyed. */
  readonly above: PartyOrganisation;
}
/** How it stands; approved under what has ended since, it cannot be formed any more. */
async function readStatus(read: Reader, id: string): Promise<PartyOrganisation['status']> {
  const one = await readParty(read, id);
  const lost = one.status === 'approved' && (await readParty(read, one.parent)).status !== 'formed';
  return lost ? 'declined' : one.status;
}
async function readKnown(read: Reader, state: PartyOrganisation): Promise<Known> {
  const ids = state.status === 'formed' ? state.suggested : [];
  const found = await Promise.all(ids.map(async (id) => [id, await readStatus(read, id)] as const));
  return { known: Object.fromEntries(found), above: await readParty(read, 'parent' in state ? state.parent : null) };
}

type Surveyed = Pick<Standing, 'grids' | 'communities'>;
/** The community of a grid: the first twelve digits of its code. */
const communityOf = (grid: string): string => grid.slice(0, 12);

/** `××社区`, or the village by its name; undefined where nobody told it. */
function communityName(formed: Standing, { communities }: Surveyed, code: string): string | undefined {
  const own = formed.seat === code ? /^.+?(社区|村)/.exec(formed.name)?.[0] : undefined;
  const told = communities.find((one) => one.code === code)?.name ?? own;
  return told === undefined || /(社区|村)$/.test(told) ? told : `${told}社区`;
}

/** What it would be called (R-093): a community's organisation by the community, that of a grid by its number there, a group by its building. */
function nameOf(community: string | undefined, { level, seat, of }: Pick<Found, 'level' | 'seat' | 'of'>): string {
  if (community === undefined) return `${of}${labels[level]}`;
  const inGrid = level !== 'group' && seat?.length === 15;
  return `${community}${inGrid ? `第${Number(seat.slice(12))}网格` : level === 'group' ? of : ''}${labels[level]}`;
}

/** What the figures of a survey reach and was not suggested yet, community by community, each below the organisation under which it can stand. */
function suggest(formed: Standing, surveyed: Surveyed, { id, policy, facts: { known, above } }: MoveContext<Known>) {
  const { grids } = surveyed;
  // What one community reaches it reaches by itself (R-088, R-089): the grids of another one are none of its own.
  const found = [...new Set(grids.map(({ grid }) => communityOf(grid)))].flatMap((code) =>
    suggestions(
      grids.filter(({ grid }) => communityOf(grid) === code),
      code,
      formed.level !== 'committee',
      policy,
    ),
  );
  const inBranch = formed.level === 'branch' || formed.level === 'joint-branch';
  const inGeneral = above.status === 'formed' && above.level === 'general-branch' ? above : undefined;
  /** Under which a branch or more would stand; undefined where the surveyor is that already, or more than that. */
  const parentOf = ({ level, seat }: Pick<Found, 'level' | 'seat'>): string | undefined => {
    // A community that has its committee has no need of what is less; its grids have their branches.
    if (formed.level === 'committee') return formed.community && formed.seat !== null && seat === formed.seat ? undefined : id;
    // Grid branches never stand under a branch: what the survey of a branch suggests goes to the organisation above it.
    if (level === 'branch' || level === 'joint-branch') return inBranch ? (formed.parent ?? id) : id;
    if (level === 'general-branch' && (formed.level === level || inGeneral !== undefined)) return undefined;
    // Under a general branch stand branches only: what is more goes to the committee above it.
    return (inGeneral ?? formed).parent ?? undefined;
  };
  const placed = (level: PartyLevel, seat: string | null, of: string) => {
    for (let round = 0; ; round += 1) {
      const suggested = suggestedId(id, level, `${seat ?? ''}/${of}`, round);
      if (!formed.suggested.includes(suggested)) return { suggested, status: undefined };
      const status = known[suggested] ?? 'none';
      if (!over.includes(status)) return { suggested, status };
    }
  };
  /** A group stands under the branch of its grid and waits for it; else under the organisation that surveyed, or the branch of the community. */
  const parentOfGroup = (grid: string | null): string | undefined => {
    const branch = placed('branch', grid, grid ?? '');
    if (branch.status === 'formed') return branch.suggested;
    if (found.some(({ level, of }) => level === 'branch' && of === grid)) return undefined;
    if (mayStandUnder('group', formed.level)) return id;
    const code = grid === null ? null : communityOf(grid);
    const community = (['branch', 'joint-branch'] as const).map((level) => placed(level, code, code ?? ''));
    return community.find(({ status }) => status === 'formed')?.suggested;
  };
  return found.flatMap(({ of, ...one }): Of<'PartyOrganisationSuggested'>[] => {
    const { suggested, status } = placed(one.level, one.seat, of);
    const parent = one.level === 'group' ? parentOfGroup(one.seat) : parentOf(one);
    if (status !== undefined || parent === undefined) return [];
    const name = nameOf(communityName(formed, surveyed, communityOf(one.seat ?? '')), { ...one, of });
    return [{ type: 'PartyOrganisationSuggested', suggested, name, parent, community: true, ...one }];
  });
}

export const surveyMoves = {
  survey: move({
    label: { zh: '网格党建摸底', en: 'survey the network' },
    from: ['formed'],
    by: { self: keepers, above: keepers },
    input: partyNetworkSurveyed.schema.pick({ grids: true, communities: true }).strict(),
    gather: (read, _input, state) => readKnown(read, state),
    decide: (formed, { grids, communities = formed.communities }, context: MoveContext<Known>) =>
      watching(
        formed,
        [
          { type: 'PartyNetworkSurveyed', surveyedOn: context.today, grids, communities },
          ...suggest(formed, { grids, communities }, context),
        ],
        context,
      ),
  }),
  suggestGroups: move({
    label: { zh: '支部成立后建议党小组', en: 'suggest the groups of a branch that was formed' },
    from: ['formed', 'merged', 'abolished'],
    by: 'system',
    input: z.object({ branch: z.uuid() }).strict(),
    gather: (read, _input, state) => readKnown(read, state),
    decide: (state, { branch }, context: MoveContext<Known>) =>
      state.status === 'formed' ? suggest(state, state, context).filter(({ level, parent }) => level === 'group' && parent === branch) : [],
  }),
};
