import { describe, expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import type { MemberTaskRow } from './transfer-rows.js';
import { beside, branch, MemberStory, source, target, there } from './transfer-story.sample.js';
import { transfers } from './transfers.js';

const tasks = ({ said }: MemberStory) =>
  (foldRows(transfers, said)['tasks'] as unknown as MemberTaskRow[]).map(({ timer, open, branch: of }) => [timer, open, of]);
const member = () => new MemberStory(801).enter();
/** A task as it is raised: its timer has run out and is named by no event any more. */
const raise = (story: MemberStory, timer: string, task: string) => story.say('MemberTaskRaised', { timer, task, branch });
const lapsed = () => raise(member(), 'lapse-work', 'left-by-himself-procedure');

describe('4.3 (1), 13.10 · a task about a member is for the branch that answers for him', () => {
  test('what a transfer does not settle goes with him, to another committee and within one', () => {
    const story = lapsed().draft().issue().arrive().accept();
    expect(tasks(story)).toEqual([['lapse-work', true, branch]]);
    expect(tasks(story.assign())).toEqual([['lapse-work', true, there]]);
    expect(tasks(lapsed().draft({ kind: 'INNER', targetCommittee: source }).assign(beside, source))).toEqual([
      ['lapse-work', true, beside],
    ]);
  });

  test('what was done before stays with the branch that did it', () => {
    const story = lapsed().say('LapseEnded', { lapse: 'work', timers: { 'lapse-work': null } });
    expect(tasks(raise(story, 'must-transfer', 'transfer-membership').draft().issue().arrive().accept().assign())).toEqual([
      ['lapse-work', false, branch],
      ['must-transfer', false, branch],
    ]);
  });

  test('the committee that received a letter is asked about a death until a branch has him, or until it returns the letter', () => {
    const heard = () => new MemberStory(802).received().say('MemberDeathHeardOf', { branch: target, timers: {} });
    expect(tasks(heard())).toEqual([['death', true, target]]);
    expect(tasks(heard().accept().assign(there, target, null))).toEqual([['death', true, there]]);
    expect(tasks(heard().say('TransferReturned'))).toEqual([['death', false, target]]);
  });
});

test('4.2 · told again once its time is full, the task stays open', () => {
  const story = raise(member().say('MemberAway'), 'must-transfer', 'transfer-membership').after(4);
  raise(story.say('MemberAway', { timers: { 'must-transfer': null } }), 'must-transfer', 'transfer-membership');
  expect(tasks(story)).toEqual([['must-transfer', true, branch]]);
});

test.each([
  ['lost', 'lost', { lost: null, stopped: '2028-09-01' }],
  ['studies-abroad', 'abroad-stop', { 'abroad-stop': null }],
])('PMR19 24 · stopped because of %s: the task to consider it is done, and stays done after a restoration', (ground, timer, timers) => {
  const story = raise(member(), timer, 'propose-stop').say('MembershipStopped', { branch, ground, stoppedOn: '2026-09-02', timers });
  expect(tasks(story)).toEqual([[timer, false, branch]]);
  expect(tasks(story.say('MembershipRestored', { branch, timers: { stopped: null } }))).toEqual([[timer, false, branch]]);
});
