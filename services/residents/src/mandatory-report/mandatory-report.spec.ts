import { reportedKinds } from '@yimen/contracts';
import { isRuleId, policyReader } from '@yimen/policy';
import { scenario } from '@yimen/testing';
import { kinds, mandatoryReport } from './mandatory-report.js';

const community = '01980000-0000-7000-8000-000000000001';
const policy = policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' });
const told = (now: string, communityIsCommittee = true) => ({ policy, now, facts: { communityIsCommittee } });
const noticedAt = '2026-03-02T15:15:00.000Z';
const due = (kind: (typeof reportedKinds)[number] = 'harm-to-minor') => ({
  type: 'MandatoryReportDue' as const,
  ...{ kind, community, noticedAt, dueAt: '2026-03-02T17:15:00.000Z', rule: kinds[kind].rule },
});
const note = { kind: 'harm-to-minor' as const, community, noticedAt };
const to = ['police' as const];
const reported = scenario(mandatoryReport).given(due());

test('2.1 P6 · D-mandatory-report · within two hours of learning of it, by night as by day', () => {
  const { state } = scenario(mandatoryReport).given().when('note', note, told('2026-03-02T15:20:00.000Z')).then(due());
  expect(state).toMatchObject({ status: 'due' });
  // 23:15 in Shanghai and two hours: the next day.
  expect(mandatoryReport.deadlines?.report?.set.MandatoryReportDue?.(due())).toEqual({ dueOn: '2026-03-03' });
  expect(mandatoryReport.deadlines?.report).toMatchObject({ rule: 'D-mandatory-report', clear: ['MandatoryReportMade'] });
});

test.each([
  ['2026-03-02T17:15:00.000Z', true],
  ['2026-03-02T17:15:00.001Z', false],
])('reported at %s: in time %s; the end of the second hour still counts', (reportedAt, inTime) => {
  const made = { type: 'MandatoryReportMade' as const, to, reportedAt, inTime, receipt: '接警18' };
  const { state } = reported.when('report', { to, reportedAt, receipt: '接警18' }, told('2026-03-03T01:00:00.000Z')).then(made);
  expect(state).toMatchObject({ status: 'reported', inTime });
});

test.each([
  ['harm-to-minor', '未成年人保护法 11', ['police', 'civil-affairs', 'education'], 'government'],
  ['domestic-violence', '反家庭暴力法 14', ['police'], 'civil-affairs'],
  ['safety-hazard', '安全生产法 75', ['government', 'work-safety'], 'police'],
  ['illegal-fund-raising', '防范和处置非法集资条例 17', ['government', 'fund-raising-lead'], 'police'],
] as const)('2.1 P6 · %s: %s, to %j and not to %s', (kind, rule, authorities, other) => {
  expect(isRuleId(rule)).toBe(true);
  const at = told('2026-03-02T16:00:00.000Z');
  const given = { reportedAt: '2026-03-02T15:30:00.000Z', receipt: null };
  scenario(mandatoryReport)
    .given()
    .when('note', { ...note, kind }, at)
    .then({ ...due(kind), rule });
  const steps = scenario(mandatoryReport).given(due(kind));
  for (const one of authorities) expect(steps.when('report', { ...given, to: [one] }, at).result.events).toHaveLength(1);
  steps.when('report', { ...given, to: [authorities[0], other] }, at).then({ refused: 'wrong-authority', rule });
});

test('nothing is noted from a time to come, reported before it was noticed, or noted for what is no committee', () => {
  const at = told('2026-03-02T15:00:00.000Z');
  const start = scenario(mandatoryReport).given();
  start.when('note', note, at).then({ refused: 'in-future', rule: 'D-record-facts' });
  start.when('note', note, told(noticedAt, false)).then({ refused: 'not-a-committee', rule: 'D-organisation-tree' });
  const report = (reportedAt: string) => reported.when('report', { to, reportedAt, receipt: null }, told('2026-03-02T16:00:00.000Z'));
  report('2026-03-02T16:00:00.001Z').then({ refused: 'in-future', rule: 'D-record-facts' });
  report('2026-03-02T15:14:59.999Z').then({ refused: 'before-noticed', rule: 'D-record-facts' });
});

test('13.9 · it holds no person and no words about anybody', () => {
  expect(Object.keys(mandatoryReport.moves.note.input.shape)).toEqual(['kind', 'community', 'noticedAt']);
  const free = mandatoryReport.moves.report.input.safeParse({ to, reportedAt: noticedAt, receipt: '王某 被打' });
  expect(free.success).toBe(false);
});
