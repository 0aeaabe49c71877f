import { quoted, paraphrase, rule, source } from './rule.js';

const rcl25 = source({
  mark: 'RCL25',
  name: { zh: '中华人民共和国城市居民委员会组织法', en: "Organic Law of Urban Residents' Committees (2025)" },
  issuer: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  validFrom: '2026-01-01',
  force: 'binding',
});

export const committeeLaw = {
  'RCL25 10': rule(
    rcl25,
    '第十条',
    { zh: '居民委员会的任务', en: "Duties of a residents' committee" },
    quoted('办理本社区居民的公共事务和公益事业'),
  ),
  'RCL25 43': rule(
    rcl25,
    '第四十三条',
    { zh: '协助和委托事项的条件与经费', en: 'Conditions and money for assisted and entrusted matters' },
    paraphrase('协助事项由政府方面提供必要的经费和条件；委托事项应当依法，由委托部门承担全部费用。'),
  ),
};
