import { forbiddenCertificates } from '@yimen/policy';
import type { Form } from '../admission/state.js';
import * as cells from './cells.js';
import type { Read } from './cells.js';

type Frequency = Form['frequency'];

const classes = {
  依法履职: 'SELF',
  依法协助: 'ASSIST',
  委托: 'ENTRUST',
  购买服务: 'PURCHASE',
  禁止转嫁: 'FORBIDDEN',
  self: 'SELF',
  assist: 'ASSIST',
  entrust: 'ENTRUST',
  purchase: 'PURCHASE',
  forbidden: 'FORBIDDEN',
} as const satisfies Record<string, Form['classAsked']>;
const flags = {
  临时: 'TEMPORARY',
  应急: 'EMERGENCY',
  季节性: 'SEASONAL',
  temporary: 'TEMPORARY',
  emergency: 'EMERGENCY',
  seasonal: 'SEASONAL',
} as const;
const frequencies = {
  一次性: 'once',
  月: 'monthly',
  每月: 'monthly',
  季: 'quarterly',
  每季: 'quarterly',
  年: 'yearly',
  每年: 'yearly',
  常年: 'all-year',
  应急: 'emergency',
  once: 'once',
  monthly: 'monthly',
  quarterly: 'quarterly',
  yearly: 'yearly',
  'all-year': 'all-year',
  emergency: 'emergency',
} as const satisfies Record<string, Frequency>;
const powers = {
  许可: 'licence',
  行政许可: 'licence',
  处罚: 'penalty',
  行政处罚: 'penalty',
  强制: 'coercion',
  行政强制: 'coercion',
  其他执法: 'other-enforcement',
  licence: 'licence',
  penalty: 'penalty',
  coercion: 'coercion',
  'other-enforcement': 'other-enforcement',
} as const;
const targets = {
  招商引资: 'investment',
  协税护税: 'tax',
  经济创收: 'income',
  investment: 'investment',
  tax: 'tax',
  income: 'income',
} as const;
const responsibilities = {
  执法: 'enforcement',
  拆迁拆违: 'demolition',
  环境整治: 'environment',
  城市管理: 'city-management',
  enforcement: 'enforcement',
  demolition: 'demolition',
  environment: 'environment',
  'city-management': 'city-management',
} as const;
const organisations = {
  机构: 'office',
  挂牌: 'sign-board',
  牌子: 'sign-board',
  基层组织: 'base-unit',
  office: 'office',
  'sign-board': 'sign-board',
  'base-unit': 'base-unit',
} as const;
const purposes = {
  运转经费: 'running-cost',
  人员报酬: 'staff-pay',
  设施建设: 'facilities',
  设施维护: 'upkeep',
  信息化建设: 'it',
  服务项目: 'service-projects',
  居民自治: 'self-government',
  社会组织培育: 'incubation',
  培训: 'training',
  党的活动: 'party-activity',
  设施补助: 'facility-subsidy',
  文化: 'culture',
  'running-cost': 'running-cost',
  'staff-pay': 'staff-pay',
  facilities: 'facilities',
  upkeep: 'upkeep',
  it: 'it',
  'service-projects': 'service-projects',
  'self-government': 'self-government',
  incubation: 'incubation',
  training: 'training',
  'party-activity': 'party-activity',
  'facility-subsidy': 'facility-subsidy',
  culture: 'culture',
} as const satisfies Record<string, NonNullable<NonNullable<Form['money']>['purpose']>>;
const certificates = Object.fromEntries(forbiddenCertificates.flatMap(({ id, name }) => [[name, id] as const, [id, id] as const]));

function matterId(cell: string): Read<string | null> {
  const found = cell.toUpperCase();
  if (found === '') return { value: null };
  return /^[SAEBF]\d{2}$/.test(found)
    ? { value: found }
    : { problem: { zh: '目录编号如 A28、F01，没有则留空', en: 'an id of the catalogue such as A28 or F01, or empty' } };
}

interface Column<T = unknown> {
  readonly zh: string;
  readonly en: string;
  readonly read: (cell: string) => Read<T>;
  /** What the template shows in its example. */
  readonly example: string;
}
const column = <T>(zh: string, en: string, read: (cell: string) => Read<T>, example = ''): Column<T> => ({ zh, en, read, example });

/** Columns of a task list (5.1.2): the heading in Chinese, the English one beside it, and how a cell is read. Any order; others are told. */
export const columns = {
  matter: column('目录编号', 'matter', matterId, 'A50'),
  name: column('事项名称', 'name', cells.text, '人口普查'),
  classAsked: column('申请类别', 'class', cells.oneOf<Form['classAsked']>(classes), '依法协助'),
  flags: column('标记', 'flags', cells.someOf(flags), '临时'),
  law: column('法律依据', 'law', cells.text, '全国人口普查条例'),
  article: column('条款', 'article', cells.article, '第三条'),
  words: column('依据原文', 'words', cells.text, '应当协助所在地人民政府动员和组织社会力量'),
  file: column('依据文件', 'basis_file', cells.hash, 'a'.repeat(64)),
  powerItem: column('权力事项编码', 'power_item', cells.text),
  content: column('工作内容', 'content', cells.text, '普查年度协助动员居民接受入户登记'),
  steps: column('工作步骤', 'steps', cells.list, '宣传动员；协助入户'),
  object: column('工作对象', 'object', cells.text, '辖区居民'),
  communities: column('涉及社区', 'communities', cells.list, '全部'),
  communityCount: column('社区数', 'community_count', cells.count, '29'),
  frequency: column('频次', 'frequency', cells.oneOf<Frequency>(frequencies), '一次性'),
  from: column('开始日期', 'from', cells.date, '2026-05-06'),
  to: column('结束日期', 'to', cells.date, '2026-07-05'),
  volume: column('每月数量', 'volume', cells.count, '60'),
  minutesPerCase: column('单件分钟', 'minutes_per_case', cells.count, '20'),
  staff: column('所需人员', 'staff', cells.count, '2'),
  skills: column('所需技能', 'skills', cells.text, '无'),
  equipment: column('所需设备', 'equipment', cells.text, '平板两台'),
  place: column('所需场所', 'place', cells.text, '社区办公室'),
  data: column('采集数据', 'data', cells.dataFields),
  figuresAsked: column('要求报表', 'figures_asked', cells.yes, '否'),
  systems: column('使用系统', 'systems', cells.list, '普查平台'),
  extraLedger: column('另建台账', 'extra_ledger', cells.yes, '否'),
  certificate: column('要求证明', 'certificate', cells.oneOf(certificates)),
  legalException: column('证明例外', 'legal_exception', cells.text),
  sealsAsked: column('盖章及清单外证明', 'seals_asked', cells.list),
  method: column('评价方式', 'evaluation', cells.text, '按完成量核对'),
  oneVoteVeto: column('一票否决', 'one_vote_veto', cells.yes, '否'),
  vetoGround: column('否决依据', 'veto_ground', cells.text),
  ranking: column('排名', 'ranking', cells.yes, '否'),
  ownScore: column('部门单独考核', 'own_score', cells.yes, '否'),
  responsibilityLetter: column('责任状', 'responsibility_letter', cells.yes, '否'),
  powers: column('赋予权力', 'powers', cells.someOf(powers), '无'),
  targets: column('下达指标', 'targets', cells.someOf(targets), '无'),
  responsibleFor: column('责任主体', 'responsible_for', cells.someOf(responsibilities), '无'),
  newOrganisation: column('新设机构', 'new_organisation', cells.someOf(organisations), '无'),
  givenBefore: column('已先行下达', 'given_before', cells.yes, '否'),
  amount: column('经费', 'amount', cells.yuan, '3000.00'),
  per: column(
    '计价方式',
    'per',
    cells.oneOf({ 件: 'case', 按件: 'case', 年: 'year', 按年: 'year', case: 'case', year: 'year' } as const),
    '年',
  ),
  price: column('单价', 'price', cells.yuan, '3000.00'),
  cases: column('每社区件数', 'cases', cells.count),
  budgetCode: column('预算编码', 'budget_code', cells.text, '2026-TJ-01'),
  purpose: column('经费用途', 'purpose', cells.oneOf(purposes)),
  plan: column('付款计划', 'plan', cells.plan, '2026-05-06：3000.00'),
  agreementDraft: column('协议草案', 'agreement_draft', cells.hash),
  training: column('培训安排', 'training', cells.text, '统一培训半天'),
  hoursPerYear: column('每年小时', 'hours_per_year', cells.count, '40'),
  meetings: column('会议数', 'meetings', cells.count, '1'),
  ledgers: column('台账数', 'ledgers', cells.count, '0'),
  forms: column('报表数', 'forms', cells.count, '0'),
  offset: column('替换事项', 'offset', cells.text),
  exitOn: column('退出日期', 'exit_on', cells.date, '2026-07-05'),
  contact: column('联系账号', 'contact', cells.text, 'department-1'),
  officePhone: column('办公电话', 'office_phone', cells.text, '0512-00000000'),
} as const;
export type ColumnName = keyof typeof columns;
/** Every cell of a row, read. */
export type Cells = { readonly [C in ColumnName]: (typeof columns)[C] extends Column<infer T> ? T : never };

/** Without these headings a table is no task list. */
export const neededColumns = ['name', 'from'] as const satisfies readonly ColumnName[];

const byHeading = new Map(
  (Object.entries(columns) as [ColumnName, Column][]).flatMap(([name, { zh, en }]) => [[zh, name] as const, [en, name] as const]),
);

/** Column of a heading: its Chinese or English name, without brackets, stars and spaces around. */
export function columnOf(heading: string): ColumnName | undefined {
  const plain = heading.replace(/[（(].*?[）)]/g, '').replace(/[*＊\s]/g, '');
  return byHeading.get(plain) ?? byHeading.get(plain.toLowerCase());
}

/** A template: the headings of all columns, and one row as an example. */
export function template(): readonly (readonly string[])[] {
  const all = Object.values(columns) as Column[];
  return [all.map(({ zh, en }) => `${zh} (${en})`), all.map(({ example }) => example)];
}
