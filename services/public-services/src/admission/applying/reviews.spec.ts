import { formSample } from '@yimen/contracts';
import { admission } from '../admission.js';
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
  legal,
  number,
  on,
  opinion,
  own,
  purchased,
  submit,
  type Step,
} from '../admission.sample.js';
import { guardInWords } from './guards.js';

const toClassified = (form = census()): readonly Step[] => [drafted(form), submit, formPassed, classified(form.classAsked)];
const toAsked: readonly Step[] = [...toClassified(), legal, funds, ask(communities.slice(0, 3))];
const toHeard: readonly Step[] = [...toAsked, ...[...communities.slice(0, 3), bodies.subDistrict].map(opinion)];

test('the class of a catalogue matter is that of the law', () => {
  const given = at(drafted(census()), submit, formPassed);
  given
    .when('classify', { class: 'SELF', reason: '理由' }, on('2026-03-04'))
    .then({ refused: 'class-forbidden', rule: 'D-admission-order' });
  given
    .when('classify', { class: 'ASSIST', reason: '理由' }, on('2026-03-04'))
    .then({ type: 'MatterClassified', class: 'ASSIST', reason: '理由', task: null, on: '2026-03-04' });
  at(drafted(purchased()), submit, formPassed)
    .when('classify', { class: 'ENTRUST', reason: '理由' }, on('2026-03-04'))
    .then({ refused: 'class-forbidden', rule: 'D-admission-order' });
});

describe('R-207, R-208, R-209 · outside the catalogue the three questions come first', () => {
  const outside = entrusted({ matter: { id: null, name: '代收材料' }, basis: { ...formSample.basis, law: '某法', words: '可以委托' } });
  const classify = (of: 'ASSIST' | 'ENTRUST' | 'PURCHASE', ...answers: readonly [boolean, boolean, boolean] | readonly []) => {
    const [statutoryFunction = false, directlyDone = false, tenderable = false] = answers;
    const task = answers.length === 0 ? null : { statutoryFunction, directlyDone, tenderable };
    return at(drafted(outside), submit, formPassed).when('classify', { class: of, reason: '不能招标', task }, on('2026-03-04'));
  };

  test('unanswered, nothing is entrusted or bought; what law gives to the committee needs no answer', () => {
    classify('ENTRUST').then({ refused: 'transfer-unanswered', rule: 'R-207', overridable: false });
    classify('PURCHASE').then({ refused: 'transfer-unanswered', rule: 'R-207' });
    expect(classify('ASSIST').result.events).toMatchObject([{ type: 'MatterClassified', task: null }]);
  });

  test('what can be tendered is bought, what cannot is entrusted, and the answers are kept', () => {
    classify('ENTRUST', false, false, true).then({ refused: 'transfer-differs', rule: 'R-207', facts: { class: 'PURCHASE' } });
    classify('PURCHASE', false, false, false).then({ refused: 'transfer-differs', rule: 'R-207', facts: { class: 'ENTRUST' } });
    classify('ENTRUST', false, false, false).then({
      type: 'MatterClassified',
      class: 'ENTRUST',
      reason: '不能招标',
      task: { statutoryFunction: false, directlyDone: false, tenderable: false },
      on: '2026-03-04',
    });
  });

  test.each([
    ['a statutory function', true, false],
    ['what the department can do itself', false, true],
  ])('%s is handed to nobody: rejected with R-207 and R-197', (_what, statutory, directly) => {
    classify('ENTRUST', statutory, directly, false).then({
      type: 'ApplicationRejected',
      at: 'classify',
      number,
      county: '320582000000',
      hits: [
        { guard: 'FORBIDDEN', rule: 'R-207', binding: false, words: 'FORBIDDEN 政府事务的办理顺序（本地配置：张家港市本系统管理单位）' },
        { guard: 'FORBIDDEN', rule: 'R-197', binding: false, words: 'FORBIDDEN 部门职责不得转嫁（本地配置：张家港市本系统管理单位）' },
      ],
      reason: '不能招标',
      on: '2026-03-04',
    });
  });
});

describe('5.1.4 · a rejection names what it rests on', () => {
  const letter = { guard: 'G4', rule: 'D-admission-liability' } as const;
  const inWords = 'G4 责任状：不得以责任状转移部门职责。（本地配置：张家港市本系统管理单位）';
  /** Submitted although it sets an income target, which a second person set aside, and classified. */
  const targets: readonly Step[] = [
    drafted(census({ targets: ['income'] })),
    ['submit', {}, on('2026-03-02', { overridden: ['guards-hit'] })],
    formPassed,
    classified('ASSIST'),
  ];
  const review = (steps: readonly Step[], input: object, overridden: readonly string[] = []) =>
    at(...steps).when('legalReview', { reason: null, ...input } as never, on('2026-03-05', { overridden }));
  const plain = toClassified();

  test('legal review: what the form shows and what the reviewer found, each once', () => {
    review(targets, { outcome: 'rejected', found: [letter, letter, { guard: 'G2', rule: 'MCA15' }] }).then({
      type: 'ApplicationRejected',
      at: 'legal-review',
      number,
      county: '320582000000',
      hits: [
        { guard: 'G2', rule: 'MCA15', binding: false, words: guardInWords('G2', 'MCA15', '320582000000', '2026-03-05') },
        { ...letter, binding: false, words: inWords },
      ],
      reason: null,
      on: '2026-03-05',
    });
    review(plain, { outcome: 'rejected' }).then({ refused: 'rejection-unfounded', rule: 'D-admission-order', overridable: false });
  });

  test('found at a review that would pass: law ends it, the rest is set aside by a second person', () => {
    expect(review(plain, { outcome: 'passed', found: [{ guard: 'G10', rule: 'GDS25 19' }] }).result.events).toMatchObject([
      { type: 'ApplicationRejected', hits: [{ guard: 'G10', binding: true }] },
    ]);
    review(plain, { outcome: 'passed', found: [letter] }).then({ refused: 'guards-hit', rule: 'D-admission-liability', overridable: true });
    review(plain, { outcome: 'passed', found: [letter] }, ['guards-hit']).then({
      type: 'LegalReviewPassed',
      setAside: [{ ...letter, binding: false, words: inWords }],
      on: '2026-03-05',
    });
  });

  test('a guard is found under a rule of this release', () => {
    const { input } = admission.moves.legalReview;
    const asked = (rule: string) => ({ outcome: 'rejected', reason: null, found: [{ guard: 'G4', rule }] });
    expect([input.safeParse(asked(letter.rule)).success, input.safeParse(asked('G4')).success]).toEqual([true, false]);
  });

  test('the joint meeting: the guards that stand are told with its rejection', () => {
    const [, ...rest] = toHeard;
    const legalAside: Step = ['legalReview', { outcome: 'passed', reason: null }, on('2026-03-05', { overridden: ['guards-hit'] })];
    const heard = [...targets, ...rest.slice(3)].map((step) => (step[0] === 'legalReview' ? legalAside : step));
    const meeting = (steps: readonly Step[]) =>
      at(...steps).when('decide', { outcome: 'rejected', meeting: '会议1号', reason: null }, on('2026-03-16'));
    expect(meeting(heard).result.events).toMatchObject([{ type: 'ApplicationRejected', at: 'decide', hits: [{ guard: 'G2' }] }]);
    meeting(toHeard).then({ refused: 'rejection-unfounded', rule: 'D-admission-order' });
  });
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
  ['communities of the county', { elsewhere: [communities[2]], town: true }, 'communities-elsewhere'],
  ['a sub-district, town or township of it', { elsewhere: [], town: false }, 'sub-district-elsewhere'],
])('D-admission-opinion · only %s are asked', (_who, facts, refused) => {
  at(...toClassified(), legal, funds)
    .when('askCommunities', { communities: communities.slice(0, 3), subDistrict: bodies.subDistrict }, on('2026-03-09', { facts }))
    .then({ refused, rule: 'D-admission-opinion', overridable: false });
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
