import { paraphrase, quoted, rule, source } from './rule.js';

const centre = { zh: '中共中央', en: 'Central Committee of the Communist Party of China' };
const organisationDepartment = { zh: '中共中央组织部', en: 'Organisation Department of the Central Committee' };

/** Party regulations bind the Party organisations that they address, all over the country; they are no state law and are shown under their own heading. */
const pmr19 = source({
  mark: 'PMR19',
  name: { zh: '中国共产党党员教育管理工作条例', en: 'Regulation on Educating and Managing Party Members (2019)' },
  issuer: centre,
  validFrom: '2019-05-06',
  force: 'binding',
  partyRegulation: true,
});
/** Read through pages that quote its articles, whose numbers were not noted: the subject stands after the mark. */
const pbr18 = source({
  mark: 'PBR18',
  name: { zh: '中国共产党支部工作条例（试行）', en: 'Regulation on the Work of Party Branches (trial, 2018)' },
  issuer: centre,
  validFrom: '2018-10-28',
  verified: false,
  force: 'binding',
  partyRegulation: true,
});
const cod04 = source({
  mark: 'COD04',
  name: {
    zh: '关于进一步加强党员组织关系管理的意见（中组发〔2004〕10号）',
    en: 'Opinion on managing Party membership relations (2004, No. 10)',
  },
  issuer: organisationDepartment,
  validFrom: '2004-01-01',
  verified: false,
  force: 'guidance',
});
const cod06 = source({
  mark: 'COD06',
  name: {
    zh: '介绍信和流动党员活动证式样（组通字〔2006〕45号）',
    en: 'Forms of the letter of introduction and of the floating member’s card (2006, No. 45)',
  },
  issuer: organisationDepartment,
  validFrom: '2006-01-01',
  verified: false,
  force: 'guidance',
});
const fpm24 = source({
  mark: 'FPM24',
  name: { zh: '关于进一步加强和改进流动党员管理工作的意见', en: 'Opinion on managing floating Party members (2024)' },
  issuer: { zh: '中共中央办公厅', en: 'General Office of the Central Committee' },
  validFrom: '2024-11-01',
  verified: false,
  force: 'guidance',
});
const page = source({
  mark: 'page',
  name: { zh: '公开网页所述做法', en: 'Practice as told on public pages' },
  issuer: { zh: '公开网页', en: 'Public pages' },
  validFrom: '2000-01-01',
  verified: false,
  force: 'model',
});

export const party = {
  'PMR19 16': rule(pmr19, '第十六条', { zh: '主题党日', en: 'Theme day' }, paraphrase('党支部每月开展一次主题党日。')),
  'PMR19 17': rule(
    pmr19,
    '第十七条',
    { zh: '组织生活会', en: 'Organisation-life meeting' },
    paraphrase('党支部每年至少召开一次组织生活会。'),
  ),
  'PMR19 18': rule(
    pmr19,
    '第十八条',
    { zh: '民主评议党员', en: 'Democratic assessment' },
    paraphrase('党支部一般每年开展一次民主评议党员。'),
  ),
  'PMR19 20': rule(
    pmr19,
    '第二十条',
    { zh: '集中学习培训', en: 'Study hours' },
    paraphrase('党员每年集中学习培训时间一般不少于三十二学时。'),
  ),
  'PMR19 24': rule(
    pmr19,
    '第二十四条',
    { zh: '停止党籍', en: 'Membership stopped' },
    paraphrase(
      '与组织失去联系六个月以上、经努力查找仍没有取得联系的，予以停止党籍，由上级党委决定；停止党籍二年后仍无法取得联系的，按自行脱党予以除名；出国定居或者出国学习研究超过五年的，按规定停止党籍。',
    ),
  ),
  'PMR19 25': rule(
    pmr19,
    '第二十五条',
    { zh: '转移组织关系', en: 'Transfer of membership' },
    paraphrase(
      '外出地点固定、时间六个月以上或者工作单位、经常居住地发生变动的，应当转移组织关系；具有审批预备党员权限的基层党委，可以在全国范围直接相互转移和接收党员组织关系；不得无故拒转拒接，接收前由原党组织负责。',
    ),
  ),
  'PMR19 30': rule(pmr19, '第三十条', { zh: '限期改正', en: 'Time to mend' }, paraphrase('对不合格党员限期改正的，时间不超过一年。')),
  'PMR19 31': rule(
    pmr19,
    '第三十一条第六项',
    { zh: '自行脱党', en: 'Left the Party by himself' },
    paraphrase('没有正当理由，连续六个月不参加党的组织生活，或者不交纳党费，或者不做党所分配的工作的，按自行脱党处理。'),
  ),
  'PMR19 32': rule(
    pmr19,
    '第三十二条',
    { zh: '流动党员', en: 'Floating members' },
    paraphrase('外出六个月以上、无法转移组织关系且不能正常参加组织生活的，作为流动党员管理，流出地、流入地分别登记。'),
  ),
  'PMR19 33': rule(
    pmr19,
    '第三十三条',
    { zh: '出国（境）党员', en: 'Members abroad' },
    paraphrase('组织关系所在党组织每半年至少与出国（境）党员联系一次。'),
  ),
  'PMR19 34': rule(
    pmr19,
    '第三十四条',
    { zh: '未就业毕业生', en: 'Graduates without a job' },
    paraphrase('未落实工作单位的高校毕业生党员，组织关系可以保留在学校，不超过二年。'),
  ),
  'PBR18 set-up': rule(
    pbr18,
    null,
    { zh: '设立党支部的条件', en: 'When a branch may be set up' },
    paraphrase('正式党员三人以上的，可以成立党支部。'),
  ),
  'PBR18 size': rule(pbr18, null, { zh: '支部人数', en: 'Size of a branch' }, paraphrase('党支部党员人数一般不超过五十人。')),
  'PBR18 joint': rule(
    pbr18,
    null,
    { zh: '联合党支部', en: 'Joint branch' },
    paraphrase('正式党员不足三人的，按照地域相邻等原则成立联合党支部，覆盖单位一般不超过五个。'),
  ),
  'PBR18 committee': rule(
    pbr18,
    null,
    { zh: '支部委员会', en: 'Branch committee' },
    paraphrase(
      '正式党员七人以上的党支部设立支部委员会，由三至五人组成，一般不超过七人；不足七人的，设一名书记，必要时设一名副书记，不设委员会。',
    ),
  ),
  'PBR18 term': rule(
    pbr18,
    null,
    { zh: '任期', en: 'Term' },
    paraphrase('村和社区党的基层委员会、总支部委员会、支部委员会任期五年，其他支部委员会任期三年。'),
  ),
  'COD04 credentials': rule(
    cod04,
    null,
    { zh: '组织关系凭证', en: 'Credentials' },
    paraphrase('外出六个月以上地点固定的开具介绍信，六个月以内的开具证明信，地点或者时间不固定的持流动党员活动证。'),
  ),
  'COD06 letter': rule(
    cod06,
    null,
    { zh: '介绍信三联', en: 'Letter of three parts' },
    paraphrase('介绍信由存根、介绍信、回执三联组成，同一编号；回执在转出党委与最终接收的基层党委之间使用，粘贴于存根。'),
  ),
  FPM24: rule(
    fpm24,
    null,
    { zh: '流动党员登记报到', en: 'Registration of floating members' },
    paraphrase('流出地登记、流入地接纳，督促流动党员及时报到。'),
  ),
  'PARTY-SIZE page': rule(
    page,
    null,
    { zh: '党总支、党委的人数条件', en: 'Numbers for a general branch or committee' },
    paraphrase('党员五十人以上的设立党总支，一百人以上的设立党委，均须批准。'),
  ),
  'TRANSFER page': rule(
    page,
    null,
    { zh: '介绍信有效期', en: 'Validity of the letter' },
    paraphrase('省内三十天，全国系统九十天，最长不超过三个月；过期退回重开，党籍不受影响。'),
  ),
  'STUB page': rule(page, null, { zh: '存根保存', en: 'The stub is kept' }, paraphrase('介绍信存根保存十年。')),
  'PROBATION page': rule(
    page,
    null,
    { zh: '预备党员', en: 'Probationary members' },
    paraphrase('预备期一年；提出转正申请后一般三个月内讨论决定；三个月内将离开的人一般不发展。'),
  ),
  'R-112': rule(
    page,
    null,
    { zh: '在职党员报到', en: 'In-service members check in' },
    quoted('将居住在社区的在职党员进行登记,与他们签订《在职党员进社区服务承诺书》'),
  ),
  'R-113': rule(page, null, { zh: '兑现承诺', en: 'Promises are kept' }, quoted('利用双休日、节假日或工作之余兑现承诺')),
};
