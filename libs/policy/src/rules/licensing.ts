import { paraphrase, rule, source } from './rule.js';

const all19 = source({
  mark: 'ALL19',
  name: { zh: '中华人民共和国行政许可法', en: 'Administrative Licensing Law (2019)' },
  issuer: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  validFrom: '2019-04-23',
  force: 'binding',
});

/** Limits of licences. They apply to items of task type 01 only; for public services the guide's own limit counts (5.3.2, note). */
export const licensing = {
  'ALL19 32': rule(
    all19,
    '第三十二条',
    { zh: '申请材料的一次告知', en: 'One notice of all gaps in the application' },
    paraphrase('材料不齐全或者不符合法定形式的，当场或者在五日内一次告知需要补正的全部内容；逾期不告知的，自收到之日起即为受理。'),
  ),
  'ALL19 38': rule(
    all19,
    '第三十八条',
    { zh: '书面决定和不予许可的理由', en: 'Written decision, with reason and remedy when refused' },
    paraphrase('不予许可的书面决定应当说明理由，并告知复议和诉讼的权利。'),
  ),
  'ALL19 42': rule(
    all19,
    '第四十二条',
    { zh: '作出决定的期限', en: 'Time limit for the decision' },
    paraphrase('自受理之日起二十日内决定，经负责人批准可以延长十日并告知理由；统一、联合、集中办理的四十五日，可以延长十五日。'),
  ),
  'ALL19 44': rule(
    all19,
    '第四十四条',
    { zh: '证件的颁发和送达', en: 'Delivery of the licence' },
    paraphrase('准予许可的，自决定之日起十日内颁发、送达。'),
  ),
  'ALL19 45': rule(
    all19,
    '第四十五条',
    { zh: '不计入期限的时间', en: 'Time that does not count' },
    paraphrase('听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计入期限，所需时间书面告知申请人。'),
  ),
  'ALL19 82': rule(
    all19,
    '第八十二条',
    { zh: '期限以工作日计算', en: 'Periods count in working days' },
    paraphrase('实施许可的期限以工作日计算，不含法定节假日。'),
  ),
};
