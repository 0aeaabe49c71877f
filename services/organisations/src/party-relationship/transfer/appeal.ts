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
    decide: ({ transfer: { transfer, arbiter } }, input, { today }) => {
      if (arbiter === null && input.evidence === null) return refuse('evidence-missing', rules.evidence);
      return { type: 'TransferAppealDecided', transfer, ...input, decidedOn: input.evidence?.on ?? today };
    },
  }),
};
