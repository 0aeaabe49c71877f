import { jest } from '@jest/globals';
import { Readiness } from '../bootstrap/readiness.js';
import { eventually, make, World, type Host } from './world.sample.js';

// Real servers under a shared machine's load.
jest.setTimeout(90_000);

describe('readiness tells which part is not ready, why and since when', () => {
  let world: World;
  let host: Host;
  let readiness: Readiness;
  beforeAll(async () => {
    world = await World.open();
    await world.advanceClock('2026-03-01', '2026-03-02');
    host = await world.host();
    readiness = new Readiness('public-services', host.parts);
  });
  afterAll(() => world.close());

  /** What is amiss, as `part code subject`. */
  const amiss = async () =>
    readiness
      .report()
      .parts.flatMap(({ name, troubles = [] }) => troubles.map(({ code, subject }) => [name, code, subject ?? ''].join(' ').trim()));
  const trouble = (part: string) => readiness.report().parts.find(({ name }) => name === part)?.troubles?.[0];

  test('before it has seen the facts of others, its store and its vault, a service is not ready', async () => {
    expect(await amiss()).toEqual([
      'store starting',
      'vault starting',
      'log starting',
      'facts facts-not-ready organisation-facts',
      'parked starting',
      'calendar starting',
    ]);
    expect(readiness.report().ready).toBe(false);
  });

  test('a service with all it needs is ready, and nothing is amiss', async () => {
    await host.start();
    await eventually(amiss, (found) => found.length === 0);
    expect(readiness.report().ready).toBe(true);
  });

  test('a parked event and a deadline without a calendar are told, and leave the service on the air', async () => {
    const before = new Date().toISOString();
    await make(host, 'errand', 'p', 'open', { due: { pending: { from: '2060-12-29', amount: 5, unit: 'WD' } } });
    await world.db.pool.query(
      `INSERT INTO public_services.engine_parked
         (projection, generation, context, partition, place, stream, revision, event_id, type, attempts, record, meta, payload)
       SELECT name, live, 'public-services', 0, 1, 'errand/b', 1, 'e', 'ErrandOpened', 1, '{}', '', '' FROM public_services.engine_projections
       WHERE name = 'work'`,
    );
    await eventually(amiss, (found) => found.length === 2);
    expect(await amiss()).toEqual(['parked events-parked work', 'calendar calendar-pending']);
    expect(trouble('parked')).toMatchObject({ text: { zh: '有事件无法处理，已搁置' }, runbook: 'docs/operating.md#events-parked' });
    expect((trouble('parked')?.since ?? '') >= before).toBe(true);
    expect(readiness.report().ready).toBe(true);
  });

  test('a database that is gone is told by every part that needs it, and takes the service off the air', async () => {
    await world.cut(host);
    await eventually(amiss, (told) =>
      [
        'store store-unavailable',
        'vault vault-unavailable',
        'log log-unavailable',
        'deadlines deadlines-stuck',
        'engine database-unavailable work',
      ].every((one) => told.includes(one)),
    );
    const since = trouble('store')?.since;
    const offTheAir = async () =>
      readiness
        .report()
        .parts.filter(({ essential, ready }) => essential && !ready)
        .map(({ name }) => name)
        .join(' ');
    // The second look in a row that fails turns the status, of each for itself.
    await eventually(offTheAir, (names) => names === 'store vault');
    expect(readiness.report().ready).toBe(false);
    expect(trouble('store')?.since).toBe(since);
  });
});
