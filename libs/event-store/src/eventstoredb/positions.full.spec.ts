import { randomUUID } from 'node:crypto';
import { eventstoredbDouble, type EventStoreDbDouble } from '@yimen/testing/servers';
import type { EventStore } from '../port.js';
import { freshStream, sampleEvent } from '../sample-events.js';
import { frame } from './framing.js';
import { CONTEXT, describeOnDouble, freshDouble, type FreshDouble } from './fresh-double.js';
import type { Mark, Marks } from './marks.js';
import { HistoryCut } from './trouble.js';

describeOnDouble('positions in EventStoreDB', () => {
  let fresh: FreshDouble<EventStoreDbDouble>;
  let store: EventStore;

  beforeEach(async () => {
    fresh = freshDouble(await eventstoredbDouble());
    store = fresh.open();
  });
  afterEach(() => fresh.close());

  test('positions are the order of $all, whoever numbers them, with other services and the system between', async () => {
    const written: string[] = [];
    for (let round = 0; round < 800; round += 1) {
      const stream = `${CONTEXT}/ticket/${round % 40}`;
      const batch = [0, 1, 2].map(() => proposed());
      fresh.double.log.append(stream, 'any', batch);
      written.push(...batch.map(({ id }) => id));
      if (round % 3 === 0) fresh.double.log.append('finance/fund/1', 'any', [proposed(), proposed()]);
      if (round % 100 === 0) fresh.double.log.append('$stats-127.0.0.1:2113', 'any', [proposed()]);
    }
    const ids: string[] = [];
    for (;;) {
      const page = await store.readAll({ after: BigInt(ids.length), max: 500 });
      if (page.length === 0) break;
      expect(page.map(({ position }) => position)).toEqual(page.map((_, index) => BigInt(ids.length + index + 1)));
      ids.push(...page.map(({ id }) => id));
    }
    expect(ids).toEqual(written);
    const appended = await store.append(freshStream(), 'none', [sampleEvent()]);
    expect(appended.position).toBe(2_401n);
    const another = fresh.open();
    expect(await another.readStream('ticket/7', { after: 2n, max: 3 })).toEqual(await store.readStream('ticket/7', { after: 2n, max: 3 }));
    expect(await another.readAll({ after: 1_234n, max: 5 })).toEqual(await store.readAll({ after: 1_234n, max: 5 }));
  });

  describe('an index taken up from its marks', () => {
    const kept: Mark[] = [];
    const marks: Marks = {
      load: () => Promise.resolve(kept),
      save: async (mark) => {
        kept.splice(kept.findIndex(({ position }) => position >= mark.position) >>> 0, Infinity, mark);
      },
    };
    beforeEach(async () => {
      kept.length = 0;
      for (let round = 0; round < 1_600; round += 1) {
        fresh.double.log.append(`${CONTEXT}/ticket/${round % 40}`, 'any', [proposed(), proposed()]);
        if (round % 3 === 0) fresh.double.log.append('finance/fund/1', 'any', [proposed()]);
      }
      const first = fresh.open({ marks });
      expect((await first.head()).position).toBe(3_200n);
      await first.close();
      expect(kept.map(({ position }) => position)).toEqual([1_024n, 2_048n, 3_072n]);
    });

    test('gives the same places as one that was built from the beginning, and reads only what it is asked for', async () => {
      const resumed = fresh.open({ marks });
      expect((await resumed.head()).position).toBe(3_200n);
      expect(await resumed.readStream('ticket/7')).toEqual(await store.readStream('ticket/7'));
      for (const after of [0n, 1_000n, 2_048n, 3_190n]) {
        expect(await resumed.readAll({ after, max: 40 })).toEqual(await store.readAll({ after, max: 40 }));
      }
      expect((await resumed.append('ticket/7', 'exists', [sampleEvent()])).position).toBe(3_201n);
    });

    test('does not use marks that the log does not bear out', async () => {
      kept.splice(1, 2, { ...(kept[1] ?? fail()), id: randomUUID() }, { ...(kept[2] ?? fail()), commit: 1_000_000_000n });
      const resumed = fresh.open({ marks });
      expect((await resumed.head()).position).toBe(3_200n);
      expect(await resumed.readAll({ after: 3_100n, max: 40 })).toEqual(await store.readAll({ after: 3_100n, max: 40 }));
      await resumed.close();
      expect(kept.map(({ position }) => position)).toEqual([1_024n, 2_048n, 3_072n]);
    });

    test('finds an event missing that was there when the mark was made', async () => {
      const { records } = fresh.double.log;
      records.splice(
        records.findLastIndex(({ stream }, index) => index < 100 && stream === `${CONTEXT}/ticket/7`),
        1,
      );
      const resumed = fresh.open({ marks });
      await expect(resumed.readAll({ after: 0n, max: 1_100 })).rejects.toBeInstanceOf(HistoryCut);
    });

    const fail = (): never => {
      throw new Error('no such mark');
    };
  });

  const proposed = () => ({
    id: randomUUID(),
    type: 'TicketIssued',
    contentType: 'application/octet-stream',
    data: Buffer.from('{}'),
    metadata: frame({ schemaVersion: 1, happenedOn: '2026-03-02', meta: Buffer.from('{}') }),
  });
});
