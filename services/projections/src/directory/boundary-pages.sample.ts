import { describe, expect, test } from '@jest/globals';
import type { Surface } from '@yimen/contracts';
import type { World } from '../service/world.sample.js';
import { block, county, countyOffice, kept, merged, openParcel } from './boundary-story.sample.js';

/** What the pages of boundaries answer; the story has been told. */
export function boundaryPages(world: () => World, stranger: string): void {
  describe('A2, R-131 · boundaries of a county', () => {
    const get = (path: string, account: string) => world().get(`/api/views/${path}`, account);
    const collection = async (asOf: string) =>
      (await get(`boundaries?county=${county}${asOf}`, 'surveyor')).body.rows[0].collection as {
        readonly type: string;
        readonly features: readonly { readonly id: string; readonly geometry: Surface; readonly properties: object }[];
      };

    test('one GeoJSON document per county, of today or of a day, to those who keep its areas', async () => {
      await world().organisation(countyOffice, null, 'government');
      await world().account('surveyor', [['organisation-admin', countyOffice]]);
      const now = await collection('');
      expect([now.type, now.features]).toMatchObject([
        'FeatureCollection',
        [
          {
            ...{ type: 'Feature', id: kept, geometry: block(2) },
            properties: {
              name: '并后社区',
              code: '320582001013',
              state: 'valid',
              effectiveOn: '2026-02-01',
              decisionNo: '张政发〔2026〕2号',
            },
          },
        ],
      ]);
      const winter = await collection('&asOf=2026-01-31');
      expect(winter.features.map(({ id, geometry }) => [id, geometry])).toEqual([
        [merged, block(0)],
        [kept, block(1)],
      ]);
      // The community has ended, its line stands still: an operator sees it.
      expect((await collection('&asOf=2026-02-20')).features).toMatchObject([
        { id: merged, properties: { state: 'merged' } },
        { id: kept },
      ]);
      expect((await collection('&asOf=2025-12-31')).features).toEqual([]);
      expect((await get('boundaries', 'surveyor')).body.rows).toMatchObject([{ county, communities: 1, parcels: 2, openParcels: 1 }]);
      expect((await get('boundaries', stranger)).status).toBe(403);
    });

    test('A3 · the map of a day shows each community as it was that day: its name, its code, and whether it stood', async () => {
      const shown = async (day: string) =>
        (await collection(`&asOf=${day}`)).features.map(({ properties }) => {
          const { name, code, state } = properties as Readonly<Record<string, string>>;
          return [name, code, state];
        });
      const [left, right] = [
        ['并出社区', '320582001011'],
        ['留存社区', '320582001012'],
      ] as const;
      expect(await shown('2026-02-14')).toEqual([
        [...left, 'valid'],
        [...right, 'valid'],
      ]);
      // The day of the merger is the first on which it no longer stands.
      expect(await shown('2026-02-15')).toEqual([
        [...left, 'merged'],
        [...right, 'valid'],
      ]);
      expect(await shown('2026-02-16')).toEqual([
        [...left, 'merged'],
        ['并后社区', '320582001012', 'valid'],
      ]);
    });

    test('parcels that lie partly under no community are listed under their rule', async () => {
      const parcels = async (query: string) => (await get(`residential-parcels?${query}`, 'surveyor')).body.rows as readonly object[];
      expect(await parcels('open=true')).toMatchObject([{ parcel: openParcel, open: '5200', openBasis: { rule: 'R-131' } }]);
      expect(await parcels('open=false')).toMatchObject([{ parcel: '320582001001GB00001', open: '0', openBasis: null }]);
      expect(await parcels(`county=${county}`)).toHaveLength(2);
      expect((await get('residential-parcels', stranger)).status).toBe(403);
    });
  });
}
