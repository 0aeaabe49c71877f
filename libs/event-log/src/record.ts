import { hash } from 'node:crypto';
import type { LogRecord, Topic } from './port.js';

/** Name of a topic: `yimen.public-services.g1` (decision 10). The same in every adapter. */
export function topicName(topic: Topic): string {
  return `yimen.${topic.context}.g${topic.generation}`;
}

/**
 * The partition of a stream: the first four bytes of SHA-256 over the stream's name in UTF-8, read as a big-endian unsigned integer, modulo the
 * partition count. It is part of the published format: whoever changes it must publish a new generation.
 */
export function partitionOf(stream: string, partitions: number): number {
  return sha256(Buffer.from(stream, 'utf8')).readUInt32BE(0) % partitions;
}

/** First byte of the canonical bytes; it changes with their layout. */
const layout = 1;

/**
 * The bytes that a record's hash covers. One byte with the layout's number (1), then 13 fields in this order, each as a big-endian uint32 with its
 * length in bytes followed by its bytes: context, partition, place, sequence, stream, revision, id, type, schema version, happenedOn, recordedAt, meta,
 * payload. Text is UTF-8, numbers are decimal digits without leading zeros, meta and payload stand as they were written. Two records that differ in
 * any field have different bytes.
 */
export function recordBytes(record: Omit<LogRecord, 'hash'>): Buffer {
  const fields = [
    record.context,
    String(record.partition),
    String(record.place),
    String(record.position),
    record.stream,
    String(record.revision),
    record.id,
    record.type,
    String(record.schemaVersion),
    record.happenedOn,
    record.recordedAt,
    record.meta,
    record.payload,
  ];
  // One buffer, sized first: the relay does this for every event, and a buffer per field takes several times as long.
  let size = 1;
  for (const field of fields) size += 4 + (typeof field === 'string' ? Buffer.byteLength(field, 'utf8') : field.byteLength);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeUInt8(layout, 0);
  for (const field of fields) {
    const start = at + 4;
    if (typeof field === 'string') at = start + bytes.write(field, start, 'utf8');
    else {
      bytes.set(field, start);
      at = start + field.byteLength;
    }
    bytes.writeUInt32BE(at - start, start - 4);
  }
  return bytes;
}

/** Hash before the first place of a partition: SHA-256 over `<topic name>/<partition>`, so that a chain belongs to one partition of one topic. */
export function chainStart(topic: Topic, partition: number): Buffer {
  return sha256(Buffer.from(`${topicName(topic)}/${partition}`, 'utf8'));
}

/** The next hash of a partition: SHA-256 over the previous hash (32 bytes) and the record's canonical bytes. */
export function chain(previous: Uint8Array, record: Omit<LogRecord, 'hash'>): Buffer {
  return sha256(Buffer.concat([previous, recordBytes(record)]));
}

function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}
