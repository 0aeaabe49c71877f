import { z } from 'zod';
import { communityRoles, hallRoles } from '../roles.js';
import { move, refuse } from './states.js';

const takers = { community: communityRoles, collector: hallRoles, self: ['resident'] } as const;

export const consentMoves = {
  giveConsent: move({
    label: { zh: '记录同意', en: 'record a consent' },
    from: ['registered'],
    by: takers,
    input: z
      .object({
        purpose: z.string().trim().min(1).max(80),
        noticeVersion: z.string().trim().min(1).max(40),
        separate: z.boolean(),
        byGuardian: z.boolean(),
      })
      .strict(),
    decide: (registered, input, { today, policy }) => {
      const age = policy.number('person.child.under_age');
      const turns = Number(today.slice(0, 4)) - registered.bornIn;
      // Only the year of birth is known: refused where the child is under age for certain, a warning in the year in which he comes of age.
      if (turns < age && !input.byGuardian) return refuse('guardian-consent', 'PIPL 31', { age });
      const given = { type: 'ConsentGiven' as const, consentId: `c${registered.consents.length + 1}`, ...input };
      if (turns > age || input.byGuardian) return given;
      const detail = { zh: `今年满${age}周岁，请核对出生日期`, en: `turns ${age} this year: check the date of birth` };
      return { events: [given], warnings: [{ code: 'check-age', rule: 'PIPL 31', detail }] };
    },
  }),
  withdrawConsent: move({
    label: { zh: '撤回同意', en: 'withdraw a consent' },
    from: ['registered'],
    by: takers,
    input: z.object({ consentId: z.string().max(10) }).strict(),
    decide: ({ consents }, { consentId }) =>
      consents.some((consent) => consent.consentId === consentId && !consent.withdrawn)
        ? { type: 'ConsentWithdrawn', consentId }
        : refuse('consent-missing', 'PIPL 13', { consentId }),
  }),
};
