import { setTimeout as sleep } from 'node:timers/promises';
import { Gathering, type EventLog, type LogRecord, type Topic, type Watermarks } from '@yimen/event-log';
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
  /** Called after so many causes were noted. */
  readonly onCauses: (count: number) => void;
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
 * a host that is killed in between notes it again, and two hosts note it once. Ends when aborted, and when another generation of the topic
 * has become current: that one is read from its beginning, and what was done before is known by its memory.
 */
export async function follow(options: FollowerOptions, signal: AbortSignal): Promise<void> {
  const topic = await currentTopic(options, signal);
  if (!topic) return;
  const places = await readPlaces(options, topic.topic, topic.partitions);
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  const gathering = new Gathering({
    most: MOST_RECORDS,
    signal: stop,
    isUrgent: ({ type }) => options.processes.some(({ reactions }) => reactions.has(type)),
    patienceMs: NO_CAUSE_MS,
  });
  await Promise.all([
    watchCurrent(options, topic.topic, stop).then(() => broken.abort()),
    options.log
      .read({ topic: topic.topic, after: places, max: MOST_RECORDS, signal: stop, onBatch: (records) => gathering.add(records) })
      .finally(() => {
        broken.abort();
        return gathering.close();
      }),
    gathering.handOut((records) => note(options, topic.topic, records)).finally(() => broken.abort()),
  ]);
}

/** Records noted in one transaction at most. */
const MOST_RECORDS = 2_000;
/** Milliseconds for which records that cause nothing wait for others before they move the places. */
const NO_CAUSE_MS = 1_000;

/** Milliseconds between looks at the current generation. */
const CURRENT_EVERY_MS = 1_000;

/** Ends when aborted, or when the topic is no longer the current one. */
async function watchCurrent({ watermarks }: FollowerOptions, topic: Topic, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(CURRENT_EVERY_MS, undefined, { signal }).catch(() => undefined);
    // While the database is away nothing is known of another generation, and nothing can be noted either.
    const current = signal.aborted ? undefined : await watermarks.get(topic.context).catch(() => undefined);
    if (current && current.topic.generation !== topic.generation) return;
  }
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
  const schema = schemaOf(service);
  const names = processes.map((process) => process.name);
  const last = new Map(records.map(({ partition, place }) => [partition, place]));
  const noted = await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ process: string; partition: number; place: string }>(
      `SELECT process, partition, place::text FROM ${schema}.process_place
       WHERE process = ANY ($1) AND context = $2 AND generation = $3 AND partition = ANY ($4) ORDER BY process, partition FOR UPDATE`,
      [names, topic.context, topic.generation, [...last.keys()]],
    );
    const causes = processes.flatMap((process) => {
      const places = new Map(rows.filter((row) => row.process === process.name).map((row) => [row.partition, BigInt(row.place)]));
      return causesOf(process, places, topic, records).map((record) => ({ process, record }));
    });
    const sent: Promise<unknown>[] = causes.map(({ process, record }) => insertCause(client, schema, process, topic, record));
    const moved = client.query(
      `UPDATE ${schema}.process_place p SET place = r.place FROM unnest($4::int[], $5::bigint[]) AS r (partition, place)
       WHERE p.process = ANY ($1) AND p.context = $2 AND p.generation = $3 AND p.partition = r.partition AND p.place < r.place`,
      [names, topic.context, topic.generation, [...last.keys()], [...last.values()].map(String)],
    );
    await Promise.all([...sent, moved]);
    return sent.length;
  });
  if (noted > 0) onCauses(noted);
}

/** The records that this process has not seen and reacts to. Throws PlaceMissing. */
function causesOf(process: Process, places: ReadonlyMap<number, bigint>, topic: Topic, records: readonly LogRecord[]): LogRecord[] {
  const found: LogRecord[] = [];
  const reached = new Map(places);
  for (const record of records) {
    const at = reached.get(record.partition) ?? 0n;
    if (record.place <= at) continue;
    if (record.place !== at + 1n) throw new PlaceMissing(topic, record.partition, at + 1n, record.place);
    reached.set(record.partition, record.place);
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
