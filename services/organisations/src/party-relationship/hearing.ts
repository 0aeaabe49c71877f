import { isInArea, type Reader } from '@yimen/kernel';
import { z } from 'zod';
import type { Organisation } from '../organisation/states.js';
import { readParty } from '../party-organisation/proposal.js';
import { rules } from '../party-rules.js';
import { awayFrom, backHome } from './away.js';
import { destroying, inTransfer, move, over, type PartyRelationship } from './states.js';
import { withDueTasks } from './timer-tasks.js';

const everyStatus = ['none', 'member', 'stopped', ...over, ...destroying, ...inTransfer] as const;
const tree = { name: 'organisation', initial: { status: 'none' } as Organisation };

export interface Heard {
  /** Area code of the community where he lives now, and of the seat of his branch; null where it is not on record. */
  readonly lives: string | null;
  readonly seat: string | null;
}

async function whereabouts(read: Reader, community: string | null, state: PartyRelationship): Promise<Heard> {
  const branch = state.status === 'none' ? null : state.branch;
  if (branch === null) return { lives: null, seat: null };
  const place = community === null ? null : await read.state(tree, community);
  const party = await readParty(read, branch);
  return {
    lives: place === null || place.status === 'none' ? null : place.areaCode,
    seat: 'seat' in party ? party.seat : null,
  };
}

/** Whether he lives where his branch has its seat, however wide or narrow that is; undefined where the books do not tell. */
function livesAtSeat({ lives, seat }: Heard): boolean | undefined {
  return lives === null || seat === null ? undefined : isInArea(lives, seat) || isInArea(seat, lives);
}

/**
 * What the residents' book tells of everybody: where there is no member, nothing follows. A member who lives away from the seat of his branch has
 * the time of 4.2; one who lives there again, or for whom the transfer had already been made, has not.
 */
export const hearingMoves = {
  noteResidence: move({
    label: { zh: '获知居住地变更', en: 'hear of a change of residence' },
    from: everyStatus,
    by: 'system',
    /** `community` null: outside this installation. */
    input: z.object({ since: z.iso.date(), community: z.uuid().nullable() }).strict(),
    gather: (read, { community }, state) => whereabouts(read, community, state),
    decide: (state, { since, community }, { policy, today, facts }) => {
      if (state.status === 'none' || state.status === 'stopped' || state.branch === null) return [];
      const atHome = community === null ? false : livesAtSeat(facts);
      // What the books do not tell is held against nobody.
      if (atHome === undefined) return [];
      if (!atHome) {
        // A place that the branch did not know is known now; one that it knows is his branch's to change.
        if (state.away !== null && state.away.place !== 'uncertain') return [];
        // He lives there from now on: a formal transfer is what fits (COD04 credentials).
        const away = awayFrom('fixed', since, null, policy, 'letter');
        return withDueTasks(state, { type: 'MemberAway', since, place: 'fixed', months: null, ...away }, { policy, today });
      }
      return state.away !== null && since >= state.away.since ? { type: 'MemberBack', since, timers: backHome } : [];
    },
  }),
  noteDeath: move({
    label: { zh: '获知死亡', en: 'hear of a death' },
    from: everyStatus,
    by: 'system',
    input: z.object({}).strict(),
    decide: (state, _input, { today }) => {
      // The end of the membership is recorded by people (4.2); told twice, it is one task.
      if (state.status === 'none' || state.deathHeardOf) return [];
      // Before a branch here has him, it is for the committee that received his letter.
      const incoming = 'transfer' in state && state.transfer.direction === 'incoming' ? state.transfer.targetCommittee : null;
      const asked = state.branch ?? incoming;
      if (asked === null) return [];
      // What was proposed for a living member is done with him, too.
      const timers = Object.fromEntries([...Object.keys(state.timers), ...state.raised].map((timer) => [timer, null]));
      const task = { task: 'record-death', rule: rules.memberTask } as const;
      return { type: 'MemberDeathHeardOf', heardOn: today, branch: asked, ...task, timers };
    },
  }),
};
