import type { Guide } from '@yimen/contracts';
import { sealedAs } from '@yimen/testing';
import { clerk, handler, head, ids, on, resident, system } from '../hall.sample.js';
import {
  accepted,
  arranged,
  at,
  byAgent,
  byPost,
  checked,
  day,
  granted,
  passedOn,
  ready,
  submitted,
  taken,
  toDelivered,
  toHandling,
  visiting,
  workingDays,
} from './case.sample.js';
import { serviceCase } from './service-case.js';

describe('handling', () => {
  test('R-216 · the hand-over to the back office carries its time', () => {
    const { result } = at(submitted(), checked(), accepted).when('dispatch', { to: null }, on(day, clerk, passedOn));
    expect(result.events[0]).toMatchObject({ type: 'CaseDispatched', from: ids.community, to: ids.body, at: `${day}T01:00:00.000Z` });
  });

  test('a case changes hands, never to the same hand', () => {
    at(...toHandling)
      .when('take', {}, on(day, handler))
      .then({ refused: 'already-handled-by', rule: 'R-216' });
  });

  test('R-216 · 即办 is finished at the desk in one go', () => {
    const atOnce = { caseType: '1' as const, modes: ['at-once' as const] };
    const { result } = at(submitted(atOnce, { mode: 'at-once' }), checked()).when(
      'finishAtOnce',
      { number: '回执1号', proof: '签收单' },
      on(day),
    );
    expect(result.events.map(({ type }) => type)).toEqual([
      'CaseAccepted',
      'HandlingStarted',
      'CaseDecided',
      'ResultReady',
      'CaseDelivered',
    ]);
    expect(result.state.status).toBe('delivered');
    at(submitted(), checked()).when('finishAtOnce', { number: '1', proof: '1' }, on(day)).then({ refused: 'not-at-once', rule: 'R-216' });
    at(submitted(atOnce, { mode: 'at-once' }), checked(['form']))
      .when('finishAtOnce', { number: '1', proof: '1' }, on(day))
      .then({ refused: 'materials-missing', rule: 'D-case-order' });
  });

  test('ALL19 42 · a licence is extended once, by ten working days, by another person than the handler, before the limit passes', () => {
    const licence = [submitted({ taskType: '01', statutoryLimit: null }), checked(), accepted, taken] as const;
    const reason = { reason: '需征求意见' };
    at(...licence)
      .when('extend', reason, on('2026-03-10', handler))
      .then({ refused: 'extension-by-handler', rule: 'ALL19 42' });
    at(...licence)
      .when('extend', reason, on('2026-03-17', head))
      .then({ refused: 'extension-overdue', rule: 'D-promised-limit' });
    at(...licence)
      .when('extend', reason, on('2026-03-31', head))
      .then({ refused: 'extension-overdue', rule: 'ALL19 42' });
    const { result } = at(...licence).when('extend', reason, on('2026-03-10', head));
    expect(result.events[0]).toMatchObject({
      amount: { amount: 10, unit: 'WD' },
      due: workingDays(day, 20),
      statutoryDue: workingDays(day, 30),
    });
    at(...licence, ['extend', reason, on('2026-03-10', head)])
      .when('extend', reason, on('2026-03-11', head))
      .then({ refused: 'extended-before', rule: 'ALL19 42' });
  });

  test('ALL19 42 · joint handling is extended by fifteen', () => {
    const joint = { taskType: '01', joint: true, caseType: '4' } as const;
    const { result } = at(submitted(joint), checked(), accepted, taken).when('extend', { reason: '联合办理' }, on('2026-03-10', head));
    expect(result.events[0]).toMatchObject({ due: workingDays(day, 25) });
  });

  test('5.3.2 · what is no licence may give up its promise, never the limit of its guide', () => {
    const { result } = at(...toHandling).when('extend', { reason: '需征求意见' }, on('2026-03-10', head));
    expect(result.events[0]).toMatchObject({ amount: { amount: 10, unit: 'WD' }, due: { dueOn: '2026-03-30' } });
    // 13.8: nobody who asks for no licence is told that the law of licences refuses him.
    at(...toHandling)
      .when('extend', { reason: '需征求意见' }, on('2026-03-10', handler))
      .then({ refused: 'extension-by-handler', rule: 'D-promised-limit' });
    const beyond = (statutoryLimit: Guide['statutoryLimit'], rule: string) =>
      at(submitted({ statutoryLimit }), checked(), accepted, taken)
        .when('extend', { reason: '需征求意见' }, on('2026-03-10', head))
        .then({ refused: 'extension-beyond-guide', rule });
    beyond(null, 'D-promised-limit');
    // A promise that is as long as the limit has nothing to give up.
    beyond({ amount: 10, unit: 'WD' }, 'D-guide-limit');
  });

  test('R-215 · each mode has its own record', () => {
    at(...toHandling)
      .when('logAccompaniment', { helper: 'w', step: '陪同填表' }, on(day))
      .then({ refused: 'mode-is-another', rule: 'R-215' });
    at(...toDelivered)
      .when('returnFromAgent', { evidence: '交接单' }, on(day))
      .then({ refused: 'mode-is-another', rule: 'R-215' });
  });

  test('R-215 · a home visit: two staff, an appointment to come, a sealed address, and made before anything is granted', () => {
    const home = submitted({}, { mode: 'home-visit' });
    const visit = { address: '示例路1号', staff: ['w1', 'w1'] as [string, string], appointment: '2026-03-04', part: 'morning' as const };
    at(home).when('arrangeHomeVisit', visit, on(day)).then({ refused: 'two-staff', rule: 'D-home-visit' });
    at(home)
      .when('arrangeHomeVisit', { ...visit, staff: ['w1', 'w2'], appointment: '2026-03-01' }, on(day))
      .then({ refused: 'appointment-past', rule: 'D-home-visit' });
    expect(at(home).when('arrangeHomeVisit', { ...visit, staff: ['w1', 'w2'] }, on(day)).result.events[0]).toMatchObject({
      address: sealedAs('示例路1号'),
    });
    at(home)
      .when('logHomeVisit', { staff: ['w1', 'w2'], outcome: 'done' }, on(day))
      .then({ refused: 'no-appointment', rule: 'D-home-visit' });
    at(home, arranged)
      .when('logHomeVisit', { staff: ['w1', 'w1'], outcome: 'done' }, on('2026-03-04'))
      .then({ refused: 'two-staff', rule: 'D-home-visit' });
    at(home, arranged, checked(), accepted, taken)
      .when('decide', { outcome: 'granted', reason: null, remedy: null }, on('2026-03-05', handler))
      .then({ refused: 'home-visit-first', rule: 'D-home-visit' });
  });
});

describe('outcome', () => {
  test('ALL19 38 · a refusal is written with reason and remedy', () => {
    at(...toHandling)
      .when('decide', { outcome: 'refused', reason: '不符合条件', remedy: null }, on(day, handler))
      .then({ refused: 'reason-and-remedy', rule: 'D-written-decision' });
    const licence = at(submitted({ taskType: '01' }), checked(), accepted, taken);
    licence
      .when('decide', { outcome: 'refused', reason: '不符合条件', remedy: null }, on(day, handler))
      .then({ refused: 'reason-and-remedy', rule: 'ALL19 38' });
    // Not our competence is no refused licence.
    licence
      .when('decide', { outcome: 'not-ours', reason: null, remedy: null }, on(day, handler))
      .then({ refused: 'reason-and-remedy', rule: 'D-written-decision' });
  });

  test('a decision after the promised limit is late, and says so', () => {
    const decide = (today: string) =>
      at(...toHandling).when('decide', { outcome: 'granted', reason: null, remedy: null }, on(today, handler)).result.events[0];
    expect(decide('2026-03-16')).toMatchObject({ inTime: true, deliveryDue: workingDays('2026-03-16', 10) });
    expect(decide('2026-03-17')).toMatchObject({ inTime: false });
  });

  test('ALL19 44 · delivered within ten working days of the decision; the rating window runs from delivery', () => {
    const { result } = at(...toHandling, granted, ready).when(
      'deliver',
      { way: 'window', receivedBy: 'applicant', proof: '签收单', visit: ids.visit },
      on('2026-03-24', clerk, visiting()),
    );
    expect(result.events[0]).toMatchObject({ inTime: true, archiveDue: workingDays('2026-03-24', 10) });
    const late = at(...toHandling, granted, ready).when(
      'deliver',
      { way: 'post', receivedBy: 'applicant', proof: 'EMS1' },
      on('2026-03-25', clerk, byPost),
    );
    expect(late.result.events[0]).toMatchObject({ inTime: false });
  });

  test('D-agent · only an agent authorised today receives for the applicant', () => {
    const asAgent = { way: 'window', receivedBy: 'agent', proof: '签收单', visit: ids.visit } as const;
    // Whoever comes as an agent is another person than the applicant.
    const came = visiting(ids.another);
    at(...toHandling, granted, ready)
      .when('deliver', asAgent, on('2026-03-12', clerk, came))
      .then({ refused: 'agent-not-authorised', rule: 'D-agent' });
    const byAgentToReady = [submitted({}, byAgent), checked(), accepted, taken, granted, ready] as const;
    expect(at(...byAgentToReady).when('deliver', asAgent, on('2026-03-12', clerk, came)).result.state.status).toBe('delivered');
    at(...byAgentToReady)
      .when('deliver', asAgent, on('2026-06-03', clerk, came))
      .then({ refused: 'agent-not-authorised', rule: 'D-agent' });
  });

  test('withdrawn before the decision, by the applicant or at the window', () => {
    at(...toHandling)
      .when('withdraw', {}, on(day, resident))
      .then({ type: 'CaseWithdrawn', by: 'applicant', on: day });
    at(...toHandling)
      .when('withdraw', {}, on(day))
      .then({ type: 'CaseWithdrawn', by: 'window', on: day });
    expect(serviceCase.moves.withdraw.from).not.toContain('decided');
  });

  test('D-archive · archived from delivered and from not accepted only', () => {
    at(...toDelivered)
      .when('archive', {}, on('2026-03-27', system))
      .then({ type: 'CaseArchived', on: '2026-03-27' });
    expect(serviceCase.moves.archive.from).toEqual(['delivered', 'not-accepted']);
  });

  test('XT23 · what could not be done: at its own window, once at a time, answered in five working days', () => {
    const log = { trouble: 'overdue', hall: ids.hall, window: '9' } as const;
    at(...toHandling)
      .when('logCannotDo', log, on(day, clerk, { facts: { itsWindow: false } }))
      .then({ refused: 'not-a-cannot-do-window', rule: 'XT23 cannot-do', overridable: true });
    const logged = at(...toHandling, ['logCannotDo', log, on(day, clerk, { facts: { itsWindow: true } })]);
    expect(logged.state).toMatchObject({ cannotDo: { due: workingDays(day, 5) } });
    logged
      .when('logCannotDo', log, on(day, clerk, { facts: { itsWindow: true } }))
      .then({ refused: 'cannot-do-open', rule: 'D-cannot-do' });
    expect(logged.when('answerCannotDo', { outcome: 'explained', answer: '说明' }, on('2026-03-10', head)).result.events[0]).toMatchObject({
      inTime: false,
    });
    at(...toHandling)
      .when('routeCannotDo', { to: ids.other }, on(day, clerk, passedOn))
      .then({ refused: 'cannot-do-none', rule: 'D-cannot-do' });
    at(...toHandling)
      .when('answerCannotDo', { outcome: 'explained', answer: '说明' }, on(day, head))
      .then({ refused: 'cannot-do-none', rule: 'D-cannot-do' });
  });
});
