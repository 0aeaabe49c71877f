import type { IsoDate } from '@yimen/kernel';
import { Sheet } from '../layout/sheet.js';
import { label, table, type Cell } from '../layout/table.js';
import { chineseDate } from '../wording/dates.js';
import { figures, moneyInWords } from '../wording/money.js';

type MatterClass = 'SELF' | 'ASSIST' | 'ENTRUST' | 'PURCHASE' | 'FORBIDDEN';

/** 《社区工作事项准入申请表》 with every field of 5.1.2, and the opinions and reviews recorded so far. Amounts in fen. */
export interface AdmissionApplication {
  readonly number: string;
  readonly version: number;
  readonly submittedOn: IsoDate;
  readonly department: string;
  readonly contact: string;
  readonly officePhone: string;
  readonly matter: { readonly id: string | null; readonly name: string };
  readonly classAsked: MatterClass;
  readonly flags: readonly ('TEMPORARY' | 'EMERGENCY' | 'SEASONAL')[];
  readonly basis: { readonly law: string; readonly article: string; readonly words: string; readonly file: string | null };
  readonly powerItem: string | null;
  readonly content: string;
  readonly steps: readonly string[];
  readonly object: string;
  /** Names of the communities, or how many are all. */
  readonly scope: { readonly all: number } | { readonly named: readonly string[] };
  readonly frequency: 'once' | 'monthly' | 'quarterly' | 'yearly' | 'all-year' | 'emergency';
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly volume: number;
  readonly minutesPerCase: number;
  readonly staff: number;
  readonly skills: string;
  readonly equipment: string;
  readonly place: string;
  readonly data: readonly { readonly field: string; readonly ground: string; readonly shared: boolean }[];
  readonly systems: readonly string[];
  readonly extraLedger: boolean;
  readonly certificate: string | null;
  /** Seals that are asked for, and certificates outside the register; left out where none is. */
  readonly sealsAsked?: readonly string[];
  readonly evaluation: {
    readonly method: string;
    readonly oneVoteVeto: boolean;
    readonly vetoGround: string | null;
    readonly ranking: boolean;
  };
  readonly money: {
    readonly amount: string;
    readonly standard:
      { readonly per: 'case'; readonly price: string; readonly cases: number } | { readonly per: 'year'; readonly price: string };
    readonly budgetCode: string;
    readonly purpose?: keyof typeof purposes;
    readonly plan: readonly { readonly on: IsoDate; readonly amount: string }[];
  } | null;
  readonly training: string;
  readonly burden: { readonly hoursPerYear: number; readonly meetings: number; readonly ledgers: number; readonly forms: number };
  readonly offset: string | null;
  readonly exitOn: IsoDate | null;
  /** Name of who gave it, what, when; in the order in which they were recorded. */
  readonly opinions: readonly {
    readonly by: string;
    readonly opinion: 'agree' | 'agree-with-conditions' | 'disagree';
    readonly words: string;
    readonly on: IsoDate;
  }[];
  readonly decision: { readonly words: string; readonly on: IsoDate } | null;
}

const classes: Readonly<Record<MatterClass, string>> = {
  SELF: '依法履职',
  ASSIST: '依法协助',
  ENTRUST: '委托',
  PURCHASE: '购买服务',
  FORBIDDEN: '禁止转嫁',
};
const flagNames = { TEMPORARY: '临时', EMERGENCY: '应急', SEASONAL: '季节性' } as const;
const frequencies = { once: '一次性', monthly: '每月', quarterly: '每季', yearly: '每年', 'all-year': '常年', emergency: '应急' } as const;
/** Purposes of money (6.1). */
const purposes = {
  'running-cost': '运转经费',
  'staff-pay': '人员报酬',
  facilities: '设施建设',
  upkeep: '设施维护',
  it: '信息化建设',
  'service-projects': '服务项目',
  'self-government': '居民自治',
  incubation: '社会组织培育',
  training: '培训',
  'party-activity': '党的活动',
  'facility-subsidy': '设施补助',
  culture: '文化',
} as const;
const opinionNames = { agree: '同意', 'agree-with-conditions': '附条件同意', disagree: '不同意' } as const;

export async function admissionApplication(of: AdmissionApplication): Promise<Uint8Array> {
  const sheet = new Sheet('社区工作事项准入申请表', of.decision?.on ?? of.submittedOn);
  sheet.paragraph(`申请编号：${of.number}（第${of.version}次报送）`, { size: 10.5, align: 'right', after: 10 });
  sheet.paragraph('社区工作事项准入申请表', { size: 20, bold: true, align: 'center', after: 10 });
  sheet.paragraph(`申请日期：${chineseDate(of.submittedOn)}`, { size: 10.5, after: 2 });
  table(sheet, [...applicant(of), ...work(of), ...conditions(of), ...moneyAndEnd(of), ...heard(of)], {
    columns: [17, 33, 17, 33],
    least: 28,
  });
  return await sheet.bytes();
}

const or = (text: string | null, otherwise = '无'): string => (text === null || text.trim() === '' ? otherwise : text);
const whole = (name: string, value: string): Cell[] => [label(name), { text: or(value), span: 3 }];
const pair = (left: string, value: string, right: string, other: string): Cell[] => [
  label(left),
  { text: or(value) },
  label(right),
  { text: or(other) },
];

const articleOf = (article: string): string => (article.startsWith('第') ? article : `第${article}条`);

function applicant(of: AdmissionApplication): Cell[][] {
  const flags = of.flags.map((flag) => flagNames[flag]).join('、');
  return [
    pair('申请单位', of.department, '联系人账号', of.contact),
    pair('联系电话', of.officePhone, '权力事项编码', or(of.powerItem)),
    whole('事项名称', of.matter.id === null ? of.matter.name : `${of.matter.name}（目录编号${of.matter.id}）`),
    pair('申请类别', classes[of.classAsked], '性质', or(flags, '常规')),
    whole('法律依据', `《${of.basis.law}》${articleOf(of.basis.article)}：${of.basis.words}`),
    whole('依据附件', of.basis.file === null ? '未附' : `已附，SHA-256：${of.basis.file}`),
  ];
}

function work(of: AdmissionApplication): Cell[][] {
  const steps = of.steps.map((step, at) => `${at + 1}. ${step}`).join('\n');
  const scope = 'all' in of.scope ? `全部社区（${of.scope.all}个）` : of.scope.named.join('、');
  return [
    whole('工作内容', of.content),
    whole('工作步骤', steps),
    pair('服务对象', of.object, '频次', frequencies[of.frequency]),
    whole('实施范围', scope),
    whole('起止日期', `${chineseDate(of.from)}起，${of.to === null ? '长期' : `至${chineseDate(of.to)}止`}`),
    pair(
      '退出日期',
      of.exitOn === null ? '未定' : chineseDate(of.exitOn),
      '工作量',
      `每社区每月${of.volume}件，每件${of.minutesPerCase}分钟`,
    ),
  ];
}

function conditions(of: AdmissionApplication): Cell[][] {
  const data = of.data.map(({ field, ground, shared }) => `${field}（依据：${or(ground)}${shared ? '；可共享取得' : ''}）`).join('；');
  const { oneVoteVeto, vetoGround } = of.evaluation;
  const veto = oneVoteVeto ? `一票否决（依据：${or(vetoGround)}）` : '不实行一票否决';
  const { hoursPerYear, meetings, ledgers, forms } = of.burden;
  const proofs = [
    ...(of.certificate === null ? [] : [`证明编号${of.certificate}`]),
    ...(of.sealsAsked ?? []).map((name) => `盖章或清单外证明：${name}`),
  ];
  return [
    pair('所需人员', `${of.staff}人`, '技能要求', of.skills),
    pair('所需设备', of.equipment, '所需场所', of.place),
    whole('数据及依据', or(data, '不采集')),
    whole('使用系统', `${or(of.systems.join('、'))}；${of.extraLedger ? '另设台账' : '不另设台账'}`),
    whole('印章、证明', or(proofs.join('；'), '不要求')),
    whole('评价方式', [of.evaluation.method, veto, of.evaluation.ranking ? '排名' : '不排名'].join('；')),
    whole('培训安排', of.training),
    whole('负担测算', `每年${hoursPerYear}小时，会议${meetings}次，台账${ledgers}本，表格${forms}份`),
    whole('核减事项', or(of.offset)),
  ];
}

function moneyAndEnd({ money }: AdmissionApplication): Cell[][] {
  if (money === null) return [whole('经费', '不涉及')];
  const { standard: by } = money;
  const standard = by.per === 'case' ? `每件${figures(by.price)}，每社区${by.cases}件` : `每社区每年${figures(by.price)}`;
  const plan = money.plan.map(({ on, amount }, at) => `第${at + 1}期 ${chineseDate(on)} ${figures(amount)}`).join('\n');
  return [
    whole('经费总额', moneyInWords(money.amount)),
    pair('经费标准', standard, '预算编码', money.budgetCode),
    ...(money.purpose === undefined ? [] : [whole('经费用途', purposes[money.purpose])]),
    whole('支付计划', plan),
  ];
}

/** What is not recorded yet is a place to be filled in by hand. */
function heard({ opinions, decision }: AdmissionApplication): Cell[][] {
  const told = opinions.map(
    ({ by, opinion, words, on }) => `${by}：${opinionNames[opinion]}${words === '' ? '' : `，${words}`}（${chineseDate(on)}）`,
  );
  const open = (signing: string) => `\n\n　　　　　　　　　　　　　　　　　${signing}　　　　年　　月　　日`;
  return [
    whole('街道、社区\n意见', told.length === 0 ? open('（盖章）') : told.join('\n')),
    whole('审核决定', decision === null ? open('（盖章）') : `${decision.words}（${chineseDate(decision.on)}）`),
  ];
}
