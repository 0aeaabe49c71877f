import { partyNetworkSurveyed, type PartyLevel } from '@yimen/contracts';
import type { MoveContext, Reader } from '@yimen/kernel';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { keepers } from '../party-rules.js';
import { mayStandUnder, readParty } from './proposal.js';
import { move, type Of, type PartyOrganisation, type Standing } from './states.js';
import { suggestions } from './thresholds.js';

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
/** A place is suggested once; anew when that was declined, or what it became has ended. */
const over: readonly PartyOrganisation['status'][] = ['declined', 'merged', 'abolished'];

/** How what was suggested before stands now, by its id. */
export interface Known {
  readonly known: Readonly<Record<string, PartyOrganisation['status']>>;
}
async function readKnown(read: Reader, state: PartyOrganisation): Promise<Known> {
  const ids = state.status === 'formed' ? state.suggested : [];
  const found = await Promise.all(ids.map(async (id) => [id, (await readParty(read, id)).status] as const));
  return { known: Object.fromEntries(found) };
}

/** What the figures of a survey reach and was not suggested yet, each below the organisation under which it can stand. */
function suggest(formed: Standing, grids: Standing['grids'], { id, policy, facts: { known } }: MoveContext<Known>) {
  const found = suggestions(grids, formed.seat, formed.level !== 'committee', policy);
  const inBranch = formed.level === 'branch' || formed.level === 'joint-branch';
  // Grid branches never stand under a branch: what the survey of a branch suggests goes to the organisation above it.
  const wide = inBranch ? (formed.parent ?? id) : id;
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
    const community = (['branch', 'joint-branch'] as const).map((level) => placed(level, formed.seat, formed.seat ?? ''));
    return community.find(({ status }) => status === 'formed')?.suggested;
  };
  return found.flatMap(({ of, ...one }): Of<'PartyOrganisationSuggested'>[] => {
    const { suggested, status } = placed(one.level, one.seat, of);
    const parent = one.level === 'group' ? parentOfGroup(one.seat) : wide;
    if (status !== undefined || parent === undefined) return [];
    const name = `${of || formed.name}${labels[one.level]}`;
    return [{ type: 'PartyOrganisationSuggested', suggested, name, parent, community: true, ...one }];
  });
}

export const surveyMoves = {
  survey: move({
    label: { zh: '网格党建摸底', en: 'survey the network' },
    from: ['formed'],
    by: { self: keepers, above: keepers },
    input: partyNetworkSurveyed.schema.pick({ grids: true }).strict(),
    gather: (read, _input, state) => readKnown(read, state),
    decide: (formed, { grids }, context: MoveContext<Known>) => [
      { type: 'PartyNetworkSurveyed' as const, surveyedOn: context.today, grids },
      ...suggest(formed, grids, context),
    ],
  }),
  suggestGroups: move({
    label: { zh: '支部成立后建议党小组', en: 'suggest the groups of a branch that was formed' },
    from: ['formed', 'merged', 'abolished'],
    by: 'system',
    input: z.object({ branch: z.uuid() }).strict(),
    gather: (read, _input, state) => readKnown(read, state),
    decide: (state, { branch }, context: MoveContext<Known>) =>
      state.status === 'formed'
        ? suggest(state, state.grids, context).filter(({ level, parent }) => level === 'group' && parent === branch)
        : [],
  }),
};
