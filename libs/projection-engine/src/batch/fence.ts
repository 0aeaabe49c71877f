import type { LogRecord } from '@yimen/event-log';
import type { Pool, PoolClient } from 'pg';
import { quoted } from '../generations/names.js';
import { inTransaction, type Last } from '../generations/transaction.js';
import type { TableChanges } from '../projection/own-rows.js';
import { announce } from './announce.js';
import type { Target } from './batch.js';
import { prepared } from './prepared.js';
import { Deposed, PlaceGap, Switched } from './trouble.js';

/**
 * The commit of a batch waits for no disk: its places stand in the same transaction as its rows, so a crash loses both together and the
 * events are applied again (ADR 0020).
 */
const begin = 'BEGIN; SET LOCAL synchronous_commit = off';

export interface Applied {
  readonly context: string;
  /** Events that moved a place; repeats are not counted. */
  readonly events: number;
  /** Streams whose rows or revision may have changed. */
  readonly streams: readonly string[];
  /** Those of the records that belong to them. */
  readonly folded: () => readonly LogRecord[];
}

export interface Outcome {
  /** The records applied: all, or those before the trouble. */
  readonly applied: readonly LogRecord[];
  /** Streams whose rows or revision may have changed, with the revision reached. */
  readonly moved: ReadonlyMap<string, bigint>;
  readonly changes: readonly TableChanges[];
  readonly trouble: Error | undefined;
}

export interface Fenced {
  readonly due: readonly LogRecord[];
  /** Revisions reached of the streams asked for; a stream that has none is not among them. */
  readonly known: ReadonlyMap<string, bigint>;
  /** Whether any event of the generation is parked. */
  readonly parked: boolean;
}

export interface BatchWork {
  /** Sent together with the fence, before it is known what is due. */
  readonly fetch?: (client: PoolClient) => Promise<void>;
  /** What it hands to `last` is sent together with places and commit. */
  readonly apply: (client: PoolClient, fenced: Fenced, last: Last) => Promise<Outcome>;
}

/**
 * Runs work on the records that are due, in one transaction in which neither lease nor pointer can move, and moves places and revisions.
 * `streams`: those whose revisions the work needs. Throws what the work reports as trouble, or PlaceGap, after what stands before it is committed and `onApplied` has heard of it.
 */
export async function fencedBatch(
  pool: Pool,
  target: Target,
  records: readonly LogRecord[],
  streams: readonly string[],
  work: BatchWork,
  onApplied?: (applied: Applied) => void,
): Promise<Applied | undefined> {
  const context = records[0]?.context;
  if (context === undefined) return undefined;
  const { applied, trouble } = await inTransaction(
    pool,
    async (client, last) => {
      const [{ places, known, parked }] = await Promise.all([fence(client, target, context, records, streams), work.fetch?.(client)]);
      const { due, gap } = dueRecords(records, places);
      const outcome = due.length > 0 ? await work.apply(client, { due, known, parked }, last) : undefined;
      if (!outcome || outcome.applied.length === 0) return { applied: undefined, trouble: outcome?.trouble ?? gap };
      const { applied: done, moved } = outcome;
      last([move(client, target, context, done, moved)]);
      // To those who wait for a stream, and those who watch rows; events that the projection does not fold concern neither.
      if (target.announces && moved.size > 0) last([announce(client, target, { changes: outcome.changes, context, moved })]);
      const folded = () => done.filter(({ stream }) => moved.has(stream));
      return { applied: { context, events: done.length, streams: [...moved.keys()], folded }, trouble: outcome.trouble ?? gap };
    },
    begin,
  );
  if (applied) onApplied?.(applied);
  if (trouble) throw trouble;
  return applied;
}

/** Locks lease and pointer to the end of the transaction, so that neither moves under the batch, and reads where it stands. */
async function fence(
  client: PoolClient,
  target: Target,
  context: string,
  records: readonly LogRecord[],
  streams: readonly string[],
): Promise<{ places: Map<number, bigint>; known: Map<string, bigint>; parked: boolean }> {
  const s = quoted(target.owner);
  const partitions = [...new Set(records.map(({ partition }) => partition))];
  const { rows } = await client.query<FenceRow>(
    prepared(
      `SELECT l.epoch, p.live,
              (SELECT json_object_agg(partition, place::text) FROM ${s}.engine_places
                WHERE projection = $2 AND generation = $3 AND context = $4 AND partition = ANY($5::int[])) AS places,
              (SELECT json_object_agg(stream, revision::text) FROM ${quoted(target.schema)}.streams
                WHERE stream = ANY($6::text[]) AND context = $4) AS known,
              EXISTS (SELECT FROM ${s}.engine_parked WHERE projection = $2 AND generation = $3) AS parked
         FROM ${s}.engine_leases l, ${s}.engine_projections p
        WHERE l.name = $1 AND p.name = $2 FOR SHARE OF l${target.live ? ', p' : ''}`,
    ),
    [target.lease.name, target.projection.name, target.generation, context, partitions, streams],
  );
  const row = rows[0];
  if (!row || BigInt(row.epoch) !== target.lease.epoch) throw new Deposed(target.lease.name);
  if (target.live && row.live !== target.generation) throw new Switched(target.projection.name);
  const places = new Map(Object.entries(row.places ?? {}).map(([partition, place]) => [Number(partition), BigInt(place)]));
  const missing = partitions.find((partition) => !places.has(partition));
  if (missing !== undefined)
    throw new Error(`projection ${target.projection.name} g${target.generation} has no place for ${context} partition ${missing}`);
  const known = new Map(Object.entries(row.known ?? {}).map(([stream, revision]) => [stream, BigInt(revision)]));
  return { places, known, parked: row.parked };
}

interface FenceRow {
  readonly epoch: string;
  readonly live: number | null;
  readonly places: Readonly<Record<string, string>> | null;
  readonly known: Readonly<Record<string, string>> | null;
  readonly parked: boolean;
}

/** The next place of a partition is due, a smaller one is a repeat, a larger one ends the batch for its partition. */
function dueRecords(records: readonly LogRecord[], places: ReadonlyMap<number, bigint>): { due: LogRecord[]; gap: PlaceGap | undefined } {
  const reached = new Map(places);
  const due: LogRecord[] = [];
  let gap: PlaceGap | undefined;
  for (const record of records) {
    const next = (reached.get(record.partition) ?? 0n) + 1n;
    if (record.place > next) gap ??= new PlaceGap(record.context, record.partition, next, record.place);
    if (record.place !== next) continue;
    due.push(record);
    reached.set(record.partition, next);
  }
  return { due, gap };
}

/** Places and stream revisions, in one statement. */
async function move(
  client: PoolClient,
  target: Target,
  context: string,
  applied: readonly LogRecord[],
  moved: ReadonlyMap<string, bigint>,
): Promise<void> {
  const last = new Map(applied.map((record) => [record.partition, record]));
  await client.query(
    prepared(
      `WITH moved AS (
         INSERT INTO ${quoted(target.schema)}.streams (stream, context, revision)
         SELECT stream, $3, revision FROM unnest($7::text[], $8::bigint[]) AS r (stream, revision)
         ON CONFLICT (stream, context) DO UPDATE SET revision = excluded.revision)
       UPDATE ${quoted(target.owner)}.engine_places e SET place = r.place, recorded_at = r.recorded_at
         FROM unnest($4::int[], $5::bigint[], $6::timestamptz[]) AS r (partition, place, recorded_at)
        WHERE e.projection = $1 AND e.generation = $2 AND e.context = $3 AND e.partition = r.partition`,
    ),
    [
      target.projection.name,
      target.generation,
      context,
      [...last.keys()],
      [...last.values()].map(({ place }) => place.toString()),
      [...last.values()].map(({ recordedAt }) => recordedAt),
      [...moved.keys()],
      [...moved.values()].map(String),
    ],
  );
}
