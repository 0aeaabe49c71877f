import { partyNameChanged } from '@yimen/contracts';
import type { MoveContext } from '@yimen/kernel';
import { z } from 'zod';
import type { Organisation } from '../organisation/states.js';
import { kinds } from '../organisation/tree.js';
import { readPlaced, type Placed } from '../party-relationship/transfer/reading.js';
import { deciders, rules } from '../party-rules.js';
import { decisionNo, refuseAbove, refuseName, tree } from './proposal.js';
import { move, refuse } from './states.js';

export interface Moving {
  /** Where it stands now and where it would stand, each with the committee that answers for its members. */
  readonly now: Placed;
  readonly then: Placed;
  readonly inTree: Organisation;
  readonly parentInTree: Organisation;
}

/** Name and parent of an organisation are changed by the one above, on its decision; the tree of organisations follows. */
export const changeMoves = {
  rename: move({
    label: { zh: '更名', en: 'give it another name' },
    from: ['formed'],
    // What stands above the top is in no book here: its decision is recorded.
    by: { above: deciders, top: ['organisation-admin'] },
    input: z.object({ name: partyNameChanged.schema.shape.name, decisionNo }).strict(),
    decide: (formed, { name, decisionNo: number }, { overridden }) => {
      const { level, name: from } = formed;
      if (name === from) return refuse('same-name', rules.organisation);
      return refuseName({ ...formed, name }, overridden) ?? { type: 'PartyNameChanged', level, from, name, decisionNo: number };
    },
  }),
  moveUnder: move({
    label: { zh: '变更隶属', en: 'put it under another organisation' },
    from: ['formed'],
    // Asked of the present one above: who takes it over may not take it by himself.
    by: { above: deciders },
    input: z.object({ parent: z.uuid(), decisionNo }).strict(),
    gather: async (read, { parent }, _state, { id }): Promise<Moving> => ({
      now: await readPlaced(read, id),
      then: await readPlaced(read, parent),
      inTree: await read.state(tree, id),
      parentInTree: await read.state(tree, parent),
    }),
    decide: (formed, { parent, decisionNo: number }, { facts: { now, then, inTree, parentInTree } }: MoveContext<Moving>) => {
      const { level, parent: from, roll, stopped, below } = formed;
      if (level === 'group') return refuse('group-of-its-branch', rules.organisation);
      if (from === null) return refuse('top-stays', rules.organisation);
      if (from === parent) return refuse('same-parent', rules.organisation);
      const refused = refuseAbove(level, { above: then.organisation });
      if (refused) return refused;
      // Kinds fall at every step down the tree and never change, so that no order of moves closes a circle.
      const fits = inTree.status === 'active' && parentInTree.status === 'active' && kinds[inTree.kind].under.includes(parentInTree.kind);
      if (!fits)
        return refuse('parent-level', rules.organisation, { level, parentLevel: 'kind' in parentInTree ? parentInTree.kind : '–' });
      // Who answers for a member changes by his own transfer only (4.3: 组织整建制), never by what stands above his branch.
      const answersFor = !formed.canApprove && roll.length + stopped.length + below.length > 0;
      if (answersFor && now.committee?.id !== then.committee?.id)
        return refuse('other-committee', rules.transfer, { members: roll.length + stopped.length, below: below.length });
      return { type: 'PartyParentChanged', level, from, to: parent, decisionNo: number };
    },
  }),
};
