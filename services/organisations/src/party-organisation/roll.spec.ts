import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import fc from 'fast-check';
import * as member from '../party-relationship/party-relationship.sample.js';
import { partyRelationship } from '../party-relationship/party-relationship.js';
import { relationshipProcesses } from '../party-relationship/processes.js';
import { interleaved, named } from './crossing.sample.js';
import { after, decisionNo, id, make, members, standing, told } from './party.sample.js';
import { partyOrganisation, type PartyOrganisation, type PartyOrganisationEvent } from './party-organisation.js';
import { networkProcesses } from './processes.js';

const branch = (n: number) => standing(n, { level: 'branch', parent: id(900) });
const rollOf = (state: PartyOrganisation | undefined) =>
  state?.status === 'formed' ? state.roll.map((one) => one.member).sort() : undefined;
const turns = fc.array(fc.nat(1), { maxLength: 20 });

describe('4.3, 13.2 · two processes tell the rolls of a member, with no order between them', () => {
  const inner = (from: number, to: number, on: string) =>
    [
      member.draft({ target: id(to) }, { source: member.place(from), target: member.place(to) }),
      member.submit,
      member.approve,
      member.assign(on, to),
      member.close(on),
    ] as const;
  const away = member.after(member.member, ...inner(11, 12, '2026-03-03'));
  const back = member.after(away, ...inner(12, 11, '2026-03-04'));
  const stopped = member.after(
    back,
    ['recordLost', { since: '2026-03-01' }],
    ['recordSearch', { words: '走访' }],
    ['stop', { ground: 'lost', decisionNo }, '2026-09-01'],
  );
  const restored = member.after(stopped, ['restore', { decisionNo }, '2026-10-01']);
  const ended = member.after(restored, ['end', { ground: 'resigned', lastDay: '2026-10-02', decisionNo, reason: '退党' }, '2026-10-02']);
  const rolls = named(relationshipProcesses, 'party-roll', 'party-roll-leaving');
  const books = { [id(11)]: fold(partyOrganisation, branch(11)), [id(12)]: fold(partyOrganisation, branch(12)) };
  const listedAt = (events: typeof back, order: readonly number[], given?: object) => {
    const after = interleaved(rolls, { item: member.person, events }, order, books, given);
    return [11, 12].filter((n) => rollOf(after[id(n)])?.includes(member.person));
  };

  test.each([
    ['away', away],
    ['back where he was', back],
    ['stopped', stopped],
    ['restored', restored],
    ['ended', ended],
  ])('%s: he stands on the roll of the branch that answers for him, whichever of them is told first', (_name, events) => {
    const state = fold(partyRelationship, events);
    const stands = state.status === 'member' && state.branch !== null ? [Number(state.branch.slice(-2))] : [];
    fc.assert(fc.property(turns, (order) => expect(listedAt(events, order)).toEqual(stands)));
    const last = interleaved(rolls, { item: member.person, events }, [], books)[id(11)];
    expect(last?.status === 'formed' && last.stopped).toEqual(state.status === 'stopped' ? [member.person] : []);
  });

  test('the check can fail: without the revision of his relationship, who came back is taken off the roll by the news that he had left', () => {
    expect(listedAt(back, [], { timeless: true })).toEqual([]);
    expect(listedAt(back, [])).toEqual([11]);
  });
});

describe('R-087, R-097 · a group belongs to a branch, and a member stands in one group of it at most', () => {
  const groups = [31, 32, 33];
  const below = groups.map((n): readonly [string, object] => ['listBelow', { below: id(n), level: 'group' }]);
  const filled = after(branch(11), ...below, ['listBelow', { below: id(40), level: 'branch' }], ...members(4));
  const person = (n: number) => id(10_000 + n);
  const group = (n: number, into: number | null): readonly [string, object] => [
    'groupMember',
    { member: person(n), group: into === null ? null : id(into) },
  ];
  const at = scenario(partyOrganisation).given(filled);

  test('R-087 · only into a group of the branch, only who stands on its roll', () => {
    const [move, input] = group(1, 31);
    at.when(move as 'groupMember', input as never, told()).then({
      type: 'PartyMemberGrouped',
      member: person(1),
      standing: 'full',
      from: null,
      group: id(31),
      groupedOn: '2026-03-02',
    });
    const other = (into: number) => at.when('groupMember', { member: person(1), group: id(into) }, told());
    other(34).then({ refused: 'group-not-here', rule: 'R-087' });
    other(40).then({ refused: 'group-not-here', rule: 'R-087' });
    at.when('groupMember', { member: person(9), group: id(31) }, told()).then({ refused: 'not-listed', rule: 'D-party-organisation' });
    at.when('groupMember', { member: person(1), group: null }, told()).then({ refused: 'same-group', rule: 'D-party-organisation' });
    expect(partyOrganisation.moves.groupMember.by).toEqual({ self: ['secretary', 'party-officer'], above: ['secretary', 'party-officer'] });
  });

  const rolls = named(networkProcesses, 'party-group-roll', 'party-group-roll-leaving');
  const asGroup = (n: number) => fold(partyOrganisation, standing(n, { level: 'group', parent: id(11), community: true }));
  const books = Object.fromEntries(groups.map((n) => [id(n), asGroup(n)]));
  const step = fc.record({
    n: fc.nat(5),
    into: fc.constantFrom(31, 32, 33, null),
    move: fc.constantFrom('group', 'group', 'list', 'unlist'),
  });

  test('R-087 · however members come, go and change, and in whatever order the groups are told: their rolls are those of the branch', () => {
    let changes = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), turns, (steps, order) => {
        let state = fold(partyOrganisation, filled);
        const events: PartyOrganisationEvent[] = [...filled];
        for (const { n, into, move } of steps) {
          if (state.status !== 'formed') throw new Error('ended by itself');
          const known = state.roll.find((one) => one.member === person(n));
          if (move === 'group' && (!known || known.group === (into === null ? null : id(into)))) continue;
          const roll = { member: person(n), ...(move === 'list' && { standing: 'full', admitted: false }) };
          const made = make(state, move === 'group' ? group(n, into) : [`${move}Member`, roll]);
          events.push(...made);
          state = fold(partyOrganisation, made, state);
        }
        if (state.status !== 'formed') throw new Error('ended by itself');
        const { roll } = state;
        changes += events.filter(({ type }) => type === 'PartyMemberGrouped').length;
        const told = interleaved(rolls, { item: id(11), events }, order, books);
        for (const n of groups)
          expect(rollOf(told[id(n)])).toEqual(roll.flatMap((one) => (one.group === id(n) ? [one.member] : [])).sort());
      }),
      { numRuns: 60 },
    );
    expect(changes).toBeGreaterThan(50);
  });

  test('who becomes a full member is one in his group too', () => {
    const probationary: readonly [string, object] = ['listMember', { member: person(8), standing: 'probationary', admitted: true }];
    const events = after(filled, probationary, group(8, 31), ['listMember', { member: person(8), standing: 'full', admitted: false }]);
    const told = interleaved(rolls, { item: id(11), events }, [], books)[id(31)];
    expect(told?.status === 'formed' && told.roll).toEqual([{ member: person(8), standing: 'full', group: null }]);
  });

  test('a group is dissolved with its members, who stay in the branch; a merged one gives them to the other group', () => {
    const grouped = after(filled, group(0, 31), group(1, 31), group(2, 32));
    const where = (...steps: Parameters<typeof make>[1][]) => {
      const state = fold(partyOrganisation, after(grouped, ...steps));
      return state.status === 'formed' ? state.roll.map((one) => one.group?.slice(-2) ?? null) : [];
    };
    expect(where()).toEqual(['31', '31', '32', null]);
    expect(where(['unlistBelow', { below: id(31) }])).toEqual([null, null, '32', null]);
    expect(where(['unlistBelow', { below: id(31), into: id(33) }])).toEqual(['33', '33', '32', null]);
    expect(where(['unlistBelow', { below: id(31), into: id(34) }])).toEqual([null, null, '32', null]);
    const own = after(standing(31, { level: 'group', parent: id(11) }), ...members(3));
    const dissolved = scenario(partyOrganisation).given(own);
    const abolish = dissolved.when('abolish', { reason: '楼栋合并', decisionNo }, told());
    expect(abolish.result.state.status).toBe('abolished');
    const into = (n: number, parent: number) =>
      dissolved.when(
        'mergeInto',
        { into: id(n), decisionNo },
        told({ id: id(31), facts: { above: fold(partyOrganisation, standing(n, { level: 'group', parent: id(parent) })) } }),
      );
    into(41, 12).then({ refused: 'successor-not-fit', rule: 'D-party-organisation' });
    expect(into(32, 11).result.events).toMatchObject([{ type: 'PartyOrganisationMerged', into: id(32), parent: id(11) }]);
    // What comes late for a group that has ended is nobody's task; for a branch it is one.
    const over = scenario(partyOrganisation).given([...own, ...abolish.result.events]);
    over.when('listMember', { member: person(1), standing: 'full', admitted: false, asOf: '9' }, told()).then([]);
    over.when('unlistMember', { member: person(1), asOf: '9' }, told()).then([]);
    const gone = scenario(partyOrganisation).given(after(branch(12), ['abolish', { reason: '撤并', decisionNo }]));
    gone
      .when('listMember', { member: person(1), standing: 'full', admitted: false }, told())
      .then({ refused: 'organisation-ended', rule: 'D-party-organisation' });
  });

  test('R-097 · who heads a group by a post of its grid holds that post', () => {
    const post = {
      post: 'group-leader' as const,
      person: id(5),
      concurrentOf: { organisation: id(11), post: 'committee-member' as const },
    };
    scenario(partyOrganisation)
      .given(standing(31, { level: 'group', parent: id(11) }))
      .when('fillPost', post, told({ facts: { elsewhere: fold(partyOrganisation, filled) } }))
      .then({ refused: 'concurrent-not-held', rule: 'R-097', overridable: true });
  });

  test('R-089 · the groups below a general branch are no branches of it', () => {
    const general = standing(4, { level: 'general-branch', parent: id(900) });
    const watched = (events: readonly PartyOrganisationEvent[]) => {
      const state = fold(partyOrganisation, events);
      return state.status === 'formed' ? state.watched.map(({ threshold }) => threshold) : [];
    };
    expect(watched(after(general, ...below))).toEqual(['general-branch-below']);
  });
});
