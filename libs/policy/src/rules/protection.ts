import { paraphrase, rule, source } from './rule.js';

const issuer = { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" };

const minors = source({
  mark: '未成年人保护法',
  name: { zh: '中华人民共和国未成年人保护法', en: 'Law on the Protection of Minors (2024)' },
  issuer,
  validFrom: '2024-04-26',
  force: 'binding',
});
const domesticViolence = source({
  mark: '反家庭暴力法',
  name: { zh: '中华人民共和国反家庭暴力法', en: 'Anti-Domestic Violence Law' },
  issuer,
  validFrom: '2016-03-01',
  force: 'binding',
});
const workSafety = source({
  mark: '安全生产法',
  name: { zh: '中华人民共和国安全生产法', en: 'Work Safety Law (2021)' },
  issuer,
  validFrom: '2021-09-01',
  force: 'binding',
});
const fundRaising = source({
  mark: '防范和处置非法集资条例',
  name: { zh: '防范和处置非法集资条例', en: 'Regulation against Illegal Fund-Raising' },
  issuer: { zh: '国务院', en: 'State Council' },
  validFrom: '2021-05-01',
  force: 'binding',
});

/** Whom a committee has to look after, and what it has to report as soon as it learns of it (2.1 P5, P6). */
export const protection = {
  '未成年人保护法 11': rule(
    minors,
    '第十一条',
    { zh: '侵害未成年人的强制报告', en: 'Harm to minors is reported' },
    paraphrase(
      '居民委员会等在工作中发现未成年人身心健康受到侵害、疑似受到侵害或者面临其他危险情形的，应当立即向公安、民政、教育等有关部门报告。',
    ),
  ),
  '未成年人保护法 23': rule(
    minors,
    '第二十三条',
    { zh: '委托照护的书面告知', en: 'The guardian tells in writing of entrusted care' },
    paraphrase('监护人应当及时将委托照护情况书面告知未成年人所在学校、幼儿园和实际居住地的居民委员会、村民委员会。'),
  ),
  '未成年人保护法 43': rule(
    minors,
    '第四十三条',
    { zh: '未成年人保护专人专岗', en: 'A named worker for the protection of minors' },
    paraphrase('居民委员会、村民委员会应当设置专人专岗负责未成年人保护工作，建立留守未成年人、困境未成年人的信息档案并给予关爱帮扶。'),
  ),
  '反家庭暴力法 14': rule(
    domesticViolence,
    '第十四条',
    { zh: '家庭暴力的强制报告', en: 'Domestic violence is reported' },
    paraphrase('居民委员会等在工作中发现无、限制民事行为能力人遭受或者疑似遭受家庭暴力的，应当及时向公安机关报案。'),
  ),
  '安全生产法 75': rule(
    workSafety,
    '第七十五条',
    { zh: '安全隐患的报告', en: 'Safety hazards are reported' },
    paraphrase(
      '居民委员会、村民委员会发现其所在区域内的生产经营单位存在事故隐患或者安全生产违法行为时，应当向当地人民政府或者有关部门报告。',
    ),
  ),
  '防范和处置非法集资条例 17': rule(
    fundRaising,
    '第十七条',
    { zh: '涉嫌非法集资的报告', en: 'Suspected illegal fund-raising is reported' },
    paraphrase('居民委员会、村民委员会发现所在区域有涉嫌非法集资行为的，应当向当地人民政府、处置非法集资牵头部门或者其他有关部门报告。'),
  ),
};
