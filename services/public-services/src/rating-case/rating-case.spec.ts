import { fold, type DeadlineRule } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario, weekdays } from '@yimen/testing';
import { account, clerk, ids, on, system } from '../hall.sample.js';
import { deadlines } from './deadlines.js';
import { ratingCase, type RatingCaseEvent } from './rating-case.js';

const day = '2026-03-02';
const manager = account('manager-1');
const supervisor = account('supervisor-1');
const bad = {
  rating: `visit~${ids.visit}`,
  level: 2,
  reasons: ['repeated-trips' as const],
  organisation: ids.community,
  hall: ids.hall,
  item: null,
  handler: 'clerk-1',
  named: true,
  rater: ids.person,
};
type Step = readonly [move: string, input: object, today?: string, actor?: ReturnType<typeof account>];
function history(open: object, ...steps: readonly Step[]): RatingCaseEvent[] {
  return [['open', { ...bad, ...open }, day, system] as Step, ...steps].reduce<RatingCaseEvent[]>(
    (events, [move, input, today = '2026-03-03', actor = manager]) => {
      const { refusal, events: next } = decide(ratingCase, fold(ratingCase, events), move, input, on(today, actor));
      if (refusal) throw new Error(`${move} refused: ${refusal.code}`);
      return [...events, ...next];
    },
    [],
  );
}
/** How a deadline stands after events: its date, `paused`, `satisfied`, or `unset`. */
function standing(name: keyof typeof deadlines, events: readonly RatingCaseEvent[]): string {
  const { set, clear } = deadlines[name] as DeadlineRule<RatingCaseEvent>;
  return events.reduce<string>((before, event) => {
    const due = (set[event.type] as ((event: RatingCaseEvent) => { dueOn?: string } | null | undefined) | undefined)?.(event);
    if (due === null) return before === 'unset' ? before : 'paused';
    if (due !== undefined) return due.dueOn ?? 'pending';
    return clear.includes(event.type) && before !== 'unset' ? 'satisfied' : before;
  }, 'unset');
}
const at = (...steps: readonly Step[]) => scenario(ratingCase).given(history({}, ...steps));
const accept: Step = ['accept', {}];
const verify = (finding: string): Step => ['verify', { finding, explanation: '经核实' }];
const rectify: Step = ['rectify', { way: 'at-once', plan: '立即整改' }];
const report: Step = ['report', { words: '已整改' }];
const callBack: Step = ['callBack', { reached: true, satisfied: true }];
const appeal: Step = ['appeal', { words: '评价对象有误' }];
const recheck = (outcome: string): Step => ['recheck', { outcome, words: '复核' }, '2026-03-05', supervisor];

test('the table of the rating case holds', () => {
  const histories = [
    history({}, accept, verify('true'), rectify, report, callBack, ['close', {}]),
    history({}, accept, verify('mistaken'), appeal, recheck('struck')),
    history(
      {},
      accept,
      verify('malicious'),
      appeal,
      recheck('kept'),
      ['computeDue', { deadline: 'rectify', dueOn: '2026-03-23' }, day, system],
      rectify,
    ),
  ];
  expect(checkSlice(ratingCase as never, { histories })).toEqual([]);
});

test('9.1, RATING-SUINING · fifteen working days to rectify', () => {
  expect(history({})[0]).toMatchObject({ type: 'BadRatingOpened', due: { dueOn: '2026-03-23' } });
});

test('13.6 · into a year that is not loaded the limit waits, and is computed', () => {
  const { result } = scenario(ratingCase)
    .given()
    .when('open', bad, on('2026-12-21', system, { calendar: weekdays(2026) }));
  expect(result.events[0]).toMatchObject({ due: { pending: { from: '2026-12-21', amount: 15, unit: 'WD' } } });
  at()
    .when('computeDue', { deadline: 'rectify', dueOn: '2027-01-11' }, on(day, system))
    .then({ type: 'RatingDueComputed', deadline: 'rectify', dueOn: '2027-01-11' });
});

test('HC19 · the rated person deals with no part of it', () => {
  const own = on('2026-03-03', clerk);
  at().when('accept', {}, own).then({ refused: 'rated-person-may-not', rule: 'HC19' });
  at(accept).when('verify', { finding: 'mistaken', explanation: '误评' }, own).then({ refused: 'rated-person-may-not', rule: 'HC19' });
  at(accept, verify('true')).when('rectify', { way: 'at-once', plan: '整改' }, own).then({ refused: 'rated-person-may-not', rule: 'HC19' });
  at(accept, verify('mistaken'), appeal)
    .when('recheck', { outcome: 'struck', words: '复核' }, own)
    .then({ refused: 'rated-person-may-not', rule: 'HC19' });
  at(accept, verify('mistaken')).when('appeal', { words: '不服' }, own).then({ refused: 'rated-person-may-not', rule: 'HC19' });
  at(accept, verify('true'), rectify, report)
    .when('callBack', { reached: true, satisfied: null }, own)
    .then({ refused: 'rated-person-may-not', rule: 'HC19' });
  expect(ratingCase.readers.organisation).not.toContain('window-clerk');
});

test('13.3 · the rated person reads no part of it, also where he is hall manager or supervisor', () => {
  expect(ratingCase.hiddenFrom?.(at(accept).state)).toEqual(['clerk-1']);
  expect(ratingCase.hiddenFrom?.({ status: 'none' })).toEqual([]);
});

test('the limit of a rating that was kept runs on; of one that was struck it stops', () => {
  const appealed = [accept, verify('mistaken'), appeal];
  expect(standing('rectify', history({}, ...appealed, recheck('kept')))).toBe('2026-03-23');
  expect(standing('rectify', history({}, ...appealed, recheck('struck')))).toBe('paused');
});

test('D-rating-case, 13.6 · every step has its time, is met by the next, and waits for its calendar apart from the others', () => {
  expect(standing('accept', history({}))).toBe('2026-03-03');
  expect(standing('verify', history({}, accept))).toBe('2026-03-10');
  expect([standing('accept', history({}, accept)), standing('verify', history({}, accept, verify('true')))]).toEqual([
    'satisfied',
    'satisfied',
  ]);
  const toFeedback = [accept, verify('true'), rectify, report];
  expect(standing('callback', history({}, ...toFeedback))).toBe('2026-03-24');
  expect(standing('callback', history({}, ...toFeedback, callBack))).toBe('satisfied');
  expect(standing('callback', history({ named: false, rater: null }, ...toFeedback))).toBe('unset');
  expect(standing('recheck', history({}, accept, verify('mistaken'), appeal))).toBe('2026-03-10');
  expect(standing('recheck', history({}, accept, verify('mistaken'), appeal, recheck('kept')))).toBe('satisfied');
  for (const name of Object.keys(deadlines) as (keyof typeof deadlines)[]) {
    const late = [...history({}), { type: 'RatingDueComputed' as const, deadline: name, dueOn: '2027-01-11' }];
    expect(Object.keys(deadlines).filter((each) => standing(each as keyof typeof deadlines, late) === '2027-01-11')).toEqual([name]);
    expect(fold(ratingCase, late)).toMatchObject({ due: { dueOn: name === 'rectify' ? '2027-01-11' : '2026-03-23' } });
  }
});

test('true is rectified before feedback; no legal ground is explained; mistaken goes to the supervisor', () => {
  const told = on('2026-03-03', manager);
  at(accept, verify('true')).when('report', { words: '已整改' }, told).then({ refused: 'rectify-first', rule: 'HC19' });
  at(accept, verify('no-legal-ground'))
    .when('rectify', { way: 'at-once', plan: '整改' }, told)
    .then({ refused: 'nothing-to-rectify', rule: 'HC19' });
  expect(at(accept, verify('no-legal-ground')).when('report', { words: '说明' }, told).result.state.status).toBe('feedback');
  at(accept, verify('mistaken')).when('rectify', { way: 'ledger', plan: '整改' }, told).then({ refused: 'recheck-first', rule: 'HC19' });
  at(accept, verify('malicious')).when('report', { words: '说明' }, told).then({ refused: 'recheck-first', rule: 'HC19' });
  at(accept, verify('true')).when('appeal', { words: '不服' }, told).then({ refused: 'explain-not-appeal', rule: 'HC19' });
});

test('HC19 · by name: callback without exception, by who took it on; anonymous: nobody to call', () => {
  const toFeedback = [accept, verify('true'), rectify, report];
  at(...toFeedback)
    .when('close', {}, on('2026-03-03', manager))
    .then({ refused: 'callback-first', rule: 'HC19' });
  at(...toFeedback)
    .when('callBack', { reached: true, satisfied: null }, on('2026-03-03', supervisor))
    .then({ refused: 'responsible-is-another', rule: 'HC19' });
  const anonymous = scenario(ratingCase).given(history({ named: false, rater: null }, ...toFeedback));
  anonymous
    .when('callBack', { reached: true, satisfied: null }, on('2026-03-03', manager))
    .then({ refused: 'no-one-to-call', rule: 'HC19' });
  anonymous.when('close', {}, on('2026-03-03', manager)).then({ type: 'RatingCaseClosed', inTime: true, on: '2026-03-03' });
});

test('0.3 · closed on the due date is in time, a day later is not', () => {
  const close = (today: string) =>
    at(accept, verify('true'), rectify, report, callBack).when('close', {}, on(today, manager)).result.events[0];
  expect(close('2026-03-23')).toMatchObject({ inTime: true });
  expect(close('2026-03-24')).toMatchObject({ inTime: false });
});

test('HC19 · only the supervisor rechecks; a kept rating is rectified like any other', () => {
  expect(ratingCase.moves.recheck.by).toEqual({ organisation: ['rating-supervisor'] });
  expect(at(accept, verify('mistaken'), appeal, recheck('struck')).state.status).toBe('struck');
  expect(at(accept, verify('mistaken'), appeal, recheck('kept'), rectify).state.status).toBe('rectifying');
});

test('5.3.3 · six bad, one struck, five closed in time: the slice gives the figures their facts', () => {
  const closedInTime = Array.from({ length: 5 }, () => history({}, accept, verify('true'), rectify, report, callBack, ['close', {}]));
  const all = [...closedInTime, history({}, accept, verify('mistaken'), appeal, recheck('struck'))].flat();
  const count = (test: (event: RatingCaseEvent) => boolean) => all.filter(test).length;
  const opened = count(({ type }) => type === 'BadRatingOpened');
  const invalid = count((event) => event.type === 'BadRatingRechecked' && event.outcome === 'struck');
  const inTime = count((event) => event.type === 'RatingCaseClosed' && event.inTime);
  expect([opened, invalid, inTime]).toEqual([6, 1, 5]);
  expect(inTime).toBe(opened - invalid);
});
