import { jest } from '@jest/globals';
import { process, type ServiceDefinition } from '../definition.js';
import { errandFinished, sampleService } from './errand.sample.js';
import { ReadersBehind, readersPassed } from './readers.js';
import { eventually, make, streamsOf, World, type Host } from './world.sample.js';

// Real servers under a shared machine's load.
jest.setTimeout(90_000);

const label = { zh: '样例', en: 'sample' };
const erasure = process('erasure', label, (on) => {
  on(errandFinished, async (cause, { destroyKeys }) => {
    await destroyKeys('3b1f8a52-0d4e-4c7b-9a60-7d0c7c1e2a11', null, cause);
    return { slice: 'follow-up', id: null, move: 'open', input: { errand: cause.item } };
  });
});
const definition: ServiceDefinition = { ...sampleService, processes: [erasure] };

describe('keys are destroyed after the rows are emptied (decision 2)', () => {
  let world: World;
  let host: Host;
  beforeEach(async () => {
    world = await World.open();
    host = await world.host((runner) => runner, definition);
    await host.start();
    await make(host, 'errand', 'a', 'open', { due: { dueOn: '2026-12-31' } });
  });
  afterEach(() => world.close());

  const causes = async () =>
    (await host.pool.query<{ last_error: string | null }>('SELECT last_error FROM public_services.process_cause')).rows;
  const issued = async () => Object.keys(await streamsOf(host.store, 'process')).length;

  test('a read model that has not applied the cause is waited for', async () => {
    const held = await world.db.pool.connect();
    try {
      await eventually(async () => (await reached()) > 0n, Boolean);
      // The engine's next batch waits for the pointer.
      await held.query('BEGIN');
      await held.query('SELECT FROM public_services.engine_projections FOR UPDATE');
      await make(host, 'errand', 'a', 'finish', { note: 'done' });
      const [waiting] = await eventually(causes, (rows) => typeof rows[0]?.last_error === 'string');
      expect(waiting?.last_error).toBe('ReadersBehind public-services/work');
      expect(await issued()).toBe(0);
    } finally {
      await held.query('ROLLBACK');
      held.release();
    }
    await eventually(issued, (n) => n === 1);
  });

  test('so is one whose rows stand still because an event of the stream is parked, and no one of another stream', async () => {
    await eventually(async () => (await reached()) > 0n, Boolean);
    await world.db.pool.query(
      `INSERT INTO public_services.engine_parked
         (projection, generation, context, partition, place, stream, revision, event_id, type, attempts, record, meta, payload)
       SELECT name, live, 'public-services', 0, 1, 'errand/b', 1, 'e', 'ErrandOpened', 1, '{}', '', '' FROM public_services.engine_projections
       WHERE name = 'work'`,
    );
    const cause = (stream: string) => ({ context: 'public-services', stream, at: { generation: 1, partition: 0, place: 0n } });
    await expect(readersPassed(host.pool, cause('errand/a'), 0)).resolves.toBeUndefined();
    await expect(readersPassed(host.pool, cause('errand/b'), 0)).rejects.toThrow(ReadersBehind);
  });

  test('a generation that is kept aside counts as well: its engine is asked to bring it past the event or to drop it', async () => {
    await eventually(async () => (await reached()) > 0n, Boolean);
    await world.db.pool.query(
      `INSERT INTO public_services.engine_generations (projection, generation, version, schema_name, state, purpose)
         VALUES ('work', 99, 0, 'public_services_work_g99', 'retired', 'serve');
       INSERT INTO public_services.engine_places (projection, generation, context, topic, partition, place)
         VALUES ('work', 99, 'public-services', 1, 0, 0)`,
    );
    const cause = { context: 'public-services', stream: 'errand/a', at: { generation: 1, partition: 0, place: 1n } };
    await expect(readersPassed(host.pool, cause, 0)).rejects.toThrow('not yet applied by public-services/work g99');
    // This release does not carry version 0, so it is given up, and passed once its schema is gone.
    await expect(readersPassed(host.pool, cause, 30_000)).resolves.toBeUndefined();
    const { rowCount } = await world.db.pool.query(`SELECT FROM public_services.engine_generations WHERE generation = 99`);
    expect(rowCount).toBe(0);
  });

  test('only the service that records the events may ask', async () => {
    const cause = { context: 'public-services', stream: 'errand/a', at: { generation: 1, partition: 0, place: 1n } };
    await expect(readersPassed(world.organisationsPool, cause, 0)).rejects.toMatchObject({ code: '42501' });
  });

  /** Events of the service that its table of deadlines has applied. */
  async function reached(): Promise<bigint> {
    const { rows } = await world.db.pool.query<{ sum: string | null }>(
      `SELECT sum(place) FROM public_services.engine_places l JOIN public_services.engine_projections p ON p.name = l.projection AND p.live = l.generation
       WHERE l.projection = 'work' AND l.context = 'public-services'`,
    );
    return BigInt(rows[0]?.sum ?? 0);
  }
});
