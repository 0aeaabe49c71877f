import { isRefusal, type MoveContext, type Refusal, type Warning } from '@yimen/kernel';
import { z } from 'zod';
import { communityRoles, hallRoles } from '../roles.js';
import { sealedFrom } from './sealing.js';
import { move, refuse, type PersonEvent } from './states.js';

const takers = { community: communityRoles, collector: hallRoles, self: ['resident'] } as const;

/** How a consent was given: 单独同意, and by the guardian. */
export const wayOfConsent = z.object({ separate: z.boolean(), byGuardian: z.boolean() }).strict();
type Way = z.output<typeof wayOfConsent>;

/** The consent to the whole record; `basis`: it rests on this and on no other legal ground (PIPL 13). */
export function consentToRecord(consentId: string, noticeVersion: string, way: Way, basis: boolean): PersonEvent {
  return { type: 'ConsentGiven', consentId, purpose: '登记并使用个人信息', noticeVersion, ...way, ...(basis && { basis }) };
}

/**
 * What has to be said against a consent, or warned of. Only the year of birth is known: refused where the child is under age for certain, a
 * warning in the year in which he comes of age. `himself`: the person's own account speaks, which is no guardian's.
 */
export function weighConsent(
  { separate, byGuardian }: Way,
  { bornIn, himself }: { readonly bornIn: number; readonly himself: boolean },
  { today, policy }: Pick<MoveContext, 'today' | 'policy'>,
): Refusal | readonly Warning[] {
  const age = policy.number('person.child.under_age');
  const turns = Number(today.slice(0, 4)) - bornIn;
  if (turns < age && (!byGuardian || himself)) return refuse('guardian-consent', 'PIPL 31', { age });
  // What is kept of a child under that age is sensitive (PIPL 28).
  if (turns < age && !separate) return refuse('separate-consent', 'PIPL 29', { age });
  if (turns > age || byGuardian) return [];
  const detail = { zh: `今年满${age}周岁，请核对出生日期`, en: `turns ${age} this year: check the date of birth` };
  return [{ code: 'check-age', rule: 'PIPL 31', detail }];
}

export const isHimself = ({ actor }: Pick<MoveContext, 'actor'>, person: string): boolean =>
  actor.kind === 'account' && actor.person === person;

export const consentMoves = {
  giveConsent: move({
    label: { zh: '记录同意', en: 'record a consent' },
    from: ['registered'],
    by: takers,
    input: wayOfConsent.extend({ purpose: z.string().trim().min(1).max(80), noticeVersion: z.string().trim().min(1).max(40) }).strict(),
    decide: ({ consents, bornIn, person }, input, context) => {
      const weighed = weighConsent(input, { bornIn, himself: isHimself(context, person) }, context);
      if (isRefusal(weighed)) return weighed;
      return { events: [{ type: 'ConsentGiven', consentId: `c${consents.length + 1}`, ...input }], warnings: weighed };
    },
  }),
  withdrawConsent: move({
    label: { zh: '撤回同意', en: 'withdraw a consent' },
    from: ['registered'],
    by: takers,
    input: z.object({ consentId: z.string().max(10) }).strict(),
    decide: (registered, { consentId }, context) => {
      const consent = registered.consents.find((each) => each.consentId === consentId && !each.withdrawn);
      if (!consent) return refuse('consent-missing', 'PIPL 13', { consentId });
      const withdrawn: PersonEvent = { type: 'ConsentWithdrawn', consentId };
      // What rests on this consent alone is not processed any longer (PIPL 15, 47).
      return consent.basis ? [withdrawn, ...sealedFrom(registered, { ground: 'consent-withdrawn' }, context)] : withdrawn;
    },
  }),
};
