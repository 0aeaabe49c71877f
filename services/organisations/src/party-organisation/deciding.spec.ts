import { fold, type Reader } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { above, after, decisionNo, formed, id, make, proposal, standing, told } from './party.sample.js';
import { partyOrganisation, type PartyOrganisation } from './party-organisation.js';

const general = fold(partyOrganisation, standing(4, { level: 'general-branch', parent: id(900) }));
const committee = fold(partyOrganisation, standing(900));
const reader = (books: Readonly<Record<string, PartyOrganisation>>) =>
  ({ state: (_slice: object, wanted: string) => Promise.resolve(books[wanted] ?? { status: 'none' }) }) as unknown as Reader;

describe('4.1, D-party-proposal · the upper Party committee decides, not whatever stands between', () => {
  const under = { above: general, parentInTree: { status: 'active', kind: 'party-general-branch' }, committee: id(900) };
  const wanted = { ...proposal, parent: id(4) };

  test('a branch below a general branch: proposed there, approved or declined by the committee above', () => {
    const proposed = make({ status: 'none' }, ['propose', wanted, { id: id(1), facts: under }]);
    expect(proposed).toMatchObject([{ type: 'PartyOrganisationProposed', parent: id(4), committee: id(900) }]);
    const before = fold(partyOrganisation, proposed);
    const parties = partyOrganisation.parties(before);
    expect([parties.above, parties.deciding]).toEqual([{ organisation: id(4) }, { organisation: id(900) }]);
    for (const move of [partyOrganisation.moves.approve, partyOrganisation.moves.decline])
      expect(move.by).toEqual({ deciding: ['party-officer', 'organisation-admin'] });
    const approved = fold(partyOrganisation, make(before, ['approve', { decisionNo }]), before);
    expect([approved.status, partyOrganisation.parties(approved).deciding]).toEqual(['approved', undefined]);
    expect(fold(partyOrganisation, formed)).not.toHaveProperty('committee');
  });

  test('the committee is the nearest one at or above the parent; where the book has none, nothing is proposed', async () => {
    const gather = partyOrganisation.moves.propose.gather as unknown as (read: Reader, input: object) => Promise<{ committee: unknown }>;
    const found = async (books: Readonly<Record<string, PartyOrganisation>>, parent: string) =>
      (await gather(reader(books), { parent })).committee;
    expect(await found({ [id(4)]: general, [id(900)]: committee }, id(4))).toBe(id(900));
    expect(await found({ [id(900)]: committee }, id(900))).toBe(id(900));
    expect(await found({ [id(4)]: general }, id(4))).toBeNull();
    scenario(partyOrganisation)
      .given()
      .when('propose', wanted, told({ facts: { ...under, committee: null } }))
      .then({ refused: 'no-committee-above', rule: 'D-party-proposal', overridable: false });
  });

  test('a group is a part of its branch, which decides about it', () => {
    const branch = fold(partyOrganisation, standing(2, { level: 'branch', parent: id(900) }));
    const group = { ...proposal, level: 'group' as const, parent: id(2), members: 3 };
    const proposed = make({ status: 'none' }, ['propose', group, { id: id(1), facts: { ...above, above: branch } }]);
    expect(proposed[0]).not.toHaveProperty('committee');
    expect(partyOrganisation.parties(fold(partyOrganisation, proposed)).deciding).toEqual({ organisation: id(2) });
  });
});

test('D-party-organisation · what was approved is formed below one that still stands, and under which it fits', async () => {
  const approved = formed.slice(0, 2);
  const before = fold(partyOrganisation, approved);
  const gather = partyOrganisation.moves.form.gather as unknown as (read: Reader, input: object, state: object) => Promise<object>;
  const under = async (parent: PartyOrganisation) => {
    const form = scenario(partyOrganisation).given(approved);
    return [form.when('form', {}, told({ facts: await gather(reader({ [proposal.parent]: parent }), {}, before) }))] as const;
  };
  const rule = 'D-party-organisation';
  const ended = fold(partyOrganisation, after(standing(900), ['abolish', { reason: '撤并', decisionNo }]));
  for (const gone of [ended, { status: 'none' } as const]) {
    const [form] = await under(gone);
    form.then({ refused: 'parent-not-formed', rule, overridable: false });
  }
  const [branch] = await under(fold(partyOrganisation, standing(900, { level: 'branch', parent: id(901) })));
  branch.then({ refused: 'parent-level', rule, overridable: false });
  const [stands] = await under(committee);
  expect(stands.result.state.status).toBe('formed');
});
