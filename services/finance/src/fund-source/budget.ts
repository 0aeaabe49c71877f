import { budgetLineApproved, donationInKind, fundSourceOpened, moneyReceived, purposeAdded } from '@yimen/contracts';
import type { MoveContext } from '@yimen/kernel';
import { hasSmaller, usesOf } from '@yimen/policy';
import { z } from 'zod';
import { ownSource } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { voucherKey, type Books, type Paper } from './books.js';
import { move, notPositive, refuse, type Open } from './state.js';

const words = z.string().trim().min(2).max(500);
const key = z.string().trim().min(1).max(60);
const payer = { payer: ['finance'] } as const;
export const agency = { agency: ['finance'] } as const;

/** Why an outside fact cannot be recorded: its day has not come, or it stands in the books already; undefined where it can. */
export function unrecordable({ vouchers }: Books, voucher: Paper, { today }: Pick<MoveContext, 'today'>) {
  if (voucher.date > today) return refuse('voucher-ahead', rules.mirrored, { date: voucher.date });
  return vouchers.includes(voucherKey(voucher)) ? refuse('voucher-known', rules.mirrored, { number: voucher.number }) : undefined;
}

/**
 * Why a line names no use that its place has fixed, or undefined. 6.2: what a community gets for its year in Suzhou is for four uses; other
 * places have fixed none, and other money has none.
 */
function misused({ kind }: Pick<Open, 'kind'>, use: string | undefined, context: MoveContext) {
  const { policy } = context;
  const uses = kind === 'appropriation' ? usesOf(policy) : undefined;
  if (!uses) return use === undefined ? undefined : refuse('no-uses-here', rules.earmark);
  if ((use !== undefined && uses.includes(use)) || !stands('use-not-listed', context)) return undefined;
  return refuse('use-not-listed', rules.uses, { uses, set: policy.parameter(parameters.uses).set });
}

export const budgetMoves = {
  open: move({
    label: { zh: '设立资金来源', en: 'open a source' },
    from: ['none'],
    by: { payer: ['finance'] },
    input: fundSourceOpened.schema.omit({ on: true, finalAccountDue: true, auditDue: true }),
    parties: ({ payer: organisation }) => ({ payer: { organisation } }),
    place: ({ area }) => ({ area }),
    decide: (_none, input, context) => {
      const { id, policy, today } = context;
      // Money that goes with matters is found under its owner's id; every other source has an id of its own.
      const owners = id === ownSource(input.owner, input.year);
      if (!id.endsWith(`~${input.year}`) || owners !== (input.kind === 'with-the-matter')) return refuse('not-its-id', rules.ledger);
      const dues = input.kind === 'party-dues';
      if (dues && input.purposes.some((purpose) => purpose !== 'party-activity') && stands('dues-mixed', context))
        return refuse('dues-mixed', rules.dues);
      if (input.kind === 'charity' && input.charity === undefined) return refuse('charity-unnamed', rules.charity);
      if (input.kind !== 'charity' && input.charity !== undefined) return refuse('no-charity', rules.charity);
      if (input.smaller && (input.kind !== 'appropriation' || !hasSmaller(policy))) return refuse('no-smaller-amount', rules.smaller);
      const next = (until: string) => `${input.year + 1}-${policy.text(until)}`;
      const finalAccountDue = next(parameters.finalAccountUntil);
      return { type: 'FundSourceOpened', ...input, finalAccountDue, auditDue: next(parameters.auditUntil), on: today };
    },
  }),
  addPurpose: move({
    label: { zh: '增加用途', en: 'add a purpose' },
    from: ['open'],
    by: payer,
    input: purposeAdded.schema.omit({ on: true }),
    decide: ({ kind, purposes }, input, context) => {
      if (purposes.includes(input.purpose)) return refuse('purpose-known', rules.earmark);
      return kind === 'party-dues' && stands('dues-mixed', context)
        ? refuse('dues-mixed', rules.dues)
        : { type: 'PurposeAdded', ...input, on: context.today };
    },
  }),
  approveLine: move({
    label: { zh: '批准预算', en: 'approve a budget line' },
    from: ['open'],
    by: payer,
    input: budgetLineApproved.schema.omit({ on: true }),
    decide: ({ books, kind, purposes }, input, context) => {
      const { line, purpose, use, amount, months } = input;
      const known = books.lines[line];
      // What came over from last year may stand there before the budget of this one is approved.
      if (known?.approved) return refuse('line-exists', rules.order, { line });
      if (!purposes.includes(purpose)) return refuse('purpose-not-in-source', rules.earmark);
      if (known && known.purpose !== purpose) return refuse('purpose-not-in-line', rules.progress, { line });
      // months, quarters and year add up; quarters are sums of months.
      const planned = months?.reduce((sum, each) => sum + BigInt(each), 0n);
      if (planned !== undefined && planned !== BigInt(amount) && stands('plan-differs', context))
        return refuse('plan-differs', rules.plan, { planned: planned.toString(), amount });
      return misused({ kind }, use, context) ?? notPositive(amount) ?? { type: 'BudgetLineApproved', ...input, on: context.today };
    },
  }),
  receive: move({
    label: { zh: '登记到账', en: 'record money that arrived' },
    from: ['open'],
    by: agency,
    input: moneyReceived.schema.omit({ on: true }),
    decide: ({ books, purposes }, input, context) => {
      // A donation for a purpose is an earmark.
      const purpose = input.donation?.purpose ?? null;
      if (purpose !== null && !purposes.includes(purpose)) return refuse('purpose-not-in-source', rules.earmark);
      return (
        notPositive(input.amount) ?? unrecordable(books, input.voucher, context) ?? { type: 'MoneyReceived', ...input, on: context.today }
      );
    },
  }),
  recordGoods: move({
    label: { zh: '登记捐赠实物', en: 'record goods that were given' },
    from: ['open'],
    by: agency,
    input: donationInKind.schema.omit({ on: true }),
    decide: (_open, input, { today }) => ({ type: 'DonationInKindRecorded', ...input, on: today }),
  }),
  freeze: move({
    label: { zh: '冻结', en: 'freeze a line' },
    from: ['open'],
    by: payer,
    input: z.object({ line: key, reason: words }).strict(),
    decide: ({ books }, input, { today }) => {
      const line = books.lines[input.line];
      if (!line) return refuse('no-budget-line', rules.noBudget, { line: input.line });
      return line.frozen
        ? refuse('line-frozen', rules.order, { line: input.line }, { overridable: false })
        : { type: 'BudgetLineFrozen', ...input, on: today };
    },
  }),
  thaw: move({
    label: { zh: '解冻', en: 'thaw a line' },
    from: ['open'],
    by: payer,
    input: z.object({ line: key, reason: words }).strict(),
    decide: ({ books }, input, { today }) =>
      books.lines[input.line]?.frozen ? { type: 'BudgetLineThawed', ...input, on: today } : refuse('line-not-frozen', rules.order),
  }),
};
