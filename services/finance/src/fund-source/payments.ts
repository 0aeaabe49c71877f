import { paymentClaimed, paymentMade, paymentRefunded } from '@yimen/contracts';
import type { Actor } from '@yimen/kernel';
import { z } from 'zod';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { ofItself, owed, pending, type Books, type Claim, type Of } from './books.js';
import { agency, unrecordable } from './budget.js';
import { move, notPositive, refuse } from './state.js';

const words = z.string().trim().min(2).max(500);
const key = z.string().trim().min(1).max(60);
/** Whose money it is: a committee, or a department that pays for its matters. */
const owner = { owner: ['director', 'department'] } as const;

/** A claim at one of these steps, or a refusal. */
function at({ claims }: Books, claim: string, ...steps: readonly Claim['state'][]) {
  const found = claims[claim];
  return found && steps.includes(found.state) ? found : refuse('claim-not-so', rules.order, { claim });
}
/** One asks, another approves, a third pays: each of them is named. */
const others = ({ id }: Actor, people: readonly (string | null)[]) =>
  people.includes(id) ? refuse('same-person', rules.separation) : undefined;

/** What comes back to a commitment whose matter, project or contract has ended is free at once. */
function freed({ commitments }: Books, { commitment }: Claim, amount: bigint, today: string): readonly Of<'CommitmentReleased'>[] {
  const reason = commitments[commitment]?.closed ?? null;
  return reason === null ? [] : [{ type: 'CommitmentReleased', commitment, amount: amount.toString(), reason, on: today }];
}

export const paymentMoves = {
  claim: move({
    label: { zh: '申请报销', en: 'claim a payment' },
    from: ['open'],
    by: { owner: ['community-worker', 'director', 'department'] },
    input: paymentClaimed.schema.omit({ requester: true, on: true }),
    decide: ({ books }, input, { actor, today }) => {
      const found = books.commitments[input.commitment];
      if (!found) return refuse('commitment-unknown', rules.order, { commitment: input.commitment });
      if (books.claims[input.claim]) return refuse('claim-exists', rules.order, { claim: input.claim });
      const waiting = pending(books, input.commitment);
      const left = found.open - waiting;
      if (BigInt(input.amount) > left) return refuse('beyond-commitment', rules.ledger, { left: left.toString() });
      // 6.5: ACCEPTED comes before PAID.
      const due = owed(books, input.commitment);
      if (due !== null && BigInt(input.amount) > due - waiting)
        return refuse('work-not-accepted', rules.purchase, { left: (due - waiting).toString() });
      return notPositive(input.amount) ?? { type: 'PaymentClaimed', ...input, requester: actor.id, on: today };
    },
  }),
  check: move({
    label: { zh: '审核', en: 'check a claim' },
    from: ['open'],
    by: owner,
    input: z.object({ claim: key }).strict(),
    decide: ({ books }, { claim }, { actor, today }) => {
      const found = at(books, claim, 'claimed');
      if ('kind' in found) return found;
      return others(actor, [found.requester]) ?? { type: 'ClaimChecked', claim, approver: actor.id, on: today };
    },
  }),
  giveBack: move({
    label: { zh: '退回', en: 'return a claim' },
    from: ['open'],
    by: { owner: ['director', 'department'], agency: ['finance'] },
    input: z.object({ claim: key, reason: words }).strict(),
    decide: ({ books }, { claim, reason }, { actor, today }) => {
      const found = at(books, claim, 'claimed', 'checked');
      if ('kind' in found) return found;
      const returned = { type: 'ClaimReturned', claim, approver: actor.id, reason, on: today } as const;
      // Work that was accepted is owed all the same: it may be claimed anew.
      return owed(books, found.commitment) === null ? [returned, ...freed(books, found, found.amount, today)] : returned;
    },
  }),
  countersign: move({
    label: { zh: '第二人签字', en: 'countersign' },
    from: ['open'],
    by: { owner: ['director', 'secretary', 'department'], agency: ['finance'] },
    input: z.object({ claim: key }).strict(),
    decide: ({ books }, { claim }, { actor, today }) => {
      const found = at(books, claim, 'checked');
      if ('kind' in found) return found;
      return others(actor, [found.requester, found.approver]) ?? { type: 'PaymentCountersigned', claim, by: actor.id, on: today };
    },
  }),
  pay: move({
    label: { zh: '付款', en: 'pay' },
    from: ['open'],
    by: agency,
    input: z.object({ claim: key, voucher: paymentMade.schema.shape.voucher }).strict(),
    decide: ({ books }, { claim, voucher }, context) => {
      const { actor, policy, today } = context;
      const found = at(books, claim, 'checked');
      if ('kind' in found) return found;
      const name = books.commitments[found.commitment]?.line ?? '';
      if (books.lines[name]?.frozen && stands('line-frozen', context)) return refuse('line-frozen', rules.order, { line: name });
      const limit = policy.number(parameters.dualLimit);
      if (found.amount > BigInt(limit) && found.second === null) return refuse('second-signature', rules.dual, { limit });
      const refused = others(actor, [found.requester, found.approver, found.second]) ?? unrecordable(books, voucher, context);
      if (refused) return refused;
      const amount = found.amount.toString();
      const made = { type: 'PaymentMade', claim, amount, payer: actor.id, voucher, on: today } as const;
      const { commitment } = found;
      const { payee, reason } = books.commitments[commitment] ?? {};
      const told = { commitment, claim, amount, voucher, on: today };
      if (reason && payee) return [made, { type: 'InstalmentPaid', ...told, application: reason.of, community: payee }];
      if (reason?.kind === 'contract' && ofItself(commitment, { reason })) return [made, { type: 'PurchaseClaimPaid', ...told }];
      return reason?.kind === 'item' ? [made, { type: 'ItemPaid', ...told, item: reason.of }] : made;
    },
  }),
  refund: move({
    label: { zh: '退款', en: 'record a refund' },
    from: ['open'],
    by: agency,
    input: paymentRefunded.schema.omit({ on: true }),
    decide: ({ books }, input, context) => {
      const { today } = context;
      const found = at(books, input.claim, 'paid', 'accepted');
      if ('kind' in found) return found;
      const amount = BigInt(input.amount);
      if (amount > found.amount - found.refunded) return refuse('more-than-paid', rules.ledger);
      const refused = notPositive(input.amount) ?? unrecordable(books, input.voucher, context);
      if (refused) return refused;
      const { commitment, voucher: paid } = found;
      const { payee, reason } = books.commitments[commitment] ?? {};
      const back = { type: 'PaymentRefunded', ...input, on: today } as const;
      const told = { commitment, ...input, on: today };
      // What came back is bound again: it is still owed, or is still the project's to spend, until that has ended.
      if (reason && payee && paid)
        return [
          back,
          { type: 'InstalmentRefunded', ...told, paid, application: reason.of, community: payee },
          ...freed(books, found, amount, today),
        ];
      if (reason?.kind === 'contract' && ofItself(commitment, { reason }))
        return [back, { type: 'PurchaseClaimRefunded', ...told }, ...freed(books, found, amount, today)];
      return reason?.kind === 'item'
        ? [back, { type: 'ItemRefunded', ...told, item: reason.of }, ...freed(books, found, amount, today)]
        : back;
    },
  }),
  accept: move({
    label: { zh: '验收', en: 'accept what was paid for' },
    from: ['open'],
    by: owner,
    input: z.object({ claim: key, evidence: words }).strict(),
    decide: ({ books }, input, { actor, today }) => {
      const found = at(books, input.claim, 'paid');
      if ('kind' in found) return found;
      return others(actor, [found.requester]) ?? { type: 'PaymentAccepted', ...input, on: today };
    },
  }),
};
