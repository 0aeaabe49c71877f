import {
  acceptanceEvidenced,
  archiveChecked,
  arrivalEvidenced,
  assignmentEvidenced,
  branchAssigned,
  letterArrived,
  letterExpired,
  letterIssued,
  letterLost,
  letterReceived,
  lossInquired,
  receiptSent,
  returnEvidenced,
  transferAccepted,
  transferAmended,
  transferAppealDecided,
  transferAppealed,
  transferApprovedByBranch,
  transferClosed,
  transferDiscarded,
  transferDrafted,
  transferDueComputed,
  transferEscalated,
  transferRejected,
  transferReminded,
  transferResumed,
  transferReturned,
  transferReturnedByBranch,
  transferSubmitted,
  transferSuspended,
  transferWithdrawn,
  type EventContract,
  type EventOf,
} from '@yimen/contracts';
import { answers, awaitsReceipt, count, counts, countsNoMore, memberOf, placeOf, transferOf, type On, type Rows } from './counting.js';
import { giveTasks, settledByBranch, settleTasks } from './task-folds.js';
import type { TransferRow } from './transfer-rows.js';
import { dated, fresh, over, undated } from './transfer-state.js';

/** Every step of a transfer, of its letter and of what another installation told (4.3, 13.2). */
export function transferFolds(on: On): void {
  /** A fold that answers what changes in the row of the open transfer. */
  const changes = <C extends EventContract>(
    contract: C,
    change: (row: TransferRow, event: EventOf<C>, day: string, rows: Rows) => Partial<TransferRow>,
  ) =>
    on(contract, (rows, { event, item, happenedOn }) => {
      const row = transferOf(rows, item);
      rows.transfers.put({ ...row, ...change(row, event, happenedOn, rows) });
    });

  on(transferDrafted, (rows, { event, item: person, happenedOn }) => {
    const { transfer, kind, reason, sourceBranch, sourceCommittee, targetCommittee, targetBranch, outside, arbiter } = event;
    const { name, phone, transfer: before } = memberOf(rows, person);
    // A refusal that the member took: the transfer that was refused is over.
    const refused = before === null ? undefined : rows.transfers.get(before);
    if (refused?.open) rows.transfers.put({ ...refused, ...over('discarded', happenedOn) });
    rows.transfers.put({
      ...fresh,
      ...{ transfer, person, kind, reason, sourceBranch, sourceCommittee, targetCommittee, targetBranch, arbiter, name, phone },
      direction: outside === null ? 'inside' : 'outgoing',
      outside: outside?.title ?? null,
      outsideBranch: outside?.branch ?? null,
      state: 'draft',
      delivered: false,
      startedOn: happenedOn,
    });
    rows.members.patch([person], { transfer });
  });
  changes(transferAmended, (_row, { reason }) => ({ reason }));
  changes(transferDiscarded, (_row, _event, day) => over('discarded', day));
  changes(transferSubmitted, () => ({ state: 'branch-review' }));
  changes(transferApprovedByBranch, ({ kind }) => ({ state: 'committee-review', delivered: kind === 'INNER' }));
  changes(transferReturnedByBranch, () => ({ state: 'draft' }));
  changes(transferRejected, (_row, { reason }) => ({ state: 'rejected', rejectReason: reason, delivered: false }));

  changes(letterIssued, (row, { number, issuedOn, expiresOn }, _day, rows) => {
    count(rows, row.person, issuedOn, placeOf(memberOf(rows, row.person)), 'lettersIssued');
    if (row.direction === 'outgoing') awaitsReceipt(rows, row.person, issuedOn, true);
    return {
      ...{ state: 'issued', delivered: true, letterNo: number, issuedOn, expiresOn, letters: row.letters + 1 },
      ...{ remindedOn: null, arrivedOn: null, archive: 'unchecked' },
      ...dated('validity', { dueOn: expiresOn }),
    };
  });
  changes(transferReminded, (_row, { reminder }) => ({ remindedOn: reminder }));
  changes(letterExpired, ({ person }, { expiredOn }, _day, rows) => {
    count(rows, person, expiredOn, placeOf(memberOf(rows, person)), 'lettersExpired');
    return { state: 'expired', ...undated };
  });
  changes(letterLost, ({ person }, _event, day, rows) => {
    count(rows, person, day, placeOf(memberOf(rows, person)), 'lettersLost');
    return { state: 'lost', ...undated };
  });
  changes(lossInquired, () => ({ state: 'lost' }));
  changes(transferWithdrawn, ({ person }, _event, day, rows) => {
    awaitsReceipt(rows, person, day, false);
    return over('withdrawn', day);
  });

  changes(letterArrived, (_row, { arrivedOn, decisionDue }) => ({ state: 'arrived', arrivedOn, ...dated('decision', decisionDue) }));
  changes(archiveChecked, (_row, { finding }) => ({ state: 'archive-check', archive: finding }));
  // It waits and never ends by itself.
  changes(transferSuspended, (_row, { since }) => ({ state: 'suspended', suspendedOn: since, ...undated }));
  changes(transferResumed, (_row, { decisionDue }) => ({
    ...{ state: 'archive-check', suspendedOn: null, archive: 'in-order' },
    ...dated('decision', decisionDue),
  }));
  changes(transferReturned, (row, { reason, times }, day, rows) => {
    const { person, direction } = row;
    if (direction === 'incoming') {
      // Nobody here has anything to do about whom no branch here had.
      settleTasks(rows, person, day);
      return { ...over('returned', day), returns: times, returnReason: reason };
    }
    count(rows, person, day, placeOf(memberOf(rows, person)), 'returned');
    return { state: 'returned', returns: times, returnReason: reason, ...undated };
  });
  changes(returnEvidenced, ({ person }, { reason, times }, day, rows) => {
    count(rows, person, day, placeOf(memberOf(rows, person)), 'returned');
    return { state: 'returned', returns: times, returnReason: reason, ...undated };
  });
  changes(transferEscalated, (_row, { decisionDue }) => ({ state: 'appealed', ...dated('appeal', decisionDue) }));
  changes(transferAppealed, (_row, { decisionDue }) => ({ state: 'appealed', ...dated('appeal', decisionDue) }));
  // Against a rejection before any letter, or against a return after one; the target that has to take it up again has its time anew.
  changes(transferAppealDecided, ({ letters, kind }, { outcome, decisionDue }) => {
    const rejection = letters === 0;
    const state = outcome === 'upheld' ? (rejection ? 'rejected' : 'returned') : rejection ? 'committee-review' : 'arrived';
    // An inner one is before the committee of the target again, as after the branch's approval.
    const delivered = state === 'committee-review' ? kind === 'INNER' : state !== 'rejected';
    return { state, delivered, ...(decisionDue === null ? undated : dated('decision', decisionDue)) };
  });

  changes(transferAccepted, (_row, { acceptedOn }) => ({ state: 'accepted', acceptedOn, ...undated }));
  changes(branchAssigned, (row, { branch, committee, assignedOn }, _day, rows) => {
    const { person } = row;
    const from = placeOf(memberOf(rows, person));
    const place = { branch, committee };
    counts(rows, person, assignedOn, false);
    rows.members.patch([person], place);
    counts(rows, person, assignedOn, true);
    settleTasks(rows, person, assignedOn, settledByBranch);
    giveTasks(rows, person, branch);
    const inner = row.kind === 'INNER';
    count(rows, person, assignedOn, from, inner ? 'innerOut' : 'transferredOut');
    count(rows, person, assignedOn, place, inner ? 'innerIn' : 'transferredIn');
    answers(rows, { person, fromOn: assignedOn, ...place, elsewhere: null });
    return { state: 'assigned', assignedOn, assignedBranch: branch, ...undated };
  });
  changes(receiptSent, (_row, { receiptNo, sentOn, toOutside }) =>
    toOutside ? { ...over('closed', sentOn), receiptNo } : { state: 'receipted', receiptNo },
  );
  changes(transferClosed, (_row, { closedOn }) => over('closed', closedOn));

  changes(arrivalEvidenced, (_row, { arrivedOn }) => ({ state: 'arrived', arrivedOn, ...undated }));
  changes(acceptanceEvidenced, (_row, { acceptedOn }) => ({ state: 'accepted', acceptedOn, ...undated }));
  changes(assignmentEvidenced, ({ person, sourceCommittee }, { from, receiptNo, arrivedOn, assignedOn, branchName }, _day, rows) => {
    const left = placeOf(memberOf(rows, person)) ?? (sourceCommittee === null ? undefined : { branch: from, committee: sourceCommittee });
    count(rows, person, assignedOn, left, 'transferredOut');
    settleTasks(rows, person, assignedOn);
    countsNoMore(rows, person, assignedOn);
    rows.members.patch([person], { branch: null, committee: null, receiptPending: false });
    answers(rows, { person, fromOn: assignedOn, branch: null, committee: sourceCommittee, elsewhere: branchName });
    return { state: 'receipted', receiptNo, arrivedOn, assignedOn, assignedElsewhere: branchName, ...undated };
  });

  on(letterReceived, (rows, { event, item: person }) => {
    const { transfer, kind, letterNo, issuedOn, expiresOn, outside, committee, targetBranch, receivedOn, decisionDue } = event;
    const { name, phone, standing, reason = null } = event;
    const known = rows.members.get(person);
    rows.members.put({
      ...{ person, standing, branch: null, committee: null, transfer, name, phone },
      ...{ counted: false, receiptPending: false, deltas: known?.deltas ?? 0 },
    });
    rows.transfers.put({
      ...fresh,
      ...{ transfer, person, kind, targetCommittee: committee, targetBranch, outside: outside.title, letterNo, issuedOn, expiresOn },
      ...{ direction: 'incoming', reason, outsideBranch: outside.branch ?? null, sourceBranch: null, sourceCommittee: null, arbiter: null },
      ...{ state: 'awaiting-assignment', delivered: true, startedOn: receivedOn, arrivedOn: receivedOn, letters: 1, name, phone },
      ...dated('decision', decisionDue),
    });
  });
  changes(transferDueComputed, ({ dueKind }, { deadline, dueOn }) => (dueKind === deadline ? dated(deadline, { dueOn }) : {}));
}
