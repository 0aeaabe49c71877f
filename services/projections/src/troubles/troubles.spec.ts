import { expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { at, committee, hall, troubleStory } from '../service/story.sample.js';
import { troubles } from './troubles.js';

const rows = (steps: number, fields: object = {}) => foldRows(troubles, troubleStory(at(131), fields).slice(0, steps))['troubles'];

test('XT23, HC19 · what a visitor could not get done stands with its limit, where it was sent, what came of it, and what he said when asked', () => {
  const logged = { trouble: at(131), hall, organisation: committee, kind: 'not-accepted-without-reason', dueOn: '2026-03-13' };
  expect(rows(1)).toMatchObject([{ ...logged, state: 'logged', routedTo: null, named: true }]);
  expect(rows(2)).toMatchObject([{ state: 'routed', routedTo: expect.any(String) }]);
  expect(rows(3, { due: { pending: { from: '2026-12-30', amount: 5, unit: 'WD' } } })).toMatchObject([{ dueOn: '2027-01-08' }]);
  expect(rows(4)).toMatchObject([{ state: 'answered', outcome: 'explained', inTime: true }]);
  expect(rows(5)).toMatchObject([{ state: 'called-back', satisfied: true }]);
});

test('13.9 · the row does not say who the visitor was', () => {
  expect(JSON.stringify(rows(5))).not.toContain('person');
  expect(rows(1, { person: null })).toMatchObject([{ named: false }]);
});
