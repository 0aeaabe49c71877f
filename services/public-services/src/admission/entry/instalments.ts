import { commitmentNoted, instalmentReceived, instalmentReturned } from '@yimen/contracts';
import type { MoveContext, Reader, Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../../rules.js';
import { instalmentsOf, type PaidInstalment } from '../../finance-facts.js';
import { keyOf, paidIn, paperOf, returnedIn, samePaper } from '../folds.js';
import { refuse } from '../refuse.js';
import {
  move,
  type Active,
  type Admission,
  type Agreement,
  type In,
  type Of,
  type Received,
  type Standing,
  type Suspended,
  type UnderReview,
} from '../state.js';
import { concernedOn, ofStanding, type Concerned } from './communities.js';
import { arrived, isLate, moneyDue, nextLook, owedSince } from './lateness.js';
import { agreementMissing } from './running-agreement.js';

type Agreements = Readonly<Record<string, Agreement>>;
type Living = Standing | Active | Suspended | UnderReview | In<'expired' | 'exited'>;
/** What was on its way when a matter ended is recorded all the same, and changes nothing else. */
const living = ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review', 'expired', 'exited'] as const;
const paid = instalmentReceived.schema.omit({ on: true, moneyDue: true });
type Paid = z.output<typeof paid>;
const back = instalmentReturned.schema.omit({ on: true, moneyDue: true, confirmed: true });
type Returned = z.output<typeof back>;

/** A paper is one by its system, number and date (D-finance-mirrored). */
const known = (agreements: Agreements, paper: Pick<Received, 'system' | 'voucher' | 'bankDate'>) =>
  Object.values(agreements).some(({ received }) => received.some((each) => samePaper(each, paper)));

type Looking = MoveContext<Concerned>;
/** Agreements under which money is waited for: those of the communities that stand. */
const owing = ({ entry }: Living, agreements: Agreements, { facts }: Looking): Agreements =>
  ofStanding({ entry: { ...entry, agreements } }, facts).entry.agreements;

const ended = ({ status }: Admission) => status === 'expired' || status === 'exited';

/** Why an instalment cannot be recorded, or undefined. */
function unfit(agreements: Agreements, paper: Paid): Refusal | undefined {
  const { community, amount, voucher } = paper;
  const agreement = agreements[community];
  if (!agreement) return refuse('agreement-missing', rules.admissionOrder);
  if (known(agreements, paper)) return refuse('voucher-known', rules.admissionOrder, { voucher });
  const fits = BigInt(amount) > 0n && arrived(agreement) + BigInt(amount) <= BigInt(agreement.amount);
  return fits ? undefined : refuse('more-than-agreed', rules.admissionOrder);
}

/** Money arrived; a matter that stood still for want of it goes on as soon as nothing is owed any more, whenever the word of it came. */
function receivedIn(given: Living, input: Paid, context: Looking): readonly (Of<'InstalmentReceived'> | Of<'MatterResumed'>)[] {
  const state = ofStanding(given, context.facts);
  const { agreements } = state.entry;
  const before = moneyDue(agreements, context);
  const after = paidIn(agreements, input);
  const due = ended(state) ? null : moneyDue(after, context);
  const event: Of<'InstalmentReceived'> = { type: 'InstalmentReceived', ...input, moneyDue: due, on: context.today };
  const since = owedSince(after);
  const waits = (since !== null && since <= context.today) || agreementMissing(state, context.today);
  if (state.status !== 'suspended' || state.ground !== 'money-late' || waits) return [event];
  // What counts is the day of the bank, not the day on which the word of it came.
  const inTime = before !== null && 'dueOn' in before && input.bankDate <= before.dueOn;
  const reason = inTime ? `银行支付日${input.bankDate}在宽限期内，暂停自始不成立` : '欠付费用已到账';
  return [event, { type: 'MatterResumed', reason, moneyDue: due, on: context.today }];
}

/** Money that had arrived went back: it is due again, at once where its day has passed. */
function returned(state: Living, agreements: Agreements, input: Returned, context: Looking): Of<'InstalmentReturned'> | undefined {
  const found = agreements[input.community]?.received.find((each) => samePaper(each, paperOf(input.paid)));
  if (!found || found.returns.includes(keyOf(input.voucher)) || BigInt(input.amount) > BigInt(found.amount)) return undefined;
  const moneyDue = ended(state) ? null : (nextLook(owing(state, returnedIn(agreements, input), context), context) ?? null);
  return { type: 'InstalmentReturned', ...input, confirmed: found.confirmed, moneyDue, on: context.today };
}

/** Instalments that finance knows to be paid. */
async function paidOut(read: Reader, state: Admission, application: string): Promise<readonly PaidInstalment[]> {
  if (!('entry' in state)) return [];
  const years = Object.values(state.entry.agreements).flatMap(({ plan }) => plan.map(({ on }) => on.slice(0, 4)));
  return instalmentsOf(read, application, state.department, years);
}

/** Those of them that have not been told here yet. */
async function untold(read: Reader, state: Admission, application: string): Promise<readonly PaidInstalment[]> {
  if (!('entry' in state)) return [];
  const { agreements } = state.entry;
  const all = await paidOut(read, state, application);
  return all.filter(
    (each) =>
      !known(agreements, each) ||
      each.returns.some(({ voucher }) => !agreements[each.community]?.received.some(({ returns }) => returns.includes(keyOf(voucher)))),
  );
}

export const instalmentMoves = {
  recordInstalment: move({
    label: { zh: '登记费用到账', en: 'record money that arrived' },
    from: living,
    by: { finance: ['finance'] },
    input: paid,
    // By hand where the word of a payment is slow to come, never without one: what is recorded is a payment of the books.
    gather: async (read, _input, state, { id, today }) => ({
      paidOut: await paidOut(read, state, id),
      ...(await concernedOn(read, state, today)),
    }),
    decide: (state, input, context) => {
      const refused = unfit(state.entry.agreements, input);
      if (refused) return refused;
      const booked = context.facts.paidOut.some(
        (each) => each.community === input.community && each.amount === input.amount && samePaper(each, input),
      );
      return booked ? receivedIn(state, input, context) : refuse('payment-not-booked', rules.mirrored, { voucher: input.voucher });
    },
  }),
  receiveInstalment: move({
    label: { zh: '费用支付通知', en: 'take note that finance paid an instalment' },
    from: living,
    by: 'system',
    input: paid,
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    // Recorded by hand already, or learnt when its deadline was looked at.
    decide: (state, input, context) =>
      known(state.entry.agreements, input) ? [] : (unfit(state.entry.agreements, input) ?? receivedIn(state, input, context)),
  }),
  returnInstalment: move({
    label: { zh: '费用退回通知', en: 'take note that an instalment went back' },
    from: living,
    by: 'system',
    input: back,
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (state, input, context) => returned(state, state.entry.agreements, input, context) ?? [],
  }),
  noteCommitment: move({
    label: { zh: '资金承诺通知', en: 'take note of what finance says of the money' },
    from: living,
    by: 'system',
    input: commitmentNoted.schema.omit({ on: true }),
    decide: (state, input, { today }) =>
      ended(state) || !state.entry.agreements[input.community] ? [] : { type: 'CommitmentNoted', ...input, on: today },
  }),
  suspendLate: move({
    label: { zh: '费用逾期暂停', en: 'suspend because money is late' },
    from: ['active', 'amended'],
    by: 'system',
    input: z.object({}).strict(),
    // The word of a payment may still be under way: late is what finance has not paid, and while its facts lag nobody is late.
    gather: async (read, _input, state, { id, today }) => ({
      untold: await untold(read, state, id),
      ...(await concernedOn(read, state, today)),
    }),
    decide: (state, _input, context) => {
      const { today } = context;
      let { agreements } = state.entry;
      const told: (Of<'InstalmentReceived'> | Of<'InstalmentReturned'>)[] = [];
      for (const { returns, ...one } of context.facts.untold) {
        if (!known(agreements, one)) {
          if (unfit(agreements, one)) continue;
          agreements = paidIn(agreements, one);
          told.push({ type: 'InstalmentReceived', ...one, moneyDue: moneyDue(owing(state, agreements, context), context), on: today });
        }
        for (const { amount, voucher } of returns) {
          const { community, system, voucher: number, bankDate: date } = one;
          const event = returned(state, agreements, { community, amount, paid: { system, number, date }, voucher }, context);
          if (!event) continue;
          agreements = returnedIn(agreements, event);
          told.push(event);
        }
      }
      const open = owing(state, agreements, context);
      if (isLate(open, context))
        return [...told, { type: 'MatterSuspended', ground: 'money-late', reason: '费用超过宽限期未到账', on: today }];
      if (told.length > 0) return told;
      // Late is that of a community that closed: the day is now that of the others.
      const next = moneyDue(open, context);
      if (isLate(agreements, context)) return next && 'dueOn' in next ? { type: 'AdmissionDueComputed', deadline: 'money', ...next } : [];
      return refuse('money-in-time', rules.suspension, {}, { overridable: false });
    },
  }),
};
