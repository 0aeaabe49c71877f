import { policyReader, recording, UnknownParameter } from './reader.js';
import type { ParameterSet } from './sets/parameter.js';
import { parameterSet } from './sets/parameter.js';

const on = '2026-03-02';
const community = '320582100004';
const county = '320582000000';

const set = (name: string, jurisdiction: string, value: number, further: object = {}): ParameterSet =>
  parameterSet(name, [['test.days', value, 'WD', 'D-policy-set', further]], { jurisdiction });
const read = (sets: readonly ParameterSet[], area = community, date = on) =>
  policyReader({ sets, area, mode: 'production', on: date }).parameter('test.days');

describe('0.2 · look-up community → town → county → city → province → national', () => {
  const levels = ['000000000000', '320000000000', '320500000000', '320582000000', '320582100000', '320582100004'];
  const all = levels.map((level, index) => set(`LEVEL-${index}`, level, index + 1));

  test('the nearest level wins, whichever is missing', () => {
    for (let depth = levels.length; depth > 0; depth -= 1) {
      expect(read(all.slice(0, depth))).toMatchObject({ value: depth, set: `LEVEL-${depth - 1}`, jurisdiction: levels[depth - 1] });
    }
  });

  test('an area sees nothing of a level below it or of a neighbour', () => {
    expect(read(all, county)).toMatchObject({ value: 4 });
    expect(read(all, '320508001001')).toMatchObject({ value: 3 });
    expect(read(all, '110101001001')).toMatchObject({ value: 1 });
  });

  test('dates include both ends', () => {
    const dated = [
      set('OLD', '000000000000', 1, { validFrom: '2025-01-01', validTo: '2026-03-01' }),
      set('NEW', '000000000000', 2, { validFrom: '2026-03-02' }),
    ];
    expect(['2025-01-01', '2026-03-01', '2026-03-02'].map((date) => read(dated, community, date).set)).toEqual(['OLD', 'OLD', 'NEW']);
    expect(() => read(dated, community, '2024-12-31')).toThrow(UnknownParameter);
  });

  test.each([
    ['cap', 10, 5, 5],
    ['cap', 10, 11, 10],
    ['floor', 10, 12, 12],
    ['cap', 10, 10, 10],
    ['floor', 10, 10, 10],
    ['floor', 10, 9, 10],
    [null, 10, 99, 99],
  ] as const)('upper %s %i, lower %i: %i counts', (bound, upper, lower, counts) => {
    const found = read([set('UPPER', '000000000000', upper, { bound }), set('LOWER', county, lower)]);
    expect(found).toMatchObject({ value: counts, set: counts === lower ? 'LOWER' : 'UPPER' });
  });

  test('a bound holds through the levels between: a lower cap binds the lowest', () => {
    const sets = [
      set('NATION', '000000000000', 20, { bound: 'cap' }),
      set('CITY', '320500000000', 10, { bound: 'cap' }),
      set('TOWN', '320582100000', 15),
    ];
    expect(read(sets)).toMatchObject({ value: 10, set: 'CITY' });
  });
});

describe('13.11 · DEMO', () => {
  test('only demonstration stores read it, and there it goes first at its level', () => {
    const at = (mode: 'demo' | 'production') => policyReader({ area: county, mode, on });
    expect(at('demo').parameter('retention.hall.days')).toMatchObject({ value: 30, set: 'DEMO' });
    expect(at('production').parameter('retention.hall.days')).toMatchObject({ value: 1095, set: 'NATIONAL-2026' });
    expect(at('demo').flag('identity.number.test_profile')).toBe(true);
    expect(at('production').flag('identity.number.test_profile')).toBe(false);
    expect(() => at('production').text('clock.start')).toThrow(UnknownParameter);
  });
});

describe('reading', () => {
  const reader = policyReader({ area: county, mode: 'production', on });

  test('a parameter says where it comes from: law, model of another place, default', () => {
    expect(reader.parameter('licence.notice_days')).toMatchObject({
      value: 5,
      unit: 'WD',
      source: 'ALL19 32',
      force: 'binding',
      bound: 'cap',
    });
    // 5.3.2: the law of licences says nothing of other matters.
    expect(reader.parameter('case.check_days')).toMatchObject({ value: 5, source: 'D', force: 'default', bound: null });
    expect(reader.parameter('case.online_check_days')).toMatchObject({ value: 1, source: 'XT23 online', force: 'model' });
    expect(reader.parameter('case.supplement_days')).toMatchObject({ source: 'D', force: 'default' });
    expect(reader.parameter('rating.bad.rectify_days')).toMatchObject({ value: 15, verified: false });
  });

  test('an unknown key and a value of another type are programming errors', () => {
    expect(() => reader.number('no.such.key')).toThrow(UnknownParameter);
    expect(() => reader.text('case.check_days')).toThrow(TypeError);
    expect(() => reader.flag('case.check_days')).toThrow(TypeError);
    expect(() => reader.number('clock.adjustable')).toThrow(TypeError);
  });

  test('6.2 · a community of Suzhou has its 200,000 yuan; elsewhere nobody promises them; the shares are those of Gusu', () => {
    expect(reader.number('finance.entitlement.community_year')).toBe(20_000_000);
    expect(() => reader.number('finance.entitlement.city_share')).toThrow(UnknownParameter);
    const city = policyReader({ area: '320500000000', mode: 'production', on });
    expect(city.at('320508000000').number('finance.entitlement.city_share')).toBe(1);
    const elsewhere = policyReader({ area: '110101000000', mode: 'production', on });
    expect(() => elsewhere.number('finance.entitlement.community_year')).toThrow(UnknownParameter);
  });

  test('at() looks from below, never outside the installation', () => {
    expect(reader.at(community).number('case.check_days')).toBe(5);
    expect(() => reader.at('320508001001')).toThrow(RangeError);
  });

  test('D-policy-set · what a decision used is recorded: each look-up once, in order, also from below; a failed one leaves no trace', () => {
    const record = recording(reader);
    record.reader.number('case.check_days');
    record.reader.at(community).number('finance.entitlement.community_year');
    record.reader.parameter('case.check_days');
    expect(() => record.reader.number('no.such.key')).toThrow(UnknownParameter);
    expect(record.lookups).toEqual(['case.check_days@NATIONAL-2026', 'finance.entitlement.community_year@SUZHOU-2016']);
  });
});
