import { agreementMoneyCommitted, commitmentEnded, moneyGivenBack, moneyReceived } from '@yimen/contracts';
import { addDays } from '@yimen/kernel';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { freeFor, leftOf, owed, pending, voucherKey, type Of } from './books.js';
import { beyond } from './commitments.js';
import { move, notPositive, refuse, type Open } from './state.js';

/** Money of agreements goes from and into books of money that goes with matters, no other; undefined where it is one. */
const otherKind = ({ kind }: Open) => (kind === 'with-the-matter' ? undefined : refuse('other-kind', rules.earmark));

/** Why a source cannot bind so much of a line for a purpose, with what is left; undefined where it can. */
function short(
  { books }: Open,
  { line, purpose, amount: asked }: Pick<Of<'AgreementMoneyCommitted'>, 'line' | 'purpose' | 'amount'>,
): Pick<Of<'AgreementMoneyRefused'>, 'because' | 'left'> | undefined {
  const amount = BigInt(asked);
  const found = books.lines[line];
  if (!found) return { because: 'no-budget-line', left: '0' };
  // What was given for another purpose is not there for this one.
  const [left, unbound] = [leftOf(books, line), freeFor(books, found.purpose)];
  // D-finance-earmark: what is entrusted is paid by a line of its own purpose, also where finance names another line later.
  if (purpose !== undefined && purpose !== found.purpose) return { because: 'purpose-not-in-line', left: left.toString() };
  if (found.frozen) return { because: 'line-frozen', left: left.toString() };
  if (amount > left) return { because: 'over-budget', left: left.toString() };
  return amount > unbound ? { because: 'not-enough-money', left: unbound.toString() } : undefined;
}

/** What processes do in the books: money of agreements bound and released in the department's source, and received in the community's. */
export const agreementMoves = {
  commitAgreement: move({
    label: { zh: '承诺协议资金', en: 'bind the money of an agreement' },
    from: ['open'],
    by: 'system',
    input: agreementMoneyCommitted.schema.omit({ on: true }),
    decide: (state, input, { today, policy }) => {
      const { commitment, application, community, amount } = input;
      const known = state.books.commitments[commitment];
      if (known) return known.payee === community ? [] : refuse('commitment-exists', rules.order, { commitment });
      const refused = otherKind(state) ?? notPositive(amount);
      if (refused) return refused;
      const why = short(state, input);
      if (!why) return { type: 'AgreementMoneyCommitted', ...input, on: today };
      const owner = { role: 'finance', organisation: state.agency } as const;
      const dueOn = addDays(today, policy.number(parameters.taskDays));
      return { type: 'AgreementMoneyRefused', commitment, application, community, amount, ...why, owner, dueOn, on: today };
    },
  }),
  releaseAgreement: move({
    label: { zh: '释放协议资金', en: 'release what an agreement still binds' },
    // A matter may end when the books of its earlier years are closed, and before those of the later ones are opened.
    from: ['none', 'open', 'closed'],
    by: 'system',
    input: commitmentEnded.schema.pick({ commitment: true, reason: true }),
    decide: (state, { commitment, reason }, { today }) => {
      if (state.status === 'none') return [];
      const { books } = state;
      const closed = { type: 'CommitmentClosed', commitment, reason, on: today } as const;
      const found = books.commitments[commitment];
      // What could not be bound is asked for no more: nobody is left who could ask.
      if (!found) return books.refused.includes(commitment) ? closed : [];
      if (found.closed !== null) return [];
      // What is claimed and not yet paid stays bound, and work of a contract that was accepted: it is paid, or comes back and is free at once.
      const rest = found.open - (owed(books, commitment) ?? pending(books, commitment));
      const released = { type: 'CommitmentReleased', commitment, amount: rest.toString(), reason, on: today } as const;
      return [...(rest > 0n ? [released] : []), closed];
    },
  }),
  receiveInstalment: move({
    label: { zh: '登记分期费用到账', en: 'book an instalment that the community received' },
    from: ['open'],
    by: 'system',
    input: moneyReceived.schema.pick({ amount: true, voucher: true }),
    decide: (state, input, { today }) => {
      const { books, year } = state;
      if (Number(input.voucher.date.slice(0, 4)) !== year) return refuse('not-its-id', rules.ledger);
      // The keeper of the accounts may have booked the bank's paper before the community confirmed it.
      if (books.vouchers.includes(voucherKey(input.voucher))) return [];
      return otherKind(state) ?? notPositive(input.amount) ?? { type: 'MoneyReceived', ...input, donation: null, on: today };
    },
  }),
  giveBackInstalment: move({
    label: { zh: '登记分期费用退回', en: 'book an instalment that the community gave back' },
    from: ['open'],
    by: 'system',
    input: moneyGivenBack.schema.omit({ on: true }),
    decide: ({ books }, input, { today }) => {
      if (books.vouchers.includes(voucherKey(input.voucher))) return [];
      if (!books.vouchers.includes(voucherKey(input.paid))) return refuse('voucher-unknown', rules.mirrored, { number: input.paid.number });
      return beyond(books, null, BigInt(input.amount)) ?? notPositive(input.amount) ?? { type: 'MoneyGivenBack', ...input, on: today };
    },
  }),
};
