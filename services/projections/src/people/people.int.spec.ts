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

describe('13.10 · retention', () => {
  const other = at(52);
  const due = async (query = '', account = 'records') => {
    const { status, body } = await world.get(`/api/views/retention?${query}`, account, { 'Read-After': token });
    expect(status).toBe(200);
    return (body.rows as Record<string, unknown>[]).map(({ person: who, series, dueOn, lastUsedOn, over }) => [
      who,
      series,
      lastUsedOn,
      dueOn,
      over,
    ]);
  };
  /** All three series, in the order of the list. */
  const each = (...told: unknown[]) => ['contact', 'hall', 'identity'].map((series) => [other, series, ...told]);

  test('D-retention · what was not used for its period is shown to the records officer, with the day and the rule; an open case is a use', async () => {
    const registered = { person: other, community: committee, collector: committee, identity: at(53) };
    token = await world.say({ stream: `person/${other}`, event: sampled('PersonRegistered', registered), happenedOn: '2026-01-05' });
    expect(await due()).toEqual(each('2026-01-05', '2026-02-04', true));
    const applied = { stream: `service-case/${at(54)}`, event: sampled('CaseSubmitted', { applicant: other }), happenedOn: '2026-01-10' };
    token = await world.say(applied);
    expect(await due()).toEqual([]);
    expect(await due(`person=${other}`)).toEqual(each('2026-01-10', null, false));
    token = await world.say({ stream: `service-case/${at(54)}`, event: sampled('CaseArchived'), happenedOn: '2026-01-20' });
    expect(await due()).toEqual(each('2026-01-20', '2026-02-19', true));
    const [row] = (await world.get('/api/views/retention', 'records')).body.rows as Record<string, unknown>[];
    expect(row).toMatchObject({
      ...{ state: 'used', retentionDays: 30, keptUnder: 'D · DEMO', retentionBasis: { rule: 'D-retention' } },
      nextStep: { zh: '久未使用，可封存' },
    });
    // The one who was registered today falls due a month later.
    expect((await due('dueUntil=2026-04-01')).map(([who]) => who)).toEqual([other, other, other, person, person, person]);
    expect((await world.get('/api/views/retention', 'worker')).status).toBe(403);
  });

  test('what is sealed stands with its day and what keeps it, until two officers have agreed; a hold is told', async () => {
    const sealed = sampled('RecordSealed', { ground: 'not-used', lastUsedOn: '2026-01-20' });
    token = await world.say({ stream: `person/${other}`, event: sealed }, { stream: `person/${other}`, event: sampled('LegalHoldPlaced') });
    expect((await due('state=sealed')).map(([who, series, , dueOn]) => [who, series, dueOn])).toEqual([
      [other, 'hall', '2026-04-01'],
      [other, 'contact', '2027-03-02'],
      [other, 'identity', '2029-03-02'],
    ]);
    const [row] = (await world.get('/api/views/retention?series=hall&over=false', 'records')).body.rows as Record<string, unknown>[];
    expect(row).toMatchObject({ ground: 'not-used', held: true, keptUnder: 'retention', nextStep: { zh: '法定留存，不得销毁' } });
    token = await world.say({ stream: `person/${other}`, event: sampled('ForgettingRequested', { series: 'hall' }) });
    expect((await due('state=destruction-requested')).map(([, series]) => series)).toEqual(['hall']);
    token = await world.say({
      stream: `person/${other}`,
      event: sampled('PersonForgotten', { person: other, series: 'hall', identity: null }),
    });
    expect((await due(`person=${other}`)).map(([, series]) => series)).toEqual(['contact', 'identity']);
  });
});

test('no name and no number stands in the rows in clear', async () => {
  const { rows } = await world.pool.query<{ row: string }>('SELECT p::text AS row FROM projections_people_g1.person p');
  expect(rows).toHaveLength(2);
  for (const clear of ['王某', number, phone]) expect(rows.map(({ row }) => row).join()).not.toContain(clear);
});

test('PIPL 47 · a sealed record is found by records officers only; a forgotten one by nobody, and its row is empty', async () => {
  token = await world.say({ stream: `person/${person}`, event: sampled('RecordSealed') });
  expect((await find('worker', { phone })).body.total).toBe(0);
  expect((await find('records', { phone })).body).toMatchObject({ total: 1, rows: [{ state: 'sealed', name: { sealed: true } }] });
  token = await world.say({ stream: `person/${person}`, event: sampled('PersonForgotten', { person, series: null, identity: at(1) }) });
  expect((await find('records', { phone })).body.total).toBe(0);
  const { rows } = await world.pool.query('SELECT * FROM projections_people_g1.person WHERE person = $1', [person]);
  expect(rows).toMatchObject([{ state: 'forgotten', identity: null, phoneIndex: null, name: null, identityNumber: null, phone: null }]);
  await world.vault.destroy(person, null);
  await world.account('operator', [['operator', committee]]);
  const job = world.running.operations.start('verify', 'people', 'operator');
  while (job.state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(job).toMatchObject({ state: 'done', proof: { faults: { count: 0 } } });
});
