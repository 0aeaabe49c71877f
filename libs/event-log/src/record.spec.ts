import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { cloudEventHeaders, fromCloudEvent } from './cloud-event.js';
import type { LogRecord } from './port.js';
import { chain, chainStart, partitionOf, recordBytes, topicName } from './record.js';

type Bare = Omit<LogRecord, 'hash'>;
const topic = { context: 'public-services', generation: 1 };

const number = fc.bigInt(1n, 2n ** 62n);
const bytes = fc.uint8Array({ maxLength: 40 });
const record: fc.Arbitrary<Bare> = fc.record({
  context: fc.constantFrom('residents', 'public-services'),
  partition: fc.nat(63),
  place: number,
  position: number,
  stream: fc.string({ unit: 'binary' }),
  revision: number,
  id: fc.uuid(),
  type: fc.string(),
  schemaVersion: fc.integer({ min: 1, max: 999 }),
  happenedOn: fc.constantFrom('2026-03-02', '2026-03-03'),
  recordedAt: fc.constantFrom('2026-03-02T01:00:00.000001Z', '2026-03-02T01:00:00.000002Z'),
  meta: bytes,
  payload: bytes,
});

/** Reads the documented layout back, independently of the writer. */
function decode(encoded: Buffer): Buffer[] {
  expect(encoded[0]).toBe(1);
  const fields: Buffer[] = [];
  for (let at = 1; at < encoded.length;) {
    const length = encoded.readUInt32BE(at);
    fields.push(encoded.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

describe('canonical record bytes', () => {
  test('every field can be read back from the bytes: no two different records share them', () => {
    fc.assert(
      fc.property(record, (given) => {
        const fields = decode(recordBytes(given));
        const text = (at: number) => fields[at]?.toString('utf8');
        expect(fields).toHaveLength(13);
        expect({
          context: text(0),
          partition: Number(text(1)),
          place: BigInt(text(2) ?? ''),
          position: BigInt(text(3) ?? ''),
          stream: text(4),
          revision: BigInt(text(5) ?? ''),
          id: text(6),
          type: text(7),
          schemaVersion: Number(text(8)),
          happenedOn: text(9),
          recordedAt: text(10),
          meta: Uint8Array.from(fields[11] ?? []),
          payload: Uint8Array.from(fields[12] ?? []),
        }).toEqual(given);
      }),
    );
  });

  test('bytes moved from one field to the next change the record', () => {
    const [left] = fc.sample(record, 1);
    if (!left) throw new Error('no sample');
    const first = recordBytes({ ...left, stream: 'case/1', type: 'A', meta: Buffer.from('xy'), payload: Buffer.from('z') });
    expect(first.equals(recordBytes({ ...left, stream: 'case/1', type: 'A', meta: Buffer.from('x'), payload: Buffer.from('yz') }))).toBe(
      false,
    );
    expect(first.equals(recordBytes({ ...left, stream: 'case/', type: '1A', meta: Buffer.from('xy'), payload: Buffer.from('z') }))).toBe(
      false,
    );
  });

  test('the layout is fixed: this record has had this hash since generation 1', () => {
    const fixed: Bare = {
      context: 'public-services',
      partition: 2,
      place: 3n,
      position: 17n,
      stream: 'service-case/0198',
      revision: 2n,
      id: '01980000-0000-7000-8000-000000000001',
      type: 'CaseAccepted',
      schemaVersion: 1,
      happenedOn: '2026-03-02',
      recordedAt: '2026-03-02T01:00:00.000001Z',
      meta: Buffer.from('{"actor":"张三"}'),
      payload: Buffer.from('{}'),
    };
    expect(chain(chainStart(topic, 2), fixed).toString('hex')).toMatchInlineSnapshot(
      `"8039caf0d60cfafd4131566b7cf4dc0fb89e33c4dff96aa529275250f468f9fb"`,
    );
  });
});

describe('the hash chain', () => {
  test('is SHA-256 over the previous hash and the bytes', () => {
    fc.assert(
      fc.property(record, fc.uint8Array({ minLength: 32, maxLength: 32 }), (given, previous) => {
        const expected = createHash('sha256').update(previous).update(recordBytes(given)).digest();
        expect(chain(previous, given).equals(expected)).toBe(true);
      }),
    );
  });

  test('starts with the topic name and the partition, so that a chain cannot stand in for another', () => {
    expect(chainStart(topic, 0)).toEqual(createHash('sha256').update('yimen.public-services.g1/0').digest());
    expect(topicName(topic)).toBe('yimen.public-services.g1');
  });
});

describe('the partitioner', () => {
  test('is the first four bytes of SHA-256 over the stream, big-endian, modulo the count', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 256 }), (stream, partitions) => {
        const first = parseInt(createHash('sha256').update(stream, 'utf8').digest('hex').slice(0, 8), 16);
        expect(partitionOf(stream, partitions)).toBe(first % partitions);
      }),
    );
  });

  test('these streams have been in these partitions since generation 1', () => {
    expect(['service-case/1', 'service-case/2', 'queue/2026-03-02', '案件/一'].map((stream) => partitionOf(stream, 8)))
      .toMatchInlineSnapshot(`
     [
       5,
       3,
       3,
       3,
     ]
    `);
  });

  test('spreads streams: of 8,000 none of 8 partitions has more than 1,150', () => {
    const counts = new Array<number>(8).fill(0);
    for (let at = 0; at < 8_000; at += 1) {
      const partition = partitionOf(`service-case/${at}`, 8);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });
});

describe('CloudEvents 1.0, binary mode', () => {
  test('a record survives its headers, also as the bytes that a broker gives back', () => {
    fc.assert(
      fc.property(record, (given) => {
        const whole = {
          ...given,
          context: topic.context,
          hash: chain(chainStart(topic, given.partition), { ...given, context: topic.context }),
        };
        const headers = Object.fromEntries(
          Object.entries(cloudEventHeaders(whole)).map(([name, value]) => [name, Buffer.from(value, 'utf8')]),
        );
        const back = fromCloudEvent(topic, headers, whole.payload);
        expect(chain(chainStart(topic, given.partition), back).equals(back.hash)).toBe(true);
        expect(recordBytes(back).equals(recordBytes(whole))).toBe(true);
      }),
    );
  });

  test('has the required attributes, names of lower-case letters and digits, and the sequence in 20 digits', () => {
    const [given] = fc.sample(record, 1);
    if (!given) throw new Error('no sample');
    const headers = cloudEventHeaders({ ...given, position: 17n, hash: new Uint8Array(32) });
    expect(headers).toMatchObject({ ce_specversion: '1.0', ce_id: given.id, ce_type: given.type, ce_sequence: '00000000000000000017' });
    expect(headers['ce_source']).toBe(`/yimen/${given.context}`);
    for (const name of Object.keys(headers)) expect(name).toMatch(/^(content-type|ce_[a-z0-9]+)$/);
  });

  test('a message without them is refused by name', () => {
    expect(() => fromCloudEvent(topic, { ce_id: 'x' }, new Uint8Array())).toThrow('no header ce_type');
  });
});
