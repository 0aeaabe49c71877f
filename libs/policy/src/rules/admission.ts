import { paraphrase, rule, source } from './rule.js';

const mca15 = source({
  mark: 'MCA15',
  name: {
    zh: '关于进一步开展社区减负工作的通知（民发〔2015〕136号）',
    en: 'Notice on further lightening the burden of communities (2015, No. 136)',
  },
  issuer: { zh: '民政部、中共中央组织部', en: 'Ministry of Civil Affairs and the Organisation Department' },
  validFrom: '2015-07-13',
  force: 'guidance',
});
const cert20 = source({
  mark: 'CERT20',
  name: {
    zh: '关于改进和规范基层群众性自治组织出具证明工作的指导意见（民发〔2020〕20号）',
    en: 'Guidance on certificates issued by self-governing bodies (2020, No. 20)',
  },
  issuer: { zh: '民政部等', en: 'Ministry of Civil Affairs and others' },
  validFrom: '2020-02-01',
  force: 'guidance',
});
const hubei = source({
  mark: 'page',
  name: { zh: '湖北省不应由基层群众性自治组织出具证明事项清单', en: 'Hubei list of certificates not to be issued' },
  issuer: { zh: '湖北省', en: 'Province of Hubei' },
  jurisdiction: '420000000000',
  validFrom: '2020-02-01',
  verified: false,
  force: 'guidance',
});
const adopt23 = source({
  mark: 'law text',
  name: { zh: '收养登记办法', en: 'Measures for the Registration of Adoption (2023)' },
  issuer: { zh: '国务院', en: 'State Council' },
  validFrom: '2023-07-20',
  force: 'binding',
});
const sh20 = source({
  mark: 'SH20',
  name: { zh: '上海市居民委员会工作条例', en: "Shanghai Regulation on the Work of Residents' Committees (2020)" },
  issuer: { zh: '上海市人民代表大会常务委员会', en: "Standing Committee of the Shanghai People's Congress" },
  jurisdiction: '310000000000',
  validFrom: '2020-01-01',
  force: 'binding',
});
const bj19 = source({
  mark: 'BJ19',
  name: { zh: '北京市街道办事处条例', en: 'Beijing Regulation on Sub-district Offices (2019)' },
  issuer: { zh: '北京市人民代表大会常务委员会', en: "Standing Committee of the Beijing People's Congress" },
  jurisdiction: '110000000000',
  validFrom: '2020-01-01',
  force: 'binding',
});
const cd20 = source({
  mark: 'CD20',
  name: { zh: '成都市社区发展治理促进条例', en: 'Chengdu Regulation on Community Development and Governance (2020)' },
  issuer: { zh: '成都市人民代表大会常务委员会', en: "Standing Committee of the Chengdu People's Congress" },
  jurisdiction: '510100000000',
  validFrom: '2020-12-01',
  force: 'binding',
});
const dy25 = source({
  mark: 'DY25',
  name: { zh: '德阳市社区治理条例', en: 'Deyang Regulation on Community Governance (2025)' },
  issuer: { zh: '德阳市人民代表大会常务委员会', en: "Standing Committee of the Deyang People's Congress" },
  jurisdiction: '510600000000',
  validFrom: '2025-12-01',
  force: 'binding',
});
const xc18 = source({
  mark: 'XC18',
  name: { zh: '北京市西城区社区工作准入实践（2018）', en: 'Admission practice of Xicheng, Beijing (2018)' },
  issuer: { zh: '北京市西城区社区工作准入实践（2018）', en: 'Admission practice of Xicheng, Beijing (2018)' },
  jurisdiction: '110102000000',
  validFrom: '2000-01-01',
  verified: false,
  force: 'model',
});
const eq20 = source({
  mark: 'EQ20',
  name: { zh: '郑州市二七区社区工作准入实践（2020）', en: 'Admission practice of Erqi, Zhengzhou (2020)' },
  issuer: { zh: '郑州市二七区社区工作准入实践（2020）', en: 'Admission practice of Erqi, Zhengzhou (2020)' },
  jurisdiction: '410103000000',
  validFrom: '2000-01-01',
  verified: false,
  force: 'model',
});
const jy22 = source({
  mark: 'JY22',
  name: { zh: '白山市江源区社区工作准入实践（2022）', en: 'Admission practice of Jiangyuan, Baishan (2022)' },
  issuer: { zh: '白山市江源区社区工作准入实践（2022）', en: 'Admission practice of Jiangyuan, Baishan (2022)' },
  jurisdiction: '220605000000',
  validFrom: '2000-01-01',
  verified: false,
  force: 'model',
});
const hs15 = source({
  mark: 'HS15',
  name: { zh: '黄山市社区工作准入实践（2015）', en: 'Admission practice of Huangshan (2015)' },
  issuer: { zh: '黄山市社区工作准入实践（2015）', en: 'Admission practice of Huangshan (2015)' },
  jurisdiction: '341000000000',
  validFrom: '2000-01-01',
  verified: false,
  force: 'model',
});

/** Admission of matters (5.1): notices of ministries, certificates, and law and practice of other places. */
export const admissionRules = {
  MCA15: rule(
    mca15,
    '第一项',
    { zh: '社区减负', en: 'Burden of communities' },
    paraphrase('不得将招商引资、协税护税、经济创收等任务下达给社区，不得将社区作为执法、拆迁拆违、环境整治、城市管理等事项的责任主体。'),
  ),
  'MCA15 assessment': rule(
    mca15,
    '第二项',
    { zh: '考核评比', en: 'Assessments' },
    paraphrase('各职能部门不得单独对社区组织考核评比，每年至多一次综合考核，取消“一票否决”事项（法律法规和中央另有规定的除外）。'),
  ),
  CERT20: rule(
    cert20,
    null,
    { zh: '不应由社区出具的证明', en: 'Certificates that committees must not issue' },
    paraphrase('不应由基层群众性自治组织出具的证明事项清单共二十项。'),
  ),
  'CERT20-HUBEI': rule(
    hubei,
    null,
    { zh: '不应由社区出具的证明（增列）', en: 'Certificates not to be issued (added)' },
    paraphrase('增列缴费票据遗失、转学两项。'),
  ),
  'ADOPT23 5–6': rule(
    adopt23,
    '第五条、第六条',
    { zh: '收养登记证明', en: 'Proof for the registration of adoption' },
    paraphrase('收养登记中的有关证明可以由居民委员会出具。'),
  ),
  'SH20 27': rule(
    sh20,
    '第二十七条',
    { zh: '事项清单和准入', en: 'Lists of matters and admission' },
    paraphrase('实行清单管理；清单之外的事项居民委员会有权拒绝。'),
  ),
  'SH20 38': rule(
    sh20,
    '第三十八条',
    { zh: '违规摊派的纠正', en: 'Correction of tasks imposed' },
    paraphrase('违反规定向居民委员会摊派事项的，由同级政府责令改正、通报批评；情节严重的给予处分。'),
  ),
  'BJ19 32': rule(
    bj19,
    '第三十二条',
    { zh: '社区工作准入', en: 'Admission of community work' },
    paraphrase('未经准入不得向社区直接布置工作，不得要求社区填报表格、提供数据。'),
  ),
  'CD20 44': rule(
    cd20,
    '第四十四条',
    { zh: '三张清单', en: 'Three public lists' },
    paraphrase('自治、协助和负面事项清单向社会公布并动态调整；清单外事项可以拒绝。'),
  ),
  'CD20 47': rule(
    cd20,
    '第四十七条',
    { zh: '转嫁事项的责任', en: 'Answering for tasks shifted down' },
    paraphrase('违反规定转嫁工作事项的，责令改正并依法追究责任。'),
  ),
  'DY25 20': rule(
    dy25,
    '第二十条',
    { zh: '违规摊派的监督', en: 'Supervision of tasks imposed' },
    paraphrase('社区可以向有关机关反映违规摊派事项，由监督机关处理。'),
  ),
  XC18: rule(
    xc18,
    null,
    { zh: '准入申请的提前时间', en: 'Time ahead of an application' },
    paraphrase('部门应当在拟开展工作的三十个工作日之前提出准入申请。'),
  ),
  'XC18 decision': rule(
    xc18,
    null,
    { zh: '准入决定时限', en: 'Time of the decision on admission' },
    paraphrase('准入申请在十五个工作日内决定。'),
  ),
  EQ20: rule(
    eq20,
    null,
    { zh: '部门不得单独考核社区', en: 'Departments do not assess communities by themselves' },
    paraphrase('部门不得单独对社区进行考核。'),
  ),
  JY22: rule(jy22, null, { zh: '群众不满意的退出', en: 'Exit of what the public dislikes' }, paraphrase('群众不满意的事项退出社区。')),
  HS15: rule(
    hs15,
    null,
    { zh: '免予申请和按工作量付费', en: 'Exempt matters and pay by workload' },
    paraphrase('法律直接规定、党委政府统一部署、应急和居民迫切需要的事项免予申请；临时事项按工作量支付经费。'),
  ),
};
