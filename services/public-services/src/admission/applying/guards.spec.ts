import { formSample } from '@yimen/contracts';
import { census, entrusted, own } from '../admission.sample.js';
import type { Form } from '../state.js';
import { ends, hitsOf } from './guards.js';

const today = '2026-03-02';
const guards = (form: Form) => hitsOf(form, today).map(({ guard, rule }) => `${guard} ${rule}`);
const evaluation = (change: Partial<Form['evaluation']>) => census({ evaluation: { ...formSample.evaluation, ...change } });
const inHubei = (change: Partial<Form>) => census({ county: '420106000000', certificate: { id: 'C21', legalException: null }, ...change });
const data = (shared: boolean) => [{ field: '户主', ground: '全国人口普查条例 3', shared }];

/** 9.9, first try: a monthly household form, no money, assessed by ranking; the basis is only for a census. */
const householdForm = census({
  matter: { id: null, name: '每月住户报表' },
  flags: [],
  frequency: 'monthly',
  period: { from: '2026-05-06', to: null },
  data: data(true),
  evaluation: { ...formSample.evaluation, ranking: true },
  money: null,
});

test.each<[string, Form, string[]]>([
  ['a census in order meets none', census(), []],
  ['entrusted work in order meets none', entrusted(), []],
  ['an own duty in order meets none', own(), []],
  ['G1 · a licence', census({ powers: ['licence'] }), ['G1 LZ24 15']],
  ['G1 · penalty and coercion', census({ powers: ['penalty', 'coercion'] }), ['G1 LZ24 15']],
  ['G1 · any other enforcement power', census({ powers: ['other-enforcement'] }), ['G1 R-126']],
  ['G2 · targets', census({ targets: ['tax'] }), ['G2 MCA15']],
  ['G3 · responsible for city management', census({ responsibleFor: ['city-management'] }), ['G3 MCA15']],
  ['G4 · one-vote veto', evaluation({ oneVoteVeto: true }), ['G4 MCA15 assessment']],
  ['G4 · a veto set by law', evaluation({ oneVoteVeto: true, vetoGround: '安全生产法' }), []],
  ['G4 · responsibility letter', evaluation({ responsibilityLetter: true }), ['G4 D-admission-liability']],
  ['G5 · one of the 20 certificates', census({ certificate: { id: 'C05', legalException: null } }), ['G5 CERT20']],
  ['G5 · what only Hubei forbids', census({ certificate: { id: 'C21', legalException: null } }), []],
  ['G5 · Hubei', census({ county: '420106000000', certificate: { id: 'C21', legalException: null } }), ['G5 CERT20-HUBEI']],
  ['G5 · the exception of adoption: marital status', census({ certificate: { id: 'C08', legalException: '收养登记办法' } }), []],
  ['G5 · the exception covers no other kind', census({ certificate: { id: 'C01', legalException: '收养登记办法' } }), ['G5 CERT20']],
  ['G5 · nor does any other exception', census({ certificate: { id: 'C08', legalException: '某办法' } }), ['G5 CERT20']],
  ['G5 · a seal', census({ sealsAsked: ['居住情况表'] }), ['G5 CERT20']],
  ['G5 · a seal, in Hubei beside what Hubei forbids', inHubei({ sealsAsked: ['居住情况表'] }), ['G5 CERT20-HUBEI', 'G5 CERT20']],
  ['G5 · one rule is one hit', census({ certificate: { id: 'C05', legalException: null }, sealsAsked: ['良民证'] }), ['G5 CERT20']],
  ['G5 · no seal', census({ sealsAsked: [] }), []],
  ['G6 · entrusted without money', entrusted({ money: null }), ['G6 RCL25 43']],
  ['G6 · without agreement', entrusted({ money: { ...entrusted().money!, agreementDraft: null } }), ['G6 RCL25 43']],
  [
    'G6 · split below the need by a fen',
    entrusted({ money: { ...entrusted().money!, plan: [{ on: '2026-05-01', amount: '749999' }] } }),
    ['G6 RCL25 43'],
  ],
  [
    'G7 · a duty of the department without “assist”',
    census({ matter: { id: null, name: '某事' }, basis: { ...formSample.basis, law: '某法', words: '主管部门应当登记' } }),
    ['G7 R-197'],
  ],
  [
    'G7 · an own duty that is none of the committee',
    own({ matter: { id: null, name: '某事' }, basis: { ...formSample.basis, law: '某法', words: '主管部门应当登记' } }),
    ['G7 R-197'],
  ],
  ['G8 · given before the decision', census({ givenBefore: true }), ['G8 SH20 27']],
  ['G9 · sign board', census({ newOrganisation: ['sign-board'] }), ['G9 R-200']],
  ['G9 · base unit', census({ newOrganisation: ['base-unit'] }), ['G9 R-127']],
  ['G10 · data that exist', census({ data: data(true) }), ['G10 GDS25 19']],
  ['G10 · data that do not', census({ data: data(false) }), []],
  ['G10 · a second ledger', census({ extraLedger: true }), ['G10 GDS25 19']],
  ['G10 · forms and figures', census({ figuresAsked: true }), ['G10 BJ19 32']],
  ['G11 · ranking', evaluation({ ranking: true }), ['G11 MCA15 assessment']],
  ['G11 · own score', evaluation({ ownScore: true }), ['G11 EQ20']],
  ['G12 · another basis than the matter has', own({ basis: { ...formSample.basis, words: '实行居务公开' } }), ['G12 D-admission-basis']],
  ['G12 · a census every month', census({ frequency: 'monthly' }), ['G12 D-admission-basis']],
  [
    'G12 · A15, whose basis was repealed',
    census({
      matter: { id: 'A15', name: '预防接种宣传组织' },
      basis: { ...formSample.basis, law: '疫苗流通和预防接种管理条例', article: '9' },
    }),
    ['G12 D-admission-basis'],
  ],
])('5.1.3 · %s', (_name, form, expected) => {
  expect(guards(form)).toEqual(expected);
});

test('9.9 · the household form: G10, G11 and G12, not G6 and not G7', () => {
  const words = (pattern: RegExp): unknown => expect.stringMatching(pattern);
  expect(hitsOf(householdForm, today)).toEqual([
    { guard: 'G10', rule: 'GDS25 19', binding: true, words: words(/^G10 .+（法律依据：《政务数据共享条例》第十九条）$/) },
    { guard: 'G11', rule: 'MCA15 assessment', binding: false, words: words(/^G11 .+（本地配置：.+）$/) },
    { guard: 'G12', rule: 'D-admission-basis', binding: false, words: words(/^G12 .+（本地配置：张家港市本系统管理单位）$/) },
  ]);
});

test('13.8 · what binds in Luzhou is local configuration in Zhangjiagang', () => {
  const licence = (county: string) => hitsOf(census({ county, powers: ['licence'] }), today).map(({ binding }) => binding);
  expect([licence('320582000000'), licence('510502000000')]).toEqual([[false], [true]]);
});

test('S33 and A53 rest on another law from 2026-08-15, in both directions', () => {
  const noise = (law: string, article: string) =>
    own({ matter: { id: 'S33', name: '劝阻、调解社会生活噪声' }, basis: { ...formSample.basis, law, article } });
  const covered = (form: Form, day: string) => !hitsOf(form, day).some(({ guard }) => guard === 'G12');
  expect([covered(noise('噪声污染防治法', '70'), '2026-08-14'), covered(noise('噪声污染防治法', '70'), '2026-08-15')]).toEqual([
    true,
    false,
  ]);
  expect([covered(noise('生态环境法典', '599'), '2026-08-14'), covered(noise('生态环境法典', '599'), '2026-08-15')]).toEqual([false, true]);
});

test('5.1.1 · what is forbidden ends the application whatever its source may claim', () => {
  expect(hitsOf(census({ matter: { id: 'F01', name: '招商引资' } }), today).some(ends)).toBe(true);
  expect(hitsOf(census({ targets: ['investment'] }), today).some(ends)).toBe(false);
  const asForbidden = census({ matter: { id: null, name: '某事' }, classAsked: 'FORBIDDEN' });
  expect(guards(asForbidden)).toContain('FORBIDDEN R-197');
  expect(hitsOf(asForbidden, today).some(ends)).toBe(true);
});
