import { paraphrase, rule, source } from './rule.js';

const civ = source({
  mark: 'CIV',
  name: { zh: '中华人民共和国民法典', en: 'Civil Code' },
  issuer: { zh: '全国人民代表大会', en: "National People's Congress" },
  validFrom: '2021-01-01',
  force: 'binding',
});

export const civilCode = {
  'CIV 201': rule(
    civ,
    '第二百零一条',
    { zh: '期间的起算', en: 'Start of a period' },
    paraphrase('按照日、月、年计算期间的，开始的当日不计入，自下一日开始计算。'),
  ),
  'CIV 202': rule(
    civ,
    '第二百零二条',
    { zh: '月、年期间的最后一日', en: 'Last day of a period in months or years' },
    paraphrase('到期月的对应日为最后一日；没有对应日的，月末日为最后一日。'),
  ),
  'CIV 203': rule(
    civ,
    '第二百零三条',
    { zh: '期间的最后一日为法定休假日', en: 'Last day on a holiday' },
    paraphrase('最后一日是法定休假日的，休假日结束的次日为期间的最后一日。'),
  ),
  'CIV 1259': rule(
    civ,
    '第一千二百五十九条',
    { zh: '以上、以下、以内、届满包括本数', en: 'Words for limits' },
    paraphrase('“以上”“以下”“以内”“届满”包括本数；“不满”“超过”“以外”不包括本数。'),
  ),
};
