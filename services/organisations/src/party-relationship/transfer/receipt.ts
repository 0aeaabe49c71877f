import { addYears, type IsoDate, type PolicyReader, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../../party-rules.js';
import { refuse, type Letter, type Of, type Transfer } from '../states.js';

export const receiptInput = z.object({ receiptNo: z.string().trim().min(1).max(60) }).strict();

function refuseReceipt(receiptNo: string | null, { number }: Letter): Refusal | undefined {
  if (receiptNo === number) return undefined;
  return refuse('receipt-differs', rules.receipt, { receiptNo: receiptNo ?? '–', number }, { overridable: false });
}

interface Assigned extends Pick<Transfer, 'transfer' | 'direction'> {
  readonly letter: Letter;
  readonly assignedOn: IsoDate;
}

/** The receipt that goes to the source and carries the day of the assignment. */
export function receiptOf(assigned: Assigned, receiptNo: string, today: IsoDate): Of<'ReceiptSent'> | Refusal {
  const { transfer, direction, letter, assignedOn } = assigned;
  const toOutside = direction === 'incoming';
  // Nobody here sees the stub of another installation: its number is compared before the receipt leaves.
  const refused = toOutside ? refuseReceipt(receiptNo, letter) : undefined;
  return refused ?? { type: 'ReceiptSent', transfer, receiptNo, assignedOn, sentOn: today, toOutside };
}

/** The receipt compared with the stub, which is kept from here on. `left`: he is in another installation. */
export function matched(
  { transfer, letter, receiptNo, left }: { transfer: string; letter: Letter; receiptNo: string | null; left: boolean },
  today: IsoDate,
  policy: PolicyReader,
): Of<'TransferClosed'> | Refusal {
  const stubUntil = addYears(today, policy.number('party.transfer.stub_years'));
  return refuseReceipt(receiptNo, letter) ?? { type: 'TransferClosed', transfer, closedOn: today, stubUntil, left };
}
