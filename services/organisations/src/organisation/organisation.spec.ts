import { encode, organisationKinds, registry, type OrganisationKind } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { decide, scenario } from '@yimen/testing';
import fc from 'fast-check';
import { organisation } from './organisation.js';
import { readAbove, type Organisation } from './states.js';
import { kinds, rank } from './tree.js';

const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const described = { name: '示例', areaCode: null, uscc: null, cameFrom: [] };
const established = (kind: OrganisationKind, at: number, parent: string | null, ancestors: string[] = []) => ({
  type: (kinds[kind].tree === 'party' ? 'PartyOrganisationEstablished' : 'OrganisationEstablished') as 'OrganisationEstablished',
  organisation: id(at),
  tree: kinds[kind].tree,
  kind,
  parent,
  ancestors,
  ...described,
});
const standing = (kind: OrganisationKind, at: number, parent: string | null = null): Organisation =>
  fold(organisation, [established(kind, at, parent)]);
const decisionNo = '张政发〔2026〕1号';

describe('set up', () => {
  test('the roots of the three trees, by the system only', () => {
    expect(organisation.moves.found.by).toBe('system');
    for (const kind of ['county-government', 'county-communities', 'county-party-committee'] as const)
      scenario(organisation)
        .given()
        .when('found', { kind, ...described }, { id: id(1) })
        .then(established(kind, 1, null));
    scenario(organisation)
      .given()
      .when('found', { kind: 'department', ...described })
      .then({ refused: 'not-a-root', rule: 'D-organisation-tree' });
  });

  test('under a parent, with its ancestors as of then', () => {
    const facts = { parent: standing('town-communities', 2, id(1)), ancestors: [id(2), id(1)] };
    scenario(organisation)
      .given()
      .when('establish', { kind: 'community-committee', parent: id(2), ...described }, { id: id(3), facts })
      .then(established('community-committee', 3, id(2), [id(2), id(1)]));
  });

  test('13.9 · a Party organisation records event types that are never published', () => {
    const facts = { parent: standing('party-committee', 2), ancestors: [id(2)] };
    const wanted = established('party-branch', 3, id(2), [id(2)]);
    scenario(organisation)
      .given()
      .when('establish', { kind: 'party-branch', parent: id(2), ...described }, { id: id(3), facts })
      .then(wanted);
    for (const [type, contract] of registry)
      if (type.startsWith('PartyOrganisation')) expect([type, contract.visibility]).toEqual([type, 'internal']);
  });

  test.each([
    ['community-committee', 'sub-district', 'other-tree'],
    ['party-branch', 'community-committee', 'other-tree'],
    ['department', 'sub-district', 'parent-kind'],
    ['town-communities', 'community-committee', 'parent-kind'],
  ] as const)('decision 23 · a %s under a %s: %s', (kind, parentKind, refused) => {
    const facts = { parent: standing(parentKind, 2), ancestors: [id(2)] };
    scenario(organisation)
      .given()
      .when('establish', { kind, parent: id(2), ...described }, { facts })
      .then({ refused, rule: 'D-organisation-tree' });
  });

  test.each([
    ['55990101ME0000028N', undefined],
    ['54990101ME00001168', undefined],
    ['55990101ME0000124' + '0', undefined],
    ['55990101ME0000028M', 'uscc-invalid'],
    ['55990101MI0000028N', 'uscc-invalid'],
  ])('1.4 · the credit code %s: %s', (uscc, refused) => {
    const result = decide(organisation, { status: 'none' }, 'found', { ...described, kind: 'county-government', uscc });
    expect(result.refusal?.code).toBe(refused);
  });
});

describe('1.2 · a committee has the code of a community, never that of a town or a county', () => {
  const refused = { refused: 'area-code-level', rule: 'AREA-CODE', overridable: false } as const;
  test.each(['community-committee', 'village-committee'] as const)('a %s', (kind) => {
    const facts = { parent: standing('town-communities', 2, id(1)), ancestors: [id(2), id(1)] };
    const steps = scenario(organisation).given();
    const input = { ...described, kind, parent: id(2) };
    for (const areaCode of ['320582001000', '320582000000'])
      steps.when('establish', { ...input, areaCode }, { id: id(3), facts }).then(refused);
    expect(steps.when('establish', { ...input, areaCode: '320582001001' }, { id: id(3), facts }).result.state.status).toBe('active');
    scenario(organisation)
      .given(established(kind, 3, id(2)))
      .when('identify', { uscc: null, areaCode: '320582001000' })
      .then(refused);
  });

  test('what stands above the committees has a code of its own level', () => {
    const town = { areaCode: '320582001000', uscc: null };
    scenario(organisation)
      .given(established('town-communities', 2, id(1)))
      .when('identify', town)
      .then({ type: 'OrganisationIdentified', ...town });
  });
});

describe('afterwards', () => {
  const steps = scenario(organisation).given(established('community-committee', 3, id(2)));

  test('renamed, recorded anew, put under another parent, closed with a successor', () => {
    expect(
      steps.when('rename', { name: '新名', decisionNo }).then({ type: 'OrganisationRenamed', name: '新名', decisionNo }).state,
    ).toMatchObject({
      name: '新名',
    });
    const codes = { uscc: '55990101ME0000028N', areaCode: '320582001001' };
    expect(steps.when('identify', codes).then({ type: 'OrganisationIdentified', ...codes }).state).toMatchObject(codes);
    const above = { parent: standing('town-communities', 4), ancestors: [id(4)] };
    const moved = { type: 'OrganisationMoved' as const, from: id(2), to: id(4), ancestors: [id(4)], decisionNo };
    expect(steps.when('moveTo', { parent: id(4), decisionNo }, { facts: above }).then(moved).state).toMatchObject({ parent: id(4) });
    const closed = { reason: '合并', decisionNo, successor: id(5) };
    const facts = { successor: standing('community-committee', 5, id(2)) };
    expect(steps.when('close', closed, { facts }).then({ type: 'OrganisationClosed', ...closed }).state).toMatchObject({
      status: 'closed',
      successor: id(5),
    });
  });

  test('4.1, D-party-organisation · name, parent and end of a Party organisation follow its network, in event types of their own, and are changed nowhere else', () => {
    const party = scenario(organisation).given(established('party-branch', 3, id(2)));
    const above = { facts: { parent: standing('party-committee', 4), ancestors: [id(4)] } };
    const refused = { refused: 'by-the-network', rule: 'D-party-organisation', overridable: false };
    party.when('rename', { name: '新名', decisionNo }).then(refused);
    party.when('moveTo', { parent: id(4), decisionNo }, above).then(refused);
    party.when('close', { reason: '撤销', decisionNo, successor: null }, { facts: { successor: { status: 'none' } } }).then(refused);
    party.when('moveWithNetwork', { parent: id(2), decisionNo }, above).then([]);
    const types = [
      party.when('renameWithNetwork', { name: '新名', decisionNo }),
      party.when('identify', { uscc: null, areaCode: null }),
      party.when('moveWithNetwork', { parent: id(4), decisionNo }, above),
      party.when('endWithNetwork', { reason: '撤销', decisionNo, successor: null }),
    ].map(({ result }) => [result.events[0]?.type, result.state.status]);
    expect(types).toEqual([
      ['PartyOrganisationRenamed', 'active'],
      ['PartyOrganisationIdentified', 'active'],
      ['PartyOrganisationMoved', 'active'],
      ['PartyOrganisationClosed', 'closed'],
    ]);
  });

  test('refused: a root moves nowhere, the same parent, a closed parent, a successor of another tree or itself', () => {
    const above = { parent: standing('town-communities', 4), ancestors: [id(4)] };
    scenario(organisation)
      .given(established('county-communities', 1, null))
      .when('moveTo', { parent: id(4), decisionNo }, { facts: above })
      .then({ refused: 'root-stays', rule: 'D-organisation-tree' });
    steps.when('moveTo', { parent: id(2), decisionNo }, { facts: above }).then({ refused: 'same-parent', rule: 'D-organisation-tree' });
    steps
      .when('moveTo', { parent: id(4), decisionNo }, { facts: { ...above, parent: { status: 'none' } } })
      .then({ refused: 'parent-not-active', rule: 'D-organisation-tree' });
    for (const [successor, state] of [
      [id(5), standing('sub-district', 5)],
      [id(3), standing('community-committee', 3)],
      [id(5), standing('residents-group', 5)],
      [id(5), { status: 'none' }],
    ] as const)
      steps
        .when('close', { reason: '合并', decisionNo, successor }, { facts: { successor: state } })
        .then({ refused: 'successor-not-fit', rule: 'D-organisation-tree' });
  });
});

test('4.1 · the tree follows the Party network: entered when formed, closed with it, by the system only', () => {
  const facts = { parent: standing('party-committee', 2), ancestors: [id(2)] };
  const entered = scenario(organisation)
    .given()
    .when('enterFormed', { kind: 'party-branch', name: '示例', parent: id(2) }, { id: id(3), facts })
    .then(established('party-branch', 3, id(2), [id(2)]));
  const ended = { reason: '合并', decisionNo, successor: id(4) };
  scenario(organisation)
    .given(entered.events)
    .when('endWithNetwork', ended)
    .then({ type: 'PartyOrganisationClosed', ...ended });
  const { enterFormed, endWithNetwork, renameWithNetwork, moveWithNetwork } = organisation.moves;
  expect([enterFormed.by, endWithNetwork.by, renameWithNetwork.by, moveWithNetwork.by]).toEqual(['system', 'system', 'system', 'system']);
});

test('a parent always comes before its child in the order of kinds, in the same tree', () => {
  for (const kind of organisationKinds)
    for (const above of kinds[kind].under) {
      expect(rank(above)).toBeLessThan(rank(kind));
      expect(kinds[above].tree).toBe(kinds[kind].tree);
    }
});

test('the ancestors are read up to the root', async () => {
  const book = new Map([
    [id(1), standing('county-government', 1)],
    [id(2), standing('sub-district', 2, id(1))],
  ]);
  const read = { state: async (_slice: unknown, at: string) => book.get(at) ?? { status: 'none' }, row: async () => undefined };
  expect(await readAbove(read as never, id(2))).toEqual({ parent: book.get(id(2)), ancestors: [id(2), id(1)] });
});

test('decision 23 · however organisations are set up and moved, also on stale advice: one parent, one tree, no circle', () => {
  const step = fc.record({ of: fc.nat(7), to: fc.nat(7), kind: fc.constantFrom(...organisationKinds), stale: fc.boolean() });
  let moves = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (list) => {
      const now: Organisation[] = [
        standing('county-communities', 0),
        standing('town-communities', 1, id(0)),
        standing('town-communities', 2, id(0)),
        standing('community-committee', 3, id(1)),
        standing('village-committee', 4, id(2)),
        standing('residents-group', 5, id(3)),
        { status: 'none' },
        { status: 'none' },
      ];
      let before = [...now];
      for (const { of, to, kind, stale } of list) {
        const told = { id: id(of), facts: { parent: (stale ? before : now)[to], ancestors: [id(to)] } };
        before = [...now];
        const state = now[of] as Organisation;
        const move = state.status !== 'none' ? 'moveTo' : kinds[kind].root ? 'found' : 'establish';
        const input =
          move === 'moveTo' ? { parent: id(to), decisionNo } : { kind, ...described, ...(move === 'establish' && { parent: id(to) }) };
        const result = decide(organisation, state, move, input, told);
        for (const event of result.events) encode(registry, event);
        if (move === 'moveTo') moves += result.events.length;
        now[of] = result.state;
      }
      for (const start of now) {
        const seen = new Set<string>();
        for (
          let here = start;
          here.status === 'active' && here.parent !== null;
          here = now[Number(here.parent.slice(-12))] as Organisation
        ) {
          expect(seen.has(here.organisation)).toBe(false);
          seen.add(here.organisation);
          expect(here).toMatchObject({ tree: (start as typeof here).tree });
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(moves).toBeGreaterThan(50);
});
