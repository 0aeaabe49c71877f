import { registry, type Guide } from '@yimen/contracts';
import type { DeadlineRule } from '@yimen/kernel';
import { isRuleId } from '@yimen/policy';
import { workProjection } from '@yimen/service-shell/slice';
import { clerk, handler, head, ids, on, system } from '../hall.sample.js';
import { publicServices } from '../index.js';
import {
  accepted,
  checked,
  day,
  granted,
  history,
  noticeArrived,
  passedOn,
  ready,
  type Step,
  submitted,
  taken,
  toDelivered,
  toHandling,
  toNotice,
  workingDays,
} from './case.sample.js';
import { deadlines } from './deadlines.js';
import { serviceCase, type CaseEvent } from './service-case.js';

/** How a deadline stands after events, as its row says: a due date, `paused`, `satisfied`, or `unset`. */
function standing(name: keyof typeof deadlines, events: readonly CaseEvent[]): string {
  const { set, clear } = deadlines[name] as DeadlineRule<CaseEvent>;
  return events.reduce<string>((before, event) => {
    const due = (set[event.type] as ((event: CaseEvent) => { dueOn?: string } | null | undefined) | undefined)?.(event);
    if (due === null) return before === 'unset' ? before : 'paused';
    if (due !== undefined) return due.dueOn ?? 'pending';
    return clear.includes(event.type) && before !== 'unset' ? 'satisfied' : before;
  }, 'unset');
}
const dueOn = (from: string, amount: number) => (workingDays(from, amount) as { dueOn: string }).dueOn;

test('every deadline of the service is a row of its work, fed by events that are declared', () => {
  expect(() => workProjection(publicServices, registry)).not.toThrow();
});

test('what fires starts from every state in which its deadline can run', () => {
  expect(serviceCase.moves.acceptBySilence.from).toEqual(['submitted', 'checked', 'supplemented']);
  expect(serviceCase.moves.expireSupplement.from).toEqual(['supplement-requested']);
  expect(serviceCase.moves.lapseTolerance.from).toEqual(
    expect.arrayContaining(['accepted', 'dispatched', 'handling', 'forwarded', 'paused']),
  );
  expect(serviceCase.moves.archive.from).toEqual(['delivered', 'not-accepted']);
});

test('ALL19 32 · check: five working days from receipt; the notice keeps it; a complete supplement starts it again', () => {
  expect(standing('check', history(submitted()))).toBe('2026-03-09');
  expect(standing('check', history(...toNotice))).toBe('satisfied');
  const supplemented = [...toNotice, noticeArrived, ['supplement', { provided: ['income'] }, on('2026-03-05')]] as const;
  expect(standing('check', history(...supplemented))).toBe('2026-03-12');
  expect(standing('check', history(...supplemented, ['accept', {}, on('2026-03-05')]))).toBe('satisfied');
});

/** The rule of a deadline as the event tells it that sets it. */
function ruleOf(name: keyof typeof deadlines, events: readonly CaseEvent[]): string | undefined {
  const { set, ruleFor, rule } = deadlines[name] as DeadlineRule<CaseEvent>;
  const setting = events.find((event) => (set[event.type] as ((event: CaseEvent) => unknown) | undefined)?.(event) !== undefined);
  return setting && ((ruleFor?.[setting.type] as ((event: CaseEvent) => string) | undefined)?.(setting) ?? rule);
}

describe('5.3.2, 13.8 · a deadline names the law that really sets it', () => {
  const own = { amount: 20, unit: 'WD' } as const;
  const licence = { taskType: '01', statutoryLimit: null } as const;
  const refused: Step = ['decide', { outcome: 'refused', reason: '不符合条件', remedy: '可申请行政复议' }, on('2026-03-10', handler)];
  test.each<[string, Partial<Guide>, Step, string, string | undefined, string]>([
    ['a licence without a limit of its own', licence, granted, 'ALL19 32', 'ALL19 42', 'ALL19 44'],
    ['a licence that is refused: nothing is issued', licence, refused, 'ALL19 32', 'ALL19 42', 'D-result-delivery'],
    [
      'a licence with the limit of its own law',
      { ...licence, statutoryLimit: own, statutoryRule: 'RES15 9' },
      granted,
      'ALL19 32',
      'RES15 9',
      'ALL19 44',
    ],
    [
      'another matter with the limit of its law',
      { statutoryLimit: own, statutoryRule: 'RES15 9' },
      granted,
      'D-supplement-once',
      'RES15 9',
      'D-result-delivery',
    ],
    ['a law that libs/policy does not hold', { statutoryLimit: own }, granted, 'D-supplement-once', 'D-guide-limit', 'D-result-delivery'],
    ['a matter that no law limits', { statutoryLimit: null }, granted, 'D-supplement-once', undefined, 'D-result-delivery'],
  ])('%s', (_of, guide, decision, check, statutory, delivery) => {
    const events = history(submitted(guide), checked(), accepted, taken, decision);
    const names = ['check', 'statutory', 'delivery'] as const;
    expect(names.map((name) => ruleOf(name, events))).toEqual([check, statutory, delivery]);
    // What is promised is never shown as law.
    expect(ruleOf('decision', events)).toBe('D-promised-limit');
    const cited = names.flatMap((name) => ruleOf(name, events) ?? []);
    expect(cited.every((rule) => isRuleId(rule))).toBe(true);
  });
});

test('13.3 · supplement: no clock before proved delivery; stopped by a complete supplement', () => {
  expect(standing('supplement', history(...toNotice))).toBe('unset');
  expect(standing('supplement', history(...toNotice, noticeArrived))).toBe(dueOn('2026-03-03', 15));
  expect(standing('supplement', history(...toNotice, noticeArrived, ['supplement', { provided: ['income'] }, on('2026-03-05')]))).toBe(
    'paused',
  );
  const both = { gaps: ['form', 'income'].map((key) => ({ key, gap: 'missing' })) };
  const half = history(submitted(), checked([]), ['requestSupplement', both, on(day)], noticeArrived, [
    'supplement',
    { provided: ['form'] },
    on('2026-03-05'),
  ]);
  expect(standing('supplement', half)).toBe(dueOn('2026-03-03', 15));
  expect(standing('supplement', history(...toNotice, noticeArrived, ['expireSupplement', {}, on('2026-03-25', system)]))).toBe('satisfied');
});

test('ALL19 42, 45 · decision and statutory limit: stopped by a pause, moved when it resumes, met by the decision', () => {
  const paused = [...toHandling, ['pause', { ground: 'appraisal' }, on('2026-03-04', handler)]] as const;
  for (const [name, due, moved] of [
    ['decision', '2026-03-16', '2026-03-19'],
    ['statutory', '2026-03-30', '2026-04-02'],
  ] as const) {
    expect(standing(name, history(...toHandling))).toBe(due);
    expect(standing(name, history(...paused))).toBe('paused');
    expect(standing(name, history(...paused, ['resume', {}, on('2026-03-09', handler)]))).toBe(moved);
    expect(standing(name, history(...toHandling, granted))).toBe('satisfied');
  }
  expect(standing('decision', history(...toHandling, ['extend', { reason: '需征求意见' }, on('2026-03-10', head)]))).toBe('2026-03-30');
});

test('XT23 · tolerance: its own due date, met by the materials or by lapsing', () => {
  const tolerated = [submitted(), checked(['form']), ['acceptWithTolerance', { signature: 's' }, on(day)]] as const;
  expect(standing('tolerance', history(...tolerated))).toBe(dueOn(day, 15));
  expect(standing('tolerance', history(...tolerated, ['fulfilTolerance', { provided: ['income'] }, on(day)]))).toBe('satisfied');
  expect(standing('tolerance', history(...tolerated, ['lapseTolerance', {}, on('2026-03-24', system)]))).toBe('satisfied');
});

test('ALL19 44, D-archive · delivery ten working days after the decision, archive when the rating window is over', () => {
  expect(standing('delivery', history(...toHandling, granted, ready))).toBe(dueOn('2026-03-10', 10));
  expect(standing('delivery', history(...toDelivered))).toBe('satisfied');
  expect(standing('archive', history(...toDelivered))).toBe(dueOn('2026-03-12', 10));
  expect(standing('archive', history(...toDelivered, ['archive', {}, on('2026-03-27', system)]))).toBe('satisfied');
  const notAccepted = { ground: 'not-our-competence', reason: '不属职权', remedy: '向公安机关申请' };
  expect(standing('archive', history(submitted(), ['notAccept', notAccepted, on(day)]))).toBe(dueOn(day, 10));
});

test('R-216, XT23 · one working day to pass an accepted case on, twenty to check a promise', () => {
  const accepting = [submitted(), checked(), accepted] as const;
  expect(standing('hand-over', history(...accepting))).toBe('2026-03-03');
  expect(standing('hand-over', history(...accepting, ['dispatch', { to: null }, on(day, clerk, passedOn)]))).toBe('satisfied');
  expect(standing('hand-over', history(...toHandling))).toBe('satisfied');
  expect(standing('hand-over', history(submitted(), ['acceptBySilence', {}, on('2026-03-10', system)]))).toBe('2026-03-11');
  const promised = [submitted(), checked(['form']), ['acceptOnPromise', { signature: '承诺1号' }, on(day)], taken] as const;
  expect(standing('promise-check', history(...promised))).toBe(dueOn(day, 20));
  expect(standing('promise-check', history(...promised, ['checkPromise', { kept: true }, on(day, handler)]))).toBe('satisfied');
  expect(standing('promise-check', history(...accepting))).toBe('unset');
});

test('XT23 · online-check one working day; cannot-do five', () => {
  const log = { trouble: 'overdue', hall: ids.hall, window: '9' };
  const logged = [submitted(), checked(), accepted, taken, ['logCannotDo', log, on(day, clerk, { facts: { itsWindow: true } })]] as const;
  expect(standing('cannot-do', history(...logged))).toBe('2026-03-09');
  expect(standing('cannot-do', history(...logged, ['answerCannotDo', { outcome: 'done', answer: '已办' }, on(day)]))).toBe('satisfied');
  expect(standing('online-check', history(submitted()))).toBe('unset');
});

test.each(Object.keys(deadlines) as (keyof typeof deadlines)[])('13.6 · the pending due date of %s is computed by one move', (name) => {
  expect(deadlines[name].computes).toBe('computeDue');
  const computed: CaseEvent = { type: 'CaseDueComputed', deadline: name, due: { dueOn: '2027-01-12' } };
  expect(standing(name, [computed])).toBe('2027-01-12');
  for (const other of Object.keys(deadlines) as (keyof typeof deadlines)[])
    if (other !== name) expect(standing(other, [computed])).toBe('unset');
});

test('D-guide-limit · a limit that no law was named for when the case was accepted stands under the guide', () => {
  const ruleFor = deadlines.statutory.ruleFor?.CaseAccepted;
  expect(['RES15 9', null].map((statutoryRule) => ruleFor?.({ statutoryRule } as never))).toEqual(['RES15 9', 'D-guide-limit']);
});
