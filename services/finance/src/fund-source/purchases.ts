import { positiveFen, purchaseWorkAdmitted } from '@yimen/contracts';
import { z } from 'zod';
import { rules } from '../rules.js';
import { owed } from './books.js';
import { unbindable } from './commitments.js';
import { move, refuse } from './state.js';

/** What contracts of purchase do in the books of their buyer (6.5): the commitment has the id of the contract. */
export const purchaseMoves = {
  commitPurchase: move({
    label: { zh: '承诺购买合同资金', en: 'bind the money of a contract of purchase' },
    from: ['open'],
    by: 'system',
    input: z.object({ contract: z.uuid(), buyer: z.uuid(), line: z.string().min(1).max(60), amount: positiveFen }).strict(),
    decide: (state, { contract, buyer, line, amount }, context) => {
      if (buyer !== state.owner) return refuse('not-its-owner', rules.earmark);
      // Asked for twice, bound once.
      if (state.books.commitments[contract]) return [];
      const purpose = state.books.lines[line]?.purpose ?? 'service-projects';
      const input = { commitment: contract, line, amount, purpose, reason: { kind: 'contract', of: contract } } as const;
      return unbindable(state, input, context) ?? { type: 'MoneyCommitted', ...input, on: context.today };
    },
  }),
  admitWork: move({
    label: { zh: '登记合同验收', en: 'let accepted work be claimed' },
    from: ['open'],
    by: 'system',
    input: purchaseWorkAdmitted.schema.omit({ on: true }),
    decide: ({ books }, input, { today }) => {
      const { commitment, amount } = input;
      const due = owed(books, commitment);
      const found = books.commitments[commitment];
      if (due === null || !found) return refuse('commitment-unknown', rules.order, { commitment });
      // What is owed never exceeds what is bound.
      const left = found.open - due;
      return BigInt(amount) > left
        ? refuse('beyond-commitment', rules.ledger, { left: left.toString() })
        : { type: 'PurchaseWorkAdmitted', ...input, on: today };
    },
  }),
};
