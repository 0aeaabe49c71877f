import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at, committee, sampled } from '../service/story.sample.js';
import { World, type Said } from '../service/world.sample.js';

const [town, party] = [at(9), at(5)];
let world: World;

beforeAll(async () => {
  world = await World.open({ patience: 3000 });
  await world.organisation(town, null);
  await world.organisation(committee, town);
  await world.organisation(party, null, 'party');
  await world.account('clerk', [['window-clerk', committee]]);
  await world.account('secretary', [['secretary', party]]);
  await world.account('resident', [], at(51));
});
afterAll(() => world.close());

/** The book of areas is open to anyone. */
const areas = async (query: string, readAfter: string) =>
  (await world.get(`/api/views/areas?${query}`, undefined, { 'Read-After': readAfter })).body.rows;

test('23 · a Party organisation is shown within its own tree only; others to anyone signed in, with their line', async () => {
  const organisations = async (account: string | undefined, query = '') => world.get(`/api/views/organisations?limit=100${query}`, account);
  const seen = async (account: string) =>
    (await organisations(account)).body.rows.map(({ organisation }: { organisation: string }) => organisation);
  expect(await seen('clerk')).not.toContain(party);
  expect(await seen('secretary')).toContain(party);
  expect((await organisations('resident', `&organisation=${committee}`)).body.rows).toMatchObject([{ ancestors: [town] }]);
  expect((await organisations(undefined)).status).toBe(401);
});

test('A3 · an area is read as it was on a day', async () => {
  const area = (type: string, fields: object, happenedOn: string): Said => ({
    stream: `area/${at(301)}`,
    event: sampled(type, fields),
    happenedOn,
  });
  const readAfter = await world.say(
    area('AreaRegistered', { validFrom: '2026-01-01', name: '旧名' }, '2026-01-01'),
    area('AreaRenamed', { effectiveOn: '2026-02-01', name: '新名' }, '2026-02-01'),
  );
  const name = async (query: string) => (await areas(`area=${at(301)}${query}`, readAfter))[0]?.name;
  expect([await name('&asOf=2025-12-31'), await name('&asOf=2026-01-15'), await name('')]).toEqual([undefined, '旧名', '新名']);
});

test('A3 · an area that ended later was valid on the day, and is found as such', async () => {
  const area = (type: string, fields: object): Said => ({ stream: `area/${at(302)}`, event: sampled(type, fields) });
  const readAfter = await world.say(
    area('AreaRegistered', { validFrom: '2026-01-01' }),
    area('AreaMerged', { into: at(301), effectiveOn: '2026-02-15' }),
  );
  const states = async (query: string) =>
    (await areas(`area=${at(302)}${query}`, readAfter)).map(({ state }: { readonly state: string }) => state);
  expect(await states('&asOf=2026-02-14')).toEqual(['valid']);
  expect(await states('&asOf=2026-02-14&state=valid')).toEqual(['valid']);
  expect(await states('&asOf=2026-02-14&state=merged')).toEqual([]);
  expect(await states('&asOf=2026-02-15')).toEqual([]);
  expect(await states('&state=merged')).toEqual(['merged']);
  expect(await states('&state=valid')).toEqual([]);
});

test('A1 · what stands under a parent that has ended waits for another, from that day until it is moved', async () => {
  const [ended, left, moved, next, gone] = [at(311), at(312), at(313), at(314), at(315)];
  const area = (item: string, type: string, fields: object): Said => ({ stream: `area/${item}`, event: sampled(type, fields) });
  const entered = (item: string, parent: string | null) => area(item, 'AreaRegistered', { validFrom: '2026-01-01', parent });
  const readAfter = await world.say(
    ...[entered(ended, null), entered(next, null), entered(left, ended), entered(moved, ended), entered(gone, ended)],
    area(ended, 'AreaAbolished', { effectiveOn: '2026-02-01' }),
    // What ended too waits for nothing.
    area(gone, 'AreaAbolished', { effectiveOn: '2026-02-01' }),
    area(moved, 'AreaMoved', { from: ended, to: next, effectiveOn: '2026-02-10' }),
  );
  const waiting = async (query: string) => {
    const rows = await areas(`parent=${ended}${query}`, readAfter);
    return rows.map(({ area: item, waitsForParent }: { area: string; waitsForParent: boolean }) => [item, waitsForParent]);
  };
  expect(await waiting('&waitsForParent=true')).toEqual([[left, true]]);
  expect(await waiting('&waitsForParent=false')).toEqual([[gone, false]]);
  expect(await waiting('&waitsForParent=true&asOf=2026-02-05')).toEqual([
    [left, true],
    [moved, true],
  ]);
  expect(await waiting('&waitsForParent=true&asOf=2026-01-31')).toEqual([]);
  expect(await waiting('&asOf=2026-01-31')).toHaveLength(3);
});
