import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at, committee, otherCommittee, sampled } from '../service/story.sample.js';
import { World } from '../service/world.sample.js';

const number = '990101199001010011';
const phone = '13800001111';
const person = at(51);

let world: World;
let token: string;
beforeAll(async () => {
  world = await World.open();
  await world.organisation(committee, null);
  await world.organisation(otherCommittee, null);
  await world.account('worker', [['community-worker', committee]]);
  await world.account('other-clerk', [['window-clerk', otherCommittee]]);
  await world.account('records', [['records-officer', committee]]);
  await world.account('auditor', [['auditor', committee]]);
  await world.account('self', [], person);
  const { vault } = world;
  const index = vault.blindIndex('identity', number);
  const alias = await vault.alias(index);
  await vault.bindAlias(index, person);
  const [name, identityNumber, identityIndex] = await vault.seal(person, 'identity', ['王某', number, index]);
  const [sealedPhone, phoneIndex] = await vault.seal(person, 'contact', [phone, vault.blindIndex('phone', phone)]);
  token = await world.say({
    stream: `person/${person}`,
    event: sampled('PersonRegistered', {
      ...{ person, community: committee, collector: committee, identity: alias },
      ...{ name, identityNumber, identityIndex, phone: sealedPhone, phoneIndex, residenceAddress: null },
    }),
  });
});
afterAll(() => world.close());

const find = (account: string, body: object) => world.ask('POST', '/api/views/people', account, { 'Read-After': token }, body);

test('P1 · a person is found by the whole identity or phone number, and opened for the community that keeps the record', async () => {
  for (const key of [{ identityNumber: number }, { phone }, { phone: '138-0000-1111' }]) {
    expect((await find('worker', key)).body).toMatchObject({ total: 1, rows: [{ id: person, name: '王某', phone, state: 'registered' }] });
  }
  expect((await find('worker', { identityNumber: '990101199001010012' })).body.total).toBe(0);
  expect((await find('worker', { phone, identityNumber: number })).body.total).toBe(1);
});

test('another hall finds him too, so that nobody is registered twice, but opens nothing', async () => {
  expect((await find('other-clerk', { identityNumber: number })).body.rows).toMatchObject([
    { id: person, name: { sealed: true }, phone: { sealed: true } },
  ]);
});

test('there is no list of people, no search by name, and no number in an address', async () => {
  expect((await find('worker', {})).status).toBe(400);
  expect((await find('worker', { name: '王某' })).status).toBe(400);
  expect((await world.get(`/api/views/people?phone=${phone}`, 'worker')).status).toBe(400);
  expect((await find('auditor', { phone })).status).toBe(403);
  expect((await world.get(`/api/views/people?person=${person}`, 'self')).body.rows).toMatchObject([{ name: '王某' }]);
});

test('no name and no number stands in the rows in clear', async () => {
  const { rows } = await world.pool.query<{ row: string }>('SELECT p::text AS row FROM projections_people_g1.person p');
  expect(rows).toHaveLength(1);
  for (const clear of ['王某', number, phone]) expect(rows[0]?.row).not.toContain(clear);
});

test('PIPL 47 · a sealed record is found by records officers only; a forgotten one by nobody, and its row is empty', async () => {
  token = await world.say({ stream: `person/${person}`, event: sampled('RecordSealed') });
  expect((await find('worker', { phone })).body.total).toBe(0);
  expect((await find('records', { phone })).body).toMatchObject({ total: 1, rows: [{ state: 'sealed', name: { sealed: true } }] });
  token = await world.say({ stream: `person/${person}`, event: sampled('PersonForgotten', { person, series: null, identity: at(1) }) });
  expect((await find('records', { phone })).body.total).toBe(0);
  const { rows } = await world.pool.query('SELECT * FROM projections_people_g1.person');
  expect(rows).toMatchObject([{ state: 'forgotten', identity: null, phoneIndex: null, name: null, identityNumber: null, phone: null }]);
  await world.vault.destroy(person, null);
  await world.account('operator', [['operator', committee]]);
  const job = world.running.operations.start('verify', 'people', 'operator');
  while (job.state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(job).toMatchObject({ state: 'done', proof: { faults: { count: 0 } } });
});
