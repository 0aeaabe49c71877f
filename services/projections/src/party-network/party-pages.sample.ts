import { beforeAll, describe, expect, test } from '@jest/globals';
import type { World } from '../service/world.sample.js';
import { cell, grouped, proposed, secondGroup, top } from './party-network.sample.js';

/** What the views of the Party network's work answer, over its story (4.1). `town`: an account outside the Party; `other`: one of it that stands elsewhere. */
export function partyPages(world: () => World, town: string, other: string): void {
  describe('4.1 · the work of the Party network is shown to its own people only', () => {
    const rows = async (path: string, account: string) =>
      (await world().get(`/api/views/${path}`, account)).body.rows as Record<string, never>[];
    beforeAll(async () => {
      await world().organisation(top, null, 'party');
      await world().organisation(cell, top, 'party');
      await world().account('above', [['party-officer', top]]);
      await world().account('keeper', [['secretary', cell]]);
    });

    test('proposals, terms, warnings, cadence, rolls by group, check-ins and coverage, within the organisations that a role reaches', async () => {
      expect(await rows('party-proposals?state=proposed', 'above')).toMatchObject([
        { organisation: proposed, trigger: 'R-088', triggerBasis: { rule: 'R-088' } },
      ]);
      expect(await rows('party-proposals', 'keeper')).toEqual([]);
      expect((await rows('party-warnings?open=true&warned=true', 'keeper')).map(({ threshold }) => threshold).sort()).toEqual([
        'branch-below',
        'branch-large',
      ]);
      expect(await rows('party-cadence?period=2026-12', 'above')).toMatchObject([
        { organisation: cell, findingBasis: { rule: 'PMR19 16' } },
      ]);
      expect((await rows(`party-cadence?organisation=${cell}&cadence=theme-day`, 'keeper')).map(({ found }) => found)).toEqual([0, 0]);
      expect((await rows('party-terms?due=false', 'above')).map(({ organisation }) => organisation)).toContain(cell);
      expect(await rows(`party-rolls?group=${secondGroup}`, 'keeper')).toMatchObject([{ member: grouped, groupName: expect.any(String) }]);
      expect(await rows('party-rolls?grouped=false', 'keeper')).toHaveLength(1);
      expect(await rows('party-check-ins?open=true', 'keeper')).toMatchObject([{ kind: 'in-service', hours: 5 }]);
      expect(await rows('party-coverage?place=building', 'keeper')).toMatchObject([
        { places: 4, byOrganisation: 2, byWork: 3, organisationComplete: false },
      ]);
      for (const name of ['proposals', 'terms', 'warnings', 'cadence', 'rolls', 'check-ins', 'coverage', 'drives', 'duties', 'recruits']) {
        expect([name, (await world().get(`/api/views/party-${name}`, town)).status]).toEqual([name, 403]);
        expect([name, await rows(`party-${name}`, other)]).toEqual([name, []]);
      }
    });

    test('R-103, R-104 · the drive by year and item, posts and areas by form: of organisations', async () => {
      expect(await rows('party-drives?reached=true', 'above')).toMatchObject([{ organisation: cell, year: 2025, parent: top }]);
      expect(await rows(`party-drives?parent=${top}&year=2024`, 'keeper')).toMatchObject([{ reached: false }]);
      expect((await rows('party-duties', 'keeper')).map(({ form, held, given }) => [form, held, given])).toEqual([
        ['pairing-help', 1, 1],
        ['responsibility-area', 1, 2],
      ]);
    });

    test('R-101, D-recruit-hidden · recruits by committee and year that is over: small groups and what would tell them are not shown', async () => {
      const told = await rows('party-recruits', 'above');
      expect(told).toMatchObject([{ committee: top, year: 2025, recruited: 13, groups: { 'laid-off': 6, floating: null, retired: null } }]);
      expect(Object.keys(told[0] ?? {})).not.toContain('floating');
      expect(await rows('party-recruits', 'keeper')).toEqual([]);
      expect(await rows('party-recruits?year=2024', 'above')).toEqual([]);
    });
  });
}
