import { fold } from '@yimen/kernel';
import { scenario, sealedAs } from '@yimen/testing';
import { household, type Household } from '../household/household.js';
import { person } from './person.js';
import { alias, committee, facts, id, otherCommittee, policy, registered } from './person.sample.js';
import { tagKinds } from './tags.js';

const steps = scenario(person).given(registered);
const told = (more: object = {}) => ({ id: id(1), policy, facts: { ...facts, ...more } });

describe('corrections', () => {
  test('a field that is absent stays, null empties it', () => {
    const event = { type: 'PersonCorrected' as const, name: sealedAs('王更正'), evidence: '户口簿' };
    expect(steps.when('correct', { name: '王更正', evidence: '户口簿' }, told()).then(event).state).toMatchObject({
      name: sealedAs('王更正'),
      registeredAddress: null,
    });
    expect(person.moves.correct.input.safeParse({ evidence: '户口簿' }).success).toBe(false);
  });

  test('another identity number takes another name in the register', () => {
    const other = '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c02';
    const given = { identityNumber: '990101199001010051', evidence: '居民身份证' };
    const event = {
      type: 'PersonIdentityCorrected' as const,
      identityNumber: sealedAs(given.identityNumber),
      identityIndex: facts.blind.identityNumber,
      identity: other,
      formerIdentity: alias,
      sex: 'male' as const,
      bornIn: 1990,
      evidence: '居民身份证',
    };
    const { state } = steps.when('correctIdentity', given, told({ alias: { identityNumber: other } })).then(event);
    expect(state).toMatchObject({ identity: other, bornIn: 1990, sex: 'male' });
    steps.when('correctIdentity', given, told()).then({ refused: 'same-number', rule: 'D-identity-unique' });
    const taken = { alias: { identityNumber: other }, holder: { status: 'taken', holder: id(2) } };
    steps.when('correctIdentity', given, told(taken)).then({ refused: 'identity-registered', rule: 'D-identity-unique' });
  });

  test('the phone number changes, or goes', () => {
    steps
      .when('changeContact', { phone: '13900002222' }, told())
      .then({ type: 'ContactChanged', phone: sealedAs('13900002222'), phoneIndex: facts.blind.phone });
    const none = { type: 'ContactChanged' as const, phone: null, phoneIndex: null };
    expect(steps.when('changeContact', { phone: null }, told()).then(none).state).toMatchObject({ phone: null });
    steps.when('changeContact', { phone: '00000000' }, told()).then({ refused: 'phone-invalid', rule: 'D-record-facts' });
  });
});

describe('residence and household', () => {
  const open = { type: 'HouseholdOpened' as const, kind: 'family' as const, room: id(50), community: committee };
  const joined = { type: 'HouseholdJoined' as const, person: id(1), household: id(60) };
  const left = { type: 'HouseholdLeft' as const, person: id(1), household: id(60) };
  const house = (...events: Parameters<typeof fold<Household, typeof open>>[1]): Household => fold(household, events);
  const moving = { community: otherCommittee, residenceKind: 'settled' as const, residenceAddress: null, since: '2026-03-01' };

  test('13.5 · one household at a time', () => {
    const { state } = steps.when('joinHousehold', { household: id(60) }, told({ joined: house(open) })).then(joined);
    expect(state).toMatchObject({ household: id(60) });
    scenario(person)
      .given(registered, joined)
      .when('joinHousehold', { household: id(61) }, told({ joined: house(open) }))
      .then({ refused: 'in-a-household', rule: 'D-household' });
    expect(scenario(person).given(registered, joined).when('leaveHousehold', {}, told()).then(left).state).toMatchObject({
      household: null,
    });
    steps.when('leaveHousehold', {}, told()).then({ refused: 'not-in-a-household', rule: 'D-household' });
  });

  test('13.5 · out of a household that was dissolved meanwhile the system takes him with the reason, and out of no other', () => {
    expect(person.moves.leaveDissolved.by).toBe('system');
    const gone = { household: id(60) };
    const { state } = scenario(person)
      .given(registered, joined)
      .when('leaveDissolved', gone, told())
      .then({ ...left, because: 'household-dissolved' });
    expect(state).toMatchObject({ household: null });
    steps.when('leaveDissolved', gone, told()).then([]);
    scenario(person)
      .given(registered, { ...joined, household: id(61) })
      .when('leaveDissolved', gone, told())
      .then([]);
  });

  test('only into an open household of the own community', () => {
    steps
      .when('joinHousehold', { household: id(60) }, told({ joined: house() }))
      .then({ refused: 'household-not-open', rule: 'D-household' });
    const elsewhere = house({ ...open, community: otherCommittee });
    steps
      .when('joinHousehold', { household: id(60) }, told({ joined: elsewhere }))
      .then({ refused: 'household-elsewhere', rule: 'D-household' });
  });

  test('D-household · with others: into a room that stands in the book of areas, and into none that has ended', () => {
    const among = house(open, { type: 'HouseholdMemberListed', person: id(2) } as never);
    steps.when('joinHousehold', { household: id(60) }, told({ joined: among })).then(joined);
    for (const room of ['ended', 'unknown', 'not-a-room'])
      steps
        .when('joinHousehold', { household: id(60) }, told({ joined: among, room }))
        .then({ refused: 'household-room-gone', rule: 'D-household' });
  });

  test('the room that is looked at is that of the household', async () => {
    const asked: string[] = [];
    const row = (_table: unknown, key: string) => {
      asked.push(key);
      return Promise.resolve({ area: key, level: 'ROOM', code: null, parent: null, valid: key !== id(50) });
    };
    const read = (state: Household) => ({ state: () => Promise.resolve(state), row }) as never;
    const gathered = (state: Household) =>
      person.moves.joinHousehold.gather?.(read(state), { household: id(60) }, {} as never, {} as never);
    await expect(gathered(house(open))).resolves.toEqual({ joined: house(open), room: 'ended' });
    await expect(gathered(house())).resolves.toMatchObject({ room: null });
    expect(asked).toEqual([id(50)]);
  });

  test('who lives elsewhere joins no household before he is back', () => {
    const away = { type: 'PersonMovedAway' as const, person: id(1), from: committee, since: '2026-02-01', county: null };
    const back = { type: 'PersonCameBack' as const, person: id(1), community: committee, since: '2026-03-01' };
    const given = told({ joined: house(open) });
    scenario(person)
      .given(registered, away)
      .when('joinHousehold', { household: id(60) }, given)
      .then({ refused: 'is-away', rule: 'D-household', facts: { since: '2026-02-01' } });
    scenario(person)
      .given(registered, away, back)
      .when('joinHousehold', { household: id(60) }, given)
      .then(joined);
  });

  test('who moves to another community leaves his household; inside it he stays', () => {
    const event = { type: 'ResidenceMoved' as const, from: committee, ...moving };
    const living = scenario(person).given(registered, joined);
    const { state } = living.when('moveResidence', moving, told()).then([left, event]);
    expect(state).toMatchObject({ community: otherCommittee, household: null, residenceKind: 'settled' });
    living.when('moveResidence', { ...moving, community: committee }, told()).then({ ...event, community: committee });
    living
      .when('moveResidence', moving, told({ communityIsCommittee: false }))
      .then({ refused: 'not-a-committee', rule: 'D-organisation-tree' });
    living.when('moveResidence', { ...moving, since: '2026-03-03' }, told()).then({ refused: 'since-future', rule: 'D-record-facts' });
    expect(person.moves.moveResidence.parties?.(moving as never, {} as never)).toEqual({ target: { organisation: otherCommittee } });
  });
});

describe('13.9 · tags', () => {
  const give = { tag: 'disabled', tagGround: '残疾人保障法', expiresOn: '2027-03-02' } as const;
  const added = {
    type: 'TagAdded' as const,
    tagId: 't1',
    tag: sealedAs('disabled'),
    tagGround: sealedAs('残疾人保障法'),
    viewers: [...tagKinds.disabled.viewers],
    namedViewer: null,
    expiresOn: '2027-03-02',
    nextExpiry: '2027-03-02',
  };

  test('are sealed, with their viewers and their last day; the earliest one is the deadline', () => {
    steps.when('addTag', give, told()).then(added);
    const second = {
      ...added,
      tagId: 't2',
      tag: sealedAs('unemployed'),
      tagGround: sealedAs('就业促进法'),
      viewers: [...tagKinds.unemployed.viewers],
      expiresOn: '2026-06-30',
    };
    const both = { ...second, nextExpiry: '2026-06-30' };
    const other = { tag: 'unemployed', tagGround: '就业促进法', expiresOn: '2026-06-30' } as const;
    scenario(person).given(registered, added).when('addTag', other, told()).then(both);
    steps.when('addTag', { ...other, tagGround: '残疾人保障法' }, told()).then({ refused: 'tag-ground', rule: 'PIPL 28' });
    const set = person.deadlines?.tags?.set;
    expect(set?.TagAdded?.(both)).toEqual({ dueOn: '2026-06-30' });
    expect(set?.TagsExpired?.({ type: 'TagsExpired', tagIds: ['t2'], nextExpiry: null })).toBeNull();

    const expired = { type: 'TagsExpired' as const, tagIds: ['t2'], nextExpiry: '2027-03-02' };
    const held = scenario(person).given(registered, added, both);
    expect(held.when('expireTags', {}, { ...told(), today: '2026-07-01' }).then(expired).state).toMatchObject({ tags: [{ tagId: 't1' }] });
    held.when('expireTags', {}, { ...told(), today: '2026-06-30' }).then({ refused: 'nothing-expired', rule: 'PIPL 19' });
    const reason = 'no-longer-applies' as const;
    const removed = { type: 'TagRemoved' as const, tagId: 't2', reason, nextExpiry: '2027-03-02' };
    const grants = [{ role: 'community-worker' as const, organisation: committee }];
    const by = { ...told({ organisations: [committee] }), actor: { kind: 'account' as const, id: 'worker-1', person: null, grants } };
    expect(held.when('removeTag', { tagId: 't2', reason }, by).then(removed).state).toMatchObject({ tags: [{ tagId: 't1' }] });
    held.when('removeTag', { tagId: 't9', reason }, by).then({ refused: 'tag-missing', rule: 'PIPL 28' });
  });

  test.each(['community-correction', 'released-prisoner', 'severe-mental-disorder', 'drug-related', 'religion'] as const)(
    'PIPL 28, PIPL 29 · %s is not stored',
    (tag) => {
      steps.when('addTag', { ...give, tag }, told()).then({ refused: 'tag-not-stored', rule: 'D-no-restricted-tags' });
    },
  );

  test.each(['left-behind-child', 'distressed-child'] as const)('%s is for the named child worker only', (tag) => {
    const child = { ...give, tag, tagGround: '未成年人保护法' } as const;
    steps.when('addTag', child, told()).then({ refused: 'named-viewer-only', rule: 'PIPL 28' });
    const { events } = steps.when('addTag', { ...child, namedViewer: 'worker-7' }, told({ atWork: true })).result;
    expect(events[0]).toMatchObject({ viewers: [], namedViewer: 'worker-7' });
    steps.when('addTag', { ...give, namedViewer: 'worker-7' }, told()).then({ refused: 'named-viewer-only', rule: 'PIPL 28' });
  });

  test('2.1 P5 · 未成年人保护法 43 · the named child worker is a community worker of this community today', async () => {
    const child = { ...give, tag: 'distressed-child', tagGround: '未成年人保护法', namedViewer: 'worker-7' } as const;
    const refused = { refused: 'not-a-child-worker', rule: '未成年人保护法 43', facts: { namedViewer: 'worker-7' } };
    steps.when('addTag', child, told({ atWork: false })).then(refused);
    const asked: string[] = [];
    const read = { row: async (_table: object, key: string) => void asked.push(key) } as never;
    const gather = (namedViewer: string | null) => person.moves.addTag.gather?.(read, { namedViewer } as never, steps.state, {} as never);
    expect([await gather('worker-7'), await gather(null), await gather('a/b')]).toEqual([
      { atWork: false },
      { atWork: false },
      { atWork: false },
    ]);
    expect(asked).toEqual([`worker-7/community-worker/${committee}`]);
  });

  test('2.1 P5 · 未成年人保护法 23 · the day on which the guardian told the committee in writing in whose care the child is', () => {
    const child = { ...give, tag: 'left-behind-child', tagGround: '未成年人保护法', namedViewer: 'worker-7' } as const;
    const at = told({ atWork: true });
    const given = { ...added, tag: sealedAs(child.tag), tagGround: sealedAs(child.tagGround), viewers: [], namedViewer: 'worker-7' };
    steps.when('addTag', { ...child, guardianNoticeOn: '2026-03-02' }, at).then({ ...given, guardianNoticeOn: '2026-03-02' });
    const future = { refused: 'notice-in-future', rule: 'D-record-facts' };
    steps.when('addTag', { ...child, guardianNoticeOn: '2026-03-03' }, at).then(future);
    const other = { ...give, guardianNoticeOn: '2026-03-01' };
    steps.when('addTag', other, at).then({ refused: 'notice-not-asked', rule: '未成年人保护法 23' });
  });

  test('a last day that has come is refused', () => {
    steps.when('addTag', { ...give, expiresOn: '2026-03-02' }, told()).then({ refused: 'tag-expired', rule: 'PIPL 19' });
  });
});
