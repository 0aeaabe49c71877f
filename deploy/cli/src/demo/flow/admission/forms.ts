import type { IsoDate } from '@yimen/kernel';

/** Form of 5.1.2 for work of a census in one community; what an application changes is told. */
const form = (community: string, period: { readonly from: IsoDate; readonly to: IsoDate | null }) => ({
  county: '320582000000',
  contact: { account: 'department-1', officePhone: '0512-00000000' },
  classAsked: 'ASSIST',
  flags: [] as string[],
  basis: { law: '全国人口普查条例', article: '3', words: '应当协助所在地人民政府动员和组织社会力量', file: 'a'.repeat(64) },
  powerItem: null,
  content: '协助动员居民接受入户登记',
  steps: ['宣传动员', '协助入户'],
  object: '辖区居民',
  scope: { communities: 'named', named: [community] },
  frequency: 'once',
  period,
  volume: 60,
  minutesPerCase: 20,
  staff: 2,
  skills: '无',
  equipment: '平板两台',
  place: '社区办公室',
  data: [] as object[],
  figuresAsked: false,
  systems: ['普查平台'],
  extraLedger: false,
  certificate: null,
  evaluation: {
    ...{ method: '按完成量核对', oneVoteVeto: false, vetoGround: null, ranking: false, ownScore: false, responsibilityLetter: false },
  },
  powers: [],
  targets: [] as string[],
  responsibleFor: [],
  newOrganisation: [],
  givenBefore: false,
  money: null as object | null,
  training: '统一培训半天',
  burden: { hoursPerYear: 40, meetings: 1, ledgers: 0, forms: 0 },
  offset: null,
  exitOn: null,
});

/** First try of 9.9: a monthly household form without money, on the basis of a census, assessed by ranking. */
export function householdForm(community: string, from: IsoDate) {
  const plain = form(community, { from, to: null });
  return {
    ...plain,
    matter: { id: null, name: '每月住户报表' },
    frequency: 'monthly',
    data: [{ field: '户主', ground: '全国人口普查条例 3', shared: true }],
    evaluation: { ...plain.evaluation, ranking: true },
  };
}

/** Second try of 9.9: census work in a census year, 40 hours, money by workload, two months. */
export function census(community: string, from: IsoDate, to: IsoDate) {
  const amount = '300000';
  const plan = [{ on: from, amount }];
  return {
    ...form(community, { from, to }),
    matter: { id: 'A50', name: '人口普查' },
    flags: ['TEMPORARY'],
    money: { amount, standard: { per: 'year', price: amount }, budgetCode: '普查', plan, agreementDraft: null },
  };
}

/** A matter of the negative list. */
export function investmentTargets(community: string, from: IsoDate) {
  return {
    ...form(community, { from, to: null }),
    matter: { id: 'F01', name: '招商引资指标' },
    classAsked: 'FORBIDDEN',
    targets: ['investment'],
  };
}
