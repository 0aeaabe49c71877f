import { clerk, handler, ids, on } from '../hall.sample.js';
import { accepted, at, checked, day, submitted, toHandling } from './case.sample.js';
import { receivingBody } from './receiving-body.js';

const [below, far, closed, party] = ['a1', 'a2', 'a3', 'a4'];
const rows: Readonly<Record<string, object>> = {
  [ids.body]: { tree: 'government', closedOn: null, parent: null },
  a1: { tree: 'government', closedOn: null, parent: ids.body },
  a2: { tree: 'community', closedOn: null, parent: 'a1' },
  a3: { tree: 'government', closedOn: '2026-02-01', parent: ids.body },
  a4: { tree: 'party', closedOn: null, parent: null },
  [ids.other]: { tree: 'government', closedOn: null, parent: null },
};
const read = { state: async () => undefined, row: async (_table: unknown, key: string) => rows[key] } as never;

test.each([
  [null, { open: true, ofBody: true }],
  [ids.body, { open: true, ofBody: true }],
  [below, { open: true, ofBody: true }],
  [far, { open: true, ofBody: true }],
  [ids.other, { open: true, ofBody: false }],
  [closed, { open: false, ofBody: false }],
  [party, { open: false, ofBody: false }],
  ['nobody', { open: false, ofBody: false }],
] as const)('R-216 · to %s: told by the tree of organisations', async (to, told) => {
  expect(await receivingBody(read, to ?? null, ids.body)).toEqual(told);
});

test('5.3.2 · a case is dispatched to its body or below, and passed on only to an organisation that stands', () => {
  const facts = (open: boolean, ofBody: boolean) => ({ facts: { open, ofBody } });
  const fresh = at(submitted(), checked(), accepted);
  const to = ids.other;
  fresh.when('dispatch', { to }, on(day, clerk, facts(true, false))).then({ refused: 'not-of-the-body', rule: 'R-216' });
  fresh.when('dispatch', { to }, on(day, clerk, facts(false, false))).then({ refused: 'organisation-not-open', rule: 'R-216' });
  at(...toHandling)
    .when('forward', { to, kind: 'report' }, on(day, handler, facts(false, false)))
    .then({ refused: 'organisation-not-open', rule: 'D-case-order' });
  const logged = at(...toHandling, [
    'logCannotDo',
    { trouble: 'other', hall: ids.hall, window: '9' },
    on(day, clerk, { facts: { itsWindow: true } }),
  ]);
  logged.when('routeCannotDo', { to }, on(day, clerk, facts(false, false))).then({ refused: 'organisation-not-open', rule: 'D-cannot-do' });
});
