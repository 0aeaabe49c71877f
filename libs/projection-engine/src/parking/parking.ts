import type { LogRecord } from '@yimen/event-log';
import type { PoolClient } from 'pg';
import { quoted } from '../generations/names.js';
import type { Target } from '../batch/batch.js';
import { toJson } from '../projection/row-values.js';

/** Parks records: the one that failed (with its reason), or those that stand behind one of their stream (reason null). */
export async function parkRecords(
  client: PoolClient,
  target: Pick<Target, 'owner' | 'projection' | 'generation'>,
  records: readonly LogRecord[],
  reason: string | null,
  attempts: number,
): Promise<void> {
  const sent = records.map((record) => {
    const { meta, payload, hash, ...rest } = record;
    const plain = { ...rest, hash: Buffer.from(hash).toString('base64') };
    return client.query(
      `INSERT INTO ${quoted(target.owner)}.engine_parked
         (projection, generation, context, partition, place, stream, revision, event_id, type, reason, attempts, record, meta, payload)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        target.projection.name,
        target.generation,
        record.context,
        record.partition,
        record.place.toString(),
        record.stream,
        record.revision.toString(),
        record.id,
        record.type,
        reason,
        attempts,
        toJson(plain),
        Buffer.from(meta),
        Buffer.from(payload),
      ],
    );
  });
  await Promise.all(sent);
}

interface ParkedRow {
  readonly record: Record<string, unknown>;
  readonly meta: Buffer;
  readonly payload: Buffer;
}

/** The record as it was delivered. */
export function unpark({ record, meta, payload }: ParkedRow): LogRecord {
  return {
    ...(record as unknown as LogRecord),
    position: BigInt(record['position'] as string),
    revision: BigInt(record['revision'] as string),
    place: BigInt(record['place'] as string),
    hash: Buffer.from(record['hash'] as string, 'base64'),
    meta,
    payload,
  };
}
