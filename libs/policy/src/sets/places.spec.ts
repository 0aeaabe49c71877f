import { describeRule } from '../describe-rule.js';
import { policyReader } from '../reader.js';
import { parameterSets } from './index.js';

const at = (area: string, on = '2026-03-02') => policyReader({ area, mode: 'production', on });

test('0.2, 13.7 · the sets that the domain names are shipped; the money of Baoying comes with the finance rules', () => {
  const names = new Set(parameterSets.map(({ name }) => name));
  const asked = [
    'NATIONAL-2026',
    'NATIONAL-2018',
    'CHANGSHA-2009',
    'LIAONING-2013',
    'ZHANGJIAGANG-2016',
    'DONGGUAN-2000s',
    'COUNTY-REPORT',
  ];
  const more = ['SICHUAN-2026', 'SUZHOU-2016', 'HOTLINE-TANGSHAN-2026', 'MAJIANG', 'NANJING-ESSAY', 'ESSAY6', 'CHENGDE', 'DEMO'];
  expect([...asked, ...more].filter((name) => !names.has(name))).toEqual([]);
});

test('NATIONAL-2018 is history: it answers for its own time only', () => {
  expect(at('320582000000', '2025-12-31').number('committee.households.max')).toBe(700);
  expect(at('320582000000', '2026-01-01').parameter('committee.households.max')).toMatchObject({ value: 3000, set: 'NATIONAL-2026' });
});

test('0.5, RCL25 3, RCL25 13, RCL25 26 · where common belief and the law in force differ, the law answers from the day on which it came into force', () => {
  const found = (on: string, ...keys: readonly string[]) => keys.map((key) => at('320582000000', on).number(key));
  const keys = ['committee.households.min', 'committee.households.max', 'meeting.petition.of'];
  expect(found('2025-12-31', ...keys)).toEqual([100, 700, 5]);
  expect(found('2026-01-01', ...keys)).toEqual([1000, 3000, 10]);
  expect(found('2026-01-01', 'representative.households.min', 'representative.households.max')).toEqual([20, 50]);
  expect(() => at('320582000000', '2025-12-31').number('representative.households.min')).toThrow('no parameter');
  // a plan of Dongguan has its own range, within the law's.
  expect(at('441900000000', '2026-01-01').parameter('representative.households.min')).toMatchObject({ value: 30, set: 'DONGGUAN-2000s' });
});

test('R-095, PBR18 · three years of term before the regulation of 2018, five since', () => {
  expect(at('441900000000', '2018-10-27').number('party.term.community_years')).toBe(3);
  expect(at('441900000000', '2018-10-28').number('party.term.community_years')).toBe(5);
});

test('13.8 · a rule of Zhangjiagang is guidance there and a model elsewhere; a Party regulation is no state law', () => {
  expect(at('320582000000').parameter('party.group.members')).toMatchObject({ set: 'ZHANGJIAGANG-2016', value: 3 });
  expect(at('510000000000').parameter('party.group.members')).toMatchObject({ set: 'NATIONAL-2026', value: 3 });
  expect(describeRule('R-087', '320582000000', '2026-03-02')).toMatchObject({ force: 'guidance', overridable: true });
  expect(describeRule('R-087', '510000000000', '2026-03-02')).toMatchObject({ force: 'model', source: null, words: null });
  const regulation = describeRule('PMR19 25', '320582000000', '2026-03-02');
  expect(regulation).toMatchObject({ heading: { zh: '党内法规依据' }, force: 'binding', overridable: false });
});

test('4.3 · the days of a letter are practice: shown as local configuration, and no place may make them longer', () => {
  expect(at('320582000000').parameter('party.transfer.valid_days.national')).toMatchObject({ value: 90, unit: 'CD', bound: 'cap' });
  expect(describeRule('TRANSFER page', '320582000000', '2026-03-02')).toMatchObject({ heading: { zh: '本地配置' }, verified: false });
});
