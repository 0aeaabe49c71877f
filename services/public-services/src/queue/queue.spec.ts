import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario } from '@yimen/testing';
import { fold } from '@yimen/kernel';
import fc from 'fast-check';
import { clerk, ids, on, resident, system } from '../hall.sample.js';
import { queue, type QueueEvent } from './queue.js';
import { callingOrder } from './waiting.js';

const day = '2026-03-02';
const at = `${day}T01:00:00.000Z`;
const id = `${ids.hall}~${day}~social`;
const facts = {
  organisation: ids.community,
  open: true,
  class: { class: 'social', name: '社会救助', prefix: 'A', items: [ids.item] },
  restricted: false,
  serving: true,
};
const told = (actor = clerk, more: object = {}, of = id) => on(day, actor, { id: of, facts: { ...facts, ...more } });

const opened: QueueEvent = {
  type: 'QueueOpened',
  hall: ids.hall,
  organisation: ids.community,
  on: day,
  class: 'social',
  className: '社会救助',
  prefix: 'A',
};
const issued = (ordinal: number, change: object = {}): QueueEvent =>
  ({
    type: 'TicketIssued',
    ticket: `A00${ordinal}`,
    ordinal,
    priority: null,
    channel: 'kiosk',
    item: null,
    person: null,
    at,
    ...change,
  }) as QueueEvent;
const called = (ticket: string, call = 1, window = '1', passed = 0): QueueEvent => ({
  type: 'TicketCalled',
  ticket,
  window,
  clerk: 'clerk-1',
  call,
  passed,
  at,
});
const served: QueueEvent = {
  type: 'TicketServed',
  hall: ids.hall,
  organisation: ids.community,
  ticket: 'A001',
  window: '1',
  clerk: 'clerk-1',
  person: null,
  at,
};
const missed: QueueEvent = { type: 'TicketMissed', ticket: 'A001', calls: 3, at };
const requeued: QueueEvent = { type: 'TicketRequeued', ticket: 'A001', place: 3, at };
const two = [opened, issued(1), issued(2)];
const take = { item: null, priority: null, age: null };

test('the table of the queue holds', () => {
  const cancelled: QueueEvent = { type: 'TicketCancelled', ticket: 'A002', ground: 'day-closed', at };
  const history = [
    ...two,
    called('A001'),
    missed,
    requeued,
    called('A001'),
    served,
    cancelled,
    { type: 'QueueClosed', on: day, at } as QueueEvent,
  ];
  expect(checkSlice(queue as never, { histories: [history] })).toEqual([]);
});

describe('taking a ticket', () => {
  test('D-queue-daily · the first ticket opens the queue of the hall, day and class; numbers carry the letter', () => {
    scenario(queue)
      .given()
      .when('take', take, told())
      .then([opened, issued(1)]);
    scenario(queue).given(opened, issued(1)).when('take', take, told()).then(issued(2));
  });

  test('a clerk writes a person only where he identified himself; online it is his own', () => {
    scenario(queue)
      .given(opened)
      .when('takeFor', { item: ids.item, priority: 'pregnant', person: null }, told())
      .then(issued(1, { channel: 'clerk', item: ids.item, priority: 'pregnant' }));
    // Beside a name only that he is called first: which group is nobody's business (PIPL 28).
    const { state } = scenario(queue)
      .given(opened)
      .when('takeFor', { item: ids.item, priority: 'pregnant', person: ids.person }, told())
      .then(issued(1, { channel: 'clerk', item: ids.item, priority: 'granted', person: ids.person }));
    expect(JSON.stringify(state)).not.toContain('pregnant');
    scenario(queue)
      .given(opened)
      .when('takeOnline', { item: null, person: ids.person }, told(resident))
      .then(issued(1, { channel: 'online', person: ids.person }));
    expect(queue.moves.takeOnline.parties?.({ item: null, person: ids.person }, facts)).toMatchObject({ holder: { person: ids.person } });
  });

  test('D-queue-priority · elderly from the age of the policy, told by the card', () => {
    const elderly = (age: number | null) => scenario(queue).given(opened).when('take', { item: null, priority: 'elderly', age }, told());
    elderly(70).then(issued(1, { priority: 'elderly' }));
    elderly(69).then({ refused: 'not-old-enough', rule: 'D-queue-priority', facts: { age: 70 } });
    elderly(null).then({ refused: 'not-old-enough', rule: 'D-queue-priority' });
    scenario(queue)
      .given(opened)
      .when(
        'take',
        { item: null, priority: 'soldier', age: null },
        { ...told(), policy: { 'hall.ticket.priority_groups': 'elderly', 'hall.ticket.priority_age': 70 } },
      )
      .then({ refused: 'group-without-priority', rule: 'D-queue-priority' });
  });

  test.each([
    ['a class that the hall does not have', { class: null }, id, 'queue-unknown', 'D-queue-daily'],
    ['a hall that does not exist', { organisation: null }, id, 'queue-unknown', 'D-queue-daily'],
    ['a hall that is closed', { open: false }, id, 'hall-closed', 'D-hall'],
    ['another day', {}, `${ids.hall}~2026-03-03~social`, 'not-of-today', 'D-queue-daily'],
    ['13.9 · a restricted matter is not written on a ticket', { restricted: true }, id, 'item-restricted', 'D-restricted-matter'],
    ['a matter of another class', { class: { ...facts.class, items: [] } }, id, 'item-not-served', 'D-queue-daily'],
  ])('%s', (_name, more, of, refused, rule) => {
    scenario(queue)
      .given()
      .when('take', { ...take, item: ids.item }, told(clerk, more, of))
      .then({ refused, rule });
  });

  test('a person waits once', () => {
    scenario(queue)
      .given(opened, issued(1, { person: ids.person }))
      .when('takeOnline', { item: null, person: ids.person }, told(resident))
      .then({ refused: 'person-waits', rule: 'D-queue-daily' });
  });
});

describe('calling', () => {
  test('D-queue-priority · priority is called before others; how many it passes is stated', () => {
    scenario(queue)
      .given(two, issued(3, { priority: 'disabled' }))
      .when('call', { window: '1' }, told())
      .then(called('A003', 1, '1', 2));
  });

  test('a window that is closed, busy, or a queue where nobody waits', () => {
    scenario(queue)
      .given(two)
      .when('call', { window: '1' }, told(clerk, { serving: false }))
      .then({ refused: 'window-not-serving', rule: 'D-hall' });
    scenario(queue)
      .given(two, called('A001'))
      .when('call', { window: '1' }, told())
      .then({ refused: 'window-busy', rule: 'D-queue-daily' });
    scenario(queue).given(opened).when('call', { window: '1' }, told()).then({ refused: 'nobody-waits', rule: 'D-queue-daily' });
  });

  test('D-queue-missed · missed after three calls, waits again once, behind the others', () => {
    const thrice = [...two, called('A001'), called('A001', 2), called('A001', 3)];
    const here = { ticket: 'A001', window: '1' };
    scenario(queue).given(two, called('A001')).when('recall', here, told()).then(called('A001', 2));
    scenario(queue)
      .given(two, called('A001'))
      .when('miss', here, told())
      .then({ refused: 'calls-left', rule: 'D-queue-missed', facts: { calls: 3, made: 1 } });
    scenario(queue).given(thrice).when('recall', here, told()).then({ refused: 'calls-used', rule: 'D-queue-missed' });
    scenario(queue).given(thrice).when('miss', here, told()).then(missed);
    const again = scenario(queue).given(thrice, missed).when('requeue', { ticket: 'A001' }, told()).then(requeued);
    expect(again.state).toMatchObject({ tickets: [{ ticket: 'A001', state: 'requeued', calls: 0 }, { ticket: 'A002' }] });
    scenario(queue).given(thrice, missed, requeued).when('call', { window: '1' }, told()).then(called('A002'));
    scenario(queue)
      .given(thrice, missed, requeued, called('A001'), called('A001', 2), called('A001', 3), missed)
      .when('requeue', { ticket: 'A001' }, told())
      .then({ refused: 'requeued-before', rule: 'D-queue-missed' });
    scenario(queue).given(two).when('requeue', { ticket: 'A001' }, told()).then({ refused: 'ticket-not-missed', rule: 'D-queue-missed' });
    scenario(queue).given(two).when('requeue', { ticket: 'A009' }, told()).then({ refused: 'ticket-unknown', rule: 'D-queue-daily' });
  });

  test('served by the window that called, once', () => {
    const serve = (ticket: string, window: string) => ({ ticket, window, person: null });
    scenario(queue).given(two, called('A001')).when('serve', serve('A001', '1'), told()).then(served);
    scenario(queue)
      .given(two, called('A001'))
      .when('serve', serve('A001', '2'), told())
      .then({ refused: 'called-elsewhere', rule: 'D-queue-daily' });
    scenario(queue)
      .given(two, called('A001'), served)
      .when('serve', serve('A001', '1'), told())
      .then({ refused: 'ticket-not-called', rule: 'D-queue-daily' });
    scenario(queue).given(two).when('serve', serve('A009', '1'), told()).then({ refused: 'ticket-unknown', rule: 'D-queue-daily' });
  });

  test('a ticket is given up by the hall or by its holder, not by another', () => {
    scenario(queue)
      .given(two)
      .when('cancel', { ticket: 'A001', ground: 'not-needed' }, told())
      .then({ type: 'TicketCancelled', ticket: 'A001', ground: 'not-needed', at });
    const mine = [opened, issued(1, { person: ids.person })];
    scenario(queue)
      .given(mine)
      .when('cancelOnline', { ticket: 'A001', person: ids.person }, told(resident))
      .then({ type: 'TicketCancelled', ticket: 'A001', ground: 'holder', at });
    scenario(queue)
      .given(mine)
      .when('cancelOnline', { ticket: 'A001', person: ids.another }, told(resident))
      .then({ refused: 'ticket-of-another', rule: 'D-queue-daily' });
    scenario(queue)
      .given(two, called('A001'), served)
      .when('cancel', { ticket: 'A001', ground: 'holder' }, told())
      .then({ refused: 'ticket-not-waiting', rule: 'D-queue-daily' });
    scenario(queue)
      .given(two)
      .when('cancel', { ticket: 'A009', ground: 'holder' }, told())
      .then({ refused: 'ticket-unknown', rule: 'D-queue-daily' });
  });
});

test('13.3 · the day is closed by its deadline: who waits or is called is cancelled, who was missed stays missed', () => {
  const history = [...two, issued(3), called('A001'), called('A001', 2), called('A001', 3), missed, called('A002')];
  scenario(queue)
    .given(history)
    .when('close', {}, told(system))
    .then([
      { type: 'TicketCancelled', ticket: 'A002', ground: 'day-closed', at },
      { type: 'TicketCancelled', ticket: 'A003', ground: 'day-closed', at },
      { type: 'QueueClosed', on: day, at },
    ]);
  expect(queue.deadlines?.['end-of-day']?.set.QueueOpened?.(opened as never)).toEqual({ dueOn: day });
});

test('for any history: ticket numbers are unique and in order, priority is never passed by others, no ticket is served twice', () => {
  const group = fc.constantFrom(null, null, 'disabled', 'soldier');
  const action = fc.oneof(
    fc.record({ do: fc.constant('take'), priority: group }),
    fc.record({
      do: fc.constantFrom('call', 'recall', 'serve', 'miss', 'requeue', 'cancel'),
      window: fc.constantFrom('1', '2'),
      pick: fc.nat(20),
    }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      let events: readonly QueueEvent[] = [opened];
      for (const each of actions) {
        const state = fold(queue, events);
        if (state.status !== 'open') throw new Error('the queue stays open');
        const ticket = 'pick' in each && state.tickets.length > 0 ? state.tickets[each.pick % state.tickets.length]!.ticket : 'A001';
        const input =
          'priority' in each
            ? { item: null, priority: each.priority, age: null }
            : {
                call: { window: each.window },
                recall: { ticket, window: each.window },
                miss: { ticket, window: each.window },
                serve: { ticket, window: each.window, person: null },
                requeue: { ticket },
                cancel: { ticket, ground: 'holder' },
              }[each.do]!;
        const next = decide(queue, state, each.do, input, told()).events;
        if (each.do === 'call' && next[0]?.type === 'TicketCalled') {
          const { ticket: chosen } = next[0];
          const groups = callingOrder(state.tickets).filter(({ priority }) => priority !== null);
          if (groups.length > 0) expect(groups.map((one) => one.ticket)).toContain(chosen);
        }
        events = [...events, ...next];
      }
      const numbers = events.flatMap((event) => (event.type === 'TicketIssued' ? [event.ordinal] : []));
      expect(numbers).toEqual(numbers.map((_each, index) => index + 1));
      const tickets = events.flatMap((event) => (event.type === 'TicketIssued' ? [event.ticket] : []));
      expect(new Set(tickets).size).toBe(tickets.length);
      const done = events.flatMap((event) => (event.type === 'TicketServed' ? [event.ticket] : []));
      expect(new Set(done).size).toBe(done.length);
    }),
    { numRuns: 200 },
  );
});
