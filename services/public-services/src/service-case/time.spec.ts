import { addDays, type Due } from '@yimen/kernel';
import { weekdays } from '@yimen/testing';
import fc from 'fast-check';
import { handler, on } from '../hall.sample.js';
import { at, day, granted, toHandling, workingDays, type Step } from './case.sample.js';
import { afterPause, endAfterPause, endOf, later, pausedWorkingDays } from './time.js';

const calendar = weekdays(2026, 2027);
/** Working days after `from` up to and including `to`, counted one by one. */
function counted(from: string, to: string): number {
  let count = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (calendar.isWorkday(date)) count += 1;
  return count;
}
const dateOf = (due: Due): string => ('dueOn' in due ? due.dueOn : 'pending');

test('ALL19 45 · a pause from Wednesday to Monday moves the due date by three working days, and is recorded', () => {
  const { result } = at(...toHandling, ['pause', { ground: 'appraisal' }, on('2026-03-04', handler)]).when(
    'resume',
    {},
    on('2026-03-09', handler),
  );
  expect(result.events[0]).toMatchObject({
    pausedFrom: '2026-03-04',
    pausedWorkingDays: 3,
    due: { dueOn: '2026-03-19' },
    statutoryDue: { dueOn: '2026-04-02' },
  });
});

test('ALL19 45 · whatever the pauses, the due date moves by exactly their working days', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 30 })), { maxLength: 3 });
  fc.assert(
    fc.property(spans, (pauses) => {
      let today = day;
      let paused = 0;
      const steps: Step[] = [...toHandling];
      for (const [wait, length] of pauses) {
        const from = addDays(today, wait);
        // A pause that begins on or after the due date gives nothing back; the three waits here stay before it.
        today = addDays(from, length);
        paused += counted(from, today);
        steps.push(['pause', { ground: 'hearing' }, on(from, handler)], ['resume', {}, on(today, handler)]);
      }
      const { state } = at(...steps);
      expect(state).toMatchObject({ due: workingDays(day, 10 + paused), statutoryDue: workingDays(day, 20 + paused) });
    }),
    { numRuns: 60 },
  );
});

test('a limit in calendar days moves by calendar days, and ends on a working day', () => {
  const days = { unit: 'CD', end: null } as const;
  const pause = { pausedOn: '2026-03-04', resumedOn: '2026-03-09' };
  expect(dateOf(afterPause({ dueOn: '2026-03-17' }, days, pause, { calendar }))).toBe('2026-03-23');
  expect(dateOf(afterPause({ dueOn: '2026-03-16' }, days, pause, { calendar }))).toBe('2026-03-23');
  expect(dateOf(afterPause({ dueOn: '2026-03-03' }, days, pause, { calendar }))).toBe('2026-03-03');
  expect(dateOf(afterPause({ dueOn: '2026-03-17' }, days, { pausedOn: '2026-03-04', resumedOn: '2026-03-04' }, { calendar }))).toBe(
    '2026-03-17',
  );
});

test('CIV 203 · calendar days of a pause are added to the end before the holiday, which is looked at once', () => {
  const pause = { pausedOn: '2026-03-04', resumedOn: '2026-03-09' };
  // Ends on a Saturday and was moved to Monday the 16th; five days later is Thursday the 19th, not a Monday again.
  const saturday = { unit: 'CD', end: '2026-03-14' } as const;
  expect(afterPause({ dueOn: '2026-03-16' }, saturday, pause, { calendar })).toEqual({ dueOn: '2026-03-19' });
  expect(endAfterPause({ dueOn: '2026-03-16' }, '2026-03-14', pause)).toBe('2026-03-19');
  // Paused on the Sunday: one day was left.
  const late = { pausedOn: '2026-03-15', resumedOn: '2026-03-19' };
  expect(afterPause({ dueOn: '2026-03-16' }, saturday, late, { calendar })).toEqual({ dueOn: '2026-03-20' });
  expect(endOf('2026-01-31', { amount: 1, unit: 'M' })).toBe('2026-02-28');
  expect(endOf('2026-01-31', { amount: 10, unit: 'WD' })).toBeNull();
});

test('13.6 · a limit in calendar days that waits for its calendar keeps its pauses too', () => {
  const only2026 = { calendar: weekdays(2026) };
  const pending: Due = { pending: { from: '2027-01-01', amount: 1, unit: 'WD' } };
  const limit = { unit: 'CD', end: '2027-01-02' } as const;
  const pause = { pausedOn: '2026-12-20', resumedOn: '2026-12-25' };
  expect(afterPause(pending, limit, pause, only2026)).toEqual({ pending: { from: '2027-01-06', amount: 1, unit: 'WD' } });
  expect(afterPause(pending, limit, pause, { calendar })).toEqual({ dueOn: '2027-01-07' });
});

test('13.6 · a limit into a year that is not loaded waits for its calendar, keeps its pauses, and is computed later', () => {
  const only2026 = weekdays(2026);
  const told = (today: string) => on(today, handler, { calendar: only2026 });
  const due: Due = { pending: { from: '2026-12-28', amount: 10, unit: 'WD' } };
  expect(afterPause(due, { unit: 'WD', end: null }, { pausedOn: '2026-12-29', resumedOn: '2026-12-30' }, { calendar: only2026 })).toEqual({
    pending: { from: '2026-12-28', amount: 10, unit: 'WD', paused: [{ pausedOn: '2026-12-29', resumedOn: '2026-12-30' }] },
  });
  expect(later(due, 10, { calendar: only2026 })).toEqual({ pending: { from: '2026-12-28', amount: 20, unit: 'WD' } });
  expect(pausedWorkingDays('2026-12-30', '2027-01-04', { calendar: only2026 })).toBeNull();
  const { result } = at(...toHandling, granted).when('computeDue', { deadline: 'delivery', dueOn: '2027-01-12' }, told('2026-12-30'));
  expect(result.state).toMatchObject({ deliveryDue: { dueOn: '2027-01-12' } });
});

test.each([
  'check',
  'supplement',
  'decision',
  'statutory',
  'cannot-do',
  'online-check',
  'tolerance',
  'archive',
  'hand-over',
  'promise-check',
] as const)('13.6 · the pending due date of %s is computed by the system', (deadline) => {
  const { result } = at(...toHandling).when('computeDue', { deadline, dueOn: '2027-01-12' }, on(day));
  expect(result.events).toEqual([{ type: 'CaseDueComputed', deadline, due: { dueOn: '2027-01-12' } }]);
});
