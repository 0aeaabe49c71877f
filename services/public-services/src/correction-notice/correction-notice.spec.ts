import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on, system } from '../hall.sample.js';
import { correctionNotice, type CorrectionNoticeEvent } from './correction-notice.js';

const input = {
  report: ids.case,
  organ: ids.other,
  department: ids.body,
  task: '每月住户报表',
  finding: '未经准入',
  due: { dueOn: '2026-03-26' },
};
const issued: CorrectionNoticeEvent = { type: 'CorrectionNoticeIssued', ...input, on: '2026-03-12' };
const answered: CorrectionNoticeEvent = { type: 'CorrectionAnswered', words: '已停止', on: '2026-03-18' };
const settlement = (outcome: 'corrected' | 'escalated', serious = false) => ({
  ...{ outcome, serious, circulated: true, words: '办结' },
  to: outcome === 'escalated' ? ids.hall : null,
});
const settling = (day: string, facts: object = { known: true, below: false }) => on(day, undefined, { facts });
const settled = (outcome: 'corrected' | 'escalated', day: string, serious = false): CorrectionNoticeEvent => ({
  type: 'CorrectionSettled',
  report: ids.case,
  ...settlement(outcome, serious),
  on: day,
});

test('the table of a notice holds', () => {
  const computed: CorrectionNoticeEvent = { type: 'CorrectionDueComputed', dueOn: '2026-03-26' };
  expect(
    checkSlice(correctionNotice as never, {
      histories: [
        [issued, computed, answered, settled('corrected', '2026-03-20')],
        [issued, settled('escalated', '2026-03-27')],
      ],
    }),
  ).toEqual([]);
});

test('issued, answered, accepted as corrected', () => {
  scenario(correctionNotice).given().when('issue', input, on('2026-03-12', system)).then(issued);
  scenario(correctionNotice).given(issued).when('answer', { words: '已停止' }, on('2026-03-18')).then(answered);
  scenario(correctionNotice)
    .given(issued)
    .when('settle', settlement('corrected'), settling('2026-03-20'))
    .then({ refused: 'not-answered', rule: 'D-report-correct' });
  scenario(correctionNotice)
    .given(issued, answered)
    .when('settle', settlement('corrected'), settling('2026-03-20'))
    .then(settled('corrected', '2026-03-20'));
});

test('SH20 38, CD20 47, DY25 20 · escalated to the organ of supervision when it is late or serious', () => {
  const given = scenario(correctionNotice).given(issued);
  given
    .when('settle', settlement('escalated'), settling('2026-03-26'))
    .then({ refused: 'not-late-nor-serious', rule: 'D-report-correct', overridable: true });
  given.when('settle', settlement('escalated'), settling('2026-03-27')).then(settled('escalated', '2026-03-27'));
  given.when('settle', settlement('escalated', true), settling('2026-03-13')).then(settled('escalated', '2026-03-13', true));
});

test('SH20 38, DY25 20 · an escalation names to whom it goes: an organ that is neither the department, nor below it, nor the one that escalates', () => {
  const given = scenario(correctionNotice).given(issued);
  const to = (organ: string | null, facts?: object) =>
    given.when('settle', { ...settlement('escalated', true), to: organ }, settling('2026-03-13', facts));
  to(null).then({ refused: 'addressee-missing', rule: 'D-report-correct' });
  to(ids.other).then({ refused: 'addressee-unfit', rule: 'D-report-correct', overridable: false });
  to(ids.hall, { known: true, below: true }).then({ refused: 'addressee-unfit', rule: 'D-report-correct' });
  to(ids.hall, { known: false, below: false }).then({ refused: 'addressee-unknown', rule: 'D-report-correct' });
  scenario(correctionNotice)
    .given(issued, answered)
    .when('settle', { ...settlement('corrected'), to: ids.hall }, settling('2026-03-20'))
    .then({ refused: 'addressee-not-asked', rule: 'D-report-correct' });
  const { state } = scenario(correctionNotice).given(issued, settled('escalated', '2026-03-27'));
  expect(correctionNotice.parties(state)).toMatchObject({ addressee: { organisation: ids.hall } });
});

test('13.6 · a due date that waited for its calendar is computed', () => {
  scenario(correctionNotice)
    .given(issued)
    .when('computeDue', { deadline: 'correction', dueOn: '2027-01-11' }, on('2026-12-28', system))
    .then({ type: 'CorrectionDueComputed', dueOn: '2027-01-11' });
});
