import {
  activate,
  agreement,
  at,
  bodies,
  census,
  communities,
  conditionsFor,
  history,
  number,
  on,
  own,
  system,
  toActiveCensus,
  toActiveOwn,
  toListed,
  type Step,
} from '../admission.sample.js';
import { admission } from '../admission.js';

const [first] = communities;
const bySystem = (day: string) => on(day, { actor: system });

test('9.9, D-admission-conditions, R-196, R-198, R-206 · census: listed, active when the conditions are confirmed and the start is reached, expired at the end date', () => {
  const listed = toListed(census());
  expect(history(...listed).at(-1)).toMatchObject({
    type: 'MatterListed',
    list: 'assist',
    class: 'ASSIST',
    flags: ['TEMPORARY'],
    from: '2026-05-06',
    to: '2026-07-05',
    number,
  });
  at(...listed)
    .when('activate', {}, bySystem('2026-05-06'))
    .then({ refused: 'conditions-open', rule: 'RCL25 43' });
  const ready = [...listed, ...communities.slice(0, 3).flatMap(conditionsFor)];
  at(...ready)
    .when('activate', {}, bySystem('2026-05-05'))
    .then({ refused: 'start-not-reached', rule: 'D-admission-order' });
  expect(history(...toActiveCensus).at(-1)).toEqual({
    type: 'MatterActivated',
    endsOn: '2026-07-05',
    reviewDue: { dueOn: '2027-01-31' },
    basisUntil: null,
    rests: { matter: 'A50', law: '全国人口普查条例', article: '3' },
    on: '2026-05-06',
  });
  at(...toActiveCensus)
    .when('expire', {}, bySystem('2026-07-05'))
    .then({ refused: 'not-due', rule: 'D-admission-temporary' });
  at(...toActiveCensus)
    .when('expire', {}, bySystem('2026-07-06'))
    .then({ type: 'MatterExpired', county: '320582000000', on: '2026-07-06' });
});

test('ASSIST · conditions confirmed after the start date make it active at once', () => {
  const late = at(...toListed(census()), ...communities.slice(0, 2).flatMap(conditionsFor), conditionsFor(communities[2])[0]!);
  expect(late.when('confirmConditions', { community: communities[2] }, on('2026-05-10')).result.events.map(({ type }) => type)).toEqual([
    'ConditionsConfirmed',
    'MatterActivated',
  ]);
  late
    .when('confirmConditions', { community: communities[3] }, on('2026-05-10'))
    .then({ refused: 'conditions-unrecorded', rule: 'RCL25 43' });
});

test('a step of another class, or of a community that is not concerned, is refused', () => {
  at(...toListed(own()))
    .when(
      'recordConditions',
      { community: first, people: '人', place: '地', equipment: '物', data: '数', guidance: '导', money: '0' },
      on('2026-04-01'),
    )
    .then({ refused: 'class-needs-other', rule: 'D-admission-order' });
  at(...toListed(census()))
    .when(
      'recordConditions',
      { community: communities[3], people: '人', place: '地', equipment: '物', data: '数', guidance: '导', money: '0' },
      on('2026-04-01'),
    )
    .then({ refused: 'community-not-affected', rule: 'D-admission-order' });
  at(...toListed(own()))
    .when('signAgreement', agreement(first), on('2026-04-01'))
    .then({ refused: 'class-needs-other', rule: 'D-admission-order' });
  at(...toListed(own()))
    .when('recordContract', { contract: bodies.contract }, on('2026-04-10'))
    .then({ refused: 'class-needs-other', rule: 'D-admission-order' });
});

test('office or community suspends for conditions or content; a community that is not concerned does not', () => {
  const given = at(...toActiveCensus);
  given
    .when('suspend', { community: first, ground: 'conditions-not-given', reason: '无设备' }, on('2026-05-20'))
    .then({ type: 'MatterSuspended', ground: 'conditions-not-given', reason: '无设备', on: '2026-05-20' });
  given
    .when('suspend', { community: communities[3], ground: 'unlawful-content', reason: '违法' }, on('2026-05-20'))
    .then({ refused: 'community-not-affected', rule: 'D-admission-suspend' });
});

test('reviewed every year: kept, amended, or out', () => {
  const review = (year: number): Step => ['startReview', { year }, on('2027-01-10')];
  at(...toActiveOwn)
    .when('startReview', { year: 2025 }, on('2027-01-10'))
    .then({ refused: 'review-year', rule: 'D-admission-review', facts: { year: 2026 } });
  // The year that runs is not reviewed: its review would move the date on, and the year before would never be looked at.
  at(...toActiveOwn)
    .when('startReview', { year: 2027 }, on('2027-01-10'))
    .then({ refused: 'review-year', rule: 'D-admission-review', facts: { year: 2026 } });
  at(...toActiveOwn)
    .when('startReview', { year: 2026 }, on('2026-12-31'))
    .then({ refused: 'review-year', rule: 'D-admission-review', facts: { year: 2026 } });
  const under = at(...toActiveOwn, review(2026));
  under
    .when('concludeReview', { outcome: 'amended', words: '调整' }, on('2027-01-20'))
    .then({ type: 'ReviewConcluded', year: 2026, outcome: 'amended', words: '调整', reviewDue: { dueOn: '2028-01-31' }, on: '2027-01-20' });
  under
    .when('concludeReview', { outcome: 'exit', words: '退出' }, on('2027-01-20'))
    .then({ type: 'MatterExited', county: '320582000000', ground: 'review', reason: '退出', on: '2027-01-20' });
  const reviewed = at(...toActiveOwn, review(2026), ['concludeReview', { outcome: 'amended', words: '调整' }, on('2027-01-20')]);
  expect(reviewed.state.status).toBe('amended');
  reviewed.when('startReview', { year: 2026 }, on('2027-02-01')).then({ refused: 'review-year', facts: { year: 2027 } });
  // Late, the older year comes first.
  reviewed.when('startReview', { year: 2028 }, on('2029-01-10')).then({ refused: 'review-year', facts: { year: 2027 } });
  reviewed.when('startReview', { year: 2027 }, on('2029-01-10')).then({ type: 'ReviewStarted', year: 2027, on: '2029-01-10' });
});

test('RCL25 10 · a duty of its own becomes active on its day without any agreement', () => {
  expect(history(...toActiveOwn).map(({ type }) => type)).not.toContain('AgreementSigned');
  expect(at(...toActiveOwn).state.status).toBe('active');
});

test('JY22 · what residents dislike leaves', () => {
  at(...toActiveOwn)
    .when('exit', { ground: 'group-dislikes', reason: '居民反映强烈' }, on('2026-06-20'))
    .then({ type: 'MatterExited', county: '320582000000', ground: 'group-dislikes', reason: '居民反映强烈', on: '2026-06-20' });
});

test('a temporary matter is extended once, by six months at most', () => {
  const extend = (endsOn: string, given = at(...toActiveCensus)) =>
    given.when('extendTemporary', { endsOn, reason: '未完' }, on('2026-07-01'));
  extend('2027-01-06').then({ refused: 'extension-too-long', rule: 'D-admission-temporary', facts: { until: '2027-01-05' } });
  extend('2026-07-05').then({ refused: 'period-reversed', rule: 'D-admission-temporary' });
  extend('2027-01-05').then({ type: 'TemporaryExtended', county: '320582000000', endsOn: '2027-01-05', reason: '未完', on: '2026-07-01' });
  extend('2026-08-02', at(...toActiveCensus, ['extendTemporary', { endsOn: '2026-08-01', reason: '未完' }, on('2026-07-01')])).then({
    refused: 'extended-already',
    rule: 'D-admission-temporary',
  });
  extend('2026-08-02', at(...toActiveOwn)).then({ refused: 'not-temporary', rule: 'D-admission-temporary' });
});

test('of “all communities” those of the county are meant, and no other', () => {
  const everywhere = toListed(census({ scope: { communities: 'all', count: 29 } }));
  const conditions = { community: communities[3], people: '人', place: '地', equipment: '物', data: '数', guidance: '导', money: '0' };
  const recording = (area: string | null) =>
    at(...everywhere).when('recordConditions', conditions, on('2026-04-01', { facts: { area } })).result.refusal?.code;
  expect([recording('320582100001'), recording('320583100001'), recording(null)]).toEqual([
    undefined,
    'community-not-affected',
    'community-not-affected',
  ]);
});

test.each([
  ['320582100001', undefined],
  ['320583100001', 'community-not-affected'],
  [null, 'community-not-affected'],
] as const)('D-admission-suspend · of “all communities” one at %s suspends the matter and lets it go on: %s', (area, refused) => {
  const everywhere: readonly Step[] = [...toListed(own({ scope: { communities: 'all', count: 29 } })), activate()];
  const stopped: Step = [
    'suspend',
    { ground: 'unlawful-content', reason: '违法' },
    on('2026-05-20', { facts: { area: null, standing: communities } }),
  ];
  const [running, halted] = [at(...everywhere), at(...everywhere, stopped)];
  const told = on('2026-05-25', { facts: { area, standing: communities } });
  const acting = { community: communities[3], reason: '违法' };
  const answers = [running.when('suspend', { ...acting, ground: 'unlawful-content' }, told), halted.when('resume', acting, told)];
  const rule = refused && 'D-admission-suspend';
  expect(answers.map(({ result: { refusal } }) => [refusal?.code, refusal?.rule])).toEqual([
    [refused, rule],
    [refused, rule],
  ]);
});

test('CD20 44 · no conditions are recorded without guidance, beside people, place, equipment, data and money', () => {
  const { input } = admission.moves.recordConditions;
  const whole = { community: first, people: '人', place: '地', equipment: '物', data: '数', guidance: '导', money: '0' };
  expect(input.safeParse(whole).success).toBe(true);
  for (const part of ['people', 'place', 'equipment', 'data', 'guidance', 'money'])
    expect([part, input.safeParse({ ...whole, [part]: undefined }).success]).toEqual([part, false]);
});
