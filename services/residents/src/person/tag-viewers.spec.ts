import { fold, type Actor, type AnyEvent, type Role } from '@yimen/kernel';
import { itemDeadlines, seenParts, shown, viewerOf } from '@yimen/service-shell/slice';
import { scenario, sealedAs } from '@yimen/testing';
import { person } from './person.js';
import { committee, hall, id, otherCommittee, registered } from './person.sample.js';
import type { PersonEvent } from './states.js';
import { tagKinds } from './tags.js';

const added = (tagId: string, tag: keyof typeof tagKinds, namedViewer: string | null): PersonEvent => ({
  type: 'TagAdded',
  tagId,
  tag: sealedAs(tag),
  tagGround: sealedAs(tagKinds[tag].ground),
  viewers: [...tagKinds[tag].viewers],
  namedViewer,
  expiresOn: '2027-03-02',
  nextExpiry: '2027-03-02',
});
const removed: PersonEvent = { type: 'TagRemoved', tagId: 't2', reason: 'given-anew', nextExpiry: null };
const history = [
  registered,
  added('t1', 'disabled', null),
  added('t2', 'left-behind-child', 'worker-7'),
  added('t3', 'minimum-living', null),
];

const account = (role: Role, organisation: string | null, name = 'somebody'): Actor => ({
  kind: 'account',
  id: name,
  person: role === 'resident' ? id(1) : null,
  grants: [{ role, organisation }],
});
const directory = { isWithin: async () => false };
const open = async (sealed: readonly string[]) => sealed.map((one) => Buffer.from(one.split('.')[3] ?? '', 'base64url').toString('utf8'));

/** The tags of the state and the events of the history, as one account gets them. */
async function seenBy(actor: Actor, events: readonly PersonEvent[] = history) {
  const state = fold(person, events);
  const item = { stream: `person/${id(1)}`, state, revision: BigInt(events.length), requests: new Map() };
  const { opener } = (await viewerOf(person, item, actor, directory)) ?? {};
  const values = [{ ...state }, ...events];
  const seen = await seenParts(person, item, values, events as readonly AnyEvent[], actor, directory);
  const [first, ...told] = await shown(values, opener ? open : undefined, seen && { seen, open });
  const { tags, name } = first as { tags: { tagId: string; tag: unknown; tagGround: unknown }[]; name: unknown };
  const timed = events.map((event, at) => ({ event, happenedOn: '2026-03-02', seen: told[at] !== undefined }));
  return {
    name,
    tags: tags.map(({ tagId, tag, tagGround }) => [tagId, tag, tagGround]),
    told: told.map((one) => one !== undefined),
    expired: told.flatMap((one) => (one as { tagIds?: string[] } | undefined)?.tagIds ?? []),
    names: [...JSON.stringify([first, told]).matchAll(/"(\w+)":/g)].map(([, name]) => name),
    deadlines: itemDeadlines(person, id(1), timed, { staff: true }).map(({ deadline }) => deadline),
  };
}

const disabled = ['t1', 'disabled', '残疾人保障法'];
const leftBehind = ['t2', 'left-behind-child', '未成年人保护法'];
const livingAllowance = ['t3', 'minimum-living', '社会救助暂行办法'];

test('2.1 · a tag is there for the roles of its kind and opened for them, with its legal ground; for everybody else it is not there', async () => {
  expect(await seenBy(account('community-worker', committee))).toMatchObject({
    name: '王示例',
    tags: [disabled, livingAllowance],
    told: [true, true, false, true],
    // The day on which a tag expires would tell of it.
    deadlines: [],
  });
  expect((await seenBy(account('director', committee))).tags).toEqual([disabled]);
  // Opened although the name is not: each tag has viewers of its own.
  expect(await seenBy(account('sub-district', committee))).toMatchObject({ name: { sealed: true }, tags: [livingAllowance] });
  expect((await seenBy(account('records-officer', committee))).tags).toEqual([disabled, livingAllowance]);
  for (const [role, organisation] of [
    ['secretary', committee],
    ['window-clerk', hall],
  ] as const)
    expect(await seenBy(account(role, organisation))).toMatchObject({ tags: [], told: [true, false, false, false] });
});

test('13.9 · left-behind children are for the named child worker only, and for the person himself; nobody else is shown the tag or one of its events', async () => {
  expect((await seenBy(account('community-worker', committee, 'worker-7'))).tags).toEqual([disabled, leftBehind, livingAllowance]);
  expect(await seenBy(account('resident', null))).toMatchObject({ tags: [disabled, leftBehind, livingAllowance], deadlines: ['tags'] });
  const after = [...history, removed];
  expect((await seenBy(account('community-worker', committee), after)).told).toEqual([true, true, false, true, false]);
  expect((await seenBy(account('community-worker', committee, 'worker-7'), after)).told).toEqual([true, true, true, true, true]);
});

test('PIPL 47 · of a sealed record the community sees no tag any more', async () => {
  const retainUntil = { identity: '2026-04-01', contact: '2026-04-01', hall: '2026-04-01' };
  const sealedRecord: PersonEvent = { type: 'RecordSealed', ground: 'moved-away', keptBy: 'scenario', retainUntil };
  const stored = [...history, sealedRecord];
  expect((await seenBy(account('community-worker', committee), stored)).tags).toEqual([]);
  expect(await seenBy(account('records-officer', committee), stored)).toMatchObject({ name: '王示例', tags: [disabled, livingAllowance] });
});

test('13.9 · how many tags were given and which expires next is shown to nobody: both count tags that a reader may not see', async () => {
  const all = [...history, removed];
  for (const who of [
    account('community-worker', committee),
    account('community-worker', committee, 'worker-7'),
    account('resident', null),
  ]) {
    const { names } = await seenBy(who, all);
    expect(names).toEqual(expect.arrayContaining(['tags', 'tagId', 'expiresOn']));
    expect(names).not.toContain('tagsGiven');
    expect(names).not.toContain('nextExpiry');
  }
});

test('13.9 · tags that expire together are told to each viewer for himself, of those that he sees', async () => {
  const { events } = scenario(person).given(history).when('expireTags', {}, { today: '2027-03-03' }).result;
  const over = (...tagIds: string[]) => ({ type: 'TagsExpired', tagIds, nextExpiry: null });
  expect(events).toEqual([over('t1'), over('t2'), over('t3')]);
  const after = [...history, ...events];
  expect((await seenBy(account('community-worker', committee), after)).expired).toEqual(['t1', 't3']);
  expect((await seenBy(account('director', committee), after)).expired).toEqual(['t1']);
  expect((await seenBy(account('secretary', committee), after)).expired).toEqual([]);
  expect((await seenBy(account('community-worker', committee, 'worker-7'), after)).expired).toEqual(['t1', 't2', 't3']);
  expect((await seenBy(account('resident', null), after)).expired).toEqual(['t1', 't2', 't3']);
  // Two tags with the same viewers need one event.
  const same = scenario(person).given(registered, added('t1', 'disabled', null), added('t2', 'elderly', null));
  expect(same.when('expireTags', {}, { today: '2027-03-03' }).result.events).toEqual([over('t1', 't2')]);
});

test('13.9 · an event that was recorded for several tags at once is for those who see each of them', async () => {
  const at = (...tagIds: string[]) => [...history, { type: 'TagsExpired', tagIds, nextExpiry: null } as PersonEvent];
  const worker = account('community-worker', committee);
  expect((await seenBy(worker, at('t1', 't3'))).expired).toEqual(['t1', 't3']);
  expect((await seenBy(worker, at('t1', 't2', 't3'))).expired).toEqual([]);
  expect((await seenBy(account('director', committee), at('t1', 't3'))).expired).toEqual([]);
  // The named worker sees no more by his name than the tags that name him.
  expect((await seenBy(account('auditor', committee, 'worker-7'), at('t2'))).expired).toEqual(['t2']);
  expect((await seenBy(account('auditor', committee, 'worker-7'), at('t2', 't3'))).expired).toEqual([]);
  expect((await seenBy(account('resident', null), at('t1', 't2', 't3'))).expired).toEqual(['t1', 't2', 't3']);
});

describe('13.9 · PIPL 28 · who may not see a tag cannot take it away, and is answered as if there were none', () => {
  const [street, facts] = [id(904), { organisations: [committee, id(904)] }];
  const held = scenario(person).given(history);
  const taking = (actor: Actor, tagId: string) => held.when('removeTag', { tagId, reason: 'given-anew' }, { actor, facts }).result;
  const taken = (actor: Actor) => ['t1', 't2', 't3'].filter((tagId) => taking(actor, tagId).events.length > 0);

  test('by the roles of its kind in the community or above it, and by the one who is named', () => {
    expect(taken(account('community-worker', committee))).toEqual(['t1', 't3']);
    expect(taken(account('community-worker', committee, 'worker-7'))).toEqual(['t1', 't2', 't3']);
    expect(taken(account('director', committee))).toEqual(['t1']);
    expect(taken(account('sub-district', street))).toEqual(['t3']);
    expect(taken(account('secretary', committee))).toEqual([]);
    // A role in another community shows nothing of this one.
    expect(taken(account('community-worker', otherCommittee))).toEqual([]);
    expect(taken({ kind: 'system', id: 'operator:console' })).toEqual(['t1', 't2', 't3']);
  });

  test('a tag that is hidden and one that never was are refused alike', () => {
    const [hidden, none] = ['t2', 't9'].map((tagId) => taking(account('community-worker', committee), tagId).refusal);
    expect(hidden).toMatchObject({ code: 'tag-missing', rule: 'PIPL 28', facts: { tagId: 't2' } });
    expect({ ...hidden, facts: {} }).toEqual({ ...none, facts: {} });
  });

  test('the organisations above the community are those of the book, a closed one by its successor, and no loop is followed', async () => {
    const rows: Readonly<Record<string, object>> = {
      [committee]: { parent: hall, closedOn: null, successor: null },
      [hall]: { parent: id(905), closedOn: '2026-01-01', successor: street },
      [street]: { parent: committee, closedOn: null, successor: null },
    };
    const read = { row: (_table: unknown, key: string) => Promise.resolve(rows[key]) } as never;
    const gathered = (state: object) => person.moves.removeTag.gather?.(read, {} as never, state as never, {} as never);
    expect(await gathered(fold(person, history))).toEqual({ organisations: [committee, hall, street] });
    expect(await gathered({ ...fold(person, history), community: id(999) })).toEqual({ organisations: [id(999)] });
  });
});

test('13.10 · why a tag was taken away is chosen from a list: free text would tell which it was', () => {
  const { input } = person.moves.removeTag;
  expect(input.safeParse({ tagId: 't2', reason: '父母已返乡' }).success).toBe(false);
  expect(input.safeParse({ tagId: 't2', reason: 'no-longer-applies' }).success).toBe(true);
});
