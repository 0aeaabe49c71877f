import { fold } from '@yimen/kernel';
import { decide } from '@yimen/testing';
import fc from 'fast-check';
import { clerk, handler, head, ids, on, resident, system } from '../hall.sample.js';
import { advice, atWindow, day, passedOn, type Step } from './case.sample.js';
import { serviceCase, type CaseEvent } from './service-case.js';

/** One request for every move, made in any order by whoever may: the machine must hold against all of them. */
const requests: Readonly<Record<string, object>> = {
  submit: { ...atWindow, provided: ['form'] },
  submitOnline: {},
  check: { provided: ['form'] },
  requestSupplement: { gaps: [{ key: 'income', gap: 'missing' }] },
  recordNoticeDelivered: { notice: ids.notice, deliveredOn: day },
  supplement: { provided: ['income'] },
  fileMaterial: { key: 'income', file: 'ab'.repeat(32), kind: 'application/pdf', bytes: 1 },
  expireSupplement: {},
  accept: {},
  acceptBySilence: {},
  acceptWithTolerance: { signature: 's' },
  acceptOnPromise: { signature: 's' },
  notAccept: { ground: 'conditions-not-met', reason: '理由', remedy: '救济' },
  fulfilTolerance: { provided: ['income'] },
  lapseTolerance: {},
  checkPromise: { kept: true },
  logAccompaniment: { helper: 'w', step: '步骤' },
  arrangeHomeVisit: { address: '地址', staff: ['a', 'b'], appointment: day, part: 'morning' },
  logHomeVisit: { staff: ['a', 'b'], outcome: 'done' },
  returnFromAgent: { evidence: '凭证' },
  dispatch: { to: null },
  take: {},
  forward: { to: ids.other, kind: 'report' },
  giveBack: { opinion: 'agrees', words: '' },
  pause: { ground: 'hearing' },
  resume: {},
  extend: { reason: '理由' },
  computeDue: { deadline: 'check', dueOn: '2026-03-09' },
  finishAtOnce: { number: '1', proof: '1' },
  decide: { outcome: 'granted', reason: null, remedy: null },
  makeReady: { number: '1' },
  deliver: { way: 'window', receivedBy: 'applicant', proof: '1', visit: ids.visit },
  withdraw: {},
  archive: {},
  logCannotDo: { trouble: 'other', hall: ids.hall, window: '9' },
  routeCannotDo: { to: ids.other },
  answerCannotDo: { outcome: 'done', answer: '答复' },
};
const names = Object.keys(requests).filter((name) => name !== 'submitOnline');
const people = [clerk, handler, head, resident, system];

/** Plays what the state permits; refusals change nothing. */
function play(choices: readonly (readonly [number, number])[]): CaseEvent[] {
  return choices.reduce<CaseEvent[]>((events, [at, who]) => {
    const state = fold(serviceCase, events);
    const open = names.filter((name) => (serviceCase.moves[name]?.from as readonly string[]).includes(state.status));
    const name = open[at % Math.max(open.length, 1)];
    if (!name) return events;
    const step: Step = [
      name,
      requests[name] ?? {},
      on(day, people[who % people.length], { facts: { ...advice(), ...passedOn.facts, itsWindow: true } }),
    ];
    return [...events, ...decide(serviceCase, state, ...step).events];
  }, []);
}

const count = (events: readonly CaseEvent[], type: CaseEvent['type']) => events.filter((each) => each.type === type).length;
const first = (events: readonly CaseEvent[], type: CaseEvent['type']) => events.findIndex((each) => each.type === type);

test('13.3 · for any history: one supplement notice at most, one acceptance, one decision, one extension, and nothing out of order', () => {
  const choices = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(choices, (chosen) => {
      const events = play(chosen);
      for (const type of [
        'SupplementRequested',
        'SupplementNoticeDelivered',
        'CaseAccepted',
        'CaseDecided',
        'CaseExtended',
        'CaseDelivered',
        'CaseArchived',
      ] as const)
        expect(count(events, type)).toBeLessThanOrEqual(1);
      if (count(events, 'CaseDecided') > 0) {
        expect(first(events, 'CaseAccepted')).toBeGreaterThan(first(events, 'CaseSubmitted'));
        expect(first(events, 'CaseDecided')).toBeGreaterThan(first(events, 'CaseAccepted'));
      }
      // Pauses and resumptions alternate.
      expect(count(events, 'CasePaused') - count(events, 'CaseResumed')).toBeGreaterThanOrEqual(0);
      expect(count(events, 'CasePaused') - count(events, 'CaseResumed')).toBeLessThanOrEqual(1);
    }),
    { numRuns: 400 },
  );
});

test('the game knows every move', () => {
  expect(Object.keys(requests).sort()).toEqual(Object.keys(serviceCase.moves).sort());
});

test('the game reaches the end: it is not satisfied by playing nothing', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 40, maxLength: 60 }), (chosen) => {
      reached.add(fold(serviceCase, play(chosen)).status);
    }),
    { numRuns: 300, seed: 7 },
  );
  expect([...reached]).toEqual(expect.arrayContaining(['archived', 'withdrawn']));
});
