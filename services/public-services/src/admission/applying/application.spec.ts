import { formSample } from '@yimen/contracts';
import { weekdays } from '@yimen/testing';
import {
  ask,
  at,
  bodies,
  census,
  classified,
  communities,
  drafted,
  entrusted,
  formPassed,
  funds,
  history,
  legal,
  number,
  on,
  opinion,
  own,
  submit,
  type Step,
} from '../admission.sample.js';
import { gapsOf, neededFor } from './form-checks.js';

const { justice, finance, review } = bodies;
const toClassified = (form = census()): readonly Step[] => [drafted(form), submit, formPassed, classified(form.classAsked)];
const toAsked: readonly Step[] = [...toClassified(), legal, funds, ask(communities.slice(0, 3))];
const toHeard: readonly Step[] = [...toAsked, ...[...communities.slice(0, 3), bodies.subDistrict].map(opinion)];

test('9.9 · D-admission-form, D-admission-limit · second try: accepted, form check in 5 working days, decision within 20, by 2026-03-30', () => {
  expect(history(drafted(census()), submit).at(-1)).toEqual({
    type: 'ApplicationSubmitted',
    number,
    county: '320582000000',
    version: 1,
    setAside: [],
    formCheckDue: { dueOn: '2026-03-09' },
    decisionDue: { dueOn: '2026-03-30' },
    on: '2026-03-02',
  });
});

test('9.9 · first try: rejected with all codes and their sources, answered as success', () => {
  const form = census({
    matter: { id: null, name: '每月住户报表' },
    flags: [],
    frequency: 'monthly',
    data: [{ field: '户主', ground: '全国人口普查条例 3', shared: true }],
    evaluation: { ...formSample.evaluation, ranking: true },
    money: null,
  });
  expect(history(drafted(form), submit).at(-1)).toMatchObject({
    type: 'ApplicationRejected',
    at: 'submit',
    number,
    hits: [{ guard: 'G10', rule: 'GDS25 19' }, { guard: 'G11' }, { guard: 'G12' }],
  });
});

test('13.1 · hits of which none binds: refused and still a draft; set aside, they are listed', () => {
  const given = at(drafted(census({ targets: ['income'], newOrganisation: ['office'] })));
  given
    .when('submit', {}, on('2026-03-02'))
    .then({ refused: 'guards-hit', rule: 'MCA15', facts: { guards: ['G2', 'G9'], sources: ['MCA15', 'R-200'] } });
  expect(given.when('submit', {}, on('2026-03-02', { overridden: ['guards-hit'] })).result.events).toMatchObject([
    {
      type: 'ApplicationSubmitted',
      setAside: [
        { guard: 'G2', binding: false },
        { guard: 'G9', binding: false },
      ],
    },
  ]);
});

test('5.1.1 · what is forbidden is rejected with its source', () => {
  const given = at(drafted(census({ matter: { id: 'F01', name: '招商引资' }, classAsked: 'FORBIDDEN' })));
  expect(given.when('submit', {}, on('2026-03-02')).result.events).toMatchObject([
    { type: 'ApplicationRejected', hits: [{ guard: 'FORBIDDEN', rule: 'MCA15' }] },
  ]);
});

test('5.1.2 · all empty fields are told at once', () => {
  const form = census({ training: ' ', steps: [], scope: { communities: 'named', named: [] }, basis: { ...formSample.basis, file: null } });
  expect(gapsOf(form)).toEqual(['basis.file', 'training', 'steps', 'scope.named']);
  at(drafted(form))
    .when('submit', {}, on('2026-03-02'))
    .then({ refused: 'fields-missing', rule: 'D-admission-form', facts: { fields: gapsOf(form) } });
  expect(gapsOf(census({ data: [{ field: '民族', ground: '', shared: false }] }))).toEqual(['data.0.ground']);
});

test.each([
  ['2026-04-13', 'ApplicationSubmitted'],
  ['2026-04-12', 'too-late'],
])('XC18 · 30 working days ahead: a start on %s is %s', (from, outcome) => {
  const { result } = at(drafted(census({ period: { from, to: '2026-06-01' } }))).when('submit', {}, on('2026-03-02'));
  expect(result.refusal?.code ?? result.events[0]?.type).toBe(outcome);
  if (result.refusal) expect(result.refusal).toMatchObject({ overridable: true, facts: { earliest: '2026-04-13' } });
});

test.each([
  [{ from: '2026-05-06', to: '2026-11-06' }, undefined],
  [{ from: '2026-05-06', to: '2026-11-07' }, 'temporary-too-long D-admission-temporary'],
  [{ from: '2026-05-06', to: null }, 'temporary-without-end D-admission-temporary'],
  [{ from: '2026-05-06', to: '2026-05-05' }, 'period-reversed D-admission-order'],
] as const)('TEMPORARY lasts six months at most: %j', (period, refused) => {
  const { refusal } = at(drafted(census({ period }))).when('submit', {}, on('2026-03-02')).result;
  expect(refusal && `${refusal.code} ${refusal.rule}`).toBe(refused);
});

test('13.6 · into a year that is not loaded the limits wait for their calendar', () => {
  const told = on('2026-12-28', { calendar: weekdays(2026) });
  const form = own({ period: { from: '2027-06-01', to: null } });
  expect(at(drafted(form)).when('submit', {}, told).result.events[0]).toMatchObject({
    formCheckDue: { pending: { from: '2026-12-28', amount: 5, unit: 'WD' } },
  });
});

test('13.1, D-admission-return · all gaps at once; resubmitted under the same number with the next version; 30 days, then withdrawn', () => {
  const returned: Step = ['formCheck', { gaps: ['training', 'place'], justice, finance, review }, on('2026-03-03')];
  const events = history(drafted(census()), submit, returned);
  expect(events.at(-1)).toEqual({
    type: 'ApplicationReturned',
    by: 'form-check',
    gaps: ['training', 'place'],
    resubmitDue: { dueOn: '2026-04-02' },
    on: '2026-03-03',
  });
  const again: Step[] = [
    drafted(census()),
    submit,
    returned,
    ['amend', { form: census({ training: '一天' }) }, on('2026-03-04')],
    ['resubmit', {}, on('2026-03-05')],
  ];
  expect(history(...again).at(-1)).toMatchObject({
    type: 'ApplicationSubmitted',
    number,
    version: 2,
    decisionDue: { dueOn: '2026-04-02' },
  });
  at(...again)
    .when('formCheck', { gaps: ['place', 'skills'], justice, finance, review }, on('2026-03-06'))
    .then({ refused: 'gaps-told-once', rule: 'D-admission-form', facts: { gaps: ['skills'] } });
  at(drafted(census()), submit, returned).when('lapse', {}, on('2026-04-03')).then({ type: 'ApplicationLapsed', number, on: '2026-04-03' });
  at(drafted(census()), submit, returned)
    .when('amend', { form: census({ county: '320583000000' }) }, on('2026-03-04'))
    .then({ refused: 'county-differs', rule: 'D-admission-register' });
});

describe('5.1.4 · money examples', () => {
  test('3 yuan a case × 1,250 cases × 2 communities = 7,500.00', () => {
    expect(neededFor(entrusted(), 2)).toBe(750_000n);
    expect(history(...toClassified(entrusted()), legal, funds).at(-1)).toEqual({
      type: 'FinanceReviewPassed',
      needed: '750000',
      budgetLine: '2026-MZ-03',
      on: '2026-03-06',
    });
  });

  test('8,000 a year × 29 communities = 232,000.00, budget 230,000.00: returned', () => {
    const money = {
      amount: '23000000',
      standard: { per: 'year' as const, price: '800000' },
      budgetCode: 'B',
      plan: [{ on: '2026-05-06', amount: '23000000' }],
      agreementDraft: 'c'.repeat(64),
    };
    const form = entrusted({ scope: { communities: 'all', count: 29 }, money });
    expect(neededFor(form, 29)).toBe(23_200_000n);
    expect(history(...toClassified(form), legal, funds).at(-1)).toMatchObject({
      type: 'ApplicationReturned',
      by: 'finance-review',
      gaps: ['money.amount 23000000 < 23200000'],
    });
  });

  test('an entrusted matter without budget line is returned; an assisted one needs none', () => {
    const none: Step = ['financeReview', { budgetLine: null }, on('2026-03-06')];
    expect(history(...toClassified(entrusted()), legal, none).at(-1)).toMatchObject({
      type: 'ApplicationReturned',
      gaps: ['money.budgetCode'],
    });
    expect(history(...toClassified(own()), legal, none).at(-1)).toMatchObject({ type: 'FinanceReviewPassed', needed: null });
  });
});

test('the class of a catalogue matter is that of the law', () => {
  const given = at(drafted(census()), submit, formPassed);
  given
    .when('classify', { class: 'SELF', reason: '理由' }, on('2026-03-04'))
    .then({ refused: 'class-forbidden', rule: 'D-admission-order' });
  given
    .when('classify', { class: 'ASSIST', reason: '理由' }, on('2026-03-04'))
    .then({ type: 'MatterClassified', class: 'ASSIST', reason: '理由', on: '2026-03-04' });
});

test('guards run again at the legal review and at the decision: a basis repealed meanwhile', () => {
  const form = own({
    matter: { id: 'S33', name: '劝阻、调解社会生活噪声' },
    basis: { ...formSample.basis, law: '噪声污染防治法', article: '70' },
  });
  at(...toClassified(form))
    .when('legalReview', { outcome: 'passed', reason: null }, on('2026-08-15'))
    .then({ refused: 'guards-hit', rule: 'D-admission-basis' });
  const heard: Step[] = [
    ...toClassified(form),
    legal,
    funds,
    ask(communities.slice(0, 3)),
    ...[...communities.slice(0, 3), bodies.subDistrict].map(opinion),
  ];
  at(...heard)
    .when('decide', { outcome: 'approved', meeting: '会议1号', reason: null }, on('2026-08-15'))
    .then({ refused: 'guards-hit', rule: 'D-admission-basis' });
  expect(at(...toClassified()).when('legalReview', { outcome: 'rejected', reason: '重复' }, on('2026-03-05')).result.events).toMatchObject([
    { type: 'ApplicationRejected', at: 'legal-review', reason: '重复' },
  ]);
});

test('opinions: at least three or all affected, each once; silence is named', () => {
  const ready = at(...toClassified(), legal, funds);
  const asking = (asked: readonly string[]) =>
    ready.when('askCommunities', { communities: [...asked], subDistrict: bodies.subDistrict }, on('2026-03-09'));
  asking(communities.slice(0, 2)).then({ refused: 'too-few-communities', rule: 'D-admission-opinion', facts: { least: 3 } });
  asking([communities[3]]).then({ refused: 'community-not-affected', rule: 'D-admission-opinion' });
  expect(asking(communities.slice(0, 3)).result.events).toMatchObject([{ type: 'OpinionsAsked', due: { dueOn: '2026-03-16' } }]);
  const asked = at(...toAsked, opinion(communities[0]));
  const speak = (organisation: string) => asked.when('giveOpinion', { organisation, opinion: 'disagree', words: '' }, on('2026-03-10'));
  speak(communities[0]).then({ refused: 'opinion-given', rule: 'D-admission-opinion' });
  speak(communities[3]).then({ refused: 'not-asked', rule: 'D-admission-opinion' });
  asked
    .when('closeOpinions', {}, on('2026-03-17'))
    .then({ type: 'OpinionsClosed', silent: [communities[1], communities[2], bodies.subDistrict], on: '2026-03-17' });
  // Two communities are affected: both are enough.
  expect(
    at(...toClassified(entrusted()), legal, funds).when(
      'askCommunities',
      { communities: communities.slice(0, 2), subDistrict: bodies.subDistrict },
      on('2026-03-09'),
    ).result.refusal,
  ).toBeUndefined();
});

test.each([
  ['2026-03-30', true],
  ['2026-03-31', false],
])('a decision on %s is in time: %s', (day, inTime) => {
  expect(at(...toHeard).when('decide', { outcome: 'approved', meeting: '会议1号', reason: null }, on(day)).result.events).toMatchObject([
    { type: 'AdmissionApproved', inTime },
  ]);
});

test('the joint meeting may reject, with its reason', () => {
  expect(
    at(...toHeard).when('decide', { outcome: 'rejected', meeting: '会议1号', reason: '社区负担过重' }, on('2026-03-16')).result.events,
  ).toMatchObject([{ type: 'ApplicationRejected', at: 'decide', reason: '社区负担过重', hits: [] }]);
});
