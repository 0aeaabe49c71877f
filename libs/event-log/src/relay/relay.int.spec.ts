import { createHash } from 'node:crypto';
import type { EventStore } from '@yimen/event-store';
import pg from 'pg';
import type { LogRecord } from '../port.js';
import { recordBytes, topicName } from '../record.js';
import { event, newScene, partitions, topic, until, type Scene } from './scene.sample.js';
import { readWatermark } from './watermark.js';

/** Partitions, places and hashes computed again without the relay's code, from the definitions in decision 10 and record.ts. */
async function recomputed(store: EventStore): Promise<string[]> {
  const places = new Array<bigint>(partitions).fill(0n);
  const hashes = places.map((_, partition) =>
    createHash('sha256')
      .update(`${topicName(topic)}/${partition}`)
      .digest(),
  );
  return (await store.readAll({ after: 0n, max: 100_000 })).map((stored) => {
    const partition = createHash('sha256').update(stored.stream).digest().readUInt32BE(0) % partitions;
    const place = (places[partition] ?? 0n) + 1n;
    places[partition] = place;
    const hash = createHash('sha256')
      .update(hashes[partition] ?? '')
      .update(recordBytes({ ...stored, context: topic.context, partition, place }))
      .digest();
    hashes[partition] = hash;
    return `${stored.position} ${partition}/${place} ${hash.toString('hex')}`;
  });
}

const told = (records: readonly LogRecord[]) =>
  [...records]
    .sort((left, right) => Number(left.position - right.position))
    .map((record) => `${record.position} ${record.partition}/${record.place} ${Buffer.from(record.hash).toString('hex')}`);

describe('the relay', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await newScene();
  });
  afterEach(() => scene.close());

  test('5,000 events of concurrent writers are published once, in order per stream, places gapless, chains reproducible', async () => {
    const running = scene.start('one', { batch: 333 });
    await Promise.all(
      Array.from({ length: 50 }, async (_, writer) => {
        for (let at = 0; at < 50; at += 1) await scene.store.append(`case/${(writer + at) % 40}`, 'any', [event(), event()]);
      }),
    );
    await scene.reached(5_000n);
    const records = await scene.published();
    expect(told(records)).toEqual(await recomputed(scene.store));
    const revisions = new Map<string, bigint>();
    for (const record of records) {
      expect(record.revision).toBe((revisions.get(record.stream) ?? 0n) + 1n);
      revisions.set(record.stream, record.revision);
    }
    const watermark = await scene.watermark();
    expect(watermark?.sequence).toBe(5_000n);
    expect(watermark?.places.reduce((sum, place) => sum + place)).toBe(5_000n);
    expect(running.relay.status()).toEqual({ leading: true, waitingFor: undefined, sequence: 5_000n, lag: 0n });
  });

  test('a relay that dies between publish and checkpoint is followed by one that publishes the same again', async () => {
    await scene.append(40);
    const dying = scene.start('one', {
      batch: 10,
      onEvent: (said) => {
        if (said.type === 'published' && said.records.at(-1)?.position === 20n) throw new Error('killed');
      },
    });
    expect(await dying.done).toEqual(new Error('killed'));
    expect((await scene.watermark())?.sequence).toBe(10n);
    expect((await scene.log.tails(topic)).reduce((sum, tail) => sum + (tail?.place ?? 0n), 0n)).toBe(20n);
    scene.start('two', { batch: 7 });
    await scene.reached(40n);
    expect(told(await scene.published())).toEqual(await recomputed(scene.store));
  });

  test('of two relays one leads; when its process is gone the other takes over within the lease and nothing is lost or doubled', async () => {
    const first = scene.start('one');
    await until(() => first.relay.status().leading, 'the first to lead');
    const second = scene.start('two');
    await until(() => second.relay.status().waitingFor === 'lease', 'the second to stand by');
    await scene.append(50);
    await scene.reached(50n);
    expect([first.relay.status().leading, second.relay.status().leading]).toEqual([true, false]);
    // A process that is gone renews nothing and gives nothing back.
    await first.pool.end();
    await scene.append(50);
    await scene.reached(100n);
    expect(second.relay.status().leading).toBe(true);
    expect(told(await scene.published())).toEqual(await recomputed(scene.store));
  });

  test('a relay that is stopped gives its lease back, so the standby leads at once', async () => {
    const first = scene.start('one', { leaseMs: 60_000 });
    await until(() => first.relay.status().leading, 'the first to lead');
    const second = scene.start('two', { leaseMs: 1_000 });
    await until(() => second.relay.status().waitingFor === 'lease', 'the second to stand by');
    expect(await first.stop()).toBeUndefined();
    await until(() => second.relay.status().leading, 'the second to lead');
  });

  test('after a restart under the same name it leads at once, without waiting for its old lease', async () => {
    await scene.append(3);
    const gone = scene.start('one', { leaseMs: 600_000 });
    await scene.reached(3n);
    await gone.pool.end();
    const again = scene.start('one');
    await until(() => again.relay.status().leading, 'the restarted one to lead');
    await scene.append(3);
    await scene.reached(6n);
  });

  test('a deposed leader cannot move the checkpoint, and stands by again', async () => {
    await scene.append(10);
    let deposed = false;
    const first = scene.start('one', {
      batch: 5,
      onEvent: async (said) => {
        if (said.type !== 'published' || deposed) return;
        deposed = true;
        await scene.fresh.db.pool.query(
          `UPDATE meta.watermark SET holder = 'two', epoch = epoch + 1, leased_until = clock_timestamp() + interval '1 second'`,
        );
      },
    });
    await until(() => scene.events.some((said) => said.type === 'deposed'), 'the first to be deposed');
    expect((await scene.watermark())?.sequence).toBe(0n);
    expect(first.relay.status().leading).toBe(false);
    await scene.reached(10n);
    expect(scene.events.filter((said) => said.type === 'leading').map((said) => said.type === 'leading' && said.epoch)).toEqual([1n, 3n]);
    expect(told(await scene.published())).toEqual(await recomputed(scene.store));
  });

  test('lost connections only make it wait: order, places and chains stay', async () => {
    const running = scene.start('one', { batch: 20 });
    const cutting = setInterval(() => {
      void scene.fresh.db.pool
        .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
        .catch(() => undefined);
    }, 60);
    try {
      for (let at = 0; at < 300; at += 1) {
        // The writer's own connection is cut as well; what is not known to be written is written again as another event.
        await scene.store.append(`case/${at % 7}`, 'any', [event()]).catch(() => undefined);
      }
    } finally {
      clearInterval(cutting);
    }
    // The connection that was cut last is found out by the statement that meets it.
    let position = 0n;
    const answered = async () => {
      position = (await scene.store.head().catch(() => ({ position: 0n }))).position;
      return position > 0n;
    };
    await until(answered, 'the store to answer');
    expect(position).toBeGreaterThan(100n);
    await scene.reached(position);
    // The watermark may have moved although its answer was lost: the relay knows when it has asked again.
    await until(() => running.relay.status().sequence === position, 'the relay to know of the last checkpoint');
    expect(running.relay.status()).toMatchObject({ leading: true, waitingFor: undefined });
    expect(told(await scene.published())).toEqual(await recomputed(scene.store));
  });

  test('while the log is away it says so, keeps the order, and goes on when it is back', async () => {
    const running = scene.start('one', { leaseMs: 5_000 });
    await until(() => running.relay.status().leading, 'leading');
    await scene.fresh.db.pool.query(
      'CREATE FUNCTION log.away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION $m$away$m$ USING ERRCODE = $c$57P03$c$; END $$',
    );
    await scene.fresh.db.pool.query('CREATE TRIGGER away BEFORE INSERT ON log.record EXECUTE FUNCTION log.away()');
    await scene.append(5);
    await until(() => running.relay.status().waitingFor === 'log', 'waiting for the log');
    await until(() => running.relay.status().lag === 5n, 'a lag of 5');
    await scene.fresh.db.pool.query('DROP TRIGGER away ON log.record');
    await scene.reached(5n);
    expect(running.relay.status().waitingFor).toBeUndefined();
    expect(scene.events.filter((said) => said.type === 'resumed')).toMatchObject([{ after: 'log' }]);
  });

  test('only the context moves its watermark; a reader of another context reads it', async () => {
    await scene.append(1);
    scene.start('one');
    await scene.reached(1n);
    const pool = new pg.Pool({ connectionString: await scene.fresh.as('projections'), max: 1 });
    try {
      expect(await readWatermark(pool, 'residents')).toMatchObject({ sequence: 1n });
      expect(await readWatermark(pool, 'finance')).toBeUndefined();
      const refused = { code: '42501' };
      await expect(pool.query(`SELECT meta.lead_relay('residents', 1, 4, 'x', 1000, false)`)).rejects.toMatchObject(refused);
      await expect(pool.query(`SELECT meta.make_current('residents', 1)`)).rejects.toMatchObject(refused);
      await expect(pool.query('SELECT * FROM meta.watermark')).rejects.toMatchObject(refused);
    } finally {
      await pool.end();
    }
  });

  test('a checkpoint whose places do not sum to its sequence is refused', async () => {
    const running = scene.start('one');
    await until(() => running.relay.status().leading, 'leading');
    await expect(
      scene.fresh.db.pool.query(
        `SELECT meta.move_watermark('residents', 1, 1, 3, '{1,1,0,0}', array_fill(sha256('x'), ARRAY[4]), 'i', 1000)`,
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('readers are woken: from append to delivered takes milliseconds, not a poll', async () => {
    const running = scene.start('one');
    await until(() => running.relay.status().leading, 'leading');
    const [stop, arrived] = [new AbortController(), new Map<string, number>()];
    const reading = scene.log.read({
      topic,
      after: [0n, 0n, 0n, 0n],
      signal: stop.signal,
      onBatch: async (records) => records.forEach(({ id }) => arrived.set(id, performance.now())),
    });
    const took: number[] = [];
    for (let at = 0; at < 60; at += 1) {
      const one = event();
      await scene.store.append('case/1', 'any', [one]);
      const answered = performance.now();
      await until(() => arrived.has(one.id), 'delivery');
      took.push((arrived.get(one.id) ?? Infinity) - answered);
    }
    stop.abort();
    await reading;
    took.sort((left, right) => left - right);
    const median = took[30] ?? Infinity;
    // About 8 ms on two busy cores (ADR 0013). The bound only has to tell waking from polling (1,000 ms), however busy the machine.
    expect(median).toBeLessThan(250);
    if (process.env['YIMEN_MEASURE'])
      process.stderr.write(`append to delivered: median ${median.toFixed(1)} ms, p95 ${took[56]?.toFixed(1)} ms\n`);
  });
});
