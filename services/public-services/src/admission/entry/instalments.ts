import { commitmentNoted, instalmentReceived } from '@yimen/contracts';
import { dueAfter, isOverdue, type Due, type MoveContext, type Reader, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { instalmentsOf, type PaidInstalment } from '../../finance-facts.js';
import { paidIn } from '../folds.js';
import { refuse } from '../refuse.js';
import { move, type Active, type Admission, type Agreement, type Of, type Standing, type Suspended, type UnderReview } from '../state.js';
import { arrived, openSince } from './activation.js';

type Agreements = Readonly<Record<string, Agreement>>;
type Living = Standing | Active | Suspended | UnderReview;
const living = ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review'] as const;
const paid = instalmentReceived.schema.omit({ on: true, moneyDue: true });
type Paid = z.output<typeof paid>;

/** First day of the oldest instalment of any agreement that the money does not reach; null where none is open. */
export function owedSince(agreements: Agreements): string | null {
  const since = Object.values(agreements).map((each) => openSince(each, arrived(each)));
  return since.filter((day) => day !== null).sort()[0] ?? null;
}

/** Day after which money of any agreement is late beyond its grace; null where no instalment is open. */
export function moneyDue(agreements: Agreements, { policy, calendar }: Pick<MoveContext, 'policy' | 'calendar'>): Due | null {
  const since = owedSince(agreements);
  return since === null ? null : dueAfter(since, { amount: policy.number(parameters.fundGrace), unit: 'CD' }, calendar);
}

/** Whether money of any agreement is late beyond its grace on a day. */
export function isLate(agreements: Agreements, context: Pick<MoveContext, 'policy' | 'calendar' | 'today'>): boolean {
  const due = moneyDue(agreements, context);
  return due !== null && 'dueOn' in due && isOverdue(due.dueOn, context.today);
}

const known = (agreements: Agreements, voucher: string) =>
  Object.values(agreements).some(({ received }) => received.some((each) => each.voucher === voucher));

/** Why an instalment cannot be recorded, or undefined. */
function unfit(agreements: Agreements, { community, amount, voucher }: Paid): Refusal | undefined {
  const agreement = agreements[community];
  if (!agreement) return refuse('agreement-missing', rules.admissionOrder);
  if (known(agreements, voucher)) return refuse('voucher-known', rules.admissionOrder, { voucher });
  const fits = BigInt(amount) > 0n && arrived(agreement) + BigInt(amount) <= BigInt(agreement.amount);
  return fits ? undefined : refuse('more-than-agreed', rules.admissionOrder);
}

/** Money arrived; a matter that stood still for want of it goes on as soon as nothing is owed any more, whenever the word of it came. */
function receivedIn(state: Living, input: Paid, context: MoveContext): readonly (Of<'InstalmentReceived'> | Of<'MatterResumed'>)[] {
  const { agreements } = state.entry;
  const before = moneyDue(agreements, context);
  const after = paidIn(agreements, input);
  const event: Of<'InstalmentReceived'> = { type: 'InstalmentReceived', ...input, moneyDue: moneyDue(after, context), on: context.today };
  const since = owedSince(after);
  if (state.status !== 'suspended' || state.ground !== 'money-late' || (since !== null && since <= context.today)) return [event];
  // What counts is the day of the bank, not the day on which the word of it came.
  const inTime = before !== null && 'dueOn' in before && input.bankDate <= before.dueOn;
  const reason = inTime ? `银行支付日${input.bankDate}在宽限期内，暂停自始不成立` : '欠付费用已到账';
  return [event, { type: 'MatterResumed', reason, on: context.today }];
}

/** Instalments that finance knows to be paid and that have not been told here yet. */
async function untold(read: Reader, state: Admission, application: string): Promise<readonly PaidInstalment[]> {
  if (!('entry' in state)) return [];
  const { agreements } = state.entry;
  const years = Object.values(agreements).flatMap(({ plan }) => plan.map(({ on }) => on.slice(0, 4)));
  const paidOut = await instalmentsOf(read, application, state.department, years);
  return paidOut.filter(({ voucher }) => !known(agreements, voucher));
}

export const instalmentMoves = {
  recordInstalment: move({
    label: { zh: '登记费用到账', en: 'record money that arrived' },
    from: living,
    by: { finance: ['finance'] },
    input: paid,
    decide: (state, input, context) => unfit(state.entry.agreements, input) ?? receivedIn(state, input, context),
  }),
  receiveInstalment: move({
    label: { zh: '费用支付通知', en: 'take note that finance paid an instalment' },
    from: [...living, 'expired', 'exited'],
    by: 'system',
    input: paid,
    decide: (state, input, context) => {
      // Recorded by hand already, or learnt when its deadline was looked at; or the matter has ended since.
      if (known(state.entry.agreements, input.voucher) || state.status === 'expired' || state.status === 'exited') return [];
      return unfit(state.entry.agreements, input) ?? receivedIn(state, input, context);
    },
  }),
  noteCommitment: move({
    label: { zh: '资金承诺通知', en: 'take note of what finance says of the money' },
    from: [...living, 'expired', 'exited'],
    by: 'system',
    input: commitmentNoted.schema.omit({ on: true }),
    decide: ({ status, entry }, input, { today }) =>
      status === 'expired' || status === 'exited' || !entry.agreements[input.community]
        ? []
        : { type: 'CommitmentNoted', ...input, on: today },
  }),
  suspendLate: move({
    label: { zh: '费用逾期暂停', en: 'suspend because money is late' },
    from: ['active', 'amended'],
    by: 'system',
    input: z.object({}).strict(),
    // The word of a payment may still be under way: late is what finance has not paid, and while its facts lag nobody is late.
    gather: async (read, _input, state, { id }) => ({ untold: await untold(read, state, id) }),
    decide: (state, _input, context) => {
      const { today } = context;
      let { agreements } = state.entry;
      const told: Of<'InstalmentReceived'>[] = [];
      for (const one of context.facts.untold) {
        if (unfit(agreements, one)) continue;
        agreements = paidIn(agreements, one);
        told.push({ type: 'InstalmentReceived', ...one, moneyDue: moneyDue(agreements, context), on: today });
      }
      if (isLate(agreements, context))
        return [...told, { type: 'MatterSuspended', ground: 'money-late', reason: '费用超过宽限期未到账', on: today }];
      return told.length > 0 ? told : refuse('money-in-time', rules.suspension, {}, { overridable: false });
    },
  }),
};
