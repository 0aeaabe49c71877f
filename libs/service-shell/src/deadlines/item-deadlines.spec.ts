import type { AnyEvent } from '@yimen/kernel';
import type { AnyAggregate } from '../definition.js';
import { itemDeadlines, type TimedEvent } from './item-deadlines.js';

const due = (dueOn: string) => () => ({ dueOn });
/** Only its name and its deadlines are looked at. */
const slice = {
  name: 'errand',
  deadlines: {
    answer: {
      label: { zh: '答复', en: 'answer' },
      rule: 'D-calendar',
      ruleFor: { Asked: () => 'ALL19 42' },
      set: {
        Asked: due('2026-03-20'),
        Paused: () => null,
        Resumed: due('2026-03-25'),
        Moved: due('2026-04-10'),
        Stretched: () => ({ pending: { from: '2027-12-30', amount: 5, unit: 'WD' } }),
      },
      clear: ['Answered'],
    },
    between: { label: { zh: '内部', en: 'between desks' }, rule: 'D-hall', internal: true, set: { Asked: due('2026-03-03') }, clear: [] },
    waits: {
      label: { zh: '待日历', en: 'waits' },
      rule: 'D-hall',
      set: { Far: () => ({ pending: { from: '2027-12-30', amount: 5, unit: 'WD' } }) },
      clear: [],
    },
  },
} as unknown as AnyAggregate;

const on = (type: string, happenedOn: string, seen = true): TimedEvent => ({ event: { type } as AnyEvent, happenedOn, seen });
const told = (events: readonly TimedEvent[], staff = true) => itemDeadlines(slice, 'one', events, { staff });
const asked = on('Asked', '2026-03-02');

test('0.4 · a deadline tells which it is, from when by which event, until when, under which rule, and how it stands', () => {
  expect(told([asked])[0]).toEqual({
    deadline: 'answer',
    label: { zh: '答复', en: 'answer' },
    rule: 'ALL19 42',
    state: 'running',
    from: '2026-03-02',
    startedBy: 'Asked',
    until: '2026-03-20',
    pending: null,
    paused: [],
    extended: [],
    satisfiedOn: null,
  });
});

test('0.4 · extended_by: a later day to which a running clock was set is told beside the one before; an earlier one and the days of a pause are none', () => {
  const longer = { on: '2026-03-12', from: '2026-03-20', until: '2026-04-10' };
  expect(told([asked, on('Moved', '2026-03-12')])[0]).toMatchObject({ until: '2026-04-10', extended: [longer] });
  const resumed = [asked, on('Paused', '2026-03-05'), on('Resumed', '2026-03-10')];
  expect(told(resumed)[0]).toMatchObject({ until: '2026-03-25', extended: [] });
  const further = { ...longer, from: '2026-03-25' };
  expect(told([...resumed, on('Moved', '2026-03-12'), on('Moved', '2026-03-13')])[0]).toMatchObject({ extended: [further] });
  expect(told([asked, on('Moved', '2026-03-12'), on('Answered', '2026-03-13')])[0]).toMatchObject({ extended: [longer] });
  expect(told([asked, on('Moved', '2026-03-12'), on('Asked', '2026-03-13')])[0]).toMatchObject({ until: '2026-03-20', extended: [longer] });
  // Begun anew after it was kept: what was extended before is another period.
  expect(told([asked, on('Moved', '2026-03-12'), on('Answered', '2026-03-13'), on('Asked', '2026-03-16')])[0]).toMatchObject({
    extended: [],
  });
});

test('0.4, 13.6 · an extension that waits for the calendar has no day yet, and gets the one that is computed', () => {
  const waiting = [asked, on('Stretched', '2026-03-12')];
  const from = { on: '2026-03-12', from: '2026-03-20' };
  expect(told(waiting)[0]).toMatchObject({ state: 'pending', until: null, extended: [{ ...from, until: null }] });
  expect(told([...waiting, on('Moved', '2026-03-16')])[0]).toMatchObject({ extended: [{ ...from, until: '2026-04-10' }] });
});

test('0.4 · paused days are listed and move the date; moved later, it still runs from its first day; kept, it has the day', () => {
  const stopped = [asked, on('Paused', '2026-03-05')];
  expect(told(stopped)[0]).toMatchObject({ state: 'paused', until: '2026-03-20', paused: [{ from: '2026-03-05', until: null }] });
  const again = [...stopped, on('Resumed', '2026-03-10'), on('Moved', '2026-03-12')];
  const paused = [{ from: '2026-03-05', until: '2026-03-10' }];
  expect(told(again)[0]).toMatchObject({ state: 'running', from: '2026-03-02', until: '2026-04-10', paused });
  expect(told([...again, on('Answered', '2026-03-13')])[0]).toMatchObject({ state: 'satisfied', satisfiedOn: '2026-03-13', paused });
  expect(told([asked, on('Answered', '2026-03-13'), on('Moved', '2026-03-14')])[0]).toMatchObject({
    state: 'running',
    from: '2026-03-14',
    startedBy: 'Moved',
  });
});

test('13.6 · one that waits for the calendar has no date and says for what it waits', () => {
  expect(told([on('Far', '2026-12-30')])).toMatchObject([{ deadline: 'waits', state: 'pending', until: null, pending: { amount: 5 } }]);
});

test('a deadline that never began is not there; what members of staff owe each other is not told to the person', () => {
  expect(told([asked]).map(({ deadline }) => deadline)).toEqual(['answer', 'between']);
  expect(told([asked], false).map(({ deadline }) => deadline)).toEqual(['answer']);
});

test('an event that is not for this viewer takes its deadlines with it', () => {
  expect(told([asked, on('Paused', '2026-03-05', false)]).map(({ deadline }) => deadline)).toEqual(['between']);
  expect(told([on('Asked', '2026-03-02', false)])).toEqual([]);
});
