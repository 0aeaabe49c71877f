import { budgetLineApproved, moneyCarriedIn, ordinal, surplusRecovered } from '@yimen/contracts';
import { addDays } from '@yimen/kernel';
import { z } from 'zod';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { donatedOf, freeFor, leftOf, paidOf, type Books, type Line, type Purpose } from './books.js';
import { agency, unrecordable } from './budget.js';
import { beyond } from './commitments.js';
import { move, notPositive, refuse } from './state.js';

const key = z.string().trim().min(1).max(60);
const payer = { payer: ['finance'] } as const;

/** Years running in which a line is unused, this one included; 0 where something was paid. */
const unused = (books: Books, name: string, line: Line): number => (paidOf(books, name) > 0n ? 0 : line.unusedYears + 1);

/** Why this much cannot leave a line and the books, or undefined. */
function leaves(books: Books, line: string, amount: string, purpose: Purpose | null) {
  const left = leftOf(books, line);
  if (BigInt(amount) > left) return refuse('over-budget', rules.noBudget, { line, left: left.toString() });
  return beyond(books, purpose, BigInt(amount)) ?? notPositive(amount);
}

export const yearEndMoves = {
  carryOver: move({
    label: { zh: '结转', en: 'carry over' },
    from: ['open'],
    by: agency,
    input: z.object({ line: key, amount: budgetLineApproved.schema.shape.amount }).strict(),
    decide: ({ books, year }, { line: name, amount }, { today, policy }) => {
      const line = books.lines[name];
      if (!line) return refuse('no-budget-line', rules.noBudget, { line: name });
      if (Number(today.slice(0, 4)) <= year) return refuse('year-not-over', rules.order);
      const unusedYears = unused(books, name, line);
      const years = policy.number(parameters.unusedYears);
      if (unusedYears >= years) return refuse('managed-as-surplus', rules.carryOver, { years });
      const donated = donatedOf(books, line.purpose, BigInt(amount));
      return (
        leaves(books, name, amount, line.purpose) ?? {
          type: 'MoneyCarriedOver',
          line: name,
          purpose: line.purpose,
          amount,
          to: year + 1,
          unusedYears,
          ordinal: books.carried.length + 1,
          ...(donated > 0n && { donated: donated.toString() }),
          on: today,
        }
      );
    },
  }),
  recover: move({
    label: { zh: '收回结余', en: 'take a surplus back' },
    from: ['open'],
    by: payer,
    input: surplusRecovered.schema.omit({ on: true }),
    decide: ({ books, year }, input, context) => {
      const { today, policy } = context;
      const line = books.lines[input.line];
      if (!line) return refuse('no-budget-line', rules.noBudget, { line: input.line });
      if (Number(today.slice(0, 4)) <= year) return refuse('year-not-over', rules.order);
      // Not law: BUD18 42 orders surplus after the years; an earlier return is the payer's and a second person's decision.
      if (unused(books, input.line, line) < policy.number(parameters.unusedYears) && stands('not-surplus', context))
        return refuse('not-surplus', rules.order);
      return (
        // A donation goes back to no payer.
        leaves(books, input.line, input.amount, null) ??
        unrecordable(books, input.voucher, context) ?? { type: 'SurplusRecovered', ...input, on: today }
      );
    },
  }),
  carryIn: move({
    label: { zh: '接收上年结转', en: 'take in what came over from last year' },
    from: ['open'],
    by: 'system',
    input: moneyCarriedIn.schema.omit({ on: true }),
    decide: ({ books, year, purposes }, input, { today }) => {
      if (input.from !== year - 1) return refuse('not-its-id', rules.ledger);
      if (input.ordinal !== undefined && books.carriedIn.includes(input.ordinal)) return [];
      const line = books.lines[input.line];
      if (line && line.purpose !== input.purpose) return refuse('purpose-not-in-line', rules.progress, { line: input.line });
      if (!purposes.includes(input.purpose)) return refuse('purpose-not-in-source', rules.earmark);
      return notPositive(input.amount) ?? { type: 'MoneyCarriedIn', ...input, on: today };
    },
  }),
  repeatCarryOver: move({
    label: { zh: '下年设立后重新结转', en: 'hand on what was carried over, once the next year is opened' },
    from: ['none', 'open', 'closed'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (state, _input, { today }) =>
      state.status === 'none'
        ? []
        : state.books.carried.map((each, at) => ({ type: 'CarryOverRepeated', ...each, ordinal: at + 1, on: today })),
  }),
  carryAgain: move({
    label: { zh: '重新结转', en: 'carry over again, into a line of that name' },
    from: ['open', 'closed'],
    by: { ...agency, ...payer },
    input: z.object({ ordinal, line: key }).strict(),
    decide: ({ books }, input, { today }) => {
      const found = books.carried[input.ordinal - 1];
      return found
        ? { type: 'CarryOverRepeated', ...found, ...input, on: today }
        : refuse('not-carried-over', rules.ledger, { ordinal: input.ordinal });
    },
  }),
  findSurplus: move({
    label: { zh: '清理结余', en: 'look for surplus' },
    from: ['open'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ books, payer: organisation }, _input, { today, policy }) => {
      const years = policy.number(parameters.unusedYears);
      const dueOn = addDays(today, policy.number(parameters.taskDays));
      return Object.entries(books.lines).flatMap(([line, of]) => {
        const [unusedYears, left] = [unused(books, line, of), leftOf(books, line)];
        // Only money that is there can be taken back, and none that was given for a purpose.
        const own = freeFor(books, null);
        const amount = left < own ? left : own;
        if (unusedYears < years || amount <= 0n) return [];
        const owner = { role: 'finance', organisation } as const;
        return [{ type: 'SurplusFound' as const, line, amount: amount.toString(), unusedYears, owner, dueOn, on: today }];
      });
    },
  }),
};
