import { expect, test } from '@jest/globals';
import { policyReader } from '@yimen/policy';
import { communityMoneyView } from './community-view.js';
import { districtView } from './district-view.js';
import { sourcesView } from './source-view.js';

const [city, district] = ['430100000000', '430102000000'];
/** Read in Changsha: today's sets and those of other days. */
const asked = { policyOn: (on: string) => policyReader({ area: city, mode: 'production', on }) } as never;
const row = (change: object = {}) => ({
  ...{ area: district, year: 2026, kind: 'appropriation', communities: 7, upper: false },
  ...{ given: '126000000', lastYear: null, upperGiven: '42000000', lowerGiven: '126000000', help: [], smaller: 0 },
  ...change,
});
const derived = (change: object = {}) => districtView.derive?.(row(change), asked);

test('6.2, R-269, R-270 · a payer is measured by its own share: the city by 60,000 × N, the district by three times that', () => {
  expect(derived()).toMatchObject({ entitled: '126000000', missing: '0', ratio: true });
  expect(derived({ given: '125999999', lowerGiven: '125999999' })).toMatchObject({ missing: '1', ratio: false });
  expect(derived({ upper: true, given: '41999999' })).toMatchObject({ entitled: '42000000', missing: '1' });
});

test('6.2, BY16 entitlement · Baoying: of ten communities three have the smaller amount; county and town pay half each', () => {
  const area = '321023000000';
  const here = { policyOn: (on: string) => policyReader({ area, mode: 'production', on }) } as never;
  const of = (change: object) => districtView.derive?.(row({ area, communities: 10, ...change }), here)['entitled'];
  expect([of({}), of({ smaller: 3 }), of({ smaller: 3, upper: true })]).toEqual(['100000000', '88000000', '88000000']);
  const book = { kind: 'appropriation', year: 2026, area };
  expect([false, true].map((smaller) => sourcesView.derive?.({ ...book, smaller }, here)['entitled'])).toEqual(['20000000', '12000000']);
});

test('6.2 · who sees one payer only is told of no ratio', () => {
  expect(derived({ upperGiven: null })).toMatchObject({ ratio: null });
});

test('R-284 · this year against last year; general funds only', () => {
  expect(derived({ lastYear: '126000000' })).toMatchObject({ grew: true });
  expect(derived({ lastYear: '126000001' })).toMatchObject({ grew: false });
  expect([derived(), derived({ kind: 'social', lastYear: '1' })]).toMatchObject([{ grew: null }, { grew: null, entitled: null }]);
});

test('0.2 · the terms are those of the row’s year and area', () => {
  // R-269 holds from 2010 on; an area outside the installation has no terms here.
  expect(derived({ year: 2009 })).toMatchObject({ entitled: null, ratio: null });
  expect(derived({ area: '320582000000' })).toMatchObject({ entitled: null });
  const book = { kind: 'appropriation', year: 2026, area: district };
  expect(sourcesView.derive?.(book, asked)).toMatchObject({ entitled: '24000000' });
  expect(sourcesView.derive?.({ ...book, year: 2009 }, asked)).toMatchObject({ entitled: null });
});

test('6.2, D-finance-prorate · where the area’s sets say so, a community that began or ended in the year counts by its months', () => {
  const by = {
    months: [
      { months: 7, communities: 2 },
      { months: 12, communities: 3 },
    ],
    communities: 4,
  };
  const reader = (on: string) => policyReader({ area: city, mode: 'production', on });
  const prorating = {
    policyOn: (on: string) => ({
      at: (area: string) => {
        const policy = reader(on).at(area);
        return Object.assign(Object.create(policy) as typeof policy, {
          flag: (key: string) => key === 'finance.entitlement.prorate' || policy.flag(key),
        });
      },
    }),
  } as never;
  const entitled = (upper: boolean, given: never) => districtView.derive?.(row({ ...by, upper }), given)['entitled'];
  // 60,000.00 × 3 and 35,000.00 × 2; the district three times that. Without it: the four of 1 January.
  expect([entitled(true, prorating), entitled(false, prorating)]).toEqual(['25000000', '75000000']);
  expect([entitled(true, asked), entitled(false, asked)]).toEqual(['24000000', '72000000']);
});

describe('6.2, R-279 · each community is helped with 50,000.00 a year at least, in the county whose report says so', () => {
  const county = '360822000000';
  const here = { policyOn: (on: string) => policyReader({ area: county, mode: 'production', on }) } as never;
  const units = { area: county, kind: 'units', communities: 29 };

  test('what one was given too much makes up for no other', () => {
    const of = (...help: readonly string[]) => districtView.derive?.(row({ ...units, help }), here);
    expect(of()).toMatchObject({ helpDue: '145000000', helpMissing: '145000000', entitled: null });
    expect(of('5000000', '4999999', '9000000')).toMatchObject({ helpMissing: '130000001' });
    expect(of(...Array<string>(30).fill('5000000'))).toMatchObject({ helpMissing: '0' });
  });

  test('a community’s own page says what it misses; another place has fixed nothing', () => {
    const of = (change: object, given: never) =>
      communityMoneyView.derive?.({ year: 2026, area: county, helped: '3000000', ...change }, given);
    expect(of({}, here)).toEqual({ helpDue: '5000000', helpMissing: '2000000' });
    expect(of({ helped: '5000000' }, here)).toEqual({ helpDue: '5000000', helpMissing: '0' });
    const nothing = { helpDue: null, helpMissing: null };
    expect(of({ area: null }, here)).toEqual(nothing);
    expect(of({ area: district }, asked)).toEqual(nothing);
    expect(districtView.derive?.(row({ kind: 'units', help: ['1'] }), asked)).toMatchObject(nothing);
  });

  test('money of another kind is no help', () => {
    expect(districtView.derive?.(row({ ...units, kind: 'social' }), here)).toMatchObject({ helpDue: null, helpMissing: null });
  });
});
