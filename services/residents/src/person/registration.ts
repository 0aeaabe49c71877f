import { legalGrounds, residenceKinds } from '@yimen/contracts';
import { checkPhone, isRefusal, personal, type MoveContext, type Refusal, type Sealed } from '@yimen/kernel';
import { z } from 'zod';
import { communityRoles, hallRoles } from '../roles.js';
import { readCommunity, type CommunityFacts } from './community.js';
import { consentToRecord, wayOfConsent, weighConsent } from './consents.js';
import { readHolder, refuseIdentity, reserveIdentity, tellIdentity, type IdentityFacts } from './identity-check.js';
import { move, refuse, type PersonEvent } from './states.js';

export const identityNumber = personal('identity', z.string().trim().toUpperCase().min(15).max(18));
export const personName = personal('identity', z.string().trim().min(1).max(60));
/** Kept in its normal form (digits, no +86), so that it is found however it is typed; what is no number is left for the decision to refuse. */
const normalPhone = (text: string) => {
  const checked = checkPhone(text);
  return checked.ok ? checked.value.number : text;
};
export const phone = personal('contact', z.string().trim().min(7).max(24).transform(normalPhone));
export const address = (series: 'identity' | 'contact') => personal(series, z.string().trim().min(1).max(200));

export interface RegisterFacts extends IdentityFacts, CommunityFacts {
  readonly phoneOk: boolean;
}

export const refuseCommunity = (facts: CommunityFacts, community: string): Refusal | undefined =>
  facts.communityIsCommittee ? undefined : refuse('not-a-committee', 'D-organisation-tree', { community });

/** The value that the runner has sealed or found for a declared index; without it the event cannot be written. */
export function given<T extends Sealed | string>(value: T | undefined): T {
  if (value === undefined) throw new Error('the runner gave no blind index for a declared field');
  return value;
}

/** A person enters the book: once, with one identity number, by the committee of the place or by the hall that asked. */
export const register = move({
  label: { zh: '登记', en: 'register' },
  from: ['none'],
  by: { community: communityRoles, collector: hallRoles },
  input: z
    .object({
      name: personName,
      identityNumber,
      phone: phone.nullable().default(null),
      residenceAddress: address('contact').nullable().default(null),
      registeredAddress: address('identity').nullable().default(null),
      community: z.uuid(),
      collector: z.uuid(),
      residenceKind: z.enum(residenceKinds),
      residentSince: z.iso.date().nullable().default(null),
      legalGround: z.enum(legalGrounds),
      noticeVersion: z.string().trim().min(1).max(40),
      /** Where the legal ground is consent; for a child under 14 the guardian's (PIPL 31). */
      consent: wayOfConsent.nullable().default(null),
    })
    .strict(),
  parties: ({ community, collector }) => ({ community: { organisation: community }, collector: { organisation: collector } }),
  subject: (_state, _input, id) => id,
  index: { identityNumber: 'identity', phone: 'phone' },
  derive: (clear, { today }) => ({
    told: tellIdentity(clear.identityNumber, today),
    phoneOk: clear.phone === null || clear.phone === undefined || checkPhone(clear.phone).ok,
  }),
  gather: async (read, { community }, _state, { alias }) =>
    ({ ...(await readHolder(read, alias.identityNumber)), ...(await readCommunity(read, community)) }) as RegisterFacts,
  reserve: (_state, _input, facts, { id }) => (facts.communityIsCommittee && facts.phoneOk ? reserveIdentity(facts, id) : undefined),
  decide: (_none, { consent, ...input }, context: MoveContext<RegisterFacts>) => {
    const { id, today, facts, policy } = context;
    const rests = input.legalGround === 'consent';
    const refused =
      refuseCommunity(facts, input.community) ??
      (facts.phoneOk ? undefined : refuse('phone-invalid', 'D-record-facts')) ??
      (input.residentSince !== null && input.residentSince > today
        ? refuse('since-future', 'D-record-facts', { since: input.residentSince })
        : undefined) ??
      (rests && consent === null ? refuse('consent-needed', 'PIPL 13') : undefined) ??
      (!rests && consent !== null ? refuse('consent-not-the-ground', 'PIPL 13') : undefined) ??
      refuseIdentity(facts, id, input.community, policy);
    if (refused) return refused;
    if (!facts.told.ok) throw new Error('an identity number that is not valid was let through');
    const { sex, bornIn } = facts.told;
    const weighed = consent === null ? [] : weighConsent(consent, { bornIn, himself: false }, context);
    if (isRefusal(weighed)) return weighed;
    const registered: PersonEvent = {
      type: 'PersonRegistered',
      ...input,
      person: id,
      identityIndex: given(facts.blind.identityNumber),
      identity: given(facts.alias.identityNumber),
      sex,
      bornIn,
      phoneIndex: input.phone === null ? null : given((facts.blind as { phone?: Sealed }).phone),
    };
    if (consent === null) return registered;
    return { events: [registered, consentToRecord('c1', input.noticeVersion, consent, true)], warnings: weighed };
  },
});
