import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import fc from 'fast-check';
import { interleaved, named } from './crossing.sample.js';
import { after, decisionNo, id, standing, told } from './party.sample.js';
import { partyOrganisation } from './party-organisation.js';
import { networkProcesses } from './processes.js';
import { moving, working } from './work.sample.js';

const at = scenario(partyOrganisation).given(working);
const under = (change: object = {}, parent = id(901)) => at.when('moveUnder', { parent, decisionNo }, told(moving(change)));

describe('4.1 · name and parent of a Party organisation are decided by the one above', () => {
  test('D-party-organisation · by its officers, never by the organisation itself; the top of the installation by its administrator', () => {
    const { rename, moveUnder } = partyOrganisation.moves;
    expect([rename.by, moveUnder.by]).toEqual([
      { above: ['party-officer', 'organisation-admin'], top: ['organisation-admin'] },
      { above: ['party-officer', 'organisation-admin'] },
    ]);
    expect(partyOrganisation.parties(fold(partyOrganisation, working)).top).toBeUndefined();
    expect(partyOrganisation.parties(fold(partyOrganisation, standing(900))).top).toEqual({ organisation: id(900) });
  });

  test('D-party-organisation · a new name by its decision, and not the one that it has', () => {
    const named = { name: '示例社区党支部', decisionNo };
    const { state } = at
      .when('rename', named, told())
      .then({ type: 'PartyNameChanged', level: 'branch', from: '中共示例街道工作委员会', ...named });
    expect(state).toMatchObject({ name: '示例社区党支部' });
    at.when('rename', { ...named, name: '中共示例街道工作委员会' }, told()).then({ refused: 'same-name', rule: 'D-party-organisation' });
  });

  test('D-party-organisation · another parent of the network that fits, as the tree has them', () => {
    const { state } = under().then({ type: 'PartyParentChanged', level: 'branch', from: id(900), to: id(901), decisionNo });
    expect(state).toMatchObject({ parent: id(901) });
    const rule = 'D-party-organisation';
    under({}, id(900)).then({ refused: 'same-parent', rule });
    under({ then: { organisation: { status: 'abolished' } } }).then({ refused: 'parent-not-formed', rule });
    under({ then: { organisation: { status: 'formed', level: 'branch' } } }).then({ refused: 'parent-level', rule });
    under({ parentInTree: { status: 'active', kind: 'county-party-committee' } }).then({ refused: 'parent-level', rule });
    under({ inTree: { status: 'none' } }).then({ refused: 'parent-level', rule });
    const move = { parent: id(901), decisionNo };
    const group = scenario(partyOrganisation).given(standing(31, { level: 'group', parent: id(11) }));
    group.when('moveUnder', move, told(moving())).then({ refused: 'group-of-its-branch', rule });
    scenario(partyOrganisation).given(standing(900)).when('moveUnder', move, told(moving())).then({ refused: 'top-stays', rule });
  });

  test('PMR19 25 · under another committee with the power only once its members were transferred, or where it has the power itself', () => {
    const elsewhere = { then: { organisation: { status: 'formed', level: 'committee' }, committee: { id: id(920) } } };
    under(elsewhere).then({ refused: 'other-committee', rule: 'PMR19 25', facts: { members: 2, below: 0 }, overridable: false });
    const left = after(working, ['unlistMember', { member: id(10_001), stopped: true }], ['unlistMember', { member: id(10_002) }]);
    const move = { parent: id(901), decisionNo };
    const stopped = scenario(partyOrganisation).given(left);
    stopped
      .when('moveUnder', move, told(moving(elsewhere)))
      .then({ refused: 'other-committee', rule: 'PMR19 25', facts: { members: 1, below: 0 } });
    const empty = scenario(partyOrganisation).given(after(left, ['unlistMember', { member: id(10_001) }]));
    expect(empty.when('moveUnder', move, told(moving(elsewhere))).result.events).toHaveLength(1);
    const committee = scenario(partyOrganisation).given(after(standing(902, { parent: id(900) }), ['listBelow', { below: id(11) }]));
    const kinds = {
      inTree: { status: 'active', kind: 'party-committee' },
      parentInTree: { status: 'active', kind: 'town-party-committee' },
    };
    expect(committee.when('moveUnder', move, told(moving({ ...elsewhere, ...kinds }))).result.events).toHaveLength(1);
  });
});

test('4.1 · however late it is told: the organisation is listed below the one under which it stands, and below no other', () => {
  const there = after(working, ['moveUnder', { parent: id(901), decisionNo }, moving()]);
  const back = after(there, ['moveUnder', { parent: id(900), decisionNo }, moving()]);
  const lists = named(networkProcesses, 'party-below', 'party-below-leaving');
  const above = { [id(900)]: fold(partyOrganisation, standing(900)), [id(901)]: fold(partyOrganisation, standing(901)) };
  const listedAt = (events: typeof back, order: readonly number[], given = {}) => {
    const now = interleaved(lists, { item: id(11), events }, order, above, given);
    return [900, 901].filter((n) => {
      const state = now[id(n)];
      return state?.status === 'formed' && state.below.includes(id(11));
    });
  };
  fc.assert(
    fc.property(fc.array(fc.nat(1), { maxLength: 12 }), (order) => {
      expect([listedAt(working, order), listedAt(there, order), listedAt(back, order)]).toEqual([[900], [901], [900]]);
      const ended = after(
        back,
        ['unlistMember', { member: id(10_001) }],
        ['unlistMember', { member: id(10_002) }],
        ['abolish', { reason: '撤并', decisionNo }],
      );
      expect(listedAt(ended, order)).toEqual([]);
    }),
  );
  expect(listedAt(back, [], { timeless: true })).toEqual([]);
});

test('4.1 · the tree of organisations is told of name, parent and end in the order in which they were decided; of groups it knows nothing', () => {
  const [tree] = named(networkProcesses, 'party-tree');
  const events = after(
    working,
    ['rename', { name: '示例社区党支部', decisionNo }],
    ['moveUnder', { parent: id(901), decisionNo }, moving()],
  );
  const asked = (event: object & { type: string }) => tree?.reactions.get(event.type)?.react({ event, item: id(11) } as never, {} as never);
  expect(events.slice(-2).map((event) => asked(event))).toEqual([
    { slice: 'organisation', id: id(11), move: 'renameWithNetwork', input: { name: '示例社区党支部', decisionNo } },
    { slice: 'organisation', id: id(11), move: 'moveWithNetwork', input: { parent: id(901), decisionNo } },
  ]);
  expect(asked({ type: 'PartyNameChanged', level: 'group' } as never)).toBeUndefined();
});
