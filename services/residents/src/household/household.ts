import { visitFindings, type EventOf, type householdEvents } from '@yimen/contracts';
import { model, refusals, type Refusal, type When } from '@yimen/kernel';
import { z } from 'zod';
import { communityRoles } from '../roles.js';
import { readHome, type HomeFacts } from './home.js';

interface Lived {
  readonly kind: 'family' | 'collective';
  readonly room: string;
  readonly community: string;
  /** Listed by process as persons join and leave; which household a person belongs to stands in his own stream. */
  readonly members: readonly string[];
  readonly householder: string | null;
  /** How often it was visited, and when last. */
  readonly visits: number;
  readonly lastVisitOn: string | null;
}
export type Household = { readonly status: 'none' } | ({ readonly status: 'open' } & Lived) | ({ readonly status: 'dissolved' } & Lived);
type Open = When<Household, 'open'>;

type HouseholdEvent = EventOf<(typeof householdEvents)[number]>;

const { move, aggregate } = model<Household, HouseholdEvent, 'community'>();
const refuse = refusals({
  'not-a-member': { ground: 'record', zh: '户主须为本户成员', en: 'the householder must be a member of the household' },
  'not-a-committee': {
    ground: 'record',
    zh: '所填组织不是有效的居民（村民）委员会',
    en: "the organisation is not an active residents' or village committee",
  },
  'room-unknown': {
    ground: 'record',
    zh: '户室未在区划册登记；刚登记的，请稍后再试',
    en: 'the room does not stand in the book of areas; one that was entered just now: try again in a moment',
  },
  'not-a-room': { ground: 'record', zh: '所填区划不是户室', en: 'the area that was named is no room' },
  'room-ended': { ground: 'record', zh: '户室已撤销、并入或者拆分', en: 'the room has ended: it was abolished, merged or split' },
  'room-elsewhere': { ground: 'record', zh: '户室不在所填社区', en: 'the room lies in another community' },
  'same-room': { ground: 'record', zh: '本户已在该房屋', en: 'the household lives there already' },
  'members-move-first': {
    ground: 'record',
    zh: '迁往其他社区的，{members} 名成员须各自变更居住地',
    en: 'to another community its {members} members move themselves, each by his own record',
  },
  'visit-in-future': { ground: 'record', zh: '走访日期 {on} 晚于今天', en: 'the visit on {on} is in the future' },
  'findings-do-not-fit': {
    ground: 'record',
    zh: '无人在家、无事项不与其他情形并列；申请办事须列明事项',
    en: 'nobody home and nothing to report stand alone; what was asked for is named with its matters',
  },
  'has-members': { ground: 'record', zh: '本户尚有 {members} 名成员，不能撤销', en: 'the household still has {members} members' },
});

/** A household lives in a room of the book of areas, under the committee of that room (A1, 2.1). Others may live in the same room. */
function refuseHome(facts: HomeFacts, { community, room }: { readonly community: string; readonly room: string }): Refusal | undefined {
  if (!facts.communityIsCommittee) return refuse('not-a-committee', 'D-organisation-tree', { community });
  if (facts.roomStanding === 'unknown') return refuse('room-unknown', 'D-household', { room });
  if (facts.roomStanding === 'not-a-room') return refuse('not-a-room', 'D-household', { room });
  if (facts.roomStanding === 'ended') return refuse('room-ended', 'D-household', { room });
  return facts.roomInCommunity ? undefined : refuse('room-elsewhere', 'D-household', { room });
}

/**
 * 住户. One household per person at a time is held by the person's own stream (13.5): joining and leaving are moves of the person, and a
 * process lists the members here. Who joined one that was dissolved meanwhile is taken out of it by the same process.
 */
export const household = aggregate({
  context: 'residents',
  name: 'household',
  collection: 'households',
  label: { zh: '住户', en: 'household' },
  ids: 'derived',
  initial: { status: 'none' } as Household,
  states: {
    none: { zh: '未建档', en: 'not opened' },
    open: { zh: '在册', en: 'open' },
    dissolved: { zh: '已撤销', en: 'dissolved', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { community: { organisation: state.community } }),
  readers: { community: communityRoles },
  moves: {
    open: move({
      label: { zh: '建档', en: 'open' },
      from: ['none'],
      by: { community: communityRoles },
      input: z.object({ kind: z.enum(['family', 'collective']), room: z.uuid(), community: z.uuid() }).strict(),
      parties: ({ community }) => ({ community: { organisation: community } }),
      gather: readHome,
      decide: (_none, input, { facts }) => refuseHome(facts, input) ?? { type: 'HouseholdOpened', ...input },
    }),
    listMember: move({
      label: { zh: '列入成员', en: 'list a member' },
      from: ['open', 'dissolved'],
      by: 'system',
      input: z.object({ person: z.uuid() }).strict(),
      decide: ({ status, members }, { person }) => {
        // He joined while it was dissolved, each by what stood before: the process takes him out again.
        if (status === 'dissolved') return { type: 'HouseholdMemberRemoved', person, because: 'dissolved' };
        return members.includes(person) ? [] : { type: 'HouseholdMemberListed', person };
      },
    }),
    removeMember: move({
      label: { zh: '移出成员', en: 'take a member off the list' },
      from: ['open', 'dissolved'],
      by: 'system',
      input: z.object({ person: z.uuid() }).strict(),
      decide: ({ members }, { person }) => (members.includes(person) ? { type: 'HouseholdMemberRemoved', person } : []),
    }),
    nameHouseholder: move({
      label: { zh: '确定户主', en: 'name the householder' },
      from: ['open'],
      by: { community: communityRoles },
      input: z.object({ person: z.uuid() }).strict(),
      decide: (open, { person }) =>
        open.members.includes(person) ? { type: 'HouseholderNamed', person } : refuse('not-a-member', 'D-household', { person }),
    }),
    moveTo: move({
      label: { zh: '整户迁移', en: 'move the household' },
      from: ['open'],
      by: { community: communityRoles },
      input: z.object({ room: z.uuid(), community: z.uuid() }).strict(),
      gather: readHome,
      decide: ({ room, community, members }, input, { facts }) => {
        const refused = refuseHome(facts, input);
        if (refused) return refused;
        if (input.room === room && input.community === community) return refuse('same-room', 'D-household');
        // Where a person lives stands in his own stream: each moves himself, with the word of the community that he comes to.
        if (input.community !== community && members.length > 0)
          return refuse('members-move-first', 'D-household', { members: members.length });
        return { type: 'HouseholdMoved', ...input };
      },
    }),
    // 走访: a day, a finding from the list, the matters asked for; no words about persons (R-014 within 13.9).
    logVisit: move({
      label: { zh: '登记走访', en: 'log a visit' },
      from: ['open'],
      by: { community: communityRoles },
      input: z
        .object({
          on: z.iso.date(),
          findings: z.array(z.enum(visitFindings)).min(1).max(visitFindings.length),
          asked: z.array(z.uuid()).max(10).default([]),
        })
        .strict(),
      decide: (_open, { on, findings, asked }, { today, actor }) => {
        if (on > today) return refuse('visit-in-future', 'D-record-facts', { on });
        const found = [...new Set(findings)];
        const alone = found.includes('nobody-home') || found.includes('nothing-to-report');
        if ((alone && found.length > 1) || found.includes('service-asked') !== asked.length > 0)
          return refuse('findings-do-not-fit', 'D-record-facts');
        return { type: 'HouseholdVisited', by: actor.id, on, findings: found, asked };
      },
    }),
    dissolve: move({
      label: { zh: '撤销', en: 'dissolve' },
      from: ['open'],
      by: { community: communityRoles },
      input: z.object({ reason: z.string().trim().min(1).max(200) }).strict(),
      decide: (open, { reason }) =>
        open.members.length === 0
          ? { type: 'HouseholdDissolved', reason }
          : refuse('has-members', 'D-household', { members: open.members.length }),
    }),
  },
  on: {
    HouseholdOpened: (_none, { kind, room, community }) => ({
      status: 'open',
      ...{ kind, room, community, members: [], householder: null, visits: 0, lastVisitOn: null },
    }),
    HouseholdMemberListed: (open: Open, { person }) => ({ ...open, members: [...open.members, person] }),
    HouseholdMemberRemoved: (known: When<Household, 'open' | 'dissolved'>, { person }) => ({
      ...known,
      members: known.members.filter((member) => member !== person),
      householder: known.householder === person ? null : known.householder,
    }),
    HouseholderNamed: (open: Open, { person }) => ({ ...open, householder: person }),
    HouseholdMoved: (open: Open, { room, community }) => ({ ...open, room, community }),
    HouseholdVisited: (open: Open, { on }) => ({
      ...open,
      visits: open.visits + 1,
      lastVisitOn: open.lastVisitOn !== null && open.lastVisitOn > on ? open.lastVisitOn : on,
    }),
    HouseholdDissolved: (open: Open) => ({ ...open, status: 'dissolved' }),
  },
});
