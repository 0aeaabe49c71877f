import { quoted, paraphrase, rule, source } from './rule.js';

const rcl25 = source({
  mark: 'RCL25',
  name: { zh: '中华人民共和国城市居民委员会组织法', en: "Organic Law of Urban Residents' Committees (2025)" },
  issuer: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  validFrom: '2026-01-01',
  force: 'binding',
});

// 3.8 names the articles of all its figures together. That of each is the place which it had in the law before the amendment, carried on.
const vcl25 = source({
  mark: 'VCL25',
  name: { zh: '中华人民共和国村民委员会组织法', en: 'Organic Law of Village Committees (amended 2025)' },
  issuer: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  validFrom: '2026-01-01',
  verified: false,
  force: 'binding',
});

export const committeeLaw = {
  'RCL25 3': rule(
    rcl25,
    '第三条',
    { zh: '居民委员会的设立规模', en: 'Households of a committee' },
    paraphrase('居民委员会一般在一千户至三千户或者按照实际需要的其他适当规模设立，由街道办事处提出，区县人民政府批准。'),
  ),
  'RCL25 10': rule(
    rcl25,
    '第十条',
    { zh: '居民委员会的任务', en: "Duties of a residents' committee" },
    quoted('办理本社区居民的公共事务和公益事业'),
  ),
  'RCL25 12': rule(rcl25, '第十二条', { zh: '不得为他人担保', en: 'No guarantee' }, paraphrase('居民委员会不得为他人提供担保。')),
  'RCL25 13': rule(
    rcl25,
    '第十三条',
    { zh: '居民代表的户数', en: 'Households of a representative' },
    paraphrase('居民代表一般由每二十户至五十户推选一名，也可以按照其他适当的户数推选。'),
  ),
  'RCL25 14': rule(
    rcl25,
    '第十四条',
    { zh: '居民委员会的任期', en: "Term of a residents' committee" },
    paraphrase('居民委员会每届任期五年，成员可以连选连任。'),
  ),
  'RCL25 26': rule(
    rcl25,
    '第二十六条',
    { zh: '提议召开居民会议', en: 'Who may ask for a residents’ meeting' },
    paraphrase('十分之一以上的十八周岁以上居民或者户的代表，或者三分之一以上的居民代表提议，应当召开居民会议。'),
  ),
  'RCL25 34': rule(
    rcl25,
    '第三十四条',
    { zh: '居务公开', en: 'Openness' },
    paraphrase('居民委员会实行居务公开制度，财务等事项公布时间不少于十五日。'),
  ),
  'RCL25 38': rule(rcl25, '第三十八条', { zh: '审计', en: 'Audit' }, paraphrase('居民委员会财务收支定期审计，成员离任接受审计。')),
  'RCL25 41': rule(
    rcl25,
    '第四十一条',
    { zh: '工作经费和报酬', en: 'Running cost and pay' },
    paraphrase('居民委员会工作经费和成员报酬由人民政府确定标准并保障。'),
  ),
  'RCL25 42': rule(
    rcl25,
    '第四十二条',
    { zh: '活动经费和账目公布', en: 'Activity money and publication of accounts' },
    paraphrase('活动经费可以申请、自愿筹集或者与有公开募捐资格的慈善组织合作募集，账目应当公布。'),
  ),
  'RCL25 43': rule(
    rcl25,
    '第四十三条',
    { zh: '协助和委托事项的条件与经费', en: 'Conditions and money for assisted and entrusted matters' },
    paraphrase('协助事项由政府方面提供必要的经费和条件；委托事项应当依法，由委托部门承担全部费用。'),
  ),
  'VCL25 8': rule(
    vcl25,
    '第八条',
    { zh: '村民委员会的人数', en: 'Members of a village committee' },
    paraphrase('村民委员会由三至七人组成。'),
  ),
  'VCL25 29': rule(
    vcl25,
    '第二十九条',
    { zh: '村民代表的户数', en: 'Households of a villagers’ representative' },
    paraphrase('村民代表由每五户至十五户推选一名。'),
  ),
  'VCL25 30': rule(
    vcl25,
    '第三十条',
    { zh: '村民代表会议的召开', en: 'How often the villagers’ representatives meet' },
    paraphrase('村民代表会议每季度召开一次。'),
  ),
};
