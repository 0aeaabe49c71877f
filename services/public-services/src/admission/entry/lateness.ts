import { dueAfter, isOverdue, type Due, type IsoDate, type MoveContext } from '@yimen/kernel';
import { parameters } from '../../parameters.js';
import type { Agreement } from '../state.js';

type Agreements = Readonly<Record<string, Agreement>>;

/** Money of an agreement that has arrived and not gone back, in fen. */
export const arrived = ({ received }: Agreement): bigint => received.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** First day of the oldest instalment that the money which arrived does not reach; null where none is open. */
export function openSince({ plan }: Agreement, money: bigint): IsoDate | null {
  let reached = 0n;
  for (const { on, amount } of plan) {
    reached += BigInt(amount);
    if (money < reached) return on;
  }
  return null;
}

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

/**
 * When a matter that goes on is looked at for late money. A deadline of one day fires once: a day that passed while the matter could not be
 * suspended for it, or before the money went back, is looked at again on the day after this one. Undefined where nothing is owed by agreement.
 */
export function nextLook(agreements: Agreements, context: Pick<MoveContext, 'policy' | 'calendar' | 'today'>): Due | null | undefined {
  if (Object.keys(agreements).length === 0) return undefined;
  return isLate(agreements, context) ? { dueOn: context.today } : moneyDue(agreements, context);
}
