import { transferEvidence } from '@yimen/contracts';
import { addWorkingDays } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, rules } from '../../party-rules.js';
import { move, refuse } from '../states.js';

const words = z.string().trim().min(1).max(500);

export const appealMoves = {
  appeal: move({
    label: { zh: '申诉', en: 'appeal' },
    from: ['rejected', 'returned'],
    by: { member: ['resident'] },
    input: z.object({ words }).strict(),
    decide: ({ status, transfer: { transfer, arbiter } }, input, { today, policy, calendar }) => ({
      type: 'TransferAppealed',
      transfer,
      ...input,
      against: status === 'rejected' ? 'rejection' : 'return',
      to: arbiter,
      decisionDue: addWorkingDays(today, policy.number('party.transfer.appeal_days'), calendar),
    }),
  }),
  decideAppeal: move({
    label: { zh: '决定申诉', en: 'decide the appeal' },
    from: ['appealed'],
    // Where no common ancestor is here, the source stands in for it: it records the decision from evidence.
    by: { arbiter: deciders },
    input: z.object({ outcome: z.enum(['upheld', 'overturned']), words, evidence: transferEvidence.nullable() }).strict(),
    decide: ({ transfer: { transfer, arbiter, against, direction } }, input, { today, policy, calendar }) => {
      if (arbiter === null && input.evidence === null) return refuse('evidence-missing', rules.evidence);
      const decidedOn = input.evidence?.on ?? today;
      if (decidedOn > today) return refuse('date-not-fit', rules.evidence, { on: decidedOn });
      // The target takes the case up again: it has its time from the day on which it learns of the decision.
      const again = input.outcome === 'overturned' && against === 'return' && direction === 'inside';
      const decisionDue = again ? addWorkingDays(today, policy.number('party.transfer.decision_days'), calendar) : null;
      return { type: 'TransferAppealDecided', transfer, ...input, decidedOn, decisionDue };
    },
  }),
};
