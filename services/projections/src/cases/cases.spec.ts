import { describe, expect, test } from '@jest/globals';
import { at, caseStory, committee, department, otherCases, sampled, visitStory } from '../service/story.sample.js';
import { foldRows } from '../service/fold-rows.sample.js';
import type { CaseRow } from './cases.js';
import { cases } from './folds.js';

const story = caseStory();
/** The row after the story up to its (last) event of this type, and whatever is told further. */
function after(type: string, ...more: readonly (readonly [string, object?])[]): CaseRow {
  const end = story.findLastIndex(({ event }) => event.type === type);
  const said = [
    ...story.slice(0, end + 1),
    ...more.map(([next, fields]) => ({ stream: `service-case/${at(41)}`, event: sampled(next, fields) })),
  ];
  return foldRows(cases, said)['cases']?.[0] as unknown as CaseRow;
}

describe('5.3.2 · the date that runs', () => {
  test.each([
    ['CaseSubmitted', 'submitted', 'check', '2026-03-09'],
    ['CaseChecked', 'checked', 'check', '2026-03-09'],
    ['SupplementRequested', 'supplement-requested', null, null],
    ['SupplementNoticeDelivered', 'supplement-requested', 'supplement', '2026-03-17'],
    ['MaterialsSupplemented', 'supplemented', 'check', '2026-03-12'],
    ['CaseAccepted', 'accepted', 'decision', '2026-03-19'],
    ['CaseDispatched', 'dispatched', 'decision', '2026-03-19'],
    ['HandlingStarted', 'handling', 'decision', '2026-03-19'],
    ['CasePaused', 'paused', null, null],
    ['CaseResumed', 'handling', 'decision', '2026-03-24'],
    ['CaseDueComputed', 'handling', 'decision', '2027-01-14'],
    ['CaseDecided', 'decided', 'delivery', '2026-04-02'],
    ['ResultReady', 'result-ready', 'delivery', '2026-04-02'],
    ['CaseDelivered', 'delivered', null, null],
    ['CaseArchived', 'archived', null, null],
  ])('after %s: %s, %s due %s', (type, state, dueKind, dueOn) => {
    expect(after(type)).toMatchObject({ state, dueKind, dueOn, duePending: false, open: !['delivered', 'archived'].includes(state) });
  });

  test('an online case has its preliminary check first', () => {
    const online = { channel: 'online', visit: null, hall: null, onlineCheckDue: { dueOn: '2026-03-03' } };
    const [row] = foldRows(cases, caseStory(at(41), online).slice(0, 1))['cases'] as unknown as CaseRow[];
    expect(row).toMatchObject({ dueKind: 'online-check', dueOn: '2026-03-03', channel: 'online', hall: null });
  });

  test('13.6 · a date that waits for its calendar is pending, and stands once it is computed', () => {
    expect(after('CaseExtended')).toMatchObject({ dueKind: 'decision', dueOn: null, duePending: true, extended: true });
    expect(after('CaseDueComputed')).toMatchObject({ dueOn: '2027-01-14', duePending: false });
  });

  test('the statutory date moves with the pause and ends with the decision', () => {
    expect(after('CaseAccepted')).toMatchObject({ statutoryDueOn: '2026-04-02' });
    expect(after('CasePaused')).toMatchObject({ statutoryDueOn: null, pausedFrom: '2026-03-09' });
    expect(after('CaseResumed')).toMatchObject({ statutoryDueOn: '2026-04-08', pausedFrom: null });
    expect(after('CaseDecided')).toMatchObject({ statutoryDueOn: null, decidedOn: '2026-03-19', inTime: true, outcome: 'granted' });
  });
});

describe('13.8 · every date carries the rule that its event told', () => {
  test.each([
    ['CaseSubmitted', { checkRule: 'ALL19 32' }, 'ALL19 32', null],
    ['CaseAccepted', { statutoryRule: 'ALL19 42' }, 'D-promised-limit', 'ALL19 42'],
    ['CaseDecided', { deliveryRule: 'ALL19 44' }, 'ALL19 44', null],
  ])('after %s with %j', (type, told, dueRule, statutoryRule) => {
    const said = story.slice(0, story.findIndex(({ event }) => event.type === type) + 1);
    const last = said.at(-1);
    if (!last) throw new Error(`the story has no ${type}`);
    const [row] = foldRows(cases, [...said.slice(0, -1), { ...last, event: { ...last.event, ...told } }])['cases'] as unknown as CaseRow[];
    expect(row).toMatchObject({ dueRule, statutoryRule });
  });

  test('none where no date runs', () => {
    expect(after('CasePaused')).toMatchObject({ dueRule: null, statutoryRule: null });
    expect(after('CaseArchived')).toMatchObject({ dueRule: null });
  });
});

test('R-216 · the hand-over has its own date until the case is passed on or taken', () => {
  expect(after('CaseAccepted')).toMatchObject({ handOverDueOn: '2026-03-06' });
  expect(after('CaseAccepted', ['HandlingStarted'])).toMatchObject({ handOverDueOn: null });
  expect(after('CaseAccepted', ['CaseDueComputed', { deadline: 'hand-over', due: { dueOn: '2027-01-05' } }])).toMatchObject({
    handOverDueOn: '2027-01-05',
  });
  expect(after('CaseDispatched')).toMatchObject({ handOverDueOn: null });
});

test('XT23 · a promise waits for its check, also after delivery, until it is checked or archived', () => {
  expect(after('DutyPromised', ['CaseAccepted'], ['CaseWithdrawn'])).toMatchObject({ open: false, promiseCheckDueOn: null });
  expect(after('CaseAccepted')).toMatchObject({ promise: 'open', promiseCheckDueOn: '2026-03-30' });
  expect(after('PromiseChecked')).toMatchObject({ promise: 'kept', promiseCheckDueOn: null });
  const unchecked = story.filter(({ event }) => event.type !== 'PromiseChecked' && event.type !== 'CaseArchived');
  const [delivered] = foldRows(cases, unchecked)['cases'] as unknown as CaseRow[];
  expect(delivered).toMatchObject({ state: 'delivered', open: true, promiseCheckDueOn: '2026-03-30' });
  const archived = foldRows(cases, [...unchecked, { stream: `service-case/${at(41)}`, event: sampled('CaseArchived') }]);
  expect(archived['cases']).toMatchObject([{ state: 'archived', open: false, promiseCheckDueOn: null }]);
});

test('5.3.2 · supplement, tolerance, promise and home visit stand beside the state', () => {
  expect(after('SupplementRequested')).toMatchObject({ supplement: 'requested', missing: [{ key: 'income' }] });
  expect(after('MaterialsSupplemented')).toMatchObject({ supplement: 'complete', missing: [] });
  expect(after('CaseAccepted')).toMatchObject({ tolerance: 'open', toleranceDueOn: '2026-03-16', promise: 'open' });
  expect(after('ToleranceUnfulfilled')).toMatchObject({ tolerance: 'unfulfilled', toleranceDueOn: null });
  expect(after('ToleranceFulfilled')).toMatchObject({ tolerance: 'fulfilled' });
  expect(after('PromiseChecked')).toMatchObject({ promise: 'kept', agent: true, accompaniments: 1, homeVisitDone: true });
});

test('XT23 · what could not be done keeps a finished case open until it is answered', () => {
  expect(after('CaseDelivered', ['CannotDoLogged'])).toMatchObject({ open: true, cannotDo: 'open', cannotDoDueOn: '2026-03-13' });
  expect(after('CaseDelivered', ['CannotDoLogged'], ['CannotDoAnswered'])).toMatchObject({
    open: false,
    cannotDo: 'answered',
    cannotDoDueOn: null,
  });
});

test('R-214 · the case goes with its hand-over, and back when it returns', () => {
  expect(after('CaseAccepted')).toMatchObject({ organisation: committee, handledBy: department, handler: null });
  expect(after('CaseDispatched')).toMatchObject({ handedOverAt: '2026-03-05T02:00:00.000000Z' });
  expect(after('CaseForwarded')).toMatchObject({ state: 'forwarded', forwardedTo: at(3), handler: 'handler-1' });
  expect(after('CaseReturned')).toMatchObject({ state: 'handling', forwardedTo: null });
});

test('other ends are ends', () => {
  const rows = foldRows(cases, otherCases())['cases'] as unknown as CaseRow[];
  expect(rows.map(({ state, open, dueOn }) => [state, open, dueOn])).toEqual([
    ['expired-supplement', false, null],
    ['not-accepted', false, null],
    ['withdrawn', false, null],
  ]);
});

test('a visit gives its window and class to its cases', () => {
  expect(foldRows(cases, visitStory())['visits']).toMatchObject([{ visit: at(31), window: '1', class: 'social' }]);
});
