import { partyConnections } from '@yimen/contracts';
import {
  addDays,
  addMonths,
  addYears,
  isPartyOrganisationCode,
  type IsoDate,
  type MoveContext,
  type PolicyReader,
  type Refusal,
} from '@yimen/kernel';
import { z } from 'zod';
import type { Organisation } from '../organisation/states.js';
import { deciders, keepers, rules } from '../party-rules.js';
import { decisionNo, kindsOf, proposal, readParty, refuseAbove, tree, type Above } from './proposal.js';
import { move, refuse, unfilled, type Standing } from './states.js';
import { consequences } from './watching.js';

/** Term, reminder and first look at the cadence of an organisation whose term begins on a day. */
export function termFrom(termStart: IsoDate, community: boolean, policy: PolicyReader) {
  const termEnd = addYears(termStart, policy.number(community ? 'party.term.community_years' : 'party.term.other_years'));
  return { termStart, termEnd, remindOn: addMonths(termEnd, -policy.number('party.term.remind_months')) };
}
export const nextMonth = (today: IsoDate): IsoDate => addMonths(`${today.slice(0, 7)}-01`, 1);

export const formationMoves = {
  form: move({
    label: { zh: '成立', en: 'form' },
    from: ['approved'],
    by: { above: [...keepers, 'organisation-admin'] },
    input: z.object({}).strict(),
    gather: async (read, _input, state): Promise<Above> => ({ above: await readParty(read, 'parent' in state ? state.parent : null) }),
    decide: (approved, _input, { today, policy, facts }: MoveContext<Above>) => {
      // Between the approval and here the one above may have ended: what would stand under it has no place in the tree.
      const refused = refuseAbove(approved.level, facts);
      if (refused) return refused;
      const { organisation, level, name, parent, surveyor } = approved;
      const term = termFrom(today, approved.community, policy);
      const formed = { type: 'PartyOrganisationFormed' as const, organisation, level, name, parent, formedOn: today, ...term };
      const event = { ...formed, cadenceOn: nextMonth(today), surveyor };
      const { fullMembers: _full, surveyor: _surveyor, committee: _committee, ...described } = approved;
      const further = { ...unfilled, formedOn: today, ...term, canApprove: false, code: null, connection: 'none' as const };
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
      return [event, ...consequences({ ...unfilled, ...input, termEnd }, { today, policy })];
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
      const { above } = facts;
      if (above.status !== 'formed' || input.into === id) return refuse('successor-not-fit', rules.organisation);
      // A group is a part of its branch: only another group of it takes its members.
      if ((formed.level === 'group' || above.level === 'group') && (above.level !== formed.level || above.parent !== formed.parent))
        return refuse('successor-not-fit', rules.organisation);
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
};

/** Members are never left without a branch: they are transferred before it ends. Those of a group stand in its branch, which takes them out. */
function refuseLeft({ level, roll, stopped, below }: Standing): Refusal | undefined {
  if (level === 'group') return undefined;
  return roll.length + stopped.length + below.length > 0
    ? refuse('members-left', rules.organisation, { members: roll.length, stopped: stopped.length, below: below.length })
    : undefined;
}

/** The day before a day: a deadline fires on the day after its own. */
export const dayBefore = (on: IsoDate): IsoDate => addDays(on, -1);
