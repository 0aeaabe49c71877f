import { ForkDetected } from '../port.js';
import { newScene, topic, until, type Scene } from './scene.sample.js';
import { makeCurrent, readWatermark } from './watermark.js';

describe('the relay refuses to continue a fork, and names what mends it', () => {
  let scene: Scene;
  /** Twenty events published, then the relay stopped. */
  beforeEach(async () => {
    scene = await newScene();
    await scene.append(20);
    const running = scene.start('one');
    await scene.reached(20n);
    await running.stop();
  });
  afterEach(() => scene.close());

  const refused = async (reason: ForkDetected['reason'], words: RegExp) => {
    const error = await scene.start('two').done;
    expect(error).toBeInstanceOf(ForkDetected);
    expect(error).toMatchObject({ reason, message: expect.stringMatching(words) });
    expect(scene.events.at(-1)).toMatchObject({ type: 'forked' });
  };
  const sql = (text: string) => scene.fresh.db.pool.query(text);
  const rewrite = async (text: string) => {
    await sql('ALTER TABLE residents.event DISABLE TRIGGER event_is_final');
    await sql(text);
  };

  test('a store that is behind the watermark', async () => {
    await rewrite('DELETE FROM residents.event WHERE position > 15');
    await refused(
      'store-behind',
      /position 15, but 20 was already acknowledged.*`yimen store restored residents`.*`yimen log republish residents`.*yimen\.residents\.g2/,
    );
  });

  test('a store that was restored (another incarnation)', async () => {
    await sql('UPDATE residents.store_head SET incarnation = gen_random_uuid()');
    await refused('store-restored', /run `yimen log republish residents`.*yimen\.residents\.g2/);
  });

  test('a log that is ahead of the store and of the watermark', async () => {
    await sql(`UPDATE meta.watermark SET sequence = 0, places = '{0,0,0,0}', chains = '{}', incarnation = NULL`);
    await rewrite('DELETE FROM residents.event WHERE position > 15');
    await refused('log-ahead', /its store ends at 15/);
  });

  test('a log that is behind the watermark', async () => {
    await sql('DELETE FROM log.record WHERE sequence = 20');
    await refused('log-behind', /was acknowledged/);
  });

  test('another event at the last place', async () => {
    await rewrite(`UPDATE residents.event SET payload = '{}' WHERE position = 20`);
    await refused('record-differs', /holds event .* its store tells otherwise/);
  });

  test('another hash at the last place', async () => {
    await sql(`UPDATE log.record SET hash = sha256('x') WHERE sequence = 20`);
    await refused('record-differs', /`yimen store restored residents`/);
  });

  test('another event before the last place, where the log runs ahead of the checkpoint', async () => {
    await sql(`UPDATE meta.watermark SET sequence = 0, places = '{0,0,0,0}', chains = '{}', incarnation = NULL`);
    await rewrite(`UPDATE residents.event SET payload = '{}' WHERE position = 3`);
    await refused('record-differs', /tells otherwise/);
  });

  test('a fork found while publishing', async () => {
    await rewrite('DELETE FROM residents.event WHERE position > 19');
    await sql(`UPDATE meta.watermark SET sequence = 0, places = '{0,0,0,0}', chains = '{}', incarnation = NULL`);
    await sql(`DELETE FROM log.record WHERE sequence = 20`);
    const running = scene.start('two', {
      onEvent: async (said) => {
        if (said.type === 'leading') await sql(`UPDATE log.record SET hash = sha256('x') WHERE sequence = 7`);
      },
    });
    expect(await running.done).toMatchObject({ name: 'ForkDetected', reason: 'record-differs' });
    expect((await scene.watermark())?.sequence).toBe(0n);
  });

  test('a store restored while it publishes', async () => {
    const running = scene.start('two');
    await until(() => running.relay.status().leading, 'leading');
    await sql('UPDATE residents.store_head SET incarnation = gen_random_uuid()');
    expect(await running.done).toMatchObject({ name: 'ForkDetected', reason: 'store-restored' });
  });

  test('and the next generation is published beside the old one, from sequence 1, until readers are switched', async () => {
    const next = { ...topic, generation: 2 };
    scene.start('two', { topic: next });
    await until(async () => (await readWatermark(scene.fresh.db.pool, 'residents', 2))?.sequence === 20n, 'generation 2');
    expect((await scene.watermark())?.topic.generation).toBe(1);
    await makeCurrent(scene.fresh.db.pool, next);
    expect(await scene.watermark()).toMatchObject({ topic: next, sequence: 20n });
  });
});
