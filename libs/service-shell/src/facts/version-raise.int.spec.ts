import { jest } from '@jest/globals';
import { sampleService } from '../process/errand.sample.js';
import { eventually, make, types, World, type Host } from '../process/world.sample.js';

// Real servers under a shared machine's load.
jest.setTimeout(90_000);

describe('tables that a service keeps for itself come to the version of its release', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    await world.say('business-clock/demo', { type: 'BusinessClockStarted', on: '2026-03-02' });
  });
  afterEach(() => world.close());

  const open = (host: Host, id: string, dueOn: string) => make(host, 'errand', id, 'open', { due: { dueOn } });
  const expired = (host: Host, id: string) =>
    eventually(
      () => types(host.store, `errand/${id}`),
      (found) => found.includes('ErrandExpired'),
    );

  test('a release that changes deadlines builds their table anew beside the live one, switches, and fires by it; an older one waits', async () => {
    const before = await world.host();
    await before.start();
    await open(before, 'a', '2026-03-05');
    await eventually(
      () => before.work.tasks.deadlines({ state: 'running' }),
      (rows) => rows.some(({ deadline }) => deadline === 'finish'),
    );
    await before.stop();
    const raised = { ...sampleService, deadlinesVersion: 2 };
    const after = await world.host((runner) => runner, raised);
    await after.start();
    const versions = async () =>
      (
        await world.db.pool.query<{ version: number; state: string }>(
          `SELECT version, state FROM public_services.engine_generations WHERE projection = 'work' ORDER BY generation`,
        )
      ).rows;
    await eventually(versions, (found) => found.length === 2 && found[1]?.state === 'live');
    expect(await versions()).toEqual([
      { version: 1, state: 'retired' },
      { version: 2, state: 'live' },
    ]);
    await open(after, 'b', '2026-03-05');
    await before.start();
    const amiss = (host: Host, part: string) =>
      host.parts
        .find(({ name }) => name === part)
        ?.health()
        .troubles?.map(({ code, subject }) => `${code} ${subject ?? ''}`) ?? [];
    await eventually(
      async () => amiss(before, 'engine'),
      (found) => found.length === 0 || found.includes('newer-version work'),
    );
    await world.advanceClock('2026-03-02', '2026-03-06');
    expect(await expired(after, 'a')).toEqual(['ErrandOpened', 'ErrandExpired']);
    expect(await expired(after, 'b')).toEqual(['ErrandOpened', 'ErrandExpired']);
    // The right to follow is free for the older release, and it leaves it.
    await after.stop();
    await eventually(
      async () => amiss(before, 'engine'),
      (found) => found.includes('newer-version work'),
    );
    expect(await versions()).toHaveLength(2);
  });
});
