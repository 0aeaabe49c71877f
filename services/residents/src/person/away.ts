import { z } from 'zod';
import { communityRoles } from '../roles.js';
import { move, refuse } from './states.js';

const by = { community: communityRoles } as const;

/** Who goes to live outside this installation stays in its book; others hear of it, such as his Party branch (4.2). */
export const awayMoves = {
  moveAway: move({
    label: { zh: '登记外迁', en: 'record that he moved away' },
    from: ['registered'],
    by,
    input: z
      .object({
        since: z.iso.date(),
        county: z
          .string()
          .regex(/^\d{6}$/)
          .nullable(),
      })
      .strict(),
    decide: ({ person, community: from, household, away }, input, { today }) => {
      if (away !== null) return refuse('away-already', 'D-record-facts');
      if (input.since > today) return refuse('since-future', 'D-record-facts', { since: input.since });
      const moved = { type: 'PersonMovedAway' as const, person, from, ...input };
      return household === null ? moved : [{ type: 'HouseholdLeft' as const, person, household }, moved];
    },
  }),
  comeBack: move({
    label: { zh: '登记迁回', en: 'record that he came back' },
    from: ['registered'],
    by,
    input: z.object({ since: z.iso.date() }).strict(),
    decide: ({ person, community, away }, { since }, { today }) => {
      if (away === null) return refuse('not-away', 'D-record-facts');
      if (since > today) return refuse('since-future', 'D-record-facts', { since });
      if (since < away.since) return refuse('before-leaving', 'D-record-facts', { since });
      return { type: 'PersonCameBack', person, community, since };
    },
  }),
};
