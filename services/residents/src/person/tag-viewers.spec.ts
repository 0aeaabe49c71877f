import { fold, type Actor, type AnyEvent, type Role } from '@yimen/kernel';
import { itemDeadlines, seenParts, shown, viewerOf } from '@yimen/service-shell/slice';
import { sealedAs } from '@yimen/testing';
import { person } from './person.js';
import { committee, hall, id, registered } from './person.sample.js';
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
const removed: PersonEvent = { type: 'TagRemoved', tagId: 't2', reason: '父母已返乡', nextExpiry: null };
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
    deadlines: itemDeadlines(person, id(1), timed, { staff: true }).map(({ deadline }) => deadline),
  };
}

const disabled = ['t1', 'disabled', '残疾人保障法'];
const leftBehind = ['t2', 'left-behind-child', '未成年人保护法'];
const livingAllowance = ['t3', 'minimum-living', '社会救助暂行办法'];

test('2.1 · a tag is there for the roles of its kind and opened for them, with its legal ground; for everybody else it is not there', async () => {
  expect(await seenBy(account('community-worker', committee))).toEqual({
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

test('13.9 · left-behind children are for the named child worker only, and for the person himself; nobody else learns that there is a tag', async () => {
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
