import { commitmentReleased, moneyCommitted } from '@yimen/contracts';
import type { MoveContext } from '@yimen/kernel';
import { z } from 'zod';
import { stands } from '../overriding.js';
import { rules } from '../rules.js';
import { free, freeFor, leftOf, ofItself, pending, type Books, type Of, type Purpose } from './books.js';
import { move, notPositive, refuse, type FundSource, type Open } from './state.js';

/** Why so much is not free for a purpose, or undefined: donations for other purposes are not; null: those for any are not. */
export function beyond(books: Books, purpose: Purpose | null, amount: bigint) {
  const left = freeFor(books, purpose);
  if (amount <= left) return undefined;
  return amount > free(books)
    ? refuse('not-enough-money', rules.ledger, { free: free(books).toString() })
    : refuse('given-for-other', rules.earmark, { left: left.toString() });
}

type Committed = Omit<Of<'MoneyCommitted'>, 'type' | 'on'>;
type Overriding = Pick<MoveContext, 'overridden'>;

/** Why money cannot be bound so, or undefined. */
export function unbindable({ books, purposes }: Open, input: Committed, context: Overriding) {
  const { commitment, line: name, amount, purpose } = input;
  const line = books.lines[name];
  if (!line) return refuse('no-budget-line', rules.noBudget, { line: name });
  // special money for special use.
  if (!purposes.includes(purpose)) return refuse('purpose-not-in-source', rules.earmark);
  if (line.purpose !== purpose) return refuse('purpose-not-in-line', rules.progress, { line: name });
  if (books.commitments[commitment]) return refuse('commitment-exists', rules.order, { commitment });
  if (line.frozen && stands('line-frozen', context)) return refuse('line-frozen', rules.order, { line: name });
  if (BigInt(amount) > leftOf(books, name))
    return refuse('over-budget', rules.noBudget, { line: name, left: leftOf(books, name).toString() });
  return beyond(books, purpose, BigInt(amount)) ?? notPositive(amount);
}

/** What a project asks for: so much of a line, for its community. */
interface Asked {
  readonly project: string;
  readonly community?: string | undefined;
  readonly line: string;
  readonly amount: string;
}
/** The commitment of a project has its id. */
const commitmentOf = ({ books }: Open, { project, line, amount }: Asked): Committed => ({
  ...{
    commitment: project,
    line,
    amount,
    purpose: books.lines[line]?.purpose ?? 'service-projects',
    reason: { kind: 'item', of: project },
  },
});

/** Why a source cannot bind the money of a project, or undefined. */
export function unbindableProject(state: FundSource, asked: Asked, context: Overriding) {
  if (state.status !== 'open') return refuse('source-not-open', rules.order);
  if (asked.community !== undefined && asked.community !== state.owner) return refuse('not-its-owner', rules.earmark);
  return unbindable(state, commitmentOf(state, asked), context);
}

/** Binding money of a line, and letting go of it. */
export const commitmentMoves = {
  commit: move({
    label: { zh: '承诺', en: 'commit money' },
    from: ['open'],
    by: { owner: ['director', 'department'], agency: ['finance'] },
    input: moneyCommitted.schema.omit({ on: true }),
    decide: (state, input, context) => {
      const { kind, of } = input.reason;
      // Money of an agreement or a project is bound and released by what happens to it, never by hand.
      if (kind === 'agreement' || of === input.commitment) return refuse('bound-by-process', rules.order);
      return unbindable(state, input, context) ?? { type: 'MoneyCommitted', ...input, on: context.today };
    },
  }),
  commitProject: move({
    label: { zh: '承诺项目资金', en: 'bind the money of a project' },
    from: ['open'],
    by: 'system',
    input: moneyCommitted.schema.pick({ line: true, amount: true }).extend({ project: z.uuid(), community: z.uuid().optional() }),
    decide: (state, asked, context) => {
      // Asked for twice, bound once.
      if (state.books.commitments[asked.project]) return [];
      const refused = unbindableProject(state, asked, context);
      return refused ?? { type: 'MoneyCommitted', ...commitmentOf(state, asked), on: context.today };
    },
  }),
  release: move({
    label: { zh: '释放承诺', en: 'release a commitment' },
    from: ['open'],
    by: { owner: ['director', 'department'], agency: ['finance'] },
    input: commitmentReleased.schema.omit({ on: true }),
    decide: ({ books }, input, { today }) => {
      const found = books.commitments[input.commitment];
      if (!found) return refuse('commitment-unknown', rules.order, { commitment: input.commitment });
      // After the end of a contract the buyer lets go of what is not claimed after all.
      const bound = found.payee !== null || (ofItself(input.commitment, found) && found.closed === null);
      if (bound) return refuse('bound-by-process', rules.order);
      const left = found.open - pending(books, input.commitment);
      if (BigInt(input.amount) > left) return refuse('beyond-commitment', rules.ledger, { left: left.toString() });
      return notPositive(input.amount) ?? { type: 'CommitmentReleased', ...input, on: today };
    },
  }),
};
