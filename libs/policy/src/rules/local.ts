import { paraphrase, quoted, rule, source } from './rule.js';

/** 邢台市: law of that city; taken over here as a model. Articles were not noted, so the subject stands after the mark. */
const xt23 = source({
  mark: 'XT23',
  name: { zh: '邢台市政务服务条例', en: 'Xingtai Regulation on Government Services (2023)' },
  issuer: { zh: '邢台市人民代表大会常务委员会', en: "Standing Committee of the Xingtai People's Congress" },
  jurisdiction: '130500000000',
  validFrom: '2023-09-01',
  force: 'binding',
});
/** 张家港市: the document whose community stations this product serves. */
export const zjg16 = source({
  mark: 'ZJG16',
  //
  name: {
    zh: '张家港市关于建设全省社区治理和服务创新实验区实施意见（张委发〔2016〕26号）',
    en: 'Zhangjiagang implementing opinion on the provincial experiment zone (2016, No. 26)',
  },
  issuer: { zh: '中共张家港市委', en: 'Zhangjiagang Municipal Party Committee' },
  jurisdiction: '320582000000',
  validFrom: '2016-01-01',
  force: 'guidance',
});
/** 张家港市: the notice with the titles of the two lists; their tables are lost. */
export const zjg13 = source({
  mark: 'ZJG13',
  //
  name: {
    zh: '张家港市关于印发两份事项清单的通知（张政办〔2013〕1号）',
    en: 'Zhangjiagang notice with the two lists of matters (2013, No. 1)',
  },
  issuer: { zh: '张家港市人民政府办公室', en: 'General Office of the Zhangjiagang Municipal Government' },
  jurisdiction: '320582000000',
  validFrom: '2013-01-01',
  verified: false,
  force: 'guidance',
});
const lz24 = source({
  mark: 'LZ24',
  name: { zh: '泸州市网格化服务管理条例', en: 'Luzhou Regulation on Grid-based Service Management (2024)' },
  issuer: { zh: '泸州市人民代表大会常务委员会', en: "Standing Committee of the Luzhou People's Congress" },
  jurisdiction: '510500000000',
  validFrom: '2024-10-01',
  force: 'binding',
});
export const changsha = source({
  mark: 'CHANGSHA-2009',
  //
  name: {
    zh: '关于进一步推进社区建设的意见（长办发〔2009〕58号）',
    en: 'Changsha opinion on further promoting community building (2009, No. 58)',
  },
  issuer: { zh: '中共长沙市委办公厅', en: 'General Office of the Changsha Municipal Party Committee' },
  jurisdiction: '430100000000',
  //
  validFrom: '2009-09-09',
  force: 'guidance',
});
export const liaoning = source({
  mark: 'LIAONING-2013',
  name: { zh: '关于加强城乡社区服务体系建设的实施意见', en: 'Liaoning implementing opinion on the community service system (2013)' },
  issuer: { zh: '辽宁省人民政府办公厅', en: 'General Office of the Liaoning Provincial Government' },
  jurisdiction: '210000000000',
  // forwarded on this day, on the base of Guobanfa (2011) no. 61.
  validFrom: '2013-03-26',
  force: 'guidance',
});
export const practice = (jurisdiction: string, zh: string, en: string) =>
  source({
    mark: 'practice',
    name: { zh, en },
    issuer: { zh, en },
    jurisdiction,
    validFrom: '2000-01-01',
    verified: false,
    force: 'model',
  });
export const majiang = practice('522635000000', '麻江县社区服务实践', 'Practice of Majiang county');
export const dongguan = practice('441900000000', '东莞市社区建设规划', 'Plan of Dongguan');
/** Neither county nor year is named; the text mentions Jishui. */
export const jishui = practice('360822000000', '县级社区管理体制改革报告', 'County report on community management reform');
const suining = practice('510900000000', '遂宁市政务服务“好差评”规定', 'Local rating rules of Suining');
const sz16 = source({
  mark: 'SZ16',
  name: {
    zh: '苏州市社区党组织为民服务专项经费（2016）',
    en: "Suzhou: special money of community Party organisations for people's services (2016)",
  },
  issuer: { zh: '苏州市', en: 'City of Suzhou' },
  jurisdiction: '320500000000',
  validFrom: '2016-01-01',
  verified: false,
  force: 'guidance',
});

export const local = {
  XT23: rule(
    xt23,
    null,
    { zh: '政务服务便利', en: 'Convenience of government services' },
    paraphrase('政务服务应当依法、公开、便民、高效。'),
  ),
  'XT23 materials': rule(
    xt23,
    null,
    { zh: '申请材料清晰明确', en: 'Materials are named in the guide' },
    paraphrase('办事指南列明全部材料，不得使用“其他材料”等模糊表述，不得要求指南之外的材料。'),
  ),
  'XT23 online': rule(
    xt23,
    null,
    { zh: '网上申请的初步审查', en: 'Preliminary check of online applications' },
    paraphrase('网上申请一个工作日内完成初步审查，以电话或者短信等方式告知。'),
  ),
  'XT23 supplement': rule(
    xt23,
    null,
    { zh: '逾期不补正视为撤回', en: 'Supplement overdue counts as withdrawn' },
    paraphrase('申请人逾期不补正的，视为撤回申请。'),
  ),
  'XT23 tolerance': rule(
    xt23,
    null,
    { zh: '容缺受理', en: 'Acceptance with a tolerated gap' },
    paraphrase('缺少清单所列可容缺材料的，申请人书面承诺限期补齐后可以先行受理、办理。'),
  ),
  'XT23 promise': rule(
    xt23,
    null,
    { zh: '告知承诺', en: 'Notice and promise' },
    paraphrase('书面告知义务和虚假承诺的后果，申请人作出承诺的予以办理，事后核查。'),
  ),
  'XT23 cannot-do': rule(
    xt23,
    null,
    { zh: '“办不成事”反映窗口', en: 'Window for what could not be done' },
    paraphrase('设立专门窗口，受理、转办并答复办事中遇到的问题。'),
  ),
  'LZ24 15': rule(
    lz24,
    '第十五条',
    { zh: '不得交由社区行使执法权', en: 'No enforcement power is given to a community' },
    paraphrase('不得将行政许可、行政处罚、行政强制等事项交由社区或者网格办理。'),
  ),
  'R-001': rule(
    changsha,
    null,
    { zh: '新建住宅区组建居委会', en: 'Setting up a committee in a new housing area' },
    quoted('新建住宅区居民入住户达到50%的,应及时成立社区居民委员会'),
  ),
  'R-002': rule(
    changsha,
    null,
    { zh: '入住率不足时的过渡组织', en: 'Interim body before a committee stands' },
    quoted('在此之前应成立居民小组或由相邻社区居民委员会代管'),
  ),
  'R-003': rule(
    changsha,
    null,
    { zh: '居民全员覆盖', en: 'Every resident under one community' },
    quoted('实现对社区居民的全员管理和“无缝隙”管理'),
  ),
  'R-007': rule(
    liaoning,
    null,
    { zh: '数据一次采集、多方共享', en: 'Collected once, shared many ways' },
    quoted('实现数据一次采集、资源多方共享'),
  ),
  'R-009': rule(
    zjg16,
    null,
    { zh: '四类服务人群', en: 'Four groups to be served' },
    quoted('特别要做好为老、为小、为特、为新市民四类人群的服务'),
  ),
  'R-131': rule(
    dongguan,
    null,
    { zh: '地域完整、不交错', en: 'Territory whole and not crossing' },
    quoted('保持地域完整性,做到地缘关系明确,地域范围清晰、不交错'),
  ),
  'R-142': rule(
    jishui,
    null,
    { zh: '社区调整保留沿革', en: 'Lineage of merged and split communities' },
    quoted('将中心城区原有的9个社区定位进行了重新明确,整合组建了13个新社区'),
  ),
  'R-336': rule(
    zjg16,
    null,
    { zh: '实验期三年', en: 'Three years of experiment' },
    quoted('通过三年的实验,在社区治理和服务创新方面形成可推广、可复制的建设成果'),
  ),
  'R-197': rule(
    changsha,
    null,
    { zh: '部门职责不得转嫁', en: 'Duties of departments are not shifted down' },
    quoted('凡属于基层政府及其职能部门、街道办事处职责范围内的事项,不得转嫁给社区居民委员会'),
  ),
  'R-198': rule(
    changsha,
    null,
    { zh: '协助事项提供工作条件', en: 'Conditions for assisted matters' },
    quoted('凡依法应由社区居民委员会协助的事项,应当为社区居民委员会提供必要的工作条件'),
  ),
  'R-199': rule(
    changsha,
    null,
    { zh: '权随责走、费随事转', en: 'Power goes with duty, money with the matter' },
    quoted('凡委托给社区居民委员会办理的有关服务事项,应当实行权随责走、费随事转'),
  ),
  'R-214': rule(
    zjg16,
    null,
    { zh: '一口受理、后台分拨、全科服务', en: 'One window accepts, the back office distributes' },
    quoted('社区工作站应做到一口受理、后台分拨、全科服务'),
  ),
  'R-215': rule(
    zjg16,
    null,
    { zh: '即办、代办、陪办、上门办', en: 'Four service modes' },
    quoted('按照即办、代办、陪办、上门办等类别对社区事务进行分类梳理'),
  ),
  'R-216': rule(
    zjg16,
    null,
    { zh: '前台即办，不能办结的及时转后台', en: 'Done at the desk, else handed to the back office in time' },
    quoted('工作站前台受理实现最大化即时办理,不能当场办结的,及时反馈至后台'),
  ),
  'R-220': rule(
    majiang,
    null,
    { zh: '接待人次与办理件数分别统计', en: 'Visitors and cases are two figures' },
    quoted('社区已接待各类群众700余人次,办理各种事项371件'),
  ),
  'RATING-SUINING': rule(
    suining,
    null,
    { zh: '差评整改期限', en: 'Time to put a bad rating right' },
    paraphrase('差评核实后十五个工作日内完成整改。'),
  ),
  SZ16: rule(
    sz16,
    null,
    { zh: '社区为民服务专项经费', en: 'Yearly money of a community' },
    paraphrase('每个社区每年安排二十万元，姑苏区由市、区按一比一承担，用于党建、公共服务、自治管理和其他支出。'),
  ),
};
