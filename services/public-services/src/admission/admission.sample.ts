import { formSample } from '@yimen/contracts';
import { fold, type Actor } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { decide, scenario, type Told } from '@yimen/testing';
import type { PurchaseRow } from '../finance-facts.js';
import { account, system } from '../hall.sample.js';
import { admission, type AdmissionEvent } from './admission.js';
import type { Form } from './state.js';

const id = (last: number) => `0198a3f0-0000-7000-8000-0000000001${String(last).padStart(2, '0')}`;
export const bodies = {
  department: id(1),
  office: id(2),
  justice: id(3),
  finance: id(4),
  review: id(5),
  subDistrict: id(6),
  contract: id(7),
};
export const communities = [id(11), id(12), id(13), id(14)] as const;
export const number = '320582000000-2026-0001';
export const officer = account('officer-1');

export const policy = policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' });

/** A purchase contract of the department as finance tells it. */
export const purchase = (change: Partial<PurchaseRow> = {}): PurchaseRow => ({
  ...{ contract: bodies.contract, buyer: bodies.department, signedOn: '2026-04-01', publishedOn: '2026-04-05' },
  ...{ from: '2026-05-06', to: '2027-05-05', overOn: null },
  ...change,
});

/** What a decision on admission is told: the shipped sets of Zhangjiagang, and the number that the register gave. */
export const on = (today: string, more: Partial<Told> & { actor?: Actor } = {}): Told => ({
  today,
  policy,
  actor: officer,
  facts: {
    year: today.slice(0, 4),
    untold: [],
    county: '320582000000',
    department: '320582000000',
    communities: 29,
    elsewhere: [],
    town: true,
    area: '320582001001',
    standing: communities,
    purchase: purchase(),
  },
  ...more,
});

/** The second try of 9.9: census work in a census year; three communities, two months. */
export const census = (change: Partial<Form> = {}): Form => ({
  ...formSample,
  scope: { communities: 'named', named: communities.slice(0, 3) },
  ...change,
});

/** E01 by agreement: 3 yuan a case, 1,250 cases, two communities: 7,500.00. */
export const entrusted = (change: Partial<Form> = {}): Form =>
  census({
    matter: { id: 'E01', name: '城市低保日常管理、服务' },
    classAsked: 'ENTRUST',
    flags: [],
    basis: { ...formSample.basis, law: '城市居民最低生活保障条例', article: '4', words: '居民委员会根据管理审批机关的委托，可以承担' },
    scope: { communities: 'named', named: communities.slice(0, 2) },
    frequency: 'monthly',
    period: { from: '2026-05-06', to: '2027-05-05' },
    exitOn: null,
    money: {
      amount: '750000',
      standard: { per: 'case', price: '300', cases: 1250 },
      budgetCode: '2026-MZ-03',
      purpose: 'service-projects',
      plan: [{ on: '2026-05-01', amount: '750000' }],
      agreementDraft: 'c'.repeat(64),
    },
    ...change,
  });

/** A matter of the committee's own duty. */
export const own = (change: Partial<Form> = {}): Form =>
  census({
    matter: { id: 'S15', name: '居务公开' },
    classAsked: 'SELF',
    flags: [],
    basis: { ...formSample.basis, law: '城市居民委员会组织法', article: '34', words: '居民委员会实行居务公开制度' },
    frequency: 'all-year',
    period: { from: '2026-05-06', to: null },
    exitOn: null,
    money: null,
    ...change,
  });

/** Home care bought for one community. */
export const purchased = (): Form =>
  census({
    matter: { id: 'B01', name: '居家养老' },
    classAsked: 'PURCHASE',
    flags: [],
    scope: { communities: 'named', named: communities.slice(0, 1) },
    period: { from: '2026-05-06', to: null },
    exitOn: null,
  });

export type Step = readonly [move: keyof typeof admission.moves & string, input: object, told: Told];

/** The events of moves made one after another, the register's number filled in; a refusal on the way is an error of the spec. */
export function history(...steps: readonly Step[]): AdmissionEvent[] {
  return steps.reduce<AdmissionEvent[]>((events, [move, input, told]) => {
    const { refusal, events: next } = decide(admission, fold(admission, events), move, input, told);
    if (refusal) throw new Error(`${move} refused: ${refusal.code} ${refusal.detail.en}`);
    return [...events, ...next.map((event) => ('number' in event && event.number === '' ? { ...event, number } : event))];
  }, []);
}
export const at = (...steps: readonly Step[]) => scenario(admission).given(history(...steps));

export const drafted = (form: Form): Step => ['draft', { department: bodies.department, office: bodies.office, form }, on('2026-03-02')];
export const submit: Step = ['submit', {}, on('2026-03-02')];
const { justice, finance, review } = bodies;
export const formPassed: Step = ['formCheck', { gaps: [], justice, finance, review }, on('2026-03-03')];
export const classified = (of: string): Step => ['classify', { class: of, reason: '依法律规定' }, on('2026-03-04')];
export const legal: Step = ['legalReview', { outcome: 'passed', reason: null }, on('2026-03-05')];
/** The budget line of the department as finance tells it, with money enough. */
export const budgetLine = { id: `${bodies.department}~2026 2026-MZ-03`, purpose: 'service-projects', left: 100_000_000n, frozen: false };
export const reviewing = (line: object | null): Told => on('2026-03-06', { facts: { line } });
export const funds: Step = ['financeReview', { budgetLine: '2026-MZ-03' }, reviewing(budgetLine)];
export const ask = (asked: readonly string[] = communities.slice(0, 2)): Step => [
  'askCommunities',
  { communities: asked, subDistrict: bodies.subDistrict },
  on('2026-03-09'),
];
export const opinion = (organisation: string): Step => ['giveOpinion', { organisation, opinion: 'agree', words: '' }, on('2026-03-10')];
export const approve: Step = ['decide', { outcome: 'approved', meeting: '联席会议〔2026〕1号', reason: null }, on('2026-03-16')];
export const publish: Step = ['publishList', { approval: '张政复〔2026〕8号' }, on('2026-03-20')];

/** From the draft to the published list. */
export function toListed(form: Form): readonly Step[] {
  const named = form.scope.communities === 'named' ? form.scope.named : communities.slice(0, 3);
  const all = [...named, bodies.subDistrict].map(opinion);
  return [drafted(form), submit, formPassed, classified(form.classAsked), legal, funds, ask(named), ...all, approve, publish];
}

export const agreement = (community: string, change: object = {}) => ({
  community,
  standardOfWork: '每月走访一次',
  from: '2026-05-06',
  to: '2027-05-05',
  amount: '375000',
  pricePerCase: '300',
  plan: [
    { on: '2026-05-01', amount: '200000' },
    { on: '2026-09-01', amount: '175000' },
  ],
  conditions: { staff: '一名', place: '社区', equipment: '电脑', dataAccess: '低保平台' },
  training: '上岗前培训',
  dataProtection: '不得再提供',
  acceptance: '按件核对',
  changeAndEnd: '协商变更',
  dispute: '由街道调解',
  document: 'b'.repeat(64),
  witness: bodies.subDistrict,
  ...change,
});
const [first, second] = communities;
/** What finance tells of one payment of the department's books. */
export const paidOut = (day: string, paid: object): Told =>
  on(day, { facts: { standing: communities, paidOut: [{ system: 'bank', returns: [], ...paid }] } });
/** Who signs: the community lies in the sub-district that witnesses, and each community of the matter stands. */
export const signatories = {
  standing: communities as readonly string[],
  community: { kind: 'community-committee', area: '320582001001' },
  witness: { kind: 'sub-district', area: '320582001000' },
};
const signing = (who: string) => on('2026-04-01', { actor: account(who), facts: signatories });
const document = 'b'.repeat(64);
export const offer = (community: string, change: object = {}): Step => [
  'signAgreement',
  agreement(community, change),
  signing('department-1'),
];
export const countersign = (community: string): Step => ['countersignAgreement', { community, document }, signing('director-1')];
export const witnessed = (community: string): Step => [
  'witnessAgreement',
  { community, document, witness: bodies.subDistrict },
  signing('town-1'),
];
/** All three signatures, one after another. */
export const sign = (community: string, change: object = {}): readonly Step[] => [
  offer(community, change),
  countersign(community),
  witnessed(community),
];
export const pay = (community: string, voucher: string, amount = '200000', day = '2026-05-02'): Step => [
  'recordInstalment',
  { community, amount, voucher, bankDate: day },
  paidOut(day, { community, amount, voucher, bankDate: day }),
];
export const receive = (community: string, voucher: string, day = '2026-05-04'): Step => [
  'confirmReceipt',
  { community, voucher },
  on(day),
];
export const activate = (day = '2026-05-06'): Step => ['activate', {}, on(day, { actor: system })];
export const conditionsFor = (community: string): readonly Step[] => [
  [
    'recordConditions',
    { community, people: '两名', place: '办公室', equipment: '平板', data: '平台', guidance: '每月指导', money: '300000' },
    on('2026-04-01'),
  ],
  ['confirmConditions', { community }, on('2026-04-02')],
];

export const toActiveCensus: readonly Step[] = [...toListed(census()), ...communities.slice(0, 3).flatMap(conditionsFor), activate()];
export const toAgreed: readonly Step[] = [...toListed(entrusted()), ...sign(first), ...sign(second)];
/** The first instalment of each of the two communities, paid and confirmed. */
export const paid: readonly Step[] = [pay(first, '银1'), receive(first, '银1'), pay(second, '银2'), receive(second, '银2')];
export const toFunded: readonly Step[] = [...toAgreed, ...paid];
export const toActiveEntrusted: readonly Step[] = [...toFunded, activate()];
export const toActiveOwn: readonly Step[] = [...toListed(own()), activate()];
export { system };
