import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { partyRelationship } from '../party-relationship.js';
import { after, at, day, draft, here, member, type Step, submit, told, toReview, words } from '../party-relationship.sample.js';

const reject: Step = ['rejectBySource', { reason: 'wrong-target', ...words }];
const upheld: readonly Step[] = [
  ['appeal', words],
  ['decideAppeal', { outcome: 'upheld', ...words, evidence: null }],
];

describe('D-party-task, PMR19 25, PMR19 34 · of what was rejected nothing is under way', () => {
  test.each<[string, Step, string]>([
    ['must-transfer', ['recordAway', { since: day, place: 'fixed', months: 8 }], '2026-09-01'],
    ['graduate', ['recordGraduation', { graduatedOn: day }], '2028-03-02'],
  ])('%s: deferred while the transfer is open, a task once it was rejected', (timer, step, on) => {
    const raised = (...steps: readonly Step[]) =>
      scenario(partyRelationship)
        .given(after(member, step, ...steps))
        .when('raiseTasks', {}, told(on)).result.events;
    for (const steps of [[draft()], toReview, [...toReview, reject, ...upheld.slice(0, 1)]])
      expect(raised(...steps)).toMatchObject([{ type: 'MemberTaskDeferred', timer }]);
    for (const steps of [
      [...toReview, reject],
      [...toReview, reject, ...upheld],
    ])
      expect(raised(...steps)).toMatchObject([{ type: 'MemberTaskRaised', timer, task: 'transfer-membership', branch: here }]);
  });

  test('PMR19 25 · a change of work unit is a task then as well; while a transfer is under way it is not asked', () => {
    const { result } = at(...toReview, reject).when('recordMoved', { ground: 'work-unit', since: day }, told());
    expect(result.events).toMatchObject([{ type: 'MemberMoved' }, { type: 'MemberTaskRaised', rule: 'PMR19 25', branch: here }]);
    expect(result.state.status).toBe('rejected');
    expect(partyRelationship.moves.recordMoved.from).toEqual(['member', 'rejected']);
  });
});

test('D-transfer-once · what was rejected is given up by the member or his branch, who then has no transfer open', () => {
  for (const steps of [
    [...toReview, reject],
    [draft(), submit, reject, ...upheld],
  ]) {
    const given = after(member, ...(steps as readonly Step[]), ['discard', {}]);
    expect(given.at(-1)).toMatchObject({ type: 'TransferDiscarded' });
    expect(fold(partyRelationship, given)).toMatchObject({ status: 'member', branch: here });
    const drafts = after(given, draft()).flatMap((event) => (event.type === 'TransferDrafted' ? [event.transfer] : []));
    expect(new Set(drafts).size).toBe(2);
  }
  // The committee for a branch that has ended.
  const keepers = ['secretary', 'party-officer'];
  expect(partyRelationship.moves.discard.by).toEqual({ member: ['resident'], branch: keepers, committee: keepers });
});
