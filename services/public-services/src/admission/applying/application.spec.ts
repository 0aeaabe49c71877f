import { formSample } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { weekdays } from '@yimen/testing';
import {
  at,
  bodies,
  budgetLine,
  census,
  classified,
  drafted,
  entrusted,
  formPassed,
  funds,
  history,
  legal,
  number,
  on,
  own,
  purchased,
  reviewing,
  submit,
  type Step,
} from '../admission.sample.js';
import { admission } from '../admission.js';
import type { Form } from '../state.js';
import { gapsOf, lastDay, neededFor } from './form-checks.js';

const { justice, finance, review } = bodies;
const toClassified = (form = census()): readonly Step[] => [drafted(form), submit, formPassed, classified(form.classAsked)];

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
  const { result } = at(drafted(census({ period: { from, to: '2026-06-01' }, exitOn: null }))).when('submit', {}, on('2026-03-02'));
  expect(result.refusal?.code ?? result.events[0]?.type).toBe(outcome);
  if (result.refusal) expect(result.refusal).toMatchObject({ rule: 'XC18', overridable: true, facts: { earliest: '2026-04-13' } });
});

test.each([
  [{ from: '2026-05-06', to: '2026-11-06' }, undefined],
  [{ from: '2026-05-06', to: '2026-11-07' }, 'temporary-too-long D-admission-temporary'],
  [{ from: '2026-05-06', to: null }, 'temporary-without-end D-admission-temporary'],
  [{ from: '2026-05-06', to: '2026-05-05' }, 'period-reversed D-admission-order'],
] as const)('TEMPORARY lasts six months at most: %j', (period, refused) => {
  const { refusal } = at(drafted(census({ period, exitOn: null }))).when('submit', {}, on('2026-03-02')).result;
  expect(refusal && `${refusal.code} ${refusal.rule}`).toBe(refused);
});

test.each([
  [{ period: { from: '2026-05-06', to: '2026-07-05' }, exitOn: '2026-05-05' }, 'period-reversed'],
  [{ period: { from: '2026-05-06', to: null }, exitOn: '2026-11-07' }, 'temporary-too-long'],
  [{ period: { from: '2026-05-06', to: null }, exitOn: '2026-11-06' }, undefined],
] as const)('the exit date is an end as well: %j', (change, refused) => {
  expect(at(drafted(census(change))).when('submit', {}, on('2026-03-02')).result.refusal?.code).toBe(refused);
});

test('a matter ends at the end of its period or at its exit date, whichever comes first', () => {
  const ends = (period: { from: string; to: string | null }, exitOn: string | null) => lastDay({ period, exitOn });
  const from = '2026-05-06';
  expect(ends({ from, to: '2026-07-05' }, '2026-06-05')).toBe('2026-06-05');
  expect(ends({ from, to: '2026-07-05' }, '2026-08-05')).toBe('2026-07-05');
  expect([ends({ from, to: null }, '2026-08-05'), ends({ from, to: null }, null)]).toEqual(['2026-08-05', null]);
});

test('5.2 · an id that nobody knows is refused; what is bought is admitted as a purchase only', () => {
  const submitting = (form: Form) => at(drafted(form)).when('submit', {}, on('2026-03-02')).result.refusal;
  const unknown = census({ matter: { id: 'A99', name: '某事' }, basis: { ...formSample.basis, law: '某法' } });
  expect(submitting(unknown)).toMatchObject({ code: 'matter-unknown', rule: 'D-admission-lists', facts: { matter: 'A99' } });
  const asEntrusted = entrusted({ matter: { id: 'B01', name: '居家养老' }, basis: { ...formSample.basis, law: '某法' } });
  expect(submitting(asEntrusted)).toMatchObject({ code: 'class-forbidden', rule: 'D-admission-order', facts: { class: 'ENTRUST' } });
  expect(submitting(purchased())).toBeUndefined();
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
  // The office has moved to another county meanwhile: the number stays where it was given.
  const moved = { county: '320583000000', department: null, communities: 29, elsewhere: [] };
  at(drafted(census()), submit, returned)
    .when('amend', { form: census({ county: '320583000000' }) }, on('2026-03-04', { facts: moved }))
    .then({ refused: 'county-differs', rule: 'D-admission-register', facts: { county: '320582000000' } });
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
      purpose: 'service-projects' as const,
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

  test('D-admission-form · money that no event can hold is refused before anybody reviews it', () => {
    const asking = (standard: object) => census({ money: { ...census().money!, standard } as never });
    const refusedAt = (form: ReturnType<typeof census>) => at(drafted(form)).when('submit', {}, on('2026-03-02'));
    const most = asking({ per: 'year', price: '333333333333333333' });
    expect(history(...toClassified(most), legal, ['financeReview', { budgetLine: null }, reviewing(null)]).at(-1)).toMatchObject({
      ...{ type: 'FinanceReviewPassed', needed: '999999999999999999' },
    });
    for (const standard of [
      { per: 'year', price: '333333333333333334' },
      { per: 'case', price: '300', cases: 2 ** 52 },
    ])
      refusedAt(asking(standard)).then({ refused: 'money-too-large', rule: 'D-admission-form', overridable: false });
    const returned: Step = ['formCheck', { gaps: ['money'], justice, finance, review }, on('2026-03-03')];
    const amended: Step = ['amend', { form: asking({ per: 'year', price: '333333333333333334' }) }, on('2026-03-04')];
    at(drafted(census()), submit, returned, amended)
      .when('resubmit', {}, on('2026-03-04'))
      .then({ refused: 'money-too-large', rule: 'D-admission-form', facts: { needed: '1000000000000000002' } });
  });

  test('5.1.4, BUD18 13 · the budget line is one of the department’s books of the year of the first payment, not frozen, and reaches', () => {
    const given = at(...toClassified(entrusted()), legal);
    const asking = (line: object | null) => given.when('financeReview', { budgetLine: '2026-MZ-03' }, reviewing(line));
    const unknown = { refused: 'budget-line-unknown', rule: 'BUD18 13', facts: { line: '2026-MZ-03', year: '2026' } } as const;
    asking(null).then(unknown);
    asking({ ...budgetLine, frozen: true }).then(unknown);
    // Entrusted for 7,500.00, all of it to be paid in the year.
    expect(asking({ ...budgetLine, left: 749_999n }).result.events).toMatchObject([
      { type: 'ApplicationReturned', by: 'finance-review', gaps: ['money.budgetCode 2026-MZ-03 749999 < 750000'] },
    ]);
    expect(asking({ ...budgetLine, left: 750_000n }).result.events).toMatchObject([{ type: 'FinanceReviewPassed' }]);
    const later = entrusted({
      money: {
        ...entrusted().money!,
        plan: [
          { on: '2026-05-01', amount: '375000' },
          { on: '2027-03-01', amount: '375000' },
        ],
      },
    });
    const ofYear = at(...toClassified(later), legal).when(
      'financeReview',
      { budgetLine: '2026-MZ-03' },
      reviewing({ ...budgetLine, left: 375_000n }),
    );
    expect(ofYear.result.events).toMatchObject([{ type: 'FinanceReviewPassed' }]);
  });

  test('BUD18 13 · the line is looked up in the department’s books of the year of the first payment; where none is named, none', async () => {
    const { state } = at(...toClassified(entrusted()), legal);
    const read = { row: async (_table: unknown, key: string) => ({ ...budgetLine, id: key }) } as unknown as Reader;
    const looked = (named: string | null) => admission.moves.financeReview.gather?.(read, { budgetLine: named }, state, {} as never);
    expect(await looked('2026-MZ-03')).toEqual({ line: { ...budgetLine, id: `${bodies.department}~2026 2026-MZ-03` } });
    expect(await looked(null)).toEqual({ line: null });
  });

  test('6.1, D-finance-earmark · the line that finance names is for the purpose that the application names; without one it goes back', () => {
    const asking = (form: ReturnType<typeof entrusted>, line: object) =>
      at(...toClassified(form), legal).when('financeReview', { budgetLine: '2026-MZ-03' }, reviewing(line));
    asking(entrusted(), { ...budgetLine, purpose: 'training' }).then({
      refused: 'purpose-not-in-line',
      rule: 'D-finance-earmark',
      overridable: false,
      facts: { asked: 'service-projects', line: '2026-MZ-03', purpose: 'training' },
    });
    const { purpose: _none, ...money } = entrusted().money!;
    expect(asking(entrusted({ money }), budgetLine).result.events).toMatchObject([
      { type: 'ApplicationReturned', by: 'finance-review', gaps: ['money.purpose'] },
    ]);
    const training = entrusted({ money: { ...money, purpose: 'training' } });
    expect(asking(training, { ...budgetLine, purpose: 'training' }).result.events).toMatchObject([{ type: 'FinanceReviewPassed' }]);
  });

  test('an entrusted matter without budget line is returned; an assisted one needs none', () => {
    const none: Step = ['financeReview', { budgetLine: null }, reviewing(null)];
    expect(history(...toClassified(entrusted()), legal, none).at(-1)).toMatchObject({
      type: 'ApplicationReturned',
      gaps: ['money.budgetCode'],
    });
    expect(history(...toClassified(own()), legal, none).at(-1)).toMatchObject({ type: 'FinanceReviewPassed', needed: null });
  });
});
