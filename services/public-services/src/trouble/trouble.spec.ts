import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { account, clerk, handler, ids, on, system } from '../hall.sample.js';
import { trouble, type TroubleEvent } from './trouble.js';

const day = '2026-03-06';
const input = { hall: ids.hall, window: '9', visit: ids.visit, item: ids.item, trouble: 'not-accepted-without-reason' as const };
const facts = { organisation: ids.community, itsWindow: true, visited: { person: ids.person }, item: 'open' };
const logged: TroubleEvent = {
  type: 'TroubleLogged',
  ...input,
  ...{ organisation: ids.community, person: ids.person, due: { dueOn: '2026-03-13' }, by: 'clerk-1', on: day },
};
const routed: TroubleEvent = { type: 'TroubleRouted', to: ids.body, by: 'clerk-1', on: day };
const said = { outcome: 'explained' as const, answer: '可再次来办' };
const answered: TroubleEvent = { type: 'TroubleAnswered', ...said, by: 'handler-1', inTime: true, on: '2026-03-13' };
const called: TroubleEvent = { type: 'TroubleCalledBack', reached: true, satisfied: false, by: 'supervisor-1', on: '2026-03-16' };
const pending = { pending: { from: '2026-12-30', amount: 5, unit: 'WD' as const } };
const supervisor = account('supervisor-1');

test('its tables hold together', () => {
  const waiting: TroubleEvent[] = [{ ...logged, due: pending } as TroubleEvent, { type: 'TroubleDueComputed', dueOn: '2027-01-08' }];
  expect(checkSlice(trouble as never, { histories: [[logged, routed, answered, called], waiting] })).toEqual([]);
});

test('XT23 · a visitor who has no case says at the window for it what he could not get done; answered in five working days', () => {
  const { state } = scenario(trouble)
    .given()
    .when('log', input, on(day, clerk, { facts }))
    .then(logged);
  expect(state).toMatchObject({ status: 'logged', person: ids.person });
  expect(trouble.deadlines?.answer).toMatchObject({ rule: 'D-cannot-do', clear: ['TroubleAnswered'], computes: 'computeDue' });
  expect(trouble.deadlines?.answer?.set.TroubleLogged?.(logged as never)).toEqual({ dueOn: '2026-03-13' });
});

test.each([
  ['hall-unknown', 'D-hall', { organisation: null }],
  ['visit-elsewhere', 'D-visit', { visited: null }],
  ['item-unknown', 'D-service-item', { item: 'unknown' }],
  ['matter-counted-only', 'D-restricted-matter', { item: 'restricted' }],
  ['not-a-cannot-do-window', 'XT23 cannot-do', { itsWindow: false }],
] as const)('%s: %s', (refused, rule, change) => {
  scenario(trouble)
    .given()
    .when('log', input, on(day, clerk, { facts: { ...facts, ...change } }))
    .then({ refused, rule });
});

test('XT23 · routed to an organisation that stands, which answers; late is told', () => {
  const steps = scenario(trouble).given(logged);
  const { state } = steps.when('route', { to: ids.body }, on(day, clerk, { facts: { open: true } })).then(routed);
  expect(trouble.parties(state)).toMatchObject({ routed: { organisation: ids.body } });
  steps
    .when('route', { to: ids.other }, on(day, clerk, { facts: { open: false } }))
    .then({ refused: 'organisation-not-open', rule: 'D-cannot-do' });
  const held = scenario(trouble).given(logged, routed);
  held.when('answer', said, on('2026-03-13', handler)).then(answered);
  held.when('answer', said, on('2026-03-16', handler)).then({ ...answered, inTime: false, on: '2026-03-16' } as TroubleEvent);
});

test('HC19 · the supervisor calls back, not who answered, and where there is somebody to call', () => {
  expect(trouble.moves.callBack.by).toEqual({ supervisor: ['rating-supervisor'] });
  const call = { reached: true, satisfied: false };
  scenario(trouble).given(logged, routed, answered).when('callBack', call, on('2026-03-16', supervisor)).then(called);
  const own = { ...answered, by: 'supervisor-1' } as TroubleEvent;
  scenario(trouble)
    .given(logged, own)
    .when('callBack', call, on('2026-03-16', supervisor))
    .then({ refused: 'answered-by-himself', rule: 'HC19' });
  const nobody = { ...logged, person: null } as TroubleEvent;
  scenario(trouble)
    .given(nobody, answered)
    .when('callBack', call, on('2026-03-16', supervisor))
    .then({ refused: 'no-one-to-call', rule: 'HC19' });
});

test('13.6 · a limit that waits for its calendar is computed once the year is loaded', () => {
  const computed: TroubleEvent = { type: 'TroubleDueComputed', dueOn: '2027-01-08' };
  const waiting = scenario(trouble).given({ ...logged, due: pending } as TroubleEvent);
  const { state } = waiting.when('computeDue', { deadline: 'answer', dueOn: '2027-01-08' }, on('2027-01-02', system)).then(computed);
  expect(state).toMatchObject({ due: { dueOn: '2027-01-08' } });
});

test('what is known of hall, window, visit and matter', async () => {
  const states: Record<string, object> = {
    hall: { status: 'open', organisation: ids.community, windows: [{ window: '9', kind: 'cannot-do' }] },
    visit: { status: 'closed', hall: ids.hall, person: ids.person },
    'service-item': { status: 'in-use', guide: { restricted: false } },
  };
  const read = { state: async ({ name, initial }: { name: string; initial: object }) => states[name] ?? initial } as never;
  const gather = (more: object = {}) => trouble.moves.log.gather?.(read, { ...input, ...more } as never, { status: 'none' }, {} as never);
  await expect(gather()).resolves.toEqual(facts);
  await expect(gather({ item: null, window: '1' })).resolves.toMatchObject({ item: 'none', itsWindow: false });
  states['visit'] = { status: 'open', hall: ids.other, person: null };
  states['service-item'] = { status: 'none' };
  await expect(gather()).resolves.toMatchObject({ visited: null, item: 'unknown' });
  expect(fold(trouble, [logged]).status).toBe('logged');
});
