import { addDays } from '@yimen/kernel';
import type { projection } from '@yimen/projection-engine';
import type { MemberRow, PartyMeasure, ResponsibleRow, TransferRow, transferTables } from './transfer-rows.js';

/** How folds are declared over the tables of this read model. */
export type On = Parameters<Parameters<typeof projection<typeof transferTables>>[3]>[0];
export type Rows = Parameters<Parameters<On>[1]>[0];

export function memberOf(rows: Rows, person: string): MemberRow {
  const found = rows.members.get(person);
  if (!found) throw new Error('a member before he stood in the book');
  return found;
}

/** The open transfer of the stream, or the last one. */
export function transferOf(rows: Rows, person: string): TransferRow {
  const { transfer } = memberOf(rows, person);
  const found = transfer === null ? undefined : rows.transfers.get(transfer);
  if (!found) throw new Error('a step of a transfer before its draft');
  return found;
}

interface Place {
  readonly branch: string;
  readonly committee: string;
}

/** Where the member stands; undefined where he stands in no branch of this installation. */
export function placeOf({ branch, committee }: Pick<MemberRow, 'branch' | 'committee'>): Place | undefined {
  return branch === null || committee === null ? undefined : { branch, committee };
}

/** Adds to a count of a branch on a legal date. */
export function count(rows: Rows, person: string, day: string, place: Place | undefined, measure: PartyMeasure, amount = 1): void {
  if (place === undefined) return;
  const { deltas } = memberOf(rows, person);
  rows.deltas.put({ person, at: deltas + 1, day, ...place, measure, amount });
  rows.members.patch([person], { deltas: deltas + 1 });
}

/** Takes the member into the count of his branch, or out of it; once, however often it is told (4.3, invariant 2). */
export function counts(rows: Rows, person: string, day: string, counted: boolean): void {
  const member = memberOf(rows, person);
  if (member.counted === counted) return;
  count(rows, person, day, placeOf(member), 'members', counted ? 1 : -1);
  // Receipts that are pending are told of those who count: who is stopped counts for neither.
  if (member.receiptPending) count(rows, person, day, placeOf(member), 'receiptPending', counted ? 1 : -1);
  rows.members.patch([person], { counted });
}

/** From a legal date on he counts nowhere here: what was counted of later days before the news came is taken back, day by day. */
export function countsNoMore(rows: Rows, person: string, day: string): void {
  for (const measure of ['members', 'receiptPending'] as const) {
    const own = rows.deltas
      .all()
      .filter((delta) => delta.person === person && delta.measure === measure)
      .map(({ branch, committee, day: on, amount }) => ({ place: { branch, committee }, on, amount }));
    for (const { place, on, amount } of own.filter((one) => one.on > day)) count(rows, person, on, place, measure, -amount);
    const before = own.filter((one) => one.on <= day);
    for (const place of new Map(before.map((one) => [one.place.branch, one.place])).values()) {
      const amount = before.reduce((sum, one) => sum + (one.place.branch === place.branch ? one.amount : 0), 0);
      if (amount !== 0) count(rows, person, day, place, measure, -amount);
    }
  }
  rows.members.patch([person], { counted: false });
}

/** Whether the receipt of a letter to another installation is waited for (13.2), also of a transfer that ended with the membership. */
export function awaitsReceipt(rows: Rows, person: string, day: string, receiptPending: boolean): void {
  const member = memberOf(rows, person);
  if (member.receiptPending === receiptPending) return;
  if (member.counted) count(rows, person, day, placeOf(member), 'receiptPending', receiptPending ? 1 : -1);
  rows.members.patch([person], { receiptPending });
}

/** Nothing here answers after a day: intervals that reach beyond it end with it, what began after it never was. */
export function ends(rows: Rows, person: string, lastDay: string): void {
  const running = rows.responsible.all().filter((row) => row.person === person && (row.untilOn === null || row.untilOn > lastDay));
  for (const row of running) {
    if (row.fromOn > lastDay) rows.responsible.remove(person, row.fromOn);
    else rows.responsible.put({ ...row, untilOn: lastDay });
  }
}

/** From a legal date on another branch answers; the day itself is its own, so that every date has exactly one (4.3, invariant 1). */
export function answers(rows: Rows, answering: Omit<ResponsibleRow, 'untilOn'>): void {
  ends(rows, answering.person, addDays(answering.fromOn, -1));
  rows.responsible.put({ ...answering, untilOn: null });
}
