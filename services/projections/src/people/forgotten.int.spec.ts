import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serviceUrl } from '@yimen/service-shell';
import pg from 'pg';
import { at, committee, sampled } from '../service/story.sample.js';
import { until, World } from '../service/world.sample.js';

const person = at(61);
let world: World;
let residents: pg.Pool;
beforeAll(async () => {
  world = await World.open();
  residents = new pg.Pool({ connectionString: serviceUrl(world.db.url, 'residents', 'spec'), max: 1 });
  await world.organisation(committee, null);
  await world.account('operator', [['operator', committee]]);
  const { vault } = world;
  const index = vault.blindIndex('identity', '990101199001010011');
  const [name, identityNumber, identityIndex] = await vault.seal(person, 'identity', ['王某', '990101199001010011', index]);
  const [phone, phoneIndex] = await vault.seal(person, 'contact', ['13800001111', vault.blindIndex('phone', '13800001111')]);
  await world.say({
    stream: `person/${person}`,
    event: sampled('PersonRegistered', {
      ...{ person, community: committee, collector: committee, identity: await vault.alias(index) },
      ...{ name, identityNumber, identityIndex, phone, phoneIndex, residenceAddress: null },
    }),
  });
});
afterAll(async () => {
  await residents.end();
  await world.close();
});

async function rebuilt(): Promise<void> {
  const { body } = await world.ask('POST', '/api/projections/rebuild', 'operator', {}, { name: 'people' });
  await until(
    () => world.get(`/api/projections/jobs/${body.id}`, 'operator'),
    (job) => job.body.state === 'done',
  );
}

const kept = async () => (await world.pool.query('SELECT state, "phoneIndex", phone, name FROM projections_people_g1.person')).rows;

test('PIPL 47 · the keys wait until the generation kept for a rollback has forgotten the person too, and it can still be gone back to', async () => {
  await until(
    () => world.pool.query('SELECT FROM projections_people_g1.person'),
    ({ rowCount }) => rowCount === 1,
  );
  await rebuilt();
  await world.say({ stream: `person/${person}`, event: sampled('PersonForgotten', { person, series: null, identity: at(1) }) });
  const { rows } = await until(
    () =>
      world.db.pool.query<{ partition: number; place: string }>(
        `SELECT partition, place FROM log.record WHERE stream = $1 AND type = 'PersonForgotten'`,
        [`person/${person}`],
      ),
    ({ rowCount }) => rowCount === 1,
  );
  const behind = async () => {
    const found = await residents.query<{ projection: string }>(`SELECT projection FROM meta.readers_behind('residents', 1, $1, $2, $3)`, [
      rows[0]?.partition,
      rows[0]?.place,
      `person/${person}`,
    ]);
    return found.rows.map(({ projection }) => projection);
  };
  // What is live passes by itself; the kept generation only once it is asked for, which the look does.
  const [before] = await kept();
  expect(before).toMatchObject({ state: 'registered', phoneIndex: expect.any(String) });
  expect(await behind()).toContain('people g1');
  await until(behind, (readers) => readers.length === 0);
  expect(await kept()).toEqual([{ state: 'forgotten', phoneIndex: null, phone: null, name: null }]);
  expect((await world.ask('POST', '/api/projections/rollback', 'operator', {}, { name: 'people' })).status).toBe(202);
});
