import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, LogRecord, Topic, Watermarks } from '@yimen/event-log';
import type pg from 'pg';
import type { Process } from '../definition.js';
import { schemaOf } from '../provision/services.js';
import { inTransaction } from './transaction.js';

export interface FollowerOptions {
  readonly service: string;
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly watermarks: Watermarks;
  /** The context whose topic is followed, and the processes that react to its events. */
  readonly context: string;
  readonly processes: readonly Process[];
  /** Called after causes were noted. */
  readonly onCauses: () => void;
  /** Pause in milliseconds until the topic exists. */
  readonly everyMs: number;
}

/** A record came that does not follow the last one: the log has a hole, and nothing behind it may be acted upon. */
export class PlaceMissing extends Error {
  constructor(topic: Topic, partition: number, expected: bigint, found: bigint) {
    super(`${topic.context}.g${topic.generation} partition ${partition}: place ${expected} is missing, ${found} came`);
    this.name = 'PlaceMissing';
  }
}

/**
 * Reads one topic for the processes that react to its events, and notes each cause in the transaction that moves their places:
 * a host that is killed in between notes it again, and two hosts note it once. Ends when aborted.
 */
export async function follow(options: FollowerOptions, signal: AbortSignal): Promise<void> {
  const topic = await currentTopic(options, signal);
  if (!topic) return;
  const places = await readPlaces(options, topic.topic, topic.partitions);
  await options.log.read({
    topic: topic.topic,
    after: places,
    signal,
    onBatch: (records) => note(options, topic.topic, records),
  });
}

async function currentTopic({ watermarks, context, everyMs }: FollowerOptions, signal: AbortSignal) {
  while (!signal.aborted) {
    const watermark = await watermarks.get(context);
    if (watermark) return { topic: watermark.topic, partitions: watermark.places.length };
    // The relay of that context has not started yet.
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** Where the process that is furthest behind stands, per partition; processes that are new here begin at place 0. */
async function readPlaces({ service, pool, processes }: FollowerOptions, topic: Topic, partitions: number): Promise<bigint[]> {
  const table = `${schemaOf(service)}.process_place`;
  const names = processes.map((process) => process.name);
  await pool.query(
    `INSERT INTO ${table} (process, context, generation, partition, place)
     SELECT name, $2, $3, partition, 0 FROM unnest($1::text[]) AS name, generate_series(0, $4::int - 1) AS partition
     ON CONFLICT DO NOTHING`,
    [names, topic.context, topic.generation, partitions],
  );
  const { rows } = await pool.query<{ partition: number; place: string }>(
    `SELECT partition, min(place)::text AS place FROM ${table}
     WHERE process = ANY ($1) AND context = $2 AND generation = $3 GROUP BY partition ORDER BY partition`,
    [names, topic.context, topic.generation],
  );
  return rows.map((row) => BigInt(row.place));
}

async function note({ service, pool, processes, onCauses }: FollowerOptions, topic: Topic, records: readonly LogRecord[]): Promise<void> {
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) return;
  const schema = schemaOf(service);
  const noted = await inTransaction(pool, async (client) => {
    let found = 0;
    const { rows } = await client.query<{ process: string; place: string }>(
      `SELECT process, place::text FROM ${schema}.process_place
       WHERE process = ANY ($1) AND context = $2 AND generation = $3 AND partition = $4 ORDER BY process FOR UPDATE`,
      [processes.map((process) => process.name), topic.context, topic.generation, first.partition],
    );
    const places = new Map(rows.map((row) => [row.process, BigInt(row.place)]));
    for (const process of processes) {
      for (const record of causesOf(process, places.get(process.name) ?? 0n, topic, records)) {
        found += 1;
        await insertCause(client, schema, process, topic, record);
      }
    }
    await client.query(
      `UPDATE ${schema}.process_place SET place = $5
       WHERE process = ANY ($1) AND context = $2 AND generation = $3 AND partition = $4 AND place < $5`,
      [processes.map((process) => process.name), topic.context, topic.generation, first.partition, String(last.place)],
    );
    return found;
  });
  if (noted > 0) onCauses();
}

/** The records that this process has not seen and reacts to. Throws PlaceMissing. */
function causesOf(process: Process, place: bigint, topic: Topic, records: readonly LogRecord[]): LogRecord[] {
  const found: LogRecord[] = [];
  let at = place;
  for (const record of records) {
    if (record.place <= at) continue;
    if (record.place !== at + 1n) throw new PlaceMissing(topic, record.partition, at + 1n, record.place);
    at = record.place;
    if (process.reactions.has(record.type) && record.position >= process.startsFrom) found.push(record);
  }
  return found;
}

/** A cause that still waits when its topic is read in a later generation stands at its place there. */
async function insertCause(client: pg.ClientBase, schema: string, process: Process, topic: Topic, record: LogRecord): Promise<void> {
  await client.query(
    `INSERT INTO ${schema}.process_cause AS c
       (process, event_id, context, stream, revision, type, schema_version, happened_on, payload, meta, generation, partition, place)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (process, event_id) DO UPDATE
       SET generation = excluded.generation, partition = excluded.partition, place = excluded.place WHERE c.generation < excluded.generation`,
    [
      process.name,
      record.id,
      record.context,
      record.stream,
      String(record.revision),
      record.type,
      record.schemaVersion,
      record.happenedOn,
      record.payload,
      record.meta,
      topic.generation,
      record.partition,
      String(record.place),
    ],
  );
}
