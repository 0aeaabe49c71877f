import { describe, expect, test } from '@jest/globals';
import { describeRule } from '@yimen/policy';
import { foldRows } from '../service/fold-rows.sample.js';
import { block, boundaryStory, county, countyOffice, kept, merged, openParcel } from './boundary-story.sample.js';
import { residentialParcelsView } from './boundary-views.js';
import { directory } from './directory.js';

describe('A2, A3, R-131 · what the registers of boundaries say', () => {
  const rows = foldRows(directory, boundaryStory());

  test('each line with the day from which it held and the day on which it held no longer', () => {
    expect(rows['boundaries']).toMatchObject([
      { county, community: merged, fromOn: '2026-01-01', untilOn: '2026-03-01', boundary: block(0), squareMetres: 1_048_000n },
      { community: kept, fromOn: '2026-01-01', untilOn: '2026-02-01', boundary: block(1) },
      { community: kept, fromOn: '2026-02-01', untilOn: null, boundary: block(2) },
    ]);
  });

  test('R-131 · parcels with what lies open of them since the last change that came near', () => {
    expect(rows['parcels']).toMatchObject([
      { parcel: '320582001001GB00001', open: 0n },
      { parcel: openParcel, open: 5200n },
    ]);
    expect(rows['registers']).toEqual([
      { county, code: '320582000000', keeper: countyOffice, communities: 1, parcels: 2, openParcels: 1, changedOn: '2026-03-01' },
    ]);
  });

  test('R-131 · an open parcel is told as local configuration', () => {
    const describeHere = (rule: string) => describeRule(rule, '320582000000', '2026-03-02');
    const derived = (open: string) => residentialParcelsView.derive?.({ open }, { describe: describeHere } as never);
    expect([derived('5200'), derived('0')]).toMatchObject([
      { openBasis: { rule: 'R-131', heading: { zh: '本地配置' } } },
      { openBasis: null },
    ]);
  });
});
