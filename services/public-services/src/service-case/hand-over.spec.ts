import { clerk, ids, on, resident } from '../hall.sample.js';
import {
  advice,
  application,
  at,
  byPost,
  checked,
  day,
  granted,
  ready,
  submitted,
  toHandling,
  visiting,
  type Step,
} from './case.sample.js';
import { serviceCase } from './service-case.js';

test('13.3, D-visit · a hand-over at the window names the open visit of who came for it; any other delivery names none', () => {
  const delivering = (change: object, told: { readonly facts: object } = visiting()) =>
    at(...toHandling, granted, ready).when(
      'deliver',
      { way: 'window', receivedBy: 'applicant', proof: '签收单', visit: ids.visit, ...change } as never,
      on('2026-03-12', clerk, told),
    );
  expect(delivering({}).result.events).toMatchObject([{ type: 'CaseDelivered', way: 'window', visit: ids.visit }]);
  // Nobody has to say who he is.
  expect(delivering({}, visiting(null)).result.refusal).toBeUndefined();
  delivering({ visit: undefined }, byPost).then({ refused: 'visit-of-hand-over', rule: 'D-visit', overridable: false });
  for (const way of ['post', 'online']) delivering({ way }).then({ refused: 'visit-of-hand-over', rule: 'D-visit', overridable: false });
  delivering({}, byPost).then({ refused: 'visit-not-open', rule: 'D-visit' });
  delivering({}, visiting(ids.person, false)).then({ refused: 'visit-not-open', rule: 'D-visit' });
  delivering({}, visiting(ids.another)).then({ refused: 'applicant-is-another', rule: 'D-agent' });
});

test('13.3 · the visit of a hand-over is looked up as it stands', async () => {
  const states: Record<string, object> = {};
  const read = { state: (slice: { initial: object }, id: string) => Promise.resolve(states[id] ?? slice.initial) };
  const looked = (change: object) =>
    serviceCase.moves.deliver.gather?.(
      read as never,
      { way: 'window', receivedBy: 'applicant', proof: '签收单', ...change },
      at(...toHandling, granted, ready).state,
      { id: ids.case, today: '2026-03-12', derived: {}, alias: {} },
    );
  await expect(looked({})).resolves.toEqual({ visit: null });
  await expect(looked({ visit: ids.visit })).resolves.toEqual({ visit: null });
  for (const status of ['open', 'closed']) {
    states[ids.visit] = { status, person: ids.person };
    await expect(looked({ visit: ids.visit })).resolves.toEqual({ visit: { open: status === 'open', person: ids.person } });
  }
});

test('13.3 · what is finished at once ends with the visit in which it was handed in, and what came online without one', () => {
  const atOnce = { caseType: '1' as const, modes: ['at-once' as const] };
  const finishing = ['finishAtOnce', { number: '回执1号', proof: '签收单' }, on(day)] as const;
  const last = (...steps: readonly Step[]) => {
    const { result } = at(...steps, checked()).when(...finishing);
    return result.events.at(-1);
  };
  expect(last(submitted(atOnce, { mode: 'at-once' }))).toMatchObject({ type: 'CaseDelivered', way: 'window', visit: ids.visit });
  const online = last([
    'submitOnline',
    { ...application, mode: 'at-once' },
    on(day, resident, { facts: { ...advice({ ...atOnce, channels: ['window', 'online'] }), visit: null } }),
  ]);
  expect(online).toMatchObject({ type: 'CaseDelivered', way: 'online' });
  expect(online).not.toHaveProperty('visit');
});
