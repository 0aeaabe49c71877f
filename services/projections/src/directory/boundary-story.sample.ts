import type { Surface } from '@yimen/contracts';
import { at, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

export const [county, countyOffice, merged, kept] = [at(600), at(601), at(611), at(612)] as [string, string, string, string];
export const openParcel = '320582001001GB00002';

/** A square of a hundredth of a degree, some degrees' hundredths to the east. */
export const block = (east: number): Surface => {
  const [west, side] = [120.5 + east / 100, 0.01];
  const ring = [
    [west, 31.8],
    [west + side, 31.8],
    [west + side, 31.81],
    [west, 31.81],
    [west, 31.8],
  ] as const;
  return { type: 'Polygon', coordinates: [ring] };
};

/** A county with two communities, one of which is redrawn and renamed and one of which ends, and two parcels, one of which loses what covered it. */
export function boundaryStory(): Said[] {
  const register = (type: string, fields: object = {}): Said => ({ stream: `boundary-register/${county}`, event: sampled(type, fields) });
  const area = (id: string, type: string, fields: object = {}): Said => ({ stream: `area/${id}`, event: sampled(type, fields) });
  const line = (community: string, east: number) => ({ community, boundary: block(east), source: '测绘图', squareMetres: 1_048_000 });
  return [
    area(merged, 'AreaRegistered', { name: '并出社区', code: '320582001011', validFrom: '2026-01-01' }),
    area(kept, 'AreaRegistered', { name: '留存社区', code: '320582001012', validFrom: '2026-01-01' }),
    register('BoundaryRegisterOpened', { keeper: countyOffice }),
    register('ResidentialParcelRecorded', { open: 5200 }),
    register('ResidentialParcelRecorded', { parcel: openParcel, name: '示例新村', open: 0 }),
    register('ResidentialParcelRecorded', { parcel: '320582001001GB00003' }),
    register('ResidentialParcelRemoved', { parcel: '320582001001GB00003' }),
    register('BoundariesDrawn', {
      drawn: [line(merged, 0), line(kept, 1)],
      effectiveOn: '2026-01-01',
      coverage: [{ parcel: '320582001001GB00001', open: 0 }],
    }),
    register('BoundariesDrawn', { drawn: [line(kept, 2)], effectiveOn: '2026-02-01', decisionNo: '张政发〔2026〕2号', coverage: [] }),
    area(merged, 'AreaMerged', { into: kept, effectiveOn: '2026-02-15' }),
    area(kept, 'AreaRenamed', { name: '并后社区', effectiveOn: '2026-02-16' }),
    area(kept, 'AreaCodeChanged', { from: '320582001012', to: '320582001013', effectiveOn: '2026-02-17' }),
    register('BoundaryWithdrawn', {
      community: merged,
      because: 'ended',
      effectiveOn: '2026-03-01',
      decisionNo: null,
      coverage: [{ parcel: openParcel, open: 5200 }],
    }),
  ];
}
