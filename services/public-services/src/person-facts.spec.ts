import { registry, type EventContract } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { BatchRows } from '@yimen/projection-engine';
import { personFacts, recordOf } from './person-facts.js';

const person = '0198a3f0-0000-7000-8000-000000000001';

/** What the facts answer after these events of the person's stream. */
async function known(...told: readonly (readonly [type: string, fields?: object])[]) {
  const { projection } = personFacts;
  const stream = `person/${person}`;
  const batch = new BatchRows(projection);
  told.forEach(([type, fields], at) => {
    const event = { ...((registry.get(type) as EventContract).samples[0] as object), ...fields, type };
    const revision = BigInt(at + 1);
    batch.fold(stream, revision, () =>
      projection.handlers.get(type)?.apply(batch.rows as never, { event, item: person, stream, revision } as never),
    );
  });
  const rows = batch.changes().flatMap(({ put }) => put.map(({ row }) => row));
  return recordOf({ row: () => Promise.resolve(rows[0]) } as unknown as Reader, person);
}

test('PIPL 47 · a record is usable from the registration until it is sealed, and again when it is reopened', async () => {
  await expect(known()).resolves.toBe('unknown');
  await expect(known(['PersonRegistered'])).resolves.toBe('usable');
  await expect(known(['PersonRegistered'], ['RecordSealed'])).resolves.toBe('stored');
  await expect(known(['PersonRegistered'], ['RecordSealed'], ['RecordReopened'])).resolves.toBe('usable');
});

test('a series that is forgotten leaves the record as it stands; all of them end it', async () => {
  const series = ['PersonForgotten', { series: 'contact', identity: null }] as const;
  await expect(known(['PersonRegistered'], ['RecordSealed'], series, ['RecordReopened'])).resolves.toBe('usable');
  await expect(known(['PersonRegistered'], ['PersonForgotten', { series: null }])).resolves.toBe('stored');
});
