import { checkAreaCode, isInArea, levelOf } from './area-code.js';

describe('1.2 · statistical area code', () => {
  test.each([
    ['110101000000', 'county', ['110100000000', '110000000000'], null],
    ['110101001000', 'town', ['110101000000', '110100000000', '110000000000'], '街道'],
    ['320582100000', 'town', ['320582000000', '320500000000', '320000000000'], '镇'],
    ['320582200000', 'town', ['320582000000', '320500000000', '320000000000'], '乡'],
    ['320582400000', 'town', ['320582000000', '320500000000', '320000000000'], '类似乡级单位'],
    ['320582600000', 'town', ['320582000000', '320500000000', '320000000000'], null],
    ['320582100004', 'community', ['320582100000', '320582000000', '320500000000', '320000000000'], '居民委员会'],
    ['320582100200', 'community', ['320582100000', '320582000000', '320500000000', '320000000000'], '村民委员会'],
    ['320582100399', 'community', ['320582100000', '320582000000', '320500000000', '320000000000'], '村民委员会'],
    ['320582100498', 'community', ['320582100000', '320582000000', '320500000000', '320000000000'], '类似居民委员会'],
    ['320582100598', 'community', ['320582100000', '320582000000', '320500000000', '320000000000'], '类似村民委员会'],
    // 东莞, a city without counties.
    ['441900003001', 'community', ['441900003000', '441900000000', '440000000000'], '居民委员会'],
    ['320000000000', 'province', [], null],
  ])('%s is a %s', (code, level, parents, kind) => {
    const checked = checkAreaCode(code);
    expect(checked).toMatchObject({ ok: true, value: { level, parents } });
    expect(checked.ok && (checked.value.kind?.zh ?? null)).toBe(kind);
  });

  test('a grid is a community and three digits', () => {
    expect(checkAreaCode('320582100004001')).toMatchObject({
      ok: true,
      value: { level: 'grid', parents: ['320582100004', '320582100000', '320582000000', '320500000000', '320000000000'] },
    });
  });

  test.each([
    ['32058210000', 'digits'],
    ['3205821000040', 'digits'],
    ['32058210000A', 'digits'],
    ['160101000000', 'province'],
    ['000000000000', 'province'],
    ['320082000000', 'gap'],
    ['320582000001', 'gap'],
    ['320582100000001', 'gap'],
    ['320582100004000', 'gap'],
  ])('%s → %s', (code, error) => {
    expect(checkAreaCode(code)).toEqual({ ok: false, code: error });
  });

  test('an area lies in itself, in those above it and in the country, and nowhere else', () => {
    expect(
      ['320582100004', '320582100000', '320582000000', '320500000000', '320000000000', '000000000000'].map((above) =>
        isInArea('320582100004', above),
      ),
    ).toEqual(Array.from({ length: 6 }, () => true));
    expect(isInArea('320582000000', '320582100000')).toBe(false);
    expect(isInArea('320582000000', '320508000000')).toBe(false);
    expect(levelOf('000000000000')).toBe('national');
  });
});
