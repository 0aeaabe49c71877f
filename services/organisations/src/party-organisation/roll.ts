import { memberStanding, partyBelowListed, partyLevels } from '@yimen/contracts';
import { z } from 'zod';
import { keepers, rules } from '../party-rules.js';
import { move, refuse, type Of, type PartyOrganisationEvent, type Standing } from './states.js';
import { figuresOf } from './thresholds.js';
import { watching } from './watching.js';

const { asOf } = partyBelowListed.schema.shape;

/** Whether later tidings were heard already: what lists and what unlists is told by two processes, and neither waits for the other. */
function isLate({ heard }: Standing, of: string, told: string | undefined): boolean {
  const before = heard[of];
  return told !== undefined && before !== undefined && BigInt(told) <= BigInt(before);
}
const remembered = (told: string | undefined) => (told === undefined ? {} : { asOf: told });

const grouped = ({ member, standing, group: from }: Standing['roll'][number], group: string | null, groupedOn: string) =>
  ({ type: 'PartyMemberGrouped', member, standing, from, group, groupedOn }) satisfies Of<'PartyMemberGrouped'>;

/** Who stands here, and what stands below: told by the streams of the members and of the organisations themselves. */
export const rollMoves = {
  listMember: move({
    label: { zh: '列入名册', en: 'list a member' },
    from: ['formed', 'merged', 'abolished'],
    by: 'system',
    input: z.object({ member: z.uuid(), standing: memberStanding, admitted: z.boolean(), asOf }).strict(),
    decide: (state, { member, standing, admitted, asOf: told }, context) => {
      // The branch takes its members out of a group that has ended.
      if (state.status !== 'formed') return state.level === 'group' ? [] : refuse('organisation-ended', rules.organisation);
      if (isLate(state, member, told)) return [];
      const known = state.roll.find((one) => one.member === member);
      if (known?.standing === standing && told === undefined) return [];
      const group = known?.group ?? null;
      const figures = figuresOf({ roll: [...state.roll.filter((one) => one !== known), { member, standing, group }] });
      const listed = { member, standing, admitted, listedOn: context.today, ...figures, ...(group !== null && { group }) };
      return watching(state, [{ type: 'PartyMemberListed', ...listed, ...remembered(told) }], context);
    },
  }),
  unlistMember: move({
    label: { zh: '移出名册', en: 'take a member off the roll' },
    from: ['formed', 'merged', 'abolished'],
    by: 'system',
    /** `stopped`: his membership is stopped, and would be restored here. */
    input: z.object({ member: z.uuid(), stopped: z.boolean().default(false), asOf }).strict(),
    decide: (state, { member, stopped, asOf: told }, context) => {
      if (state.status !== 'formed' || isLate(state, member, told)) return [];
      const known = state.roll.find((one) => one.member === member);
      // Told before he was listed, it is kept in mind, so that the listing that comes late is none.
      if (!known && state.stopped.includes(member) === stopped && told === undefined) return [];
      const figures = figuresOf({ roll: state.roll.filter((one) => one !== known) });
      const events: PartyOrganisationEvent[] = [
        ...(known && known.group !== null ? [grouped(known, null, context.today)] : []),
        ...state.duties
          .filter((one) => one.member === member)
          .map(({ duty }) => ({ type: 'PartyDutyEnded' as const, duty, because: 'left-the-roll' as const, until: context.today })),
        { type: 'PartyMemberUnlisted', member, stopped, ...figures, ...remembered(told) },
      ];
      return watching(state, events, context);
    },
  }),
  groupMember: move({
    label: { zh: '编入或调整党小组', en: 'put a member into a group, or out of it' },
    from: ['formed'],
    by: { self: keepers, above: keepers },
    /** `group` null: none. The branch alone says where its members stand, so that nobody stands in two (R-087, 13.5). */
    input: z.object({ member: z.uuid(), group: z.uuid().nullable() }).strict(),
    decide: (formed, { member, group }, { today }) => {
      const known = formed.roll.find((one) => one.member === member);
      if (!known) return refuse('not-listed', rules.organisation);
      if (known.group === group) return refuse('same-group', rules.organisation);
      return group === null || formed.groups.includes(group)
        ? grouped(known, group, today)
        : refuse('group-not-here', rules.buildingGroup, {}, { overridable: false });
    },
  }),
  listBelow: move({
    label: { zh: '列入下级', en: 'list an organisation below' },
    from: ['formed'],
    by: 'system',
    input: z.object({ below: z.uuid(), level: z.enum(partyLevels).optional(), asOf }).strict(),
    decide: (formed, { below, level, asOf: told }, context) => {
      if (isLate(formed, below, told) || (formed.below.includes(below) && told === undefined)) return [];
      const listed = { below, ...(level !== undefined && { level }), ...remembered(told) };
      return watching(formed, [{ type: 'PartyBelowListed', ...listed }], context);
    },
  }),
  unlistBelow: move({
    label: { zh: '移出下级', en: 'take an organisation below off the list' },
    from: ['formed'],
    by: 'system',
    /** `into`: what took its place; a group that was merged gives its members to another one of this branch. */
    input: z.object({ below: z.uuid(), into: z.uuid().nullable().default(null), asOf }).strict(),
    decide: (formed, { below, into, asOf: told }, context) => {
      if (isLate(formed, below, told) || (!formed.below.includes(below) && told === undefined)) return [];
      const next = into !== null && into !== below && formed.groups.includes(into) ? into : null;
      const events: PartyOrganisationEvent[] = [
        ...formed.roll.filter(({ group }) => group === below).map((one) => grouped(one, next, context.today)),
        { type: 'PartyBelowUnlisted', below, ...remembered(told) },
      ];
      return watching(formed, events, context);
    },
  }),
};
