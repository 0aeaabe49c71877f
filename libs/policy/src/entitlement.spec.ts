import { formatYuan, parseYuan } from '@yimen/kernel';
import { policyReader } from './reader.js';
import { entitlement, grows, hasSmaller, prorated, ratioHolds, termsOf } from './entitlement.js';
import { helpOf, usesOf } from './money-of-places.js';

const at = (area: string) => termsOf(policyReader({ area, mode: 'production', on: '2026-03-02' }));
const yuan = (text: string): bigint => {
  const parsed = parseYuan(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const changsha = at('430100000000')!;
const shown = (fen: bigint) => formatYuan(fen, { grouped: true });

test.each([
  [1, '60,000.00', '180,000.00', '240,000.00'],
  [7, '420,000.00', '1,260,000.00', '1,680,000.00'],
  [13, '780,000.00', '2,340,000.00', '3,120,000.00'],
  [29, '1,740,000.00', '5,220,000.00', '6,960,000.00'],
])('6.2, R-269, R-270 · CHANGSHA-2009, %i communities: city %s, district at least %s, together %s', (n, city, district, total) => {
  const { upper, lowerLeast, least } = entitlement(changsha, n);
  expect([upper, lowerLeast, least].map(shown)).toEqual([city, district, total]);
});

test('6.2, R-276, R-279 · the county: 29 × 65,000 = 1,885,000.00, help 29 × 50,000 = 1,450,000.00', () => {
  const policy = policyReader({ area: '360822000000', mode: 'production', on: '2026-03-02' });
  expect(shown(entitlement(termsOf(policy)!, 29).upper)).toBe('1,885,000.00');
  expect(shown(helpOf(policy)! * 29n)).toBe('1,450,000.00');
});

test('SZ16, R-279 · uses and help money are those of the place: Suzhou names four uses, the county what a helping group gives', () => {
  const [zhangjiagang, county] = ['320582000000', '360822000000'].map((area) =>
    policyReader({ area, mode: 'production', on: '2026-03-02' }),
  );
  expect(usesOf(zhangjiagang!)).toEqual(['党建', '公共服务', '自治管理', '其他']);
  expect([usesOf(county!), helpOf(zhangjiagang!)]).toEqual([undefined, undefined]);
  expect(helpOf(county!)).toBe(5_000_000n);
});

test.each([
  ['1,259,999.99', false],
  ['1,260,000.00', true],
  ['1,260,000.01', true],
])('6.2, R-270 · city 420,000.00, district %s: holds %s', (district, holds) => {
  expect(ratioHolds(changsha, yuan('420,000.00'), yuan(district))).toBe(holds);
});

test('RCL25 41, SZ16, BY16 entitlement · Gusu and Baoying pay one to one; Zhangjiagang has the Suzhou amount from no other city', () => {
  for (const area of ['320508000000', '321023000000'])
    expect(entitlement(at(area)!, 3)).toEqual({ upper: 30_000_000n, lowerLeast: 30_000_000n, least: 60_000_000n });
  expect(at('320582000000')).toMatchObject({ base: 'whole', perCommunity: 20_000_000n, shares: null });
  expect(at('440300000000')).toBeUndefined();
});

test('BY16 entitlement · Baoying: 200,000.00 or, where its payer decided so, 120,000.00; another place knows one amount', () => {
  const of = (area: string) => policyReader({ area, mode: 'production', on: '2026-03-02' });
  expect([hasSmaller(of('321023000000')), hasSmaller(of('320582000000'))]).toEqual([true, false]);
  expect(entitlement(termsOf(of('321023000000'), true)!, 3)).toEqual({ upper: 18_000_000n, lowerLeast: 18_000_000n, least: 36_000_000n });
  expect(termsOf(of('320582000000'), true)).toEqual(at('320582000000'));
});

test('R-284 · this year is not below last year', () => {
  expect([grows(100n, 100n), grows(100n, 99n), grows(100n, 101n)]).toEqual([true, false, true]);
});

test('D-finance-prorate · by months: rounded down, the rest stays with the payer', () => {
  expect([prorated(6_500_000n, 12), prorated(6_500_000n, 7), prorated(6_500_000n, 0)]).toEqual([6_500_000n, 3_791_666n, 0n]);
  expect(() => prorated(1n, 13)).toThrow(RangeError);
  expect(() => entitlement(changsha, -1)).toThrow(RangeError);
});
