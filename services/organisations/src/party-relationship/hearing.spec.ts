import { personCameBack, personMovedAway, recordSealed, registry, residenceMoved, type EventContract } from '@yimen/contracts';
import { addDays, fold, type DeadlineRule } from '@yimen/kernel';
import { operatorTasks, type Cause } from '@yimen/service-shell/slice';
import { decide } from '@yimen/testing';
import { deadlines } from './deadlines.js';
import { histories } from './histories.sample.js';
import { partyRelationship, type PartyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import {
  after,
  assign,
  accept,
  arrive,
  day,
  draft,
  here,
  id,
  issue,
  member,
  outIssued,
  person,
  policy,
  receive,
  recordReceipt,
  second,
  submit,
  approve,
  told,
} from './party-relationship.sample.js';
import { followResidence } from './processes.js';

const [home, elsewhere, overThere] = [id(901), id(902), id(921)] as [string, string, string];
/** Area codes of communities, and of the seats of branches 11 and 21. */
const codes: Readonly<Record<string, string>> = { [home]: '320582001001', [elsewhere]: '320582001002', [overThere]: '320582002001' };
const seats: Readonly<Record<string, string>> = { [here]: '320582001001', [id(21)]: '320582002001' };

const moved = (since: string, community: string) => [residenceMoved, { from: home, community, since }] as const;
const movedAway = (since: string) => [personMovedAway, { from: home, since, county: '310115' }] as const;
const cameBack = (since: string) => [personCameBack, { community: home, since }] as const;
const sealedBecause = (ground: string) => [recordSealed, { ground }] as const;
type News = readonly [EventContract, object];

/** The book of one member, who hears of the residents' events when the service gets to them, however late. */
class Book {
  state: PartyRelationship;
  readonly events: PartyRelationshipEvent[] = [];
  constructor(before: readonly PartyRelationshipEvent[] = member) {
    this.state = fold(partyRelationship, before);
  }

  hear([contract, fields]: News, today: string): this {
    const reaction = followResidence.reactions.get(contract.type);
    const event = { type: contract.type, ...registry.get(contract.type)?.samples[0], ...fields };
    const cause = { event, item: person } as unknown as Cause<unknown>;
    const asked = reaction?.react(cause as never, {} as never);
    if (asked === undefined || asked instanceof Promise) return this;
    expect([asked.slice, asked.id]).toEqual(['party-relationship', person]);
    const { community } = asked.input as { community?: string | null };
    const branch = this.state.status === 'none' ? null : this.state.branch;
    const facts = { lives: community == null ? null : (codes[community] ?? null), seat: branch === null ? null : (seats[branch] ?? null) };
    return this.make(asked.move, asked.input as object, today, facts);
  }

  make(move: string, input: object, today: string, facts: object = {}): this {
    const { refusal, events, state } = decide(partyRelationship, this.state, move, input, told(today, { facts }));
    if (refusal) throw new Error(`${move} refused: ${refusal.code}`);
    this.events.push(...events);
    this.state = state;
    return this;
  }

  /** The deadline fires on the day after its date, or when the service is there again. */
  live(until: string): this {
    for (let rounds = 0; rounds < 3; rounds += 1) {
      const due = this.state.status === 'none' ? undefined : this.state.timers['must-transfer'];
      if (due === undefined || due >= until) return this;
      this.make('raiseTasks', {}, until);
    }
    return this;
  }

  get tasks() {
    return this.events.flatMap((event) => (event.type === 'MemberTaskRaised' ? [[event.task, event.since, event.branch, event.rule]] : []));
  }
}

const task = (since: string, branch = here) => ['transfer-membership', since, branch, 'PMR19 25'];

describe('PMR19 25 · who moved away must transfer after six months: a task for the branch, never more', () => {
  test.each([
    ['to another community', moved(day, elsewhere)],
    ['out of the installation', movedAway(day)],
  ])('%s: the task stands from the first day after six months, not before', (_name, news) => {
    expect(new Book().hear(news, day).live('2026-08-31').tasks).toEqual([]);
    const book = new Book().hear(news, day).live('2026-09-01');
    expect(book.tasks).toEqual([task('2026-09-01')]);
    expect(book.state).toMatchObject({ status: 'member', branch: here });
  });

  test('COD04 credentials · he lives there from now on: what fits is the letter', () => {
    expect(new Book().hear(movedAway(day), day).events).toMatchObject([
      { type: 'MemberAway', since: day, place: 'fixed', months: null, credential: 'letter', timers: { 'must-transfer': '2026-08-31' } },
    ]);
  });

  test('the service away when it happened, also for longer than the six months: the same dates as if it had been there', () => {
    const there = new Book().hear(movedAway(day), day).live('2026-09-01');
    expect(new Book().hear(movedAway(day), addDays(day, 1)).live('2026-09-01').tasks).toEqual(there.tasks);
    expect(new Book().hear(movedAway(day), '2026-10-20').live('2026-10-20').tasks).toEqual(there.tasks);
  });

  test('the event delivered twice is one task', () => {
    const once = new Book().hear(movedAway(day), day);
    expect(once.hear(movedAway(day), day).live('2026-09-01').live('2026-12-01').tasks).toEqual([task('2026-09-01')]);
    expect(once.events.filter(({ type }) => type === 'MemberAway')).toHaveLength(1);
  });

  test('within the community of the branch nothing follows, and what is not a move is not asked about', () => {
    expect(new Book().hear(moved(day, home), day).events).toEqual([]);
    expect(new Book().hear(sealedBecause('deletion-requested'), day).events).toEqual([]);
  });

  test.each([
    ['a seat that is the whole town', '320582001000', '320582001002', []],
    ['a seat that is a grid of the community', '320582001001003', '320582001001', []],
    ['a seat in another town', '320582002000', '320582001001', ['MemberAway']],
    ['a branch without a seat', null, '320582001001', []],
    ['a community without an area code', '320582001001', null, []],
  ])('%s: away is only who is known to be', (_name, seat, lives, types) => {
    const told = new Book().make('noteResidence', { since: day, community: elsewhere }, day, { lives, seat });
    expect(told.events.map(({ type }) => type)).toEqual(types);
  });

  test('who comes back in time has no task; who leaves again has the six months anew', () => {
    const back = new Book().hear(movedAway(day), day).hear(cameBack('2026-08-01'), '2026-08-01');
    expect(back.live('2027-03-01').tasks).toEqual([]);
    back.hear(moved('2027-03-01', elsewhere), '2027-03-01');
    expect(back.live('2027-09-01').tasks).toEqual([task('2027-09-01')]);
    // News of a return that is older than the departure says nothing.
    const late = new Book().hear(movedAway(day), day).hear(cameBack('2026-02-01'), '2026-03-05');
    expect(late.live('2026-09-01').tasks).toEqual([task('2026-09-01')]);
  });

  test('who is away again from the same day as before has a task at once: no deadline fires twice for a day', () => {
    const book = new Book().hear(movedAway(day), '2026-09-05').hear(cameBack('2026-09-06'), '2026-09-06');
    book.hear(movedAway(day), '2026-10-20');
    expect(book.events.slice(-2)).toMatchObject([{ type: 'MemberAway', timers: { 'must-transfer': null } }, { type: 'MemberTaskRaised' }]);
    expect(book.state).toMatchObject({ raised: ['must-transfer'], timers: {} });
  });

  test('who floated for nobody knew where, and is told to live somewhere for good, floats no longer: the task stands after six months', () => {
    const floats = () => new Book().make('recordAway', { since: '2026-02-01', place: 'uncertain', months: null }, day);
    const registered = () => floats().make('registerFloatingOut', { place: '外省' }, day);
    for (const book of [floats(), registered()])
      for (const news of [movedAway(day), moved(day, elsewhere)]) {
        const heard = new Book([...member, ...book.events]).hear(news, day).hear(news, day);
        expect(heard.events).toMatchObject([{ type: 'MemberAway', since: day, place: 'fixed', credential: 'letter' }]);
        expect(heard.state).toMatchObject({ away: { since: day, place: 'fixed' }, timers: { 'must-transfer': '2026-08-31' } });
        expect(Object.keys(heard.state.status === 'none' ? {} : heard.state.timers)).toEqual(['must-transfer']);
        expect(heard.live('2026-08-31').tasks).toEqual([]);
        expect(heard.live('2026-09-01').tasks).toEqual([task('2026-09-01')]);
      }
    // A place that the branch knows stays as it recorded it.
    const abroad = new Book().make('recordAway', { since: '2026-02-01', place: 'studies-abroad', months: null }, day);
    expect(abroad.hear(movedAway(day), day).events.map(({ type }) => type)).toEqual(['MemberAway']);
    expect(abroad.state).toMatchObject({ away: { place: 'studies-abroad' } });
  });

  test('who died has no such task: the branch is asked to record the end, once', () => {
    const book = new Book()
      .hear(movedAway(day), day)
      .hear(sealedBecause('deceased'), '2026-05-01')
      .hear(sealedBecause('deceased'), '2026-05-02');
    expect(book.live('2027-03-01').tasks).toEqual([]);
    expect(book.events.filter(({ type }) => type === 'MemberDeathHeardOf')).toMatchObject([{ branch: here, task: 'record-death' }]);
    expect(book.state.status).toBe('member');
  });

  test('what was proposed for a living member is done with his death, also where its time was full', () => {
    const proposed = new Book().hear(movedAway(day), day).live('2026-09-01');
    expect(proposed.state).toMatchObject({ raised: ['must-transfer'] });
    proposed.hear(sealedBecause('deceased'), '2026-09-02');
    expect(proposed.events.at(-1)).toMatchObject({ type: 'MemberDeathHeardOf', timers: { 'must-transfer': null } });
    expect(proposed.state).toMatchObject({ raised: [] });
  });

  test('who died before a branch here had him: the committee that received his letter is asked; who has left is nobody’s task', () => {
    const asked = (events: readonly PartyRelationshipEvent[]) =>
      new Book(events)
        .hear(sealedBecause('deceased'), '2026-05-01')
        .hear(sealedBecause('deceased'), '2026-05-02')
        .events.flatMap((event) => (event.type === 'MemberDeathHeardOf' ? [[event.branch, event.task, event.rule]] : []));
    for (const steps of [[receive()], [receive(), accept()]])
      expect(asked(after([], ...steps))).toEqual([[second, 'record-death', 'D-party-task']]);
    expect(asked(after(member, ...outIssued, recordReceipt()))).toEqual([]);
    expect(asked(after([], receive(), ['returnToSource', { reason: 'WRONG_TARGET', words: '说明' }, '2026-03-11']))).toEqual([]);
  });

  test('while a transfer is open the task waits, and is there if nothing comes of the transfer', () => {
    const open = () => new Book(after(member, draft(), submit)).hear(movedAway(day), day);
    const waiting = open().live('2026-09-01');
    expect(waiting.tasks).toEqual([]);
    expect(waiting.events.at(-1)).toMatchObject({ type: 'MemberTaskDeferred', timers: { 'must-transfer': '2026-09-30' } });
    waiting.make('branchReturn', { words: '重填' }, '2026-09-10').make('discard', {}, '2026-09-10');
    expect(waiting.live('2026-10-01').tasks).toEqual([task('2026-10-01')]);
  });

  test('who was transferred to where he went has none, whichever is told first', () => {
    const way = [draft(), submit, approve, issue(), arrive(), accept(), assign()] as const;
    expect(new Book(after(member, ...way)).hear(moved('2026-03-12', overThere), '2026-03-15').live('2026-12-01').tasks).toEqual([]);
    const heard = new Book().hear(moved(day, overThere), day);
    expect(new Book(after([...member, ...heard.events], ...way)).live('2026-12-01').tasks).toEqual([]);
  });
});

test('decision 19 · what the process asks for is answered in every state, and a refusal would be a listed task', () => {
  const all: readonly (readonly PartyRelationshipEvent[])[] = [
    [],
    ...histories.flatMap((events) => events.map((_event, at) => events.slice(0, at + 1))),
  ];
  for (const events of all) {
    for (const news of [moved('2026-12-01', elsewhere), cameBack('2026-12-02'), movedAway('2026-12-03'), sealedBecause('deceased')])
      expect(() => new Book(events).hear(news, '2026-12-05')).not.toThrow();
  }
  const reader = { reader: () => policy } as never;
  const refused = { by: 'process:party-residence', slice: 'party-relationship', item: person, move: 'noteResidence', code: 'wrong-state' };
  const listed = operatorTasks(reader)({ ...refused, detail: { zh: '状态不符', en: 'wrong state' } }, day);
  expect(listed).toMatchObject({ type: 'ProcessTaskRaised', item: person, move: 'noteResidence', owner: { role: 'operator' } });
});

test('decision 20 · the deadline moves with what defers it and ends with what stops it', () => {
  const { set } = deadlines['must-transfer'] as DeadlineRule<PartyRelationshipEvent>;
  const due = (type: string, timers: object) => (set as Record<string, (event: object) => unknown>)[type]?.({ type, timers });
  expect(due('MemberTaskDeferred', { 'must-transfer': '2026-09-30' })).toEqual({ dueOn: '2026-09-30' });
  expect(due('MemberDeathHeardOf', { 'must-transfer': null })).toBeNull();
});
