import { paraphrase, rule, source } from './rule.js';

const bud18 = source({
  mark: 'BUD18',
  name: { zh: '中华人民共和国预算法', en: 'Budget Law (2018)' },
  issuer: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  validFrom: '2018-12-29',
  force: 'binding',
});
const gps20 = source({
  mark: 'GPS20',
  name: { zh: '政府购买服务管理办法（财政部令第102号）', en: 'Measures for Government Purchase of Services (2020)' },
  issuer: { zh: '财政部', en: 'Ministry of Finance' },
  validFrom: '2020-03-01',
  force: 'binding',
});
const by16 = source({
  mark: 'BY16',
  name: {
    zh: '宝应县社区党组织为民服务专项经费（2016）',
    en: "Baoying: special money of community Party organisations for people's services (2016)",
  },
  issuer: { zh: '宝应县', en: 'County of Baoying' },
  jurisdiction: '321023000000',
  validFrom: '2016-01-01',
  verified: false,
  force: 'guidance',
});
const hearing = source({
  mark: 'page',
  name: { zh: '社区专项经费项目听证实践', en: 'Hearings on projects of community money' },
  issuer: { zh: '社区专项经费项目听证实践', en: 'Hearings on projects of community money' },
  jurisdiction: '321000000000',
  validFrom: '2000-01-01',
  verified: false,
  force: 'model',
});

/** Budget, purchase of services and people-service projects (6.3–6.5). */
export const financeRules = {
  'BUD18 13': rule(
    bud18,
    '第十三条',
    { zh: '无预算不支出', en: 'No budget, no spending' },
    paraphrase('经批准的预算未列的支出，不得支出。'),
  ),
  'BUD18 42': rule(
    bud18,
    '第四十二条',
    { zh: '结转和结余', en: 'Carry-over and surplus' },
    paraphrase('上一年预算未用完的结转下一年；连续两年未用完的作为结余资金管理。'),
  ),
  'BUD18 57': rule(
    bud18,
    '第五十七条',
    { zh: '按预算和进度拨付', en: 'Pay by budget and progress' },
    paraphrase('按照预算和进度拨付资金，不得虚假列支，并进行绩效评价。'),
  ),
  'GPS20 3': rule(
    gps20,
    '第三条',
    { zh: '购买服务的原则', en: 'Principles of purchase' },
    paraphrase('预算约束、以事定费、公开择优、诚实信用、讲求绩效。'),
  ),
  'GPS20 5': rule(gps20, '第五条', { zh: '购买主体', en: 'Buyers' }, paraphrase('各级国家机关是政府购买服务的购买主体。')),
  'GPS20 6': rule(
    gps20,
    '第六条',
    { zh: '承接主体', en: 'Suppliers' },
    paraphrase(
      '依法成立的企业、社会组织（不含由财政拨款保障的群团组织）、公益二类和从事生产经营活动的事业单位、农村集体经济组织、基层群众性自治组织，以及具备条件的个人可以作为承接主体。',
    ),
  ),
  'GPS20 8': rule(
    gps20,
    '第八条',
    { zh: '不得作为购买和承接主体', en: 'Neither buyer nor supplier' },
    paraphrase('公益一类事业单位、使用事业编制且由财政拨款保障的群团组织，不作为购买主体和承接主体。'),
  ),
  'GPS20 10': rule(
    gps20,
    '第十条',
    { zh: '不得购买的内容', en: 'What must not be bought' },
    paraphrase(
      '不属于政府职责范围的服务事项，货物、工程及其与服务打包的项目，人员招聘、劳务派遣和设置公益性岗位等，不得纳入政府购买服务。',
    ),
  ),
  'GPS20 11': rule(
    gps20,
    '第十一条',
    { zh: '指导性目录', en: 'Guide catalogue' },
    paraphrase('购买内容实行指导性目录管理，目录依法公开。'),
  ),
  'GPS20 14': rule(
    gps20,
    '第十四条',
    { zh: '先有预算', en: 'Budget first' },
    paraphrase('政府购买服务应当在年度预算中安排，未列入预算的不得实施。'),
  ),
  'GPS20 23': rule(
    gps20,
    '第二十三条',
    { zh: '书面合同和公开', en: 'Written contract, made public' },
    paraphrase('合同应当明确服务的内容、期限、数量、质量、价格、资金结算方式、各方权利义务和违约责任，并依法公告。'),
  ),
  'GPS20 24': rule(
    gps20,
    '第二十四条',
    { zh: '合同期限', en: 'Term of the contract' },
    paraphrase(
      '合同期限一般不超过一年；预算保障，且购买内容相对固定、连续性强、经费来源稳定、价格变化幅度小的，可以签订不超过三年的合同。',
    ),
  ),
  BY16: rule(
    by16,
    null,
    { zh: '为民服务项目', en: 'People-service projects' },
    paraphrase(
      '项目议定、审核备案、资金拨付、项目推进、支出报销、项目验收、公示备案；不得用于办公、人员报酬、偿还债务、居民个人费用、政府已保障的项目和居委会自身办公场所。',
    ),
  ),
  'BY16 entitlement': rule(
    by16,
    null,
    { zh: '社区为民服务专项经费', en: 'Yearly money of a community' },
    paraphrase('每个社区每年安排二十万元或者十二万元，由县、镇按一比一承担。'),
  ),
  'FINANCE-HEARING': rule(
    hearing,
    null,
    { zh: '项目听证', en: 'Hearing on a project' },
    paraphrase('项目听证会不少于二十名居民参加，提前一周公布，百分之六十以上同意方可实施。'),
  ),
};
