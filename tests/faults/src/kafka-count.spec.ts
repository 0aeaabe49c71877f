import { randomUUID } from 'node:crypto';
import type { EventStore, StoredEvent } from '@yimen/event-store';
import { testDatabase } from '@yimen/testing/servers';
import { freshLog, type FreshLog } from '../../../libs/event-log/src/fresh-log.js';
import { counted, makeSeen } from './kafka-count.sample.js';

/** The fault tests believe this count: here it is shown everything that it must see. */
let fresh: FreshLog;
let store: EventStore;
let events: readonly StoredEvent[];

beforeAll(async () => {
  fresh = await freshLog(await testDatabase());
  await makeSeen(fresh.db.pool);
  store = fresh.openStore();
  for (let at = 0; at < 6; at += 1) {
    const event = {
      id: randomUUID(),
      type: 'T',
      schemaVersion: 1,
      happenedOn: '2026-03-02',
      meta: Buffer.from('{}'),
      payload: Buffer.from('{}'),
    };
    await store.append(`case/${at % 2}`, 'any', [event]);
  }
  events = await store.readAll({ after: 0n, max: 10 });
});
beforeEach(() => fresh.db.pool.query('TRUNCATE seen.applied'));
afterAll(() => fresh.close());

async function afterApplying(order: readonly number[]) {
  for (const at of order) {
    const event = events[at];
    if (!event) throw new Error(`no event ${at}`);
    const values = [1, event.id, event.stream, event.revision];
    await fresh.db.pool.query('INSERT INTO seen.applied (generation, id, stream, revision) VALUES ($1, $2, $3, $4)', values);
  }
  const { longestGapMs: _ms, ...count } = await counted(fresh.db.pool, 1);
  return count;
}

test('everything once and in order: nothing to tell, in whatever order the streams come', async () => {
  expect(await afterApplying([0, 2, 4, 1, 3, 5])).toEqual({ lost: 0, appliedTwice: 0, outOfOrder: 0 });
});

test('an event that was not applied is lost, and breaks its stream unless it is the last one', async () => {
  expect(await afterApplying([0, 1, 2, 3, 4])).toEqual({ lost: 1, appliedTwice: 0, outOfOrder: 0 });
});

test('an event applied a second time is seen', async () => {
  expect(await afterApplying([0, 1, 2, 3, 4, 5, 5])).toEqual({ lost: 0, appliedTwice: 1, outOfOrder: 1 });
});

test('two events of one stream that changed places are seen', async () => {
  expect(await afterApplying([0, 1, 4, 2, 3, 5])).toMatchObject({ lost: 0, appliedTwice: 0, outOfOrder: 2 });
});
