import { residenceKinds } from '@yimen/contracts';
import { checkPhone, personal, type Indexed, type MoveContext } from '@yimen/kernel';
import { z } from 'zod';
import { roomStanding, type RoomStanding } from '../area-facts.js';
import { household, type Household } from '../household/household.js';
import { communityRoles, hallRoles } from '../roles.js';
import { readCommunity } from './community.js';
import { readHolder, refuseIdentity, reserveIdentity, tellIdentity, type IdentityFacts } from './identity-check.js';
import { address, given, identityNumber, personName, phone, refuseCommunity } from './registration.js';
import { move, refuse, type Registered } from './states.js';

const evidence = z.string().trim().min(1).max(200);
const keepers = { community: communityRoles, collector: hallRoles } as const;
const ownId = (_state: unknown, _input: unknown, id: string) => id;

export interface ContactFacts extends Indexed<'phone'> {
  readonly phoneOk: boolean;
}

export interface JoinFacts {
  readonly joined: Household;
  /** Of the household's room; null where there is no open household. */
  readonly room: RoomStanding | null;
}

/** The register's name of the number that is given up. A record whose number was forgotten is never used again. */
function former({ identity }: Registered): string {
  if (identity === null) throw new Error('a registered person without a number');
  return identity;
}

/** What may change in a registered person: 更正 of what was wrong (PIPL 46), and news of contact, residence and household. */
export const changes = {
  correct: move({
    label: { zh: '更正姓名、户籍地址', en: 'correct name or registered address' },
    from: ['registered'],
    by: keepers,
    input: z
      .object({ name: personName.optional(), registeredAddress: address('identity').nullable().optional(), evidence })
      .strict()
      .refine((input) => input.name !== undefined || input.registeredAddress !== undefined, { error: '至少更正一项' }),
    subject: ownId,
    decide: (_registered, input) => ({ type: 'PersonCorrected', ...input }),
  }),
  correctIdentity: move({
    label: { zh: '更正公民身份号码', en: 'correct the identity number' },
    from: ['registered'],
    by: { community: communityRoles },
    input: z.object({ identityNumber, evidence }).strict(),
    subject: ownId,
    index: { identityNumber: 'identity' },
    derive: (clear, { today }) => ({ told: tellIdentity(clear.identityNumber, today) }),
    gather: async (read, _input, _state, { alias }) => (await readHolder(read, alias.identityNumber)) as IdentityFacts,
    reserve: (state, _input, facts, { id }) =>
      state.status === 'registered' && state.identity === facts.alias.identityNumber ? undefined : reserveIdentity(facts, id),
    decide: (registered, input, { id, facts, policy }: MoveContext<IdentityFacts>) => {
      const refused = refuseIdentity(facts, id, registered.community, policy);
      if (refused) return refused;
      if (!facts.told.ok) throw new Error('an identity number that is not valid was let through');
      const identity = given(facts.alias.identityNumber);
      if (identity === registered.identity) return refuse('same-number', 'D-identity-unique');
      return {
        type: 'PersonIdentityCorrected',
        identityNumber: input.identityNumber,
        identityIndex: given(facts.blind.identityNumber),
        identity,
        formerIdentity: former(registered),
        sex: facts.told.sex,
        bornIn: facts.told.bornIn,
        evidence: input.evidence,
      };
    },
  }),
  changeContact: move({
    label: { zh: '变更联系电话', en: 'change the phone number' },
    from: ['registered'],
    by: { ...keepers, self: ['resident'] },
    input: z.object({ phone: phone.nullable() }).strict(),
    subject: ownId,
    index: { phone: 'phone' },
    derive: (clear) => ({ phoneOk: clear.phone === null || checkPhone(clear.phone).ok }),
    decide: (_registered, input, { facts }: MoveContext<ContactFacts>) =>
      facts.phoneOk
        ? { type: 'ContactChanged', phone: input.phone, phoneIndex: input.phone === null ? null : given(facts.blind.phone) }
        : refuse('phone-invalid', 'D-record-facts'),
  }),
  moveResidence: move({
    label: { zh: '变更居住地', en: 'move residence' },
    from: ['registered'],
    by: { community: communityRoles, target: communityRoles },
    input: z
      .object({
        community: z.uuid(),
        residenceKind: z.enum(residenceKinds),
        residenceAddress: personal('contact', z.string().trim().min(1).max(200)).nullable(),
        since: z.iso.date(),
      })
      .strict(),
    parties: ({ community }) => ({ target: { organisation: community } }),
    subject: ownId,
    gather: (read, { community }) => readCommunity(read, community),
    decide: (registered, input, { today, facts }) => {
      const refused = refuseCommunity(facts, input.community);
      if (refused) return refused;
      if (input.since > today) return refuse('since-future', 'D-record-facts', { since: input.since });
      const { household: left, person, away, community } = registered;
      if (away !== null && input.since < away.since) return refuse('before-leaving', 'D-record-facts', { since: input.since });
      const moved = { type: 'ResidenceMoved' as const, from: community, ...input };
      // Others hear of a move between communities: of one inside his own, only that he is back.
      if (input.community === community)
        return away === null ? moved : [{ type: 'PersonCameBack' as const, person, community, since: input.since }, moved];
      // A household stays in its community; who leaves the community leaves it.
      return left === null ? moved : [{ type: 'HouseholdLeft' as const, person, household: left }, moved];
    },
  }),
  joinHousehold: move({
    label: { zh: '加入住户', en: 'join a household' },
    from: ['registered'],
    by: { community: communityRoles },
    input: z.object({ household: z.uuid() }).strict(),
    gather: async (read, input): Promise<JoinFacts> => {
      const joined = await read.state(household, input.household);
      return { joined, room: joined.status === 'open' ? await roomStanding(read, joined.room) : null };
    },
    decide: (registered, input, { facts }) => {
      if (registered.away !== null) return refuse('is-away', 'D-household', { since: registered.away.since });
      if (registered.household !== null) return refuse('in-a-household', 'D-household', { household: registered.household });
      if (facts.joined.status !== 'open') return refuse('household-not-open', 'D-household');
      if (facts.joined.community !== registered.community) return refuse('household-elsewhere', 'D-household');
      if (facts.room !== 'standing') return refuse('household-room-gone', 'D-household');
      return { type: 'HouseholdJoined', person: registered.person, household: input.household };
    },
  }),
  leaveHousehold: move({
    label: { zh: '离开住户', en: 'leave the household' },
    from: ['registered'],
    by: { community: communityRoles },
    input: z.object({}).strict(),
    decide: ({ person, household: left }) =>
      left === null ? refuse('not-in-a-household', 'D-household') : { type: 'HouseholdLeft', person, household: left },
  }),
  leaveDissolved: move({
    label: { zh: '退出已撤销的住户', en: 'leave a household that was dissolved' },
    // Whatever has happened to the record since: who has left already, or lives in another household, is where he belongs.
    from: ['registered', 'sealed', 'forgetting-requested', 'forgetting-approved'],
    by: 'system',
    input: z.object({ household: z.uuid() }).strict(),
    decide: ({ person, household: joined }, { household: dissolved }) =>
      joined === dissolved ? { type: 'HouseholdLeft', person, household: dissolved, because: 'household-dissolved' } : [],
  }),
};
