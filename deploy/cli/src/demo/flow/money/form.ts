import type { IsoDate } from '@yimen/kernel';

/** Amounts of 5.1.4: 8,000.00 a year and community, 29 communities, in fen. */
export const perCommunity = 800_000n;
export const communitiesAsked = 29;
export const needed = perCommunity * BigInt(communitiesAsked);
export const budgeted = 23_000_000n;
/** Of one community, in two halves. */
export const half = perCommunity / 2n;

export interface Planned {
  readonly from: IsoDate;
  readonly first: IsoDate;
  readonly second: IsoDate;
}

/** Application of the civil affairs bureau to entrust E01 (城市低保日常管理): to many communities, or to one for a trial. */
export function application({ from, first }: Planned, named: readonly string[], budgetCode: string) {
  const amount = named.length > 1 ? budgeted : perCommunity;
  return {
    county: '320582000000',
    contact: { account: 'department-1', officePhone: '0512-00000000' },
    matter: { id: 'E01', name: '城市低保日常管理、服务' },
    classAsked: 'ENTRUST',
    flags: [],
    basis: {
      law: '城市居民最低生活保障条例',
      article: '4',
      words: '居民委员会根据管理审批机关的委托，可以承担城市居民最低生活保障的日常管理、服务工作',
      file: 'a'.repeat(64),
    },
    powerItem: null,
    content: '低保家庭日常走访、动态信息收集和政策宣传',
    steps: ['按月走访', '汇总变动', '报送镇民政办'],
    object: '辖区低保家庭',
    scope: { communities: 'named', named },
    frequency: 'monthly',
    period: { from, to: null },
    volume: 20,
    minutesPerCase: 40,
    staff: 1,
    skills: '熟悉低保政策',
    equipment: '无',
    place: '社区办公室',
    data: [],
    figuresAsked: false,
    systems: ['低保平台'],
    extraLedger: false,
    certificate: null,
    evaluation: {
      method: '按件核对',
      oneVoteVeto: false,
      vetoGround: null,
      ranking: false,
      ownScore: false,
      responsibilityLetter: false,
    },
    powers: [],
    targets: [],
    responsibleFor: [],
    newOrganisation: [],
    givenBefore: false,
    money: {
      amount: amount.toString(),
      standard: { per: 'year', price: perCommunity.toString() },
      budgetCode,
      purpose: 'service-projects',
      plan: [{ on: first, amount: amount.toString() }],
      agreementDraft: 'c'.repeat(64),
    },
    training: '上岗前培训一天',
    burden: { hoursPerYear: 160, meetings: 2, ledgers: 0, forms: 0 },
    offset: null,
    exitOn: null,
  };
}
