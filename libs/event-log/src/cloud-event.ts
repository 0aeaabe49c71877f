import type { LogRecord, Topic } from './port.js';

/**
 * A record as a CloudEvents 1.0 message in binary mode, Kafka binding: the payload is the value, everything else stands in `ce_` headers.
 * Core: specversion, id, type, source (`/yimen/<context>`), subject (the stream), time (recordedAt). Extensions: sequence (20 digits), partitionkey (the
 * stream), revision, schemaversion, happenedon, partition, place, and as CloudEvents Binary (base64) the exact bytes of meta and hash.
 */
export function cloudEventHeaders(record: LogRecord): Record<string, string> {
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: record.id,
    ce_type: record.type,
    ce_source: `/yimen/${record.context}`,
    ce_subject: record.stream,
    ce_time: record.recordedAt,
    ce_sequence: String(record.position).padStart(20, '0'),
    ce_partitionkey: record.stream,
    ce_revision: String(record.revision),
    ce_schemaversion: String(record.schemaVersion),
    ce_happenedon: record.happenedOn,
    ce_partition: String(record.partition),
    ce_place: String(record.place),
    ce_meta: base64(record.meta),
    ce_hash: base64(record.hash),
  };
}

/** The record of a message that `cloudEventHeaders` wrote. Throws where a header is missing or not of its form. */
export function fromCloudEvent(topic: Topic, headers: Readonly<Record<string, unknown>>, payload: Uint8Array): LogRecord {
  const text = (name: string): string => {
    const value = headers[name];
    if (typeof value === 'string') return value;
    // As kafkajs gives them, a dozen for every event: no copy.
    if (Buffer.isBuffer(value)) return value.toString('utf8');
    if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
    throw new Error(`a message on ${topic.context}.g${topic.generation} has no header ${name}: it was not written by a relay`);
  };
  return {
    context: topic.context,
    id: text('ce_id'),
    type: text('ce_type'),
    stream: text('ce_subject'),
    recordedAt: text('ce_time'),
    position: BigInt(text('ce_sequence')),
    revision: BigInt(text('ce_revision')),
    schemaVersion: Number(text('ce_schemaversion')),
    happenedOn: text('ce_happenedon'),
    partition: Number(text('ce_partition')),
    place: BigInt(text('ce_place')),
    meta: Buffer.from(text('ce_meta'), 'base64'),
    hash: Buffer.from(text('ce_hash'), 'base64'),
    payload,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
