import type { Due } from '@yimen/kernel';
import type { TransferDeadline, TransferRow, TransferState } from './transfer-rows.js';

type Dated = Pick<TransferRow, 'dueKind' | 'dueOn' | 'duePending'>;

/** No date runs. */
export const undated: Dated = { dueKind: null, dueOn: null, duePending: false };

export function dated(dueKind: TransferDeadline, due: Due): Dated {
  return 'dueOn' in due ? { dueKind, dueOn: due.dueOn, duePending: false } : { dueKind, dueOn: null, duePending: true };
}

/** A transfer that has come to its end. */
export function over(state: TransferState, closedOn: string): Partial<TransferRow> {
  return { state, open: false, closedOn, ...undated };
}

/** What a transfer has not got at its beginning. */
export const fresh = {
  open: true,
  letterNo: null,
  issuedOn: null,
  expiresOn: null,
  letters: 0,
  remindedOn: null,
  arrivedOn: null,
  suspendedOn: null,
  archive: 'unchecked',
  returns: 0,
  returnReason: null,
  rejectReason: null,
  ...undated,
  acceptedOn: null,
  assignedOn: null,
  assignedBranch: null,
  assignedElsewhere: null,
  receiptNo: null,
  closedOn: null,
  endGround: null,
} as const;
