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
const layout = Buffer.from([1]);

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
  const parts: Uint8Array[] = [layout];
  for (const field of fields) {
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(bytes.byteLength);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
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
