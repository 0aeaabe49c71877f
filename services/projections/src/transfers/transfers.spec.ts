import { describe, expect, test } from '@jest/globals';
import { describeRule } from '@yimen/policy';
import { foldRows } from '../service/fold-rows.sample.js';
import { at } from '../service/story.sample.js';
import { beside, branch, MemberStory, source, target, there, transfer, transferStories } from './transfer-story.sample.js';
import type { MemberTaskRow, PartyDeltaRow, ResponsibleRow, TransferRow } from './transfer-rows.js';
import { transfers } from './transfers.js';
import { appeals, inbox, outbox } from './transfer-views.js';

const rowsOf = (...stories: MemberStory[]) => {
  const rows = foldRows(
    transfers,
    stories.flatMap(({ said }) => said),
  );
  return {
    transfers: rows['transfers'] as unknown as TransferRow[],
    responsible: (rows['responsible'] as unknown as ResponsibleRow[]).map(({ fromOn, untilOn, branch: at, elsewhere }) => [
      fromOn,
      untilOn,
      at ?? elsewhere,
    ]),
    deltas: rows['deltas'] as unknown as PartyDeltaRow[],
  };
};
const sum = (deltas: readonly PartyDeltaRow[], measure: string, of?: string) =>
  deltas
    .filter((delta) => delta.measure === measure && (of === undefined || delta.branch === of))
    .reduce((all, { amount }) => all + amount, 0);
const member = () => new MemberStory(301).enter();

describe('4.3 · the date that runs', () => {
  test('the letter’s validity, then the target’s decision; none while it is suspended', () => {
    const story = member().draft();
    expect(rowsOf(story).transfers).toMatchObject([{ state: 'committee-review', dueKind: null, dueOn: null, delivered: false }]);
    story.issue('2026-0001', 90);
    expect(rowsOf(story).transfers).toMatchObject([{ state: 'issued', dueKind: 'validity', dueOn: '2026-05-31', delivered: true }]);
    story.after(8).arrive({ decisionDue: { dueOn: '2026-03-24' } });
    expect(rowsOf(story).transfers).toMatchObject([{ state: 'arrived', dueKind: 'decision', dueOn: '2026-03-24' }]);
    story.say('ArchiveChecked', { finding: 'doubtful' }).say('TransferSuspended', { since: '2026-03-11' });
    expect(rowsOf(story).transfers).toMatchObject([
      { state: 'suspended', dueKind: null, dueOn: null, suspendedOn: '2026-03-11', archive: 'doubtful', open: true },
    ]);
    story.say('TransferResumed', { decisionDue: { pending: { from: '2026-12-30', amount: 9, unit: 'WD' } } });
    expect(rowsOf(story).transfers).toMatchObject([{ state: 'archive-check', dueKind: 'decision', dueOn: null, duePending: true }]);
    story.say('TransferDueComputed', { deadline: 'decision', dueOn: '2027-01-12' });
    expect(rowsOf(story).transfers).toMatchObject([{ dueOn: '2027-01-12', duePending: false, suspendedOn: null }]);
  });

  test('expiry never ends the case: it is open at the source until another letter runs', () => {
    const story = member().draft().issue('2026-0001', 30).after(31).expire();
    expect(rowsOf(story).transfers).toMatchObject([{ state: 'expired', open: true, dueOn: null, letters: 1 }]);
    expect(rowsOf(story).responsible).toEqual([['2026-03-02', null, branch]]);
    story.issue('2026-0002', 30);
    expect(rowsOf(story).transfers).toMatchObject([{ state: 'issued', letterNo: '2026-0002', letters: 2, dueOn: '2026-05-02' }]);
  });

  test('D-transfer-appeal · an appeal has its own date, and a decision puts the case back where it was or goes on', () => {
    const returned = member().draft().issue().arrive().say('TransferReturned').say('TransferAppealed');
    expect(rowsOf(returned).transfers).toMatchObject([{ state: 'appealed', dueKind: 'appeal', dueOn: '2026-04-30', returns: 1 }]);
    const decided = (story: MemberStory, outcome: string, decisionDue: object | null = null) =>
      rowsOf(story.say('TransferAppealDecided', { outcome, decisionDue })).transfers[0]?.state;
    expect(decided(returned, 'overturned', { dueOn: '2026-05-12' })).toBe('arrived');
    expect(rowsOf(returned).transfers).toMatchObject([{ dueKind: 'decision', dueOn: '2026-05-12' }]);
    const rejected = () => member().draft().say('TransferRejected').say('TransferAppealed', { against: 'rejection' });
    expect([decided(rejected(), 'upheld'), decided(rejected(), 'overturned')]).toEqual(['rejected', 'committee-review']);
    // An inner one is before the committee of the target again: its inbox shows it. Any other waits for its letter.
    const inner = member().draft({ kind: 'INNER' }).say('TransferRejected').say('TransferAppealed', { against: 'rejection' });
    const isDelivered = (story: MemberStory) => rowsOf(story).transfers[0]?.delivered;
    const decide = (story: MemberStory, outcome: string) => isDelivered(story.say('TransferAppealDecided', { outcome, decisionDue: null }));
    expect([isDelivered(returned), decide(rejected(), 'overturned'), isDelivered(inner)]).toEqual([true, false, false]);
    expect([decide(inner, 'upheld'), decide(inner, 'overturned')]).toEqual([false, true]);
  });
});

test.each([
  [outbox, 'issued', 'validity', 'TRANSFER page'],
  [inbox, 'arrived', 'decision', 'D-transfer-decision'],
  [appeals, 'appealed', 'appeal', 'D-transfer-appeal'],
] as const)('4.3 · the box shows under what the date runs: $name, %s, %s, %s', ({ derive }, state, dueKind, rule) => {
  const asked = { today: '2026-03-25', describe: (id: string) => describeRule(id, '320582000000', '2026-03-02') } as never;
  expect(derive?.({ state, dueKind, dueOn: '2026-03-24' }, asked)).toMatchObject({ dueBasis: { rule }, overdue: true, daysLeft: -1 });
  expect(derive?.({ state, dueKind: null, dueOn: null }, asked)).toMatchObject({ dueBasis: null, overdue: false, daysLeft: null });
});

describe('13.2 · who answers', () => {
  test('the day of the assignment belongs to the new branch; two on one day leave the last', () => {
    const story = member().draft().issue().arrive().accept().after(10).assign();
    expect(rowsOf(story).responsible).toEqual([
      ['2026-03-02', '2026-03-11', branch],
      ['2026-03-12', null, there],
    ]);
    story.close().draft({ kind: 'INNER', sourceBranch: there, sourceCommittee: target }).assign(beside, source, there);
    expect(rowsOf(story).responsible).toEqual([
      ['2026-03-02', '2026-03-11', branch],
      ['2026-03-12', null, beside],
    ]);
  });

  test('to another installation: the source answers and says that the receipt is pending, until the receipt tells the day', () => {
    const story = member().outside().issue();
    expect(sum(rowsOf(story).deltas, 'receiptPending')).toBe(1);
    expect(rowsOf(story).transfers).toMatchObject([{ direction: 'outgoing', outside: '上海市示例街道党工委', targetCommittee: null }]);
    story.after(20).say('AssignmentEvidenced', { from: branch, arrivedOn: '2026-03-10', assignedOn: '2026-03-12', branchName: '某支部' });
    expect(rowsOf(story).responsible).toEqual([
      ['2026-03-02', '2026-03-11', branch],
      ['2026-03-12', null, '某支部'],
    ]);
    expect([sum(rowsOf(story).deltas, 'receiptPending'), sum(rowsOf(story).deltas, 'members')]).toEqual([0, 0]);
    expect(rowsOf(story.close(true)).transfers).toMatchObject([{ state: 'closed', open: false, assignedElsewhere: '某支部' }]);
  });

  test('4.3 · both boxes name the branch of the other installation, and the reason that its letter tells', () => {
    const outside = { title: '上海市示例街道党工委', branch: '示例社区党支部', province: '31', connection: 'national' };
    const named = { outside: outside.title, outsideBranch: outside.branch };
    expect(rowsOf(member().outside({ outside })).transfers).toMatchObject([named]);
    const letter = (fields: object) => new MemberStory(302).received(fields);
    expect(rowsOf(letter({ outside, reason: 'job' })).transfers).toMatchObject([{ ...named, reason: 'job' }]);
    expect(rowsOf(letter({})).transfers).toMatchObject([{ outsideBranch: null, reason: null }]);
  });

  test('the last day of a membership still has its branch and still counts', () => {
    const story = member().after(29).say('MembershipEnded', { branch, lastDay: '2026-03-31' });
    expect(rowsOf(story).responsible).toEqual([['2026-03-02', '2026-03-31', branch]]);
    const counted = rowsOf(story).deltas.filter(({ measure }) => measure === 'members');
    expect(counted.map(({ day, amount }) => [day, amount])).toEqual([
      ['2026-03-02', 1],
      ['2026-04-01', -1],
    ]);
  });
});

test('4.3 (2) · a transfer takes the member out of one count and into the other on the same day', () => {
  const { deltas } = rowsOf(member().draft().issue().arrive().accept().after(3).assign());
  expect([sum(deltas, 'members', branch), sum(deltas, 'members', there)]).toEqual([0, 1]);
  expect(deltas.filter(({ day }) => day === '2026-03-05').map(({ measure, committee }) => [measure, committee])).toEqual([
    ['members', source],
    ['members', target],
    ['transferredOut', source],
    ['transferredIn', target],
  ]);
  const inner = rowsOf(member().draft({ kind: 'INNER', targetCommittee: source }).assign(beside, source)).deltas;
  expect([sum(inner, 'innerOut', branch), sum(inner, 'innerIn', beside), sum(inner, 'transferredIn')]).toEqual([1, 1, 0]);
  // A committee between was given the power since he was entered: the letter to the one above is none within one committee.
  const above = rowsOf(
    member().draft({ sourceCommittee: there, targetCommittee: source }).issue().arrive().accept().assign(beside, source),
  );
  expect([sum(above.deltas, 'transferredOut'), sum(above.deltas, 'transferredIn'), sum(above.deltas, 'innerIn')]).toEqual([1, 1, 0]);
});

test('13.2 · who comes by letter after his membership ended is counted again from his assignment, and his history has the gap', () => {
  const ended = member().after(1).say('MembershipEnded', { branch, lastDay: '2026-03-03' }).after(10);
  const back = rowsOf(ended.received().accept().after(1).assign(there, target, null));
  expect([sum(back.deltas, 'members', branch), sum(back.deltas, 'members', there)]).toEqual([0, 1]);
  expect(back.responsible).toEqual([
    ['2026-03-02', '2026-03-03', branch],
    ['2026-03-14', null, there],
  ]);
});

test('a stopped membership counts for nobody until it is restored; the branch still answers', () => {
  const story = member().say('MembershipStopped', { branch, stoppedOn: '2026-03-02' });
  expect([sum(rowsOf(story).deltas, 'members'), rowsOf(story).responsible]).toEqual([0, [['2026-03-02', null, branch]]]);
  expect(sum(rowsOf(story.say('MembershipRestored', { branch })).deltas, 'members')).toBe(1);
});

test('13.2 · a draft after a refusal is another transfer; the one that was refused is over', () => {
  const { transfers: rows } = rowsOf(member().draft().say('TransferRejected').draft());
  expect(rows.map(({ transfer: id, state, open }) => [id, state, open])).toEqual([
    [transfer(301, 1), 'discarded', false],
    [transfer(301, 2), 'committee-review', true],
  ]);
});

test('4.2 · a task of the branch is open until its timer stops, a new branch settles it, or the membership ends', () => {
  const tasks = (story: MemberStory) =>
    (foldRows(transfers, story.said)['tasks'] as unknown as MemberTaskRow[]).map(({ task, open, branch: of }) => [task, open, of]);
  const raised = () => member().say('MemberAway').say('MemberTaskRaised', { branch });
  expect(tasks(raised())).toEqual([['transfer-membership', true, branch]]);
  expect(tasks(raised().say('MemberBack'))).toEqual([['transfer-membership', false, branch]]);
  expect(tasks(raised().draft().issue().arrive().accept())).toEqual([['transfer-membership', true, branch]]);
  expect(tasks(raised().draft().issue().arrive().accept().assign())).toEqual([['transfer-membership', false, branch]]);
  const dead = raised().say('MemberDeathHeardOf', { branch });
  expect(tasks(dead)).toEqual([
    ['transfer-membership', false, branch],
    ['record-death', true, branch],
  ]);
  expect(tasks(dead.say('MembershipEnded', { branch, lastDay: dead.day })).map(([, open]) => open)).toEqual([false, false]);
});

test('13.2 · a void number stays listed with its reason', () => {
  expect(foldRows(transfers, transferStories())['numbers']).toMatchObject([
    { committee: source, year: '2026', number: '2026-0001', state: 'void', because: 'replaced', until: null, member: at(231) },
  ]);
});
