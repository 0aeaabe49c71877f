import {
  cancelledLetterBack,
  membershipEnded,
  membershipEntered,
  membershipRestored,
  membershipStopped,
  partyRecordForgotten,
  probationDecided,
  transferCancelled,
} from '@yimen/contracts';
import { addDays } from '@yimen/kernel';
import { answers, awaitsReceipt, count, counts, countsNoMore, ends, memberOf, placeOf, type On } from './counting.js';
import { settleNamed, settleTasks } from './task-folds.js';
import { over } from './transfer-state.js';

/** The relationship itself: who stands where since when, and how it ends. */
export function membershipFolds(on: On): void {
  on(membershipEntered, (rows, { event, item: person }) => {
    const { branch, committee, standing, kind, since, name, phone } = event;
    const place = { branch, committee };
    rows.members.put({
      ...{ person, standing, ...place, name, phone },
      ...{ transfer: null, counted: false, receiptPending: false, deltas: 0 },
    });
    answers(rows, { person, fromOn: since, ...place, elsewhere: null });
    counts(rows, person, since, true);
    count(rows, person, since, place, kind === 'admitted' ? 'admitted' : 'entered');
  });
  on(probationDecided, (rows, { event: { outcome }, item }) => {
    if (outcome === 'full') rows.members.patch([item], { standing: 'full' });
  });
  // A stopped membership counts for no threshold; the branch still answers for the member.
  on(membershipStopped, (rows, { event: { stoppedOn, timers }, item }) => {
    settleNamed(rows, item, timers, stoppedOn);
    counts(rows, item, stoppedOn, false);
    count(rows, item, stoppedOn, placeOf(memberOf(rows, item)), 'stopped');
  });
  on(membershipRestored, (rows, { event: { timers }, item, happenedOn }) => {
    settleNamed(rows, item, timers, happenedOn);
    counts(rows, item, happenedOn, true);
    count(rows, item, happenedOn, placeOf(memberOf(rows, item)), 'restored');
  });
  on(membershipEnded, (rows, { event: { lastDay }, item, happenedOn }) => {
    settleTasks(rows, item, happenedOn);
    count(rows, item, lastDay, placeOf(memberOf(rows, item)), 'ended');
    // The last day still has its branch, and still counts.
    countsNoMore(rows, item, addDays(lastDay, 1));
    if (memberOf(rows, item).branch !== null) ends(rows, item, lastDay);
    rows.members.patch([item], { branch: null, committee: null });
  });
  // Emptied here first; then the keys are destroyed (13.10).
  on(partyRecordForgotten, (rows, { item }) => {
    rows.members.patch([item], { name: null, phone: null });
    for (const row of rows.transfers.all()) rows.transfers.put({ ...row, name: null, phone: null });
  });
  // A letter that is out to another installation stays out, and its receipt is waited for (13.2): it comes, or the letter is back.
  on(transferCancelled, (rows, { event: { transfer, ground }, happenedOn }) => {
    // Where a branch has him already, the receipt is still to be sent and the stub to be matched: both ends go on seeing it as open.
    const { letterNo = null, assignedOn = null } = rows.transfers.get(transfer) ?? {};
    const ended = letterNo !== null && assignedOn !== null ? {} : over('cancelled', happenedOn);
    rows.transfers.patch([transfer], { ...ended, endGround: ground });
  });
  on(cancelledLetterBack, (rows, { item, happenedOn }) => awaitsReceipt(rows, item, happenedOn, false));
}
