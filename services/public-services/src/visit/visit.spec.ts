import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { account, clerk, ids, on, system } from '../hall.sample.js';
import { visit, type VisitEvent } from './visit.js';

const day = '2026-03-02';
const at = `${day}T01:00:00.000Z`;
const input = {
  hall: ids.hall,
  organisation: ids.community,
  queue: `${ids.hall}~${day}~social`,
  ticket: 'A001',
  window: '1',
  clerk: 'clerk-1',
  person: null,
  at,
};
const opened: VisitEvent = { type: 'VisitOpened', ...input, on: day };
const identified: VisitEvent = { type: 'VisitorIdentified', person: ids.person };
const consulted: VisitEvent = { type: 'MatterConsulted', item: ids.item, outcome: 'informed' };
const closed: VisitEvent = { type: 'VisitClosed', on: day, at };
const matter = { known: true, restricted: false };

test('the table of the visit holds', () => {
  expect(checkSlice(visit as never, { histories: [[opened, identified, consulted, closed]] })).toEqual([]);
});

test('D-visit · opened by serving a ticket, matters noted, closed at hand-over', () => {
  scenario(visit).given().when('open', input, on(day, system)).then(opened);
  scenario(visit).given(opened).when('identify', { person: ids.person }, on(day)).then(identified);
  scenario(visit)
    .given(opened, identified)
    .when('identify', { person: ids.another }, on(day))
    .then({ refused: 'identified-before', rule: 'D-visit' });
  const consult = (facts: object, ...more: VisitEvent[]) =>
    scenario(visit)
      .given(opened, ...more)
      .when('consult', { item: ids.item, outcome: 'informed' }, on(day, clerk, { facts }));
  consult(matter).then(consulted);
  consult({ ...matter, known: false }).then({ refused: 'item-unknown', rule: 'D-service-item' });
  consult(matter, consulted).then({ refused: 'consulted-before', rule: 'R-220' });
  scenario(visit).given(opened).when('close', {}, on(day, clerk)).then(closed);
});

test('13.9 · a restricted matter never stands in a visit', () => {
  scenario(visit)
    .given(opened)
    .when('consult', { item: ids.item, outcome: 'informed' }, on(day, clerk, { facts: { known: true, restricted: true } }))
    .then({ refused: 'matter-counted-only', rule: 'D-restricted-matter' });
});

test('D-visit · another clerk hands over only with a second person’s word', () => {
  scenario(visit)
    .given(opened)
    .when('close', {}, on(day, account('clerk-2')))
    .then({ refused: 'clerk-of-another', rule: 'D-visit', overridable: true });
});

test('a visit that nobody closed ends with its day', () => {
  scenario(visit).given(opened).when('closeForgotten', {}, on(day, system)).then(closed);
  expect(visit.deadlines?.['end-of-day']?.set.VisitOpened?.(opened as never)).toEqual({ dueOn: day });
});
