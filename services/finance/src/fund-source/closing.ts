import { leavingAuditAsked, moneyPublished, sourceAudited } from '@yimen/contracts';
import { addDays } from '@yimen/kernel';
import { z } from 'zod';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { committed, free } from './books.js';
import { agency } from './budget.js';
import { move, refuse, type Open } from './state.js';

const over = (year: number, today: string) => Number(today.slice(0, 4)) > year;

/** What has not been published to the end on a day: budget, final account, donations, and the claims of payments that are to be. */
function unpublished(state: Open, today: string, from: bigint): string[] {
  const { books, budgetPublished, finalPublished, given, donationsPublished } = state;
  const open = (until: string | null) => until === null || until >= today;
  const payments = Object.entries(books.claims)
    .filter(([, claim]) => (claim.state === 'paid' || claim.state === 'accepted') && claim.amount >= from && open(claim.publishedUntil))
    .map(([name]) => name);
  const donations = given && open(donationsPublished) ? ['捐赠'] : [];
  return [...(open(budgetPublished) ? ['预算'] : []), ...payments, ...donations, ...(open(finalPublished) ? ['决算'] : [])];
}

export const closingMoves = {
  publish: move({
    label: { zh: '公示', en: 'publish' },
    from: ['open'],
    by: { owner: ['director', 'community-worker', 'department'] },
    input: moneyPublished.schema.omit({ on: true }),
    decide: ({ books, year, given }, input, { today, policy }) => {
      const { what, claim, until } = input;
      if (what === 'donations' && !given) return refuse('nothing-given', rules.publication);
      const days = policy.number(parameters.publicationDays);
      if ((what === 'payment') !== (claim !== null)) return refuse('claim-needed', rules.publication);
      // PAID → ACCEPTED → PUBLISHED (6.4).
      if (claim !== null && books.claims[claim]?.state !== 'accepted') return refuse('claim-not-so', rules.order, { claim });
      if (what === 'final-account' && !over(year, today)) return refuse('year-not-over', rules.order);
      // The day of publication itself does not count (CIV 201).
      return until < addDays(today, days)
        ? refuse('publication-too-short', rules.openness, { days })
        : { type: 'MoneyPublished', ...input, on: today };
    },
  }),
  audit: move({
    label: { zh: '审计', en: 'audit' },
    from: ['open'],
    by: { owner: ['auditor'], payer: ['auditor'] },
    input: sourceAudited.schema.omit({ on: true }),
    decide: ({ year, leaving }, input, { today }) => {
      if (input.kind === 'yearly' && !over(year, today)) return refuse('year-not-over', rules.audit);
      // One that nobody was asked for names no account; one that was asked for is that of who left.
      return input.account !== undefined && !leaving.includes(input.account)
        ? refuse('nobody-left', rules.audit, { account: input.account })
        : { type: 'FundSourceAudited', ...input, on: today };
    },
  }),
  askLeavingAudit: move({
    label: { zh: '提出离任审计', en: 'ask for the audit on leaving office' },
    from: ['none', 'open', 'closed'],
    by: 'system',
    input: leavingAuditAsked.schema.pick({ account: true }),
    decide: (state, { account }, { today, policy }) => {
      // A director of a body without such books leaves no money behind.
      if (state.status !== 'open' || state.leaving.includes(account)) return [];
      const dueOn = `${Number(today.slice(0, 4)) + 1}-${policy.text(parameters.auditUntil)}`;
      return { type: 'LeavingAuditAsked', account, owner: { role: 'auditor', organisation: state.agency }, dueOn, on: today };
    },
  }),
  close: move({
    label: { zh: '关账', en: 'close the books' },
    from: ['open'],
    by: agency,
    input: z.object({}).strict(),
    decide: (state, _input, context) => {
      const { today, policy } = context;
      const { books, year } = state;
      if (!over(year, today)) return refuse('year-not-over', rules.order);
      const what = unpublished(state, today, BigInt(policy.number(parameters.publishedFrom)));
      if (what.length > 0) return refuse('not-published', rules.openness, { what });
      if (!state.audited || state.leaving.length > 0) return refuse('not-audited', rules.audit);
      if (committed(books) > 0n) return refuse('still-committed', rules.ledger, { committed: committed(books).toString() });
      if (free(books) > 0n) return refuse('money-left', rules.ledger, { free: free(books).toString() });
      return { type: 'FundSourceClosed', received: books.received.toString(), paid: books.paid.toString(), on: today };
    },
  }),
  giveGuarantee: move({
    label: { zh: '提供担保', en: 'give a guarantee' },
    from: ['open'],
    by: { owner: ['director'] },
    input: z.object({ creditor: z.string().trim().min(2).max(120) }).strict(),
    // RCL25 12: always refused; the answer names the law.
    decide: () => refuse('guarantee', rules.guarantee),
  }),
};
