import { projectCost } from '@yimen/contracts';
import { fold, type PolicyReader } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario } from '@yimen/testing';
import { fundSource } from '../fund-source/fund-source.js';
import { at as booksAt, ids, money, on, open } from '../fund-source/fund-source.sample.js';
import { barredHere } from './negative-list.js';
import { project, type ProjectEvent } from './project.js';

const budgeted = { line: 'L1', purpose: 'service-projects', amount: '600000', months: null, document: '批复', unusedYears: 0 };
const books = booksAt(open, ['approveLine', budgeted], money('600000')).state;
const told = (day: string, overridden: readonly string[] = [], facts: object = { books }) => on(day, 'worker-1', { overridden, facts });
const cost = (kind: string, amount = '600000') => ({ kind, what: '灯具及安装', amount });
const proposing = (change: object = {}) => ({
  ...{ community: ids.owner, office: ids.agency, source: ids.source, line: 'L1', name: '楼道照明改造', content: '更换灯具' },
  ...{ costs: [cost('service')], amount: '600000', ...change },
});
const hearing = (residents: number, agree: number, heldOn = '2026-03-09') => ({
  ...{ publishedOn: '2026-03-02', heldOn, residents, agree, minutes: '听证会纪要' },
});
type Step = readonly [move: string, input: object, day: string];
const history = (...steps: readonly Step[]): ProjectEvent[] =>
  steps.reduce<ProjectEvent[]>((events, [move, input, day]) => {
    const { refusal, events: next } = decide(project, fold(project, events), move, input, told(day));
    if (refusal) throw new Error(`${move} refused: ${refusal.code}`);
    return [...events, ...next];
  }, []);
const at = (...steps: readonly Step[]) => scenario(project).given(...history(...steps));

const proposed: Step = ['propose', proposing(), '2026-03-02'];
const agreed: readonly Step[] = [proposed, ['hear', hearing(24, 15), '2026-03-09']];
const filing = { outcome: 'filed', reason: null };
const filed: readonly Step[] = [...agreed, ['review', filing, '2026-03-12']];
const underWay: readonly Step[] = [
  ...filed,
  ['allocate', { amount: '600000' }, '2026-03-12'],
  ['start', { inCharge: 'worker-1' }, '2026-03-16'],
];
const spent: readonly Step[] = [...underWay, ['spend', { claim: 'P1', amount: '590000' }, '2026-04-20']];
const refunded = { claim: 'P1', amount: '10000', voucher: { system: 'bank' as const, number: '银6', date: '2026-04-27' } };
const accepted: readonly Step[] = [...spent, ['accept', { evidence: '验收单1号' }, '2026-05-06']];

test('the table of a project holds, from the proposal to its publication', () => {
  const { events: unbound } = decide(project, at(...agreed).state, 'review', filing, told('2026-03-12', [], { books: fundSource.initial }));
  const histories = [
    history(...accepted, ['refund', refunded, '2026-05-06'], ['publish', { until: '2026-05-22' }, '2026-05-07']),
    history(...agreed, ['review', { outcome: 'rejected', reason: '与政府项目重复' }, '2026-03-12']),
    [...history(...agreed), ...unbound],
  ];
  expect(checkSlice(project as never, { histories })).toEqual([]);
});

test.each(['office-cost', 'staff-pay', 'debts', 'private-cost', 'already-funded', 'own-premises'])(
  'BY16 · %s is on the negative list; outside Baoying a second person may set it aside',
  (kind) => {
    const input = proposing({ costs: [cost('service', '500000'), cost(kind, '100000')] });
    scenario(project)
      .given()
      .when('propose', input as never, told('2026-03-02'))
      .then({ refused: 'on-negative-list', rule: 'BY16', facts: { costs: [kind] }, overridable: true });
    expect(decide(project, project.initial, 'propose', input, told('2026-03-02', ['on-negative-list'])).events).toHaveLength(1);
  },
);

test('BY16 · in Baoying the list of its own set counts, whole; a place whose list is shorter bars no more than it names', () => {
  const baoying = policyReader({ area: '321023000000', mode: 'production', on: '2026-03-02' });
  const kinds = projectCost.options;
  const barred = (policy: PolicyReader) => kinds.filter((kind) => barredHere(kind, policy));
  expect(barred(baoying)).toEqual(kinds.filter((kind) => kind !== 'service'));
  const shorter = { ...baoying, text: () => '办公经费,偿还债务' };
  expect(barred(shorter)).toEqual(['office-cost', 'debts']);
  expect(barred(policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' }))).toEqual(barred(baoying));
  // The list, and the numbers of a hearing, are those of the place where the community works.
  expect(project.moves.propose.place?.(proposing() as never, {})).toEqual({ organisation: ids.owner });
  expect(project.place?.(at(proposed).state, '')).toEqual({ organisation: ids.owner });
});

test('the costs add up to the project, to the fen', () => {
  scenario(project)
    .given()
    .when('propose', proposing({ amount: '600001' }) as never, told('2026-03-02'))
    .then({ refused: 'costs-differ', rule: 'D-finance-ledger' });
});

test.each([
  [24, 14, 'rejected'],
  [24, 15, 'accepted'],
] as const)('6.4 · %i residents, %i agree: %s', (residents, agree, outcome) => {
  const { state, events } = at(proposed).when('hear', hearing(residents, agree), told('2026-03-09')).result;
  expect(events).toMatchObject([{ type: 'ProjectHeard', outcome }]);
  expect(state.status).toBe(outcome === 'accepted' ? 'agreed' : 'rejected');
});

test('FINANCE-HEARING · 19 residents are no quorum, six days are no notice; set aside, the vote still decides', () => {
  at(proposed)
    .when('hear', hearing(19, 19), told('2026-03-09'))
    .then({ refused: 'hearing-no-quorum', rule: 'FINANCE-HEARING', facts: { residents: 20 } });
  at(proposed)
    .when('hear', hearing(24, 24, '2026-03-08'), told('2026-03-09'))
    .then({ refused: 'hearing-not-in-time', rule: 'FINANCE-HEARING', facts: { days: 7 } });
  at(proposed).when('hear', hearing(24, 24), told('2026-03-08')).then({ refused: 'hearing-ahead', rule: 'FINANCE-HEARING' });
  at(proposed).when('hear', hearing(24, 25), told('2026-03-09')).then({ refused: 'more-than-present', rule: 'FINANCE-HEARING' });
  expect(at(proposed).when('hear', hearing(24, 14, '2026-03-08'), told('2026-03-09', ['hearing-not-in-time'])).result.events).toMatchObject(
    [{ outcome: 'rejected' }],
  );
});

test('FINANCE-HEARING · both defects are told at once; set aside, every vote counts', () => {
  const few = hearing(19, 19, '2026-03-08');
  const hearingOf = (overridden: readonly string[]) => at(proposed).when('hear', few, told('2026-03-09', overridden)).result;
  expect(hearingOf([]).refusal).toMatchObject({ code: 'hearing-defects', facts: { days: 7, residents: 20 }, overridable: true });
  expect(hearingOf(['hearing-not-in-time']).refusal).toMatchObject({ code: 'hearing-no-quorum' });
  expect(hearingOf(['hearing-no-quorum']).refusal).toMatchObject({ code: 'hearing-not-in-time' });
  for (const all of [['hearing-defects'], ['hearing-not-in-time', 'hearing-no-quorum']])
    expect(hearingOf(all).events).toMatchObject([{ outcome: 'accepted' }]);
  const none = at(proposed).when('hear', hearing(0, 0), told('2026-03-09', ['hearing-no-quorum'])).result;
  expect(none.events).toMatchObject([{ outcome: 'rejected' }]);
});

test('6.4 · a claim that was open at the acceptance is paid after it; what comes back is spent no more, once', () => {
  const later: Step = ['spend', { claim: 'P2', amount: '5000' }, '2026-05-10'];
  expect(at(...accepted, later).state).toMatchObject({ status: 'accepted', spent: 595_000n });
  const back: Step = ['refund', refunded, '2026-05-10'];
  expect(at(...accepted, back).state).toMatchObject({ status: 'accepted', spent: 580_000n });
  at(...accepted, back)
    .when('refund', refunded, told('2026-05-10'))
    .then([]);
  // D-finance-mirrored: the same number on another day is another paper.
  const again = { ...refunded, voucher: { ...refunded.voucher, date: '2026-05-09' } };
  expect(at(...accepted, back, ['refund', again, '2026-05-10']).state).toMatchObject({ spent: 570_000n });
  at(...accepted)
    .when('refund', { ...refunded, claim: 'P9' }, told('2026-05-10'))
    .then([]);
  scenario(project).given().when('refund', refunded, told('2026-05-10')).then([]);
});

test('a cost is a sum that is paid: none makes another smaller', () => {
  const input = proposing({ costs: [cost('service', '700000'), cost('service', '-100000')] });
  expect(project.moves.propose.input.safeParse(input).success).toBe(false);
});

test('6.4 · each step waits for the one before: no money before filing, no work before the money, no acceptance before spending', () => {
  const wrong = (move: string, ...steps: readonly Step[]) =>
    expect(project.moves[move as 'start'].from as readonly string[]).not.toContain(at(...steps).state.status);
  wrong('allocate', ...agreed);
  wrong('start', ...filed);
  wrong('accept', ...filed);
  at(...underWay)
    .when('accept', { evidence: '验收单' }, told('2026-04-01'))
    .then({ refused: 'nothing-spent', rule: 'BUD18 57' });
  at(...agreed)
    .when('review', { outcome: 'rejected', reason: null }, told('2026-03-12'))
    .then({ refused: 'reason-missing', rule: 'D-finance-order' });
});

test('D-finance-order · a frozen line is thawed in its books: it cannot be set aside for a project, whose money the books would not bind', () => {
  const frozen = booksAt(open, ['approveLine', budgeted], money('600000'), ['freeze', { line: 'L1', reason: '审计' }]).state;
  const facts = told('2026-03-12', ['line-frozen'], { books: frozen });
  const { events } = decide(project, at(...agreed).state, 'review', filing, facts);
  expect(events).toMatchObject([{ type: 'ProjectReviewed' }, { type: 'ProjectMoneyRefused', code: 'line-frozen' }]);
  scenario(project)
    .given(...history(...agreed), ...events)
    .when('askAgain', { source: ids.source, line: 'L1' }, facts)
    .then({ refused: 'line-frozen', rule: 'D-finance-order', overridable: false });
});

test('an expense counts once; what is paid for an item that is no project leaves no word', () => {
  at(...spent)
    .when('spend', { claim: 'P1', amount: '590000' }, told('2026-04-20'))
    .then([]);
  scenario(project).given().when('spend', { claim: 'P1', amount: '1' }, told('2026-04-20')).then([]);
  expect(at(...accepted).state).toMatchObject({ status: 'accepted', spent: 590_000n });
});

test('RCL25 34 · published for 15 days, the day itself not counted', () => {
  at(...accepted)
    .when('publish', { until: '2026-05-21' }, told('2026-05-07'))
    .then({ refused: 'publication-too-short', rule: 'RCL25 34', facts: { days: 15 } });
  expect(at(...accepted).when('publish', { until: '2026-05-22' }, told('2026-05-07')).result.state.status).toBe('published');
});
