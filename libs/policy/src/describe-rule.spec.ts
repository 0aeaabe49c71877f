import { describeRule } from './describe-rule.js';
import { ruleIds, rules, UnknownRule } from './rules/index.js';

const zhangjiagang = '320582000000';
const on = '2026-03-02';

describe('13.8 · what a rule may claim', () => {
  test('national law in force is shown as law, and cannot be overridden', () => {
    expect(describeRule('ALL19 32', '320582100004', on)).toMatchObject({
      heading: { zh: '法律依据' },
      force: 'binding',
      source: { zh: '中华人民共和国行政许可法' },
      article: '第三十二条',
      words: { quoted: false },
      adoptedBy: null,
      overridable: false,
    });
  });

  test('law of Xingtai is law in Xingtai', () => {
    expect(describeRule('XT23 online', '130502000000', on)).toMatchObject({
      heading: { zh: '法律依据' },
      force: 'binding',
      source: { zh: '邢台市政务服务条例' },
    });
  });

  test('nobody in 320582 is told that the law of another place refuses him', () => {
    for (const id of ruleIds) {
      const { jurisdiction, name } = rules[id].source;
      if (['000000000000', '320000000000', '320500000000', zhangjiagang].includes(jurisdiction)) continue;
      const shown = describeRule(id, zhangjiagang, on);
      expect(shown).toMatchObject({ heading: { zh: '本地配置' }, force: 'model', source: null, article: null, overridable: true });
      expect(shown.adoptedBy?.zh).toContain('张家港');
      expect(JSON.stringify(shown)).not.toContain(name.zh);
      expect(shown.words?.quoted ?? false).toBe(false);
    }
  });

  test('a document of the city itself is local configuration of the body that issued it', () => {
    expect(describeRule('R-216', '320582100004', on)).toMatchObject({
      heading: { zh: '本地配置' },
      force: 'guidance',
      adoptedBy: { zh: '中共张家港市委' },
      words: { text: '工作站前台受理实现最大化即时办理,不能当场办结的,及时反馈至后台', quoted: true },
      overridable: true,
    });
  });

  test('national guidance names its issuer; a default of the product names the body that runs the system', () => {
    expect(describeRule('HC19', zhangjiagang, on)).toMatchObject({
      force: 'guidance',
      adoptedBy: { zh: '国务院办公厅' },
      overridable: true,
    });
    expect(describeRule('D-queue-missed', zhangjiagang, on)).toMatchObject({
      force: 'default',
      adoptedBy: { zh: '张家港市本系统管理单位' },
    });
    expect(describeRule('D-queue-missed', '110101000000', on)).toMatchObject({ adoptedBy: { zh: '本系统管理单位' } });
  });

  test('law that was not yet in force on the day does not bind', () => {
    expect(describeRule('RCL25 43', zhangjiagang, '2025-12-31')).toMatchObject({ force: 'guidance', heading: { zh: '本地配置' } });
    expect(describeRule('RCL25 43', zhangjiagang, '2026-01-01')).toMatchObject({ force: 'binding' });
  });

  test('an unknown id is a programming error', () => {
    expect(() => describeRule('TS25', zhangjiagang, on)).toThrow(UnknownRule);
  });
});
