import { describe, expect, test } from '@jest/globals';
import { at, committee, department, otherCommittee, sampled } from '../service/story.sample.js';
import { foldRows } from '../service/fold-rows.sample.js';
import type { Said } from '../service/world.sample.js';
import { preAccess } from './folds.js';
import {
  census,
  censusStory,
  exempt,
  living,
  livingStory,
  office,
  preAccessStory,
  registerStory,
  rejected,
  rejectedStory,
} from './pre-access.sample.js';
import type { AdmissionRow, CountRow, EntryRow, InstalmentRow, PeriodRow, PromiseRow, ReceiptRow, StepRow } from './rows.js';

const rowsOf = <R>(table: string, said: readonly Said[]) => foldRows(preAccess, said)[table] as unknown as R[];
const one = (said: readonly Said[]) => rowsOf<AdmissionRow>('admissions', said)[0] as AdmissionRow;
/** The row after the census story up to its last event of this type. */
const after = (type: string) => {
  const story = censusStory();
  return one(story.slice(0, story.findLastIndex(({ event }) => event.type === type) + 1));
};

describe('5.1.4 · the date that runs', () => {
  test.each([
    ['ApplicationDrafted', 'draft', null, null],
    ['ApplicationReturned', 'returned', 'resubmit', '2026-04-02'],
    ['AdmissionDueComputed', 'submitted', 'form-check', '2026-03-09'],
    ['FormPassed', 'form-checked', 'decision', '2026-03-30'],
    ['MatterClassified', 'classified', 'decision', '2026-03-30'],
    ['LegalReviewPassed', 'legal-ok', 'decision', '2026-03-30'],
    ['FinanceReviewPassed', 'finance-ok', 'decision', '2026-03-30'],
    ['OpinionsAsked', 'opinions-asked', 'opinions', '2026-03-16'],
    ['OpinionsClosed', 'opinion-done', 'decision', '2026-03-30'],
    ['AdmissionApproved', 'approved', null, null],
    ['MatterListed', 'listed', null, null],
    ['MatterActivated', 'active', 'review', '2027-01-31'],
    ['TemporaryExtended', 'active', 'review', '2027-01-31'],
    ['MatterExpired', 'expired', null, null],
  ])('after %s: %s, %s due %s', (type, state, dueKind, dueOn) => {
    expect(after(type)).toMatchObject({ state, dueKind, dueOn, duePending: false });
  });

  test('13.6 · a date that waits for its calendar is pending', () => {
    expect(one(censusStory().slice(0, 5))).toMatchObject({ version: 2, dueKind: 'form-check', dueOn: null, duePending: true });
  });
});

test('13.1 · a rejection keeps every guard with its source and ends all dates', () => {
  expect(one(rejectedStory())).toMatchObject({ state: 'rejected', endGround: 'submit', dueOn: null, number: '320582000000-2026-0002' });
  expect(one(rejectedStory()).hits.map(({ guard }) => guard)).toEqual(['G10', 'G11', 'G12']);
});

test('5b · every event of an application is a step, with the rule it stands under', () => {
  const steps = rowsOf<StepRow>('steps', censusStory());
  expect(steps.map(({ step, type }) => [step, type])).toEqual(censusStory().map(({ event }, at) => [at + 1, event.type]));
  expect(steps.filter(({ rule }) => rule === null).map(({ type }) => type)).toEqual(['AdmissionDueComputed']);
  const by = (type: string) => steps.find((step) => step.type === type);
  expect(by('LegalReviewPassed')).toMatchObject({ setAside: true, hits: [{ guard: 'G8' }] });
  expect(by('OpinionGiven')).toMatchObject({ reason: '同意', facts: { organisation: committee, opinion: 'agree' } });
  expect(by('ApplicationReturned')).toMatchObject({ rule: 'D-admission-form', facts: { gaps: ['training'] } });
  const [, end] = rowsOf<StepRow>('steps', rejectedStory());
  expect(end).toMatchObject({ rule: 'GDS25 19', setAside: false, on: '2026-03-02' });
});

test('decision 13 · the state of any date stands in intervals, the last change of a day', () => {
  const periods = rowsOf<PeriodRow>('periods', livingStory()).map(({ fromOn, state }) => [fromOn, state]);
  expect(periods).toEqual(
    expect.arrayContaining([
      ['2026-04-01', 'listed'],
      ['2026-05-06', 'active'],
      ['2026-10-02', 'suspended'],
      ['2026-10-20', 'active'],
      ['2027-02-01', 'exited'],
    ]),
  );
});

describe('5b · the registers', () => {
  const entries = () => rowsOf<EntryRow>('entries', registerStory());
  const entry = (id: string) => entries().find((row) => row.entry === id);

  test('adopted matters stand in the list of their kind, from the day of their adoption', () => {
    expect(['S01', 'A50', 'F01'].map((id) => entry(id)?.list)).toEqual(['self-government', 'assist', 'negative']);
    expect(entry('S01')).toMatchObject({ fromOn: '2026-01-15', toOn: null, everywhere: true, approval: '张政发〔2026〕5号' });
  });

  test('a matter that was taken out stands until its last day, with the reason', () => {
    expect(entry('A50')).toMatchObject({ toOn: '2026-04-30', reason: '动态调整' });
    expect(entry(at(303))).toMatchObject({ toOn: '2027-01-31', list: 'entrusted-purchased', everywhere: false });
  });

  test('a line that ends earlier is not made longer', () => {
    const said = [
      { stream: 'matter-register/x', event: sampled('RegisterEntryAdded', { application: census, to: '2026-05-31' }) },
      { stream: 'matter-register/x', event: sampled('RegisterEntryRemoved', { application: census, to: '2026-07-05' }) },
    ];
    expect(rowsOf<EntryRow>('entries', said)).toMatchObject([{ toOn: '2026-05-31' }]);
  });
});

test('13.1 · an extended matter stays in its list', () => {
  const said = [
    { stream: 'matter-register/x', event: sampled('RegisterEntryAdded', { application: census, to: '2026-07-05' }) },
    { stream: 'matter-register/x', event: sampled('RegisterEntryExtended', { application: census, to: '2026-10-05' }) },
  ];
  expect(rowsOf<EntryRow>('entries', said)).toMatchObject([{ entry: census, toOn: '2026-10-05' }]);
});

test('5b · money promised, by its plan, and received, per community and in fen', () => {
  const promises = rowsOf<PromiseRow>('promises', livingStory());
  expect(promises.map(({ community, promised, kind }) => [community, promised, kind]).sort()).toEqual([
    [committee, 375_000n, 'agreement'],
    [otherCommittee, 375_000n, 'agreement'],
  ]);
  expect(rowsOf<InstalmentRow>('instalments', livingStory())).toHaveLength(4);
  expect(rowsOf<ReceiptRow>('receipts', livingStory())).toMatchObject([
    { community: committee, amount: 200_000n, bankDate: '2026-05-01', confirmedOn: '2026-05-03' },
    { community: committee, amount: -1_000n, bankDate: '2026-07-01', confirmedOn: '2026-07-01', returns: 'bank V1 2026-05-01' },
  ]);
  expect(rowsOf<PromiseRow>('promises', censusStory())).toMatchObject([{ ordinal: 1, kind: 'conditions', promised: 300_000n }]);
});

test('5.1.4 · an agreement that follows another of the community adds its money and its instalments to it', () => {
  const plan = [{ on: '2027-03-01', amount: '375000' }];
  const following = sampled('AgreementSigned', { community: committee, department, plan, on: '2027-02-01' });
  const said = [...livingStory(), { stream: `admission/${living}`, event: following }];
  const own = <R extends { readonly community: string }>(table: string) =>
    rowsOf<R>(table, said).filter(({ community }) => community === committee);
  expect(own<PromiseRow>('promises').map(({ ordinal, promised, promisedOn }) => [ordinal, promised, promisedOn])).toEqual([
    [1, 375_000n, '2026-04-02'],
    [2, 375_000n, '2027-02-01'],
  ]);
  expect(own<InstalmentRow>('instalments').map(({ ordinal, dueOn }) => [ordinal, dueOn])).toEqual([
    [1, '2026-05-01'],
    [2, '2026-09-01'],
    [3, '2027-03-01'],
  ]);
});

describe('5b · figures of a department', () => {
  const counts = () => rowsOf<CountRow>('counts', preAccessStory());
  const of = (measure: string, part = '') =>
    counts()
      .filter((row) => row.measure === measure && row.part === part)
      .reduce((sum, { amount }) => sum + amount, 0);

  test('an application counts once, whatever its versions; the guards it met are counted', () => {
    expect(of('submitted')).toBe(4);
    expect(of('rejected')).toBe(1);
    expect([of('guard', 'G10'), of('guard', 'G11'), of('guard', 'G12')]).toEqual([1, 1, 1]);
    expect([of('returned'), of('withdrawn'), of('expired'), of('exited')]).toEqual([2, 1, 1, 1]);
    expect(counts().every((row) => row.department === department)).toBe(true);
  });

  test('5.1.4 · guards that the legal review found count too, each once for an application', () => {
    const hits = [
      { guard: 'G4', rule: 'MCA15 assessment', binding: false },
      { guard: 'G4', rule: 'D-admission-liability', binding: false },
      { guard: 'G7', rule: 'R-197', binding: false },
    ];
    const story = censusStory();
    const classed = story.findIndex(({ event }) => event.type === 'MatterClassified');
    const said = { stream: `admission/${census}`, event: sampled('ApplicationRejected', { at: 'legal-review', hits }) };
    const met = rowsOf<CountRow>('counts', [...story.slice(0, classed + 1), said]).filter(({ measure }) => measure === 'guard');
    expect(met.map(({ part, amount }) => [part, amount]).sort()).toEqual([
      ['G4', 1],
      ['G7', 1],
    ]);
  });

  test('13.3 · of a report only department, organ and year are kept', () => {
    const reports = counts().filter(({ measure }) => measure.startsWith('reports'));
    expect(reports).toEqual(
      ['reports', 'reportsConfirmed'].map((measure) => ({
        source: `task-report/${at(312)}`,
        measure,
        part: '',
        department,
        overseer: office,
        year: 2026,
        amount: 1,
      })),
    );
    expect(
      JSON.stringify(foldRows(preAccess, registerStory()), (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
    ).not.toMatch(/director-1/);
  });
});

test('an exempt matter is approved with its number and no review body', () => {
  const row = rowsOf<AdmissionRow>('admissions', registerStory()).find(({ application }) => application === exempt);
  expect(row).toMatchObject({ state: 'approved', number: '320582000000-2026-0002', justice: null, submittedOn: '2026-03-04' });
});

test('a row of an application belongs to the application alone', () => {
  expect(
    rowsOf<AdmissionRow>('admissions', [...censusStory(), ...rejectedStory()])
      .map(({ application }) => application)
      .sort(),
  ).toEqual([census, rejected].sort());
});
