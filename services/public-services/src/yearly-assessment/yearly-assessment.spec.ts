import { parameterSets, policyReader } from '@yimen/policy';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { account, ids, on } from '../hall.sample.js';
import { yearlyAssessment, type YearlyAssessmentEvent } from './yearly-assessment.js';

const id = `${ids.community}~2026`;
const rule = 'MCA15 assessment';
const told = (day: string) => ({ ...on(day, account('office-1')), id });
const announced: YearlyAssessmentEvent = {
  ...{ type: 'AssessmentAnnounced', community: ids.community, organiser: ids.other, year: 2026, plannedOn: '2026-11-20', on: '2026-09-01' },
};
const part = (department: string): YearlyAssessmentEvent => ({
  ...{ type: 'AssessmentPartMerged', department, content: '低保动态管理', vetoGround: null, on: '2026-09-15' },
});
const held: YearlyAssessmentEvent = { type: 'AssessmentHeld', departments: [ids.body, ids.hall], on: '2026-11-20' };
const concluded: YearlyAssessmentEvent = { type: 'AssessmentConcluded', words: '台账可再精简', on: '2026-12-01' };
const merging = (change: object = {}) => ({
  ...{ department: ids.body, content: '低保动态管理', oneVoteVeto: false, vetoGround: null, ranking: false },
  ...change,
});

test('the table of a yearly assessment holds', () => {
  expect(checkSlice(yearlyAssessment as never, { histories: [[announced, part(ids.body), held, concluded]] })).toEqual([]);
});

test('MCA15 assessment · one assessment a year: what departments want looked at is merged, held once, and told to the community', () => {
  const { type: _type, on: _on, ...input } = announced as Extract<YearlyAssessmentEvent, { type: 'AssessmentAnnounced' }>;
  scenario(yearlyAssessment).given().when('announce', input, told('2026-09-01')).then(announced);
  scenario(yearlyAssessment).given(announced).when('merge', merging(), told('2026-09-15')).then(part(ids.body));
  const both = [announced, part(ids.body), part(ids.hall)];
  scenario(yearlyAssessment).given(both).when('hold', {}, told('2026-11-20')).then(held);
  scenario(yearlyAssessment).given(both, held).when('conclude', { words: '台账可再精简' }, told('2026-12-01')).then(concluded);
});

test('MCA15 assessment · a second one in the year is refused, for whichever department; a second person may set it aside', () => {
  const again = { refused: 'held-already', rule, facts: { year: 2026, times: 1 }, overridable: true };
  for (const past of [
    [announced, part(ids.body), held],
    [announced, part(ids.body), held, concluded],
  ]) {
    scenario(yearlyAssessment).given(past).when('hold', {}, told('2026-12-10')).then(again);
    scenario(yearlyAssessment)
      .given(past)
      .when('merge', merging({ department: ids.item }), told('2026-12-10'))
      .then(again);
  }
});

test('a place may allow none, and never more than one', () => {
  const assessments = parameterSets.flatMap(({ parameters }) => parameters).find(({ key }) => key === 'assessment.per_year')!;
  expect(assessments).toMatchObject({ value: 1, bound: 'cap', rule });
  const local = (value: number) =>
    ({ name: 'LOCAL', stores: 'any', parameters: [{ ...assessments, value, jurisdiction: '320582000000' }] }) as const;
  const holding = (value: number, ...past: YearlyAssessmentEvent[]) => {
    const policy = policyReader({ area: '320582000000', mode: 'production', on: '2026-11-20', sets: [...parameterSets, local(value)] });
    return scenario(yearlyAssessment)
      .given(announced, part(ids.body), ...past)
      .when('hold', {}, { ...told('2026-11-20'), policy }).result.refusal?.code;
  };
  expect([holding(0), holding(1), holding(2), holding(2, held)]).toEqual(['held-already', undefined, undefined, 'held-already']);
});

test('MCA15 assessment · no veto without law, no ranking; each department once, and the year is that of the record', () => {
  const given = scenario(yearlyAssessment).given(announced);
  given.when('merge', merging({ oneVoteVeto: true }), told('2026-09-15')).then({ refused: 'veto-unfounded', rule, overridable: true });
  expect(given.when('merge', merging({ oneVoteVeto: true, vetoGround: '安全生产法' }), told('2026-09-15')).result.events).toMatchObject([
    { vetoGround: '安全生产法' },
  ]);
  given.when('merge', merging({ ranking: true }), told('2026-09-15')).then({ refused: 'ranking', rule, overridable: true });
  given.when('hold', {}, told('2026-11-20')).then({ refused: 'nothing-merged', rule });
  const one = scenario(yearlyAssessment).given(announced, part(ids.body));
  one.when('merge', merging(), told('2026-09-16')).then({ refused: 'merged-already', rule });
  one.when('hold', {}, told('2027-01-10')).then({ refused: 'not-of-this-year', rule, facts: { year: 2026 } });
  const input = { community: ids.community, organiser: ids.other, year: 2027, plannedOn: '2027-11-20' };
  scenario(yearlyAssessment).given().when('announce', input, told('2026-09-01')).then({ refused: 'year-differs', rule });
});
