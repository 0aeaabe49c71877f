import { describeRule } from '../describe-rule.js';
import { getRule } from './index.js';

describe('0.2 · which document a set of parameters comes from, and since when', () => {
  test.each([
    ['R-333 · CHANGSHA-2009', 'R-269', '长办发〔2009〕58号', '430100000000'],
    ['R-335 · ZHANGJIAGANG-2016', 'R-204', '张委发〔2016〕26号', '320582000000'],
    ['R-337 · the notice of the two lists', 'R-206', '张政办〔2013〕1号', '320582000000'],
    ['R-339 · COUNTY-REPORT, of Jishui by its forum', 'R-276', '县级社区管理体制改革报告', '360822000000'],
  ])('%s', (_name, id, words, jurisdiction) => {
    const { source } = getRule(id);
    expect([source.name.zh.includes(words), source.jurisdiction]).toEqual([true, jurisdiction]);
  });

  test('R-334 · Changsha since 2009-09-09; R-338 · Liaoning since 2013-03-26', () => {
    expect(['R-269', 'R-281'].map((id) => getRule(id).source.validFrom)).toEqual(['2009-09-09', '2013-03-26']);
  });
});

/** Documents behind moves that cite another rule: their words are kept, so that an answer can tell where the move comes from. */
describe('13.8 · what stands behind a move is told with its source and words', () => {
  test.each([
    ['R-093', '441900000000', '××社区党支部'],
    ['R-098', '430100000000', '农民工聚集地'],
    ['R-099', '430100000000', '工作覆盖'],
    ['R-101', '430100000000', '其他社会阶层'],
    ['R-103', '430100000000', '设岗定责'],
    ['R-104', '430100000000', '五个好'],
    ['R-118', '430100000000', '桥梁纽带'],
    ['R-108', '522635000000', '二表、六簿、五档'],
    ['R-196', '430100000000', '准入制度'],
    ['R-198', '430100000000', '必要的工作条件'],
    ['R-199', '430100000000', '费随事转'],
    ['R-203', '430100000000', '购买服务'],
    ['R-206', '320582000000', '依法履行职责事项'],
    ['R-211', '441900000000', '移交工作经费'],
    ['R-213', '210000000000', '准入制度'],
    ['R-214', '320582000000', '后台分拨'],
    ['R-271', '430100000000', '社会资助'],
    ['R-274', '430100000000', '专款专用'],
    ['R-281', '210000000000', '各级财政预算'],
    ['R-280', '360822000000', '422万元'],
    ['R-290', '430000000000', '专人负责'],
    ['R-291', '430000000000', '文化专项基金'],
  ])('%s', (id, area, words) => {
    const { source, words: told } = getRule(id);
    expect([told.text.includes(words), told.quoted, source.jurisdiction]).toEqual([true, true, area]);
  });

  test.each([
    ['SH20 38', '310000000000', '责令改正'],
    ['CD20 44', '510100000000', '负面'],
    ['CD20 47', '510100000000', '责令改正'],
    ['DY25 20', '510600000000', '监督'],
  ])('%s is law in its own city only: in Zhangjiagang its name is not even told', (id, home, words) => {
    expect(describeRule(id, home, '2026-03-02')).toMatchObject({ force: 'binding', overridable: false });
    expect(describeRule(id, home, '2026-03-02').words?.text).toContain(words);
    expect(describeRule(id, '320582000000', '2026-03-02')).toMatchObject({ force: 'model', source: null, overridable: true });
  });

  test.each(['HS15', 'JY22'])('%s is a practice: nowhere more than a model', (id) => {
    const { jurisdiction } = getRule(id).source;
    for (const area of [jurisdiction, '320582000000'])
      expect(describeRule(id, area, '2026-03-02')).toMatchObject({ force: 'model', overridable: true });
  });

  test('D-no-scoring · told as a default of the product', () => {
    expect(describeRule('D-no-scoring', '320582000000', '2026-03-02').words?.text).toContain('不对个人评分、排名');
  });

  test('D-policy-set · a decision keeps the version of the parameters it used', () => {
    expect(describeRule('D-policy-set', '320582000000', '2026-03-02')).toMatchObject({ force: 'default', heading: { zh: '本地配置' } });
  });
});
