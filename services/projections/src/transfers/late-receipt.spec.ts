import { expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { branch, MemberStory, target, there } from './transfer-story.sample.js';
import type { MemberRow, PartyDeltaRow, PartyMeasure, ResponsibleRow, TransferRow } from './transfer-rows.js';
import { transfers } from './transfers.js';

const receipt = { from: branch, arrivedOn: '2026-03-04', assignedOn: '2026-03-05', receiptNo: '2026-0001', branchName: '其他系统的支部' };
const out = (person: number) => new MemberStory(person).enter().outside().issue('2026-0001').after(5);
const stopped = (person: number) =>
  out(person).say('TransferCancelled', { ground: 'stopped' }).say('MembershipStopped', { branch, stoppedOn: '2026-03-07' });
const ended = (person: number, lastDay: string) =>
  out(person).say('TransferCancelled', { ground: 'death' }).say('MembershipEnded', { branch, lastDay });
/** How many there are at the end of a day. */
const counted =
  ({ said }: MemberStory, measure: PartyMeasure) =>
  (day: string) =>
    (foldRows(transfers, said)['deltas'] as unknown as PartyDeltaRow[]).reduce(
      (sum, delta) => sum + (delta.measure === measure && delta.day <= day ? delta.amount : 0),
      0,
    );

test.each([
  ['stopped', stopped(701).after(3)],
  ['stopped and restored', stopped(702).after(1).say('MembershipRestored', { branch }).after(2)],
  ['ended', ended(703, '2026-03-07').after(3)],
])(
  '13.2 · a receipt that comes after the membership was %s: from its date on another book answers, and he counts nowhere here',
  (_name, story) => {
    const rows = foldRows(transfers, story.say('AssignmentEvidenced', receipt).close(true).said);
    const intervals = (rows['responsible'] as unknown as ResponsibleRow[]).map((row) => [
      row.branch ?? row.elsewhere,
      row.fromOn,
      row.untilOn,
    ]);
    expect(intervals).toEqual([
      [branch, '2026-03-02', '2026-03-04'],
      ['其他系统的支部', '2026-03-05', null],
    ]);
    const days = ['2026-03-02', '2026-03-04', '2026-03-05', '2026-03-07', '2026-03-08', '2026-03-09', '2026-03-20'];
    for (const measure of ['members', 'receiptPending'] as const) expect(days.map(counted(story, measure))).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect(rows['members']).toMatchObject([{ receiptPending: false }]);
    expect(rows['transfers'] as unknown as TransferRow[]).toMatchObject([{ state: 'closed', open: false, receiptNo: '2026-0001' }]);
  },
);

const pending = ({ said }: MemberStory) => (foldRows(transfers, said)['members'] as unknown as MemberRow[])[0]?.receiptPending;
const around = ['2026-03-02', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'];

test('13.2 · a letter that is out when its transfer ends with the membership stays pending, told of who counts, until it is back', () => {
  const story = stopped(704);
  expect([pending(story), around.map(counted(story, 'receiptPending'))]).toEqual([true, [1, 1, 1, 0, 0, 0]]);
  story.after(1).say('MembershipRestored', { branch }).after(1);
  expect([pending(story), around.map(counted(story, 'receiptPending'))]).toEqual([true, [1, 1, 1, 0, 1, 1]]);
  story.say('CancelledLetterBack');
  expect([pending(story), around.map(counted(story, 'receiptPending'))]).toEqual([false, [1, 1, 1, 0, 1, 0]]);
  expect(around.map(counted(story, 'members'))).toEqual([1, 1, 1, 0, 1, 1]);
  const dead = ended(705, '2026-03-05');
  expect([pending(dead), around.map(counted(dead, 'receiptPending'))]).toEqual([true, [1, 1, 0, 0, 0, 0]]);
  expect(pending(dead.say('CancelledLetterBack'))).toBe(false);
});

test('13.2 · an end whose last day lies before a letter, a stop or a restoration takes back what these counted', () => {
  const story = new MemberStory(706).enter().after(3).outside().issue().after(1).say('TransferCancelled', { ground: 'stopped' });
  story.say('MembershipStopped', { branch, stoppedOn: story.day }).after(1).say('MembershipRestored', { branch }).after(2);
  story.say('MembershipEnded', { branch, lastDay: '2026-03-03' });
  const days = ['2026-03-03', '2026-03-04', ...around.slice(1)];
  expect(days.map(counted(story, 'members'))).toEqual([1, 0, 0, 0, 0, 0, 0]);
  expect(days.map(counted(story, 'receiptPending'))).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test.each([
  ['stopped', (story: MemberStory) => story.say('MembershipStopped', { branch: there, stoppedOn: story.day })],
  ['ended', (story: MemberStory) => story.say('MembershipEnded', { branch: there, lastDay: story.day })],
])('13.2 · where the membership was %s after the assignment, the transfer stays open until its receipt and stub', (_name, over) => {
  const rowsOf = (story: MemberStory) => foldRows(transfers, story.said)['transfers'] as unknown as TransferRow[];
  const inside = over(
    new MemberStory(711).enter().draft().issue().arrive().accept().assign().say('TransferCancelled', { ground: 'stopped' }),
  );
  expect(rowsOf(inside)).toMatchObject([{ state: 'assigned', open: true, endGround: 'stopped' }]);
  inside.say('ReceiptSent', { receiptNo: '2026-0001', assignedOn: inside.day, sentOn: inside.day });
  expect(rowsOf(inside)).toMatchObject([{ state: 'receipted', open: true, receiptNo: '2026-0001' }]);
  expect(rowsOf(inside.close())).toMatchObject([{ state: 'closed', open: false, endGround: 'stopped' }]);
  const incoming = over(
    new MemberStory(712).received().accept().assign(there, target, null).say('TransferCancelled', { ground: 'stopped' }),
  );
  expect(rowsOf(incoming)).toMatchObject([{ direction: 'incoming', state: 'assigned', open: true }]);
  expect(rowsOf(incoming.say('ReceiptSent', { toOutside: true, sentOn: incoming.day }))).toMatchObject([{ state: 'closed', open: false }]);
  // An inner one has neither: with the assignment nothing was left to be done.
  const inner = over(new MemberStory(713).enter().draft({ kind: 'INNER' }).assign().say('TransferCancelled', { ground: 'stopped' }));
  expect(rowsOf(inner)).toMatchObject([{ state: 'cancelled', open: false }]);
});
