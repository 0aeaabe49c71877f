import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at, committee, department, sampled } from '../service/story.sample.js';
import { World } from '../service/world.sample.js';

const rater = at(51);
let world: World;
let token: string;
beforeAll(async () => {
  world = await World.open();
  for (const one of [committee, department]) await world.organisation(one, null);
  await world.account('clerk', [['window-clerk', committee]]);
  await world.account('manager', [['hall-manager', committee]]);
  await world.account('supervisor', [['rating-supervisor', committee]]);
  await world.account('rated-supervisor', [['rating-supervisor', committee]]);
  await world.account('auditor', [['auditor', committee]]);
  await world.account('finance', [['finance', committee]]);
  await world.account('rater', [], rater);
  const ordered = (id: string, fields: object) => ({
    stream: `notice/${id}`,
    event: sampled('NoticeOrdered', { organisation: committee, handledBy: committee, person: rater, ...fields }),
  });
  token = await world.say(ordered(at(61), {}), ordered(at(62), { kind: 'rating-feedback', case: null, handler: 'rated-supervisor' }));
});
afterAll(() => world.close());

const kinds = async (account: string) =>
  (await world.get('/api/views/notices', account, { 'Read-After': token })).body.rows.map(({ kind }: { kind: string }) => kind).sort();

test('13.3 · feedback on a rating names the rater: the desks get no row of it, its supervisor and the rater do', async () => {
  expect(await kinds('clerk')).toEqual(['supplement']);
  expect(await kinds('manager')).toEqual(['supplement']);
  expect(await kinds('supervisor')).toEqual(['rating-feedback']);
  expect(await kinds('rated-supervisor')).toEqual([]);
  expect(await kinds('auditor')).toEqual(['rating-feedback', 'supplement']);
  expect(await kinds('rater')).toEqual(['rating-feedback', 'supplement']);
  expect((await world.get('/api/views/notices', 'finance', { 'Read-After': token })).status).toBe(403);
});

test('13.9 · what a person was told about all his matters is no list for a desk', async () => {
  expect((await world.get(`/api/views/notices?person=${rater}`, 'clerk', { 'Read-After': token })).status).toBe(400);
});
