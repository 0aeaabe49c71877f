import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { correctionNotice } from '../correction-notice/correction-notice.js';
import { account, ids, on, system } from '../hall.sample.js';
import { shownFigure, taskReport, type TaskReportEvent } from './task-report.js';

const officer = account('officer-1');
const reporter = account('director-1');
const day = '2026-03-12';
const input = { organ: ids.other, department: ids.body, community: ids.community, task: '每月住户报表', matter: null, evidence: [] };
const reported: TaskReportEvent = { type: 'TaskReported', ...input, reporter: 'director-1', on: '2026-03-10' };
const takenUp: TaskReportEvent = { type: 'ReportTakenUp', on: day };
const found = (finding: 'confirmed' | 'unfounded'): TaskReportEvent => ({
  type: 'ReportFound',
  finding,
  words: '未经准入',
  organ: ids.other,
  department: ids.body,
  task: '未经准入的住户报表',
  correctDue: { dueOn: '2026-03-26' },
  on: day,
});
const ordered: TaskReportEvent = { type: 'CorrectionOrdered', notice: ids.notice };
const concluded = (outcome: 'corrected' | 'escalated'): TaskReportEvent => ({ type: 'CorrectionConcluded', outcome, on: day });
const closed: TaskReportEvent = { type: 'ReportClosed', answer: '已停止摊派', on: day };

const apart = { known: true, below: false };

test('the table of a report holds', () => {
  const histories = [
    [reported, takenUp, found('confirmed'), ordered, concluded('corrected'), closed],
    [reported, takenUp, found('confirmed'), concluded('escalated')],
    [reported, takenUp, found('unfounded'), closed],
  ];
  expect(checkSlice(taskReport as never, { histories })).toEqual([]);
});

test('D-report-correct · reported, verified, confirmed: ten working days to correct', () => {
  scenario(taskReport)
    .given()
    .when('report', input, on('2026-03-10', reporter, { facts: apart }))
    .then(reported);
  scenario(taskReport).given(reported).when('takeUp', {}, on(day, officer)).then(takenUp);
  const verifying = scenario(taskReport).given(reported, takenUp);
  verifying
    .when('find', { finding: 'confirmed', words: '未经准入', task: '未经准入的住户报表' }, on(day, officer))
    .then(found('confirmed'));
  scenario(taskReport)
    .given(reported, takenUp, found('confirmed'))
    .when('recordNotice', { notice: ids.notice }, on(day, system))
    .then(ordered);
  scenario(taskReport)
    .given(reported, takenUp, found('confirmed'), ordered)
    .when('conclude', { outcome: 'escalated' }, on(day, system))
    .then(concluded('escalated'));
  scenario(taskReport).given(reported, takenUp, found('unfounded')).when('close', { answer: '已停止摊派' }, on(day, officer)).then(closed);
});

test('the reporter does not verify his own report', () => {
  scenario(taskReport)
    .given(reported)
    .when('takeUp', {}, on(day, reporter))
    .then({ refused: 'reporter-may-not', rule: 'D-reporter-hidden', overridable: false });
  scenario(taskReport)
    .given(reported, takenUp)
    .when('find', { finding: 'confirmed', words: '属实', task: '报表' }, on(day, reporter))
    .then({ refused: 'reporter-may-not', rule: 'D-reporter-hidden' });
});

test('D-reporter-hidden · the department is no party of the report, and its notice names neither community, reporter nor day of the report', () => {
  const state = scenario(taskReport).given(reported).state;
  const parties = Object.values(taskReport.parties(state)).map((party) => JSON.stringify(party));
  expect(parties.some((party) => party.includes(ids.body))).toBe(false);
  const shape = correctionNotice.moves.issue.input.shape;
  expect(Object.keys(shape).sort()).toEqual(['department', 'due', 'finding', 'organ', 'report', 'task']);
});

test('D-reporter-hidden · the department does not look into its own report, and is told of the task in the organ’s words', () => {
  scenario(taskReport)
    .given()
    .when('report', { ...input, organ: ids.body }, on('2026-03-10', reporter, { facts: apart }))
    .then({ refused: 'organ-is-department', rule: 'D-reporter-hidden', overridable: false });
  const { result } = scenario(taskReport)
    .given(reported, takenUp)
    .when('find', { finding: 'confirmed', words: '未经准入', task: '未经准入的住户报表' }, on(day, officer));
  expect(JSON.stringify(result.events)).not.toContain(input.task);
});

test('D-reporter-hidden · a body below the department is no organ either: who acts for the department would read what it reads', async () => {
  const row = (parent: string | null, tree = 'government') => ({ tree, parent, closedOn: null });
  const book: Readonly<Record<string, object>> = {
    [ids.hall]: row(null),
    [ids.body]: row(ids.hall),
    [ids.other]: row(ids.body),
    [ids.item]: row(ids.hall),
    [ids.visit]: row(ids.hall, 'party'),
    [ids.case]: row(ids.case),
  };
  const read = { row: async (_table: unknown, key: string) => book[key] } as never;
  const reporting = async (organ: string) => {
    const facts = await taskReport.moves.report.gather?.(read, { ...input, organ }, { status: 'none' }, {} as never);
    const { refusal } = scenario(taskReport)
      .given()
      .when('report', { ...input, organ }, on('2026-03-10', reporter, { facts: facts! })).result;
    return refusal && [refusal.code, refusal.rule, refusal.overridable];
  };
  expect(await reporting(ids.other)).toEqual(['organ-is-department', 'D-reporter-hidden', false]);
  expect(await reporting(ids.hall)).toBeUndefined();
  expect(await reporting(ids.item)).toBeUndefined();
  expect(await reporting(ids.visit)).toEqual(['organ-unknown', 'D-report-correct', false]);
  expect(await reporting(ids.person)).toEqual(['organ-unknown', 'D-report-correct', false]);
  // A circle in the book ends, and puts nobody above anybody.
  expect(await reporting(ids.case)).toBeUndefined();
});

test('5.1.4 · who may report may read how it ended', () => {
  const may = taskReport.moves.report.by as { readonly community: readonly string[] };
  expect(taskReport.readers).toMatchObject({ community: [...may.community] });
});

test.each([
  [0, null],
  [4, null],
  [5, 5],
  [29, 29],
])('13.3 · of %i reports a department is shown %s', (count, shown) => {
  expect(shownFigure(count, 5)).toBe(shown);
});
