import { paraphrase, rule, source } from './rule.js';

const issuer = { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" };
const stateCouncil = { zh: '国务院', en: 'State Council' };

const pipl = source({
  mark: 'PIPL',
  name: { zh: '中华人民共和国个人信息保护法', en: 'Personal Information Protection Law' },
  issuer,
  validFrom: '2021-11-01',
  force: 'binding',
});
const gds25 = source({
  mark: 'GDS25',
  name: { zh: '政务数据共享条例', en: 'Regulation on the Sharing of Government Data' },
  issuer: stateCouncil,
  validFrom: '2025-08-01',
  force: 'binding',
});
const csl25 = source({
  mark: 'CSL25',
  name: { zh: '中华人民共和国网络安全法', en: 'Cybersecurity Law (2025)' },
  issuer,
  validFrom: '2026-01-01',
  force: 'binding',
});

export const dataProtection = {
  'PIPL 6': rule(
    pipl,
    '第六条',
    { zh: '目的明确、最小范围', en: 'Clear purpose, smallest extent' },
    paraphrase('收集个人信息应当限于实现处理目的的最小范围。'),
  ),
  'PIPL 13': rule(
    pipl,
    '第十三条',
    { zh: '处理个人信息的合法依据', en: 'Legal grounds of processing' },
    paraphrase('取得同意，或者为履行法定职责等法律规定的情形，方可处理个人信息。'),
  ),
  'PIPL 19': rule(
    pipl,
    '第十九条',
    { zh: '保存期限', en: 'Retention' },
    paraphrase('除法律、行政法规另有规定外，保存期限应当为实现处理目的所必要的最短时间。'),
  ),
  'PIPL 25': rule(
    pipl,
    '第二十五条',
    { zh: '不得公开个人信息', en: 'No disclosure to the public' },
    paraphrase('不得公开处理的个人信息，取得个人单独同意的除外。'),
  ),
  'PIPL 28': rule(
    pipl,
    '第二十八条',
    { zh: '敏感个人信息', en: 'Sensitive personal information' },
    paraphrase('具有特定目的和充分必要性，并采取严格保护措施，方可处理敏感个人信息；不满十四周岁未成年人的个人信息属于敏感个人信息。'),
  ),
  'PIPL 29': rule(
    pipl,
    '第二十九条',
    { zh: '处理敏感个人信息的单独同意', en: 'Separate consent for sensitive information' },
    paraphrase('处理敏感个人信息应当取得个人的单独同意。'),
  ),
  'PIPL 31': rule(
    pipl,
    '第三十一条',
    { zh: '不满十四周岁未成年人的个人信息', en: 'Children under fourteen' },
    paraphrase('处理不满十四周岁未成年人个人信息的，应当取得父母或者其他监护人的同意。'),
  ),
  'PIPL 34': rule(
    pipl,
    '第三十四条',
    { zh: '国家机关依职权处理个人信息', en: 'State organs within their powers' },
    paraphrase('国家机关为履行法定职责处理个人信息，应当依照权限和程序，不得超出必需的范围和限度。'),
  ),
  'PIPL 47': rule(
    pipl,
    '第四十七条',
    { zh: '删除个人信息', en: 'Deletion' },
    paraphrase('目的已实现、期限届满等情形应当主动删除；法定保存期限未届满的，停止除存储和采取必要安全保护措施之外的处理。'),
  ),
  'PIPL 51': rule(
    pipl,
    '第五十一条',
    { zh: '内部制度、分类、权限和安全措施', en: 'Internal rules, access rights and safeguards' },
    paraphrase('应当实行分类管理、加密等措施，合理确定操作权限。'),
  ),
  'PIPL 56': rule(
    pipl,
    '第五十六条',
    { zh: '影响评估报告的保存', en: 'Keeping of impact assessments' },
    paraphrase('个人信息保护影响评估报告和处理情况记录应当至少保存三年。'),
  ),
  'GDS25 19': rule(
    gds25,
    '第十九条',
    { zh: '能够共享的数据不得重复收集', en: 'What can be shared is not collected again' },
    paraphrase('通过共享能够获取的政务数据，不得重复收集。'),
  ),
  'GDS25 29': rule(
    gds25,
    '第二十九条',
    { zh: '共享数据使用记录的保存', en: 'Keeping of usage records' },
    paraphrase('共享政务数据的使用等记录保存不少于三年。'),
  ),
  'CSL25 23': rule(csl25, '第二十三条', { zh: '网络日志留存', en: 'Network logs' }, paraphrase('按照规定留存相关的网络日志不少于六个月。')),
};
