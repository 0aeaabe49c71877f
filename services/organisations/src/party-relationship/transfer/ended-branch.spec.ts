import { fold, type Reader } from '@yimen/kernel';
import { keepers } from '../../party-rules.js';
import { partyRelationship, type PartyRelationshipEvent } from '../party-relationship.js';
import {
  after,
  approve,
  arrive,
  beside,
  close,
  county,
  day,
  draft,
  first,
  here,
  id,
  member,
  numbered,
  office,
  second,
  submit,
  there,
} from '../party-relationship.sample.js';
import { gathered, network } from './network.sample.js';

/** A branch of the first committee beside his own. */
const with12 = { 12: { level: 'branch' as const, parent: first } };
const state = (events: readonly PartyRelationshipEvent[]) => fold(partyRelationship, events);
const reviewed = async (read: Reader, target: string) =>
  after(member, draft({ target }, await gathered('draft', read, state(member), { target })), submit, approve);

describe('13.5 · who was entered into a branch that ended before it had heard of him is not stuck there', () => {
  test.each([
    ['abolished', network(with12, { 11: 'abolished' })],
    ['merged into a branch of another committee', network(with12, { 11: 21 })],
  ])('4.3 (1) · %s: his committee assigns him to another branch of its own', async (_name, read) => {
    const inner = await reviewed(read, beside);
    expect(state(inner)).toMatchObject({ status: 'committee-review', branch: here, transfer: { kind: 'INNER', sourceCommittee: first } });
    const facts = await gathered('assignBranch', read, state(inner), { branch: beside });
    const assigned = after(inner, ['assignBranch', { branch: beside }, day, { facts }], close(day));
    expect(state(assigned)).toMatchObject({ status: 'member', branch: beside, committee: first });
  });

  test('4.3 · or issues a letter to another committee, also where the branch ended after the draft', async () => {
    const gone = network({}, { 11: 'abolished' });
    for (const drafted of [gone, network()]) {
      const review = await reviewed(drafted, there);
      const letter = numbered('2026-0001', await gathered('issue', gone, state(review)));
      const arrived = after(review, ['issue', office, day, letter], arrive());
      expect(state(arrived)).toMatchObject({
        status: 'arrived',
        transfer: { sourceCommittee: first, targetCommittee: second, arbiter: county },
      });
    }
  });

  test('PMR19 25 · where what stood above it has ended as well, the nearest above that has the power answers', async () => {
    const general = { 15: { level: 'general-branch' as const, parent: first }, 11: { level: 'branch' as const, parent: id(15) } };
    for (const [ends, committee] of [
      [{ 11: 'abolished', 15: 'abolished' }, first],
      [{ 11: 'abolished', 15: 'abolished', 10: 'abolished' }, county],
      [{ 15: 'abolished' }, first],
    ] as const)
      expect(await gathered('draft', network(general, ends), state(member), { target: there })).toMatchObject({
        source: { committee: { id: committee } },
      });
  });

  test('PMR19 25 · a committee that has ended receives nobody', async () => {
    const review = state(after(member, draft(), submit, approve));
    expect(await gathered('issue', network({}, { 20: 'abolished' }), review)).toMatchObject({ mayReceive: false });
  });

  test('4.3 · the branch has no secretary any more: what is the source branch’s to do, its committee does', () => {
    const {
      draft: drafting,
      amend,
      discard,
      submit: submitting,
      branchApprove,
      branchReturn,
      reportLost,
      inquire,
    } = partyRelationship.moves;
    for (const { by } of [drafting, amend, discard, submitting, branchApprove, branchReturn, reportLost, inquire])
      expect(by).toMatchObject({ branch: keepers, committee: keepers });
    expect(partyRelationship.parties(state(member))).toMatchObject({ branch: { organisation: here }, committee: { organisation: first } });
  });
});
