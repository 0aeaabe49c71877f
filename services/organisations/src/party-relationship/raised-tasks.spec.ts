import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { partyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import {
  after,
  at,
  day,
  decisionNo,
  draft,
  here,
  member,
  receive,
  standingOf,
  submit,
  told,
  type Step,
} from './party-relationship.sample.js';

/** A member's book with the host that watches its deadlines: no deadline fires twice for a day (ADR 0016). */
class Watched {
  events: readonly PartyRelationshipEvent[] = member;
  readonly #fired = new Set<string>();

  get state() {
    const state = fold(partyRelationship, this.events);
    if (state.status === 'none') throw new Error('no member');
    return state;
  }
  tell(...steps: readonly Step[]): this {
    this.events = after(this.events, ...steps);
    return this;
  }
  live(today: string): this {
    const due = Object.entries(this.state.timers).flatMap(([timer, on]) => (on < today ? [`${timer} ${on}`] : []));
    const fires = due.some((firing) => !this.#fired.has(firing));
    for (const firing of due) this.#fired.add(firing);
    return fires ? this.tell(['raiseTasks', {}, today]) : this;
  }
}

const graduated = ['recordGraduation', { graduatedOn: day }] as const;
const lapse = (of: string) => ['noteLapse', { lapse: of, since: day }] as const;
const away = (place: string, months: number | null) => ['recordAway', { since: day, place, months }] as const;

describe('4.2 · what is told again once its time is full is a task again: none is lost to a deadline that has fired', () => {
  test.each([
    ['PMR19 25', 'must-transfer', away('fixed', 8), '2026-09-01', '2026-09-05', 'transfer-membership'],
    ['PMR19 32', 'floating', away('uncertain', null), '2026-09-01', '2026-09-05', 'register-floating'],
    ['PMR19 33', 'abroad-contact', away('abroad', 12), '2026-09-01', '2026-09-05', 'contact-abroad'],
    ['PMR19 24', 'abroad-stop', away('settled-abroad', 60), day, '2026-03-05', 'propose-stop'],
    ['PMR19 24', 'lost', ['recordLost', { since: day }], '2026-09-01', '2026-09-05', 'propose-stop'],
    ['PMR19 34', 'graduate', graduated, '2028-03-02', '2028-03-05', 'transfer-membership'],
    ['PMR19 31', 'lapse-organisation-life', lapse('organisation-life'), '2026-09-01', '2026-09-05', 'left-by-himself-procedure'],
    ['PMR19 31', 'lapse-dues', lapse('dues'), '2026-09-01', '2026-09-05', 'left-by-himself-procedure'],
    ['PMR19 31', 'lapse-work', lapse('work'), '2026-09-01', '2026-09-05', 'left-by-himself-procedure'],
  ] as const)('%s · %s', (rule, timer, [move, input], on, again, task) => {
    const book = new Watched().tell([move, input, day]).live(on);
    expect(book.state.raised).toEqual([timer]);
    book.tell([move, input, again]).live('2029-01-01');
    expect(book.state.raised).toEqual([timer]);
    expect(book.events.at(-1)).toEqual({ type: 'MemberTaskRaised', timer, task, rule, since: on, branch: here });
    expect(book.state.timers[timer]).toBeUndefined();
    expect(['paused', 'unset']).toContain(standingOf(timer, book.events));
  });

  test('PMR19 33 · a contact of long ago that is told again leaves the next one due', () => {
    const contact = (on: string): Step => ['recordContact', { contactedOn: day }, on];
    const book = new Watched().tell([...away('abroad', 12)], contact(day)).live('2026-09-01');
    expect(book.tell(contact('2026-09-05')).live('2027-01-01').state.raised).toEqual(['abroad-contact']);
  });

  test('PMR19 31 · dues that were excused and are lacking still: the lapse noted anew is a task on that day, and a ground for removal', () => {
    const book = new Watched().tell([...lapse('dues')]).live('2026-09-01');
    book.tell(['endLapse', { lapse: 'dues', words: '住院' }, '2026-09-10']);
    expect(book.state.raised).toEqual([]);
    book.tell(['noteLapse', { lapse: 'dues', since: '2026-10-01' }, '2026-10-01']);
    expect(book.events.slice(-2)).toMatchObject([
      { type: 'LapseNoted', since: '2026-03-01', timers: { 'lapse-dues': null } },
      { type: 'MemberTaskRaised', timer: 'lapse-dues', since: '2026-09-01' },
    ]);
    const removal = { ground: 'removed' as const, lastDay: '2026-10-01', decisionNo, reason: '自行脱党' };
    expect(scenario(partyRelationship).given(book.events).when('end', removal, told('2026-10-01')).result.state.status).toBe('ended');
  });

  test('PMR19 25 · for how long he is away is put right after the task: it stays', () => {
    const book = new Watched().tell([...away('fixed', 8)]).live('2026-09-01');
    book.tell(['recordAway', { since: day, place: 'fixed', months: 12 }, '2026-09-05']).live('2027-01-01');
    expect(book.events.slice(-2)).toMatchObject([
      { type: 'MemberAway', months: 12, timers: { 'must-transfer': null } },
      { type: 'MemberTaskRaised', task: 'transfer-membership', since: '2026-09-01' },
    ]);
  });

  test('D-party-task · what a transfer under way answers already is looked at again', () => {
    const { result } = at(draft(), submit).when('recordAway', { since: day, place: 'fixed', months: 12 }, told('2026-09-05'));
    expect(result.events).toMatchObject([
      { type: 'MemberAway', timers: { 'must-transfer': null } },
      { type: 'MemberTaskDeferred', timer: 'must-transfer', timers: { 'must-transfer': '2026-10-04' } },
    ]);
    expect(result.state).toMatchObject({ raised: [], timers: { 'must-transfer': '2026-10-04' } });
  });

  test.each<Step>([
    [...away('fixed', 8)],
    ['recordLost', { since: day }],
    graduated,
    lapse('work'),
    ['recordContact', { contactedOn: day }],
  ])('D-party-record · before a branch here has him there is none to have the task: %s', (move, input) => {
    const check = ['checkArchive', { finding: 'doubtful', words: '缺页' }, '2026-03-10'] as const;
    scenario(partyRelationship)
      .given(after([], receive(), check))
      .when(move as 'recordAway', input as never, told('2029-01-01'))
      .then({ refused: 'no-branch', rule: 'D-party-record', overridable: false });
  });
});

test('PMR19 30 · a time to mend follows another only once it was decided what came of that: one year in all', () => {
  const order = (until: string) => ({ until, decisionNo });
  const ordered = after(member, ['orderCorrection', order('2027-03-01')]);
  const refused = { refused: 'correction-undecided', rule: 'PMR19 30', overridable: false };
  const tell = (events: readonly PartyRelationshipEvent[]) => scenario(partyRelationship).given(events);
  tell(ordered).when('orderCorrection', order('2028-02-28'), told('2027-02-28')).then(refused);
  const over = after(ordered, ['raiseTasks', {}, '2027-03-02']);
  tell(over).when('orderCorrection', order('2028-02-28'), told('2027-03-03')).then(refused);
  const decided = after(over, ['decideCorrection', { outcome: 'not-mended', decisionNo }, '2027-03-03']);
  expect(tell(decided).when('orderCorrection', order('2028-02-28'), told('2027-03-03')).result.events).toMatchObject([
    { type: 'RectificationOrdered', until: '2028-02-28' },
  ]);
});

test('PMR19 24 · with the stop the task to consider it is done, also where its timer had run out', () => {
  const lost = new Watched().tell(['recordLost', { since: day }], ['recordSearch', { words: '走访' }]).live('2026-09-01');
  lost.tell(['stop', { ground: 'lost', decisionNo }, '2026-09-02']);
  expect(lost.events.at(-1)).toMatchObject({ type: 'MembershipStopped', ground: 'lost' });
  expect(lost.events.at(-1)).toHaveProperty('timers', { lost: null, stopped: '2028-09-01' });
  expect(lost.state.raised).toEqual([]);
  const abroad = new Watched().tell([...away('studies-abroad', 70)]).live('2031-03-02');
  expect(abroad.state.raised).toEqual(['abroad-stop', 'abroad-contact']);
  abroad.tell(['stop', { ground: 'studies-abroad', decisionNo }, '2031-03-02']);
  expect(abroad.events.at(-1)).toHaveProperty('timers', { 'abroad-stop': null });
  // He is abroad all the same: the contact stays due.
  expect(abroad.state.raised).toEqual(['abroad-contact']);
});
