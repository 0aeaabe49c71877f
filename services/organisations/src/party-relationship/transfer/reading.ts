import type { Reader } from '@yimen/kernel';
import { readParty } from '../../party-organisation/proposal.js';
import type { PartyOrganisation, Standing } from '../../party-organisation/states.js';
import type { PartyRelationship } from '../states.js';

/** A committee that may send and receive, as of now. */
export interface Committee {
  readonly id: string;
  readonly connection: Standing['connection'];
  /** First two digits of its seat; null where it has none. */
  readonly province: string | null;
}
/** A branch or committee, with the nearest committee at or above it that may send and receive (PMR19 25), and all that stand above that one. */
export interface Placed {
  readonly organisation: PartyOrganisation;
  readonly committee: Committee | null;
  readonly above: readonly string[];
  /** Members on the roll, for the warning about large branches. */
  readonly members: number;
}

/** Whether an organisation stands below another one, or did when it ended. */
const hasStood = (one: PartyOrganisation) => one.status === 'formed' || one.status === 'merged' || one.status === 'abolished';

/**
 * Walks up from an organisation. Levels fall at every step down, so the walk ends. What has ended is passed by, also where it was merged: who was
 * entered there before it had heard of him (13.5) is still the one's above, and another committee gets him by a transfer only.
 */
export async function readPlaced(read: Reader, id: string): Promise<Placed> {
  const organisation = await readParty(read, id);
  const members = organisation.status === 'formed' ? organisation.roll.length : 0;
  let committee: Committee | null = null;
  const above: string[] = [];
  let at = organisation;
  let here: string | null = id;
  while (here !== null && hasStood(at)) {
    const stands = at.status === 'formed';
    if (stands && committee !== null) above.push(here);
    else if (stands && at.canApprove) committee = { id: here, connection: at.connection, province: at.seat?.slice(0, 2) ?? null };
    here = at.parent;
    at = await readParty(read, here);
  }
  return { organisation, committee, above, members };
}

/** The nearest organisation above both committees; none of the two judges its own case. */
export function commonAbove(one: Placed, other: Placed): string | null {
  return one.above.find((id) => other.above.includes(id)) ?? null;
}

const targetOf = (state: PartyRelationship) => ('transfer' in state ? state.transfer : { targetCommittee: null, targetBranch: null });

/** Whether the target still has the power with which it was drafted (PMR19 25); one in another installation is judged there. */
export async function mayReceive(read: Reader, state: PartyRelationship): Promise<boolean> {
  const { targetCommittee } = targetOf(state);
  return targetCommittee === null || (await readPlaced(read, targetCommittee)).committee?.id === targetCommittee;
}

/** Whether the target has lost its power, or the branch for which he came stands below another committee that has it by now. */
export async function isMisdirected(read: Reader, state: PartyRelationship): Promise<boolean> {
  const { targetCommittee, targetBranch } = targetOf(state);
  if (!(await mayReceive(read, state))) return true;
  if (targetBranch === null) return false;
  const { organisation, committee } = await readPlaced(read, targetBranch);
  // Where the branch has ended, the target has others.
  return organisation.status === 'formed' && committee?.id !== targetCommittee;
}

/** Whether members can stand in an organisation directly. */
export function takesMembers(organisation: PartyOrganisation): boolean {
  return organisation.status === 'formed' && (organisation.level === 'branch' || organisation.level === 'joint-branch');
}
