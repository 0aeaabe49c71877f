import { UnknownEvent, decode } from '@yimen/contracts';
import type { EventContract } from '@yimen/contracts';
import type { LogRecord } from '@yimen/event-log';
import type { Pool, PoolClient } from 'pg';
import { quoted } from '../generations/names.js';
import { announce } from './announce.js';
import { deliver } from './delivered.js';
import { BatchRows } from '../projection/own-rows.js';
import type { TableChanges } from '../projection/own-rows.js';
import { parkRecords } from '../parking/parking.js';
import { follows } from '../projection/projection.js';
import type { Projection } from '../projection/projection.js';
import { Deposed, FoldFailed, PlaceGap, RevisionGap, Switched } from './trouble.js';
import { inTransaction } from '../generations/transaction.js';
import { readRows, writeChanges } from './write.js';

export type Registry = ReadonlyMap<string, EventContract>;

/** One generation of one projection as a batch is written to it. */
export interface Target {
  /** Schema of the engine's own tables. */
  readonly owner: string;
  readonly projection: Projection;
  readonly generation: number;
  /** Schema of the generation's tables. */
  readonly schema: string;
  /** The lease that fences the writer; a live generation is fenced by the pointer as well. */
  readonly lease: { readonly name: string; readonly epoch: bigint };
  readonly live: boolean;
  /** Ids of events that a person has accepted as exceptions: skipped, their stream goes on. */
  readonly accepted: ReadonlySet<string>;
}

export interface Applied {
  readonly context: string;
  readonly partition: number;
  /** Place reached. */
  readonly place: bigint;
  /** Events that moved the place; repeats are not counted. */
  readonly events: number;
  /** Streams whose rows or revision may have changed. */
  readonly streams: ReadonlySet<string>;
}

/**
 * Applies records of one partition in one transaction: fence, prefetch, fold in memory, one upsert per table, stream revisions and the place.
 * A repeat is dropped. What stands before a gap, an unknown event or a fold error is committed, then that error is thrown
 * (PlaceGap, RevisionGap, UnknownEvent, FoldFailed), after `onApplied` has heard of it. Throws Deposed or Switched if the fence has fallen, RowConflict or a data error with nothing written.
 */
export async function applyBatch(
  pool: Pool,
  target: Target,
  registry: Registry,
  records: readonly LogRecord[],
  onApplied?: (applied: Applied) => void,
): Promise<Applied | undefined> {
  const work: BatchWork = async (client, { due, parked }) => {
    const batch = new Batch(target, registry, due, parked);
    await batch.open();
    await batch.prefetch(client);
    batch.fold();
    await batch.write(client);
    return batch;
  };
  return fencedBatch(pool, target, records, work, onApplied);
}

/** Parks the one event that failed, and moves the place past it. */
export async function parkFailed(
  pool: Pool,
  target: Target,
  record: LogRecord,
  reason: string,
  attempts: number,
): Promise<Applied | undefined> {
  return fencedBatch(pool, target, [record], async (client, { due }) => {
    await parkRecords(client, target, due, reason, attempts);
    return { applied: due, streams: new Set<string>(), changes: [], trouble: undefined };
  });
}

interface Outcome {
  readonly applied: readonly LogRecord[];
  readonly streams: ReadonlySet<string>;
  readonly changes: readonly TableChanges[];
  readonly trouble: Error | undefined;
}

type BatchWork = (client: PoolClient, fenced: { due: readonly LogRecord[]; parked: boolean }) => Promise<Outcome>;

async function fencedBatch(
  pool: Pool,
  target: Target,
  records: readonly LogRecord[],
  work: BatchWork,
  onApplied?: (applied: Applied) => void,
): Promise<Applied | undefined> {
  const first = records[0];
  if (!first) return undefined;
  const { context, partition } = first;
  const { applied, trouble } = await inTransaction(pool, async (client) => {
    const { place, parked } = await fence(client, target, context, partition);
    const { due, gap } = dueRecords(records, place);
    const outcome = due.length > 0 ? await work(client, { due, parked }) : undefined;
    const last = outcome?.applied.at(-1);
    if (!outcome || !last) return { applied: undefined, trouble: outcome?.trouble ?? gap };
    await client.query(
      `UPDATE ${quoted(target.owner)}.engine_places SET place = $5, recorded_at = $6
        WHERE projection = $1 AND generation = $2 AND context = $3 AND partition = $4`,
      [target.projection.name, target.generation, context, partition, last.place.toString(), last.recordedAt],
    );
    if (target.live) await announce(client, target, outcome.changes);
    return {
      applied: { context, partition, place: last.place, events: outcome.applied.length, streams: outcome.streams },
      trouble: outcome.trouble ?? gap,
    };
  });
  // Thrown after the commit: what stood before the trouble is kept.
  if (applied) onApplied?.(applied);
  if (trouble) throw trouble;
  return applied;
}

/** Locks lease and pointer to the end of the transaction, so that neither moves under the batch, and reads the place. */
async function fence(client: PoolClient, target: Target, context: string, partition: number): Promise<{ place: bigint; parked: boolean }> {
  const s = quoted(target.owner);
  const { rows } = await client.query<{ epoch: string; live: number | null; place: string | null; parked: boolean }>(
    `SELECT l.epoch, p.live,
            (SELECT place FROM ${s}.engine_places WHERE projection = $2 AND generation = $3 AND context = $4 AND partition = $5) AS place,
            EXISTS (SELECT FROM ${s}.engine_parked WHERE projection = $2 AND generation = $3) AS parked
       FROM ${s}.engine_leases l, ${s}.engine_projections p
      WHERE l.name = $1 AND p.name = $2 FOR SHARE OF l${target.live ? ', p' : ''}`,
    [target.lease.name, target.projection.name, target.generation, context, partition],
  );
  const row = rows[0];
  if (!row || BigInt(row.epoch) !== target.lease.epoch) throw new Deposed(target.lease.name);
  if (target.live && row.live !== target.generation) throw new Switched(target.projection.name);
  if (row.place === null)
    throw new Error(`projection ${target.projection.name} g${target.generation} has no place for ${context} partition ${partition}`);
  return { place: BigInt(row.place), parked: row.parked };
}

/** The next place is due, a smaller one is a repeat, a larger one ends the batch. */
function dueRecords(records: readonly LogRecord[], place: bigint): { due: LogRecord[]; gap: PlaceGap | undefined } {
  const due: LogRecord[] = [];
  let next = place + 1n;
  for (const record of records) {
    if (record.place < next) continue;
    if (record.place > next) return { due, gap: new PlaceGap(record.context, record.partition, next, record.place) };
    due.push(record);
    next += 1n;
  }
  return { due, gap: undefined };
}

class Batch implements Outcome {
  applied: readonly LogRecord[] = [];
  readonly streams = new Set<string>();
  changes: readonly TableChanges[] = [];
  trouble: Error | undefined;
  private readonly opened = new Map<string, string | undefined>();
  private readonly rows: BatchRows;
  private readonly revisions = new Map<string, bigint>();
  private readonly moved = new Map<string, bigint>();
  private readonly parkedStreams = new Set<string>();
  private readonly behindParked: LogRecord[] = [];
  private readonly context: string;

  constructor(
    private readonly target: Target,
    private readonly registry: Registry,
    private readonly due: readonly LogRecord[],
    private readonly anyParked: boolean,
  ) {
    this.rows = new BatchRows(target.projection);
    this.context = due[0]?.context ?? '';
  }

  /** The sealed values that the folds need open, with one call. Throws what the opener throws, with nothing written. */
  async open(): Promise<void> {
    const { opens, open } = this.target.projection;
    if (opens.size === 0) return;
    const wanted = new Set<string>();
    for (const record of this.due) {
      const fields = opens.get(record.type);
      const contract = fields && this.registry.get(record.type);
      if (!contract || record.schemaVersion > contract.version) continue;
      const event = decode(this.registry, record.type, record.schemaVersion, record.payload);
      for (const field of fields) if (typeof event[field] === 'string') wanted.add(event[field]);
    }
    if (wanted.size === 0) return;
    if (!open) throw new Error(`projection ${this.target.projection.name} was given nothing to open sealed values with`);
    const values = [...wanted];
    const clear = await open(values);
    for (const [at, value] of values.entries()) this.opened.set(value, clear[at]);
  }

  /** Revisions, parked streams and rows of the batch's streams; a stream without a revision has no rows. */
  async prefetch(client: PoolClient): Promise<void> {
    const { owner, projection, generation, schema } = this.target;
    const followed = new Set<string>();
    for (const { stream } of this.due) if (!followed.has(stream) && follows(projection, this.context, stream)) followed.add(stream);
    for (const stream of followed) this.revisions.set(stream, 0n);
    if (followed.size === 0) return;
    const known = await client.query<{ stream: string; revision: string }>(
      `SELECT stream, revision FROM ${quoted(schema)}.streams WHERE stream = ANY($1::text[]) AND context = $2`,
      [[...followed], this.context],
    );
    for (const { stream, revision } of known.rows) this.revisions.set(stream, BigInt(revision));
    if (this.anyParked) {
      const parked = await client.query<{ stream: string }>(
        `SELECT DISTINCT stream FROM ${quoted(owner)}.engine_parked WHERE projection = $1 AND generation = $2 AND context = $3 AND stream = ANY($4::text[])`,
        [projection.name, generation, this.context, [...followed]],
      );
      for (const { stream } of parked.rows) this.parkedStreams.add(stream);
    }
    const begun = known.rows.map(({ stream }) => stream);
    if (begun.length === 0) return;
    for (const table of projection.tables) {
      await readRows(client, table, schema, begun, (stream, revision, row) => this.rows.load(table, stream, revision, row));
    }
  }

  fold(): void {
    for (const [index, record] of this.due.entries()) {
      this.trouble = this.foldOne(index, record);
      if (this.trouble) {
        this.applied = this.due.slice(0, index);
        break;
      }
    }
    if (!this.trouble) this.applied = this.due;
    this.changes = this.rows.changes();
  }

  async write(client: PoolClient): Promise<void> {
    const { schema } = this.target;
    for (const changes of this.changes) await writeChanges(client, schema, changes);
    if (this.behindParked.length > 0) await parkRecords(client, this.target, this.behindParked, null, 0);
    if (this.moved.size === 0) return;
    await client.query(
      `INSERT INTO ${quoted(schema)}.streams AS s (stream, context, revision) SELECT stream, $3, revision FROM unnest($1::text[], $2::bigint[]) AS r(stream, revision)
       ON CONFLICT (stream, context) DO UPDATE SET revision = excluded.revision`,
      [[...this.moved.keys()], [...this.moved.values()].map(String), this.context],
    );
  }

  private foldOne(index: number, record: LogRecord): Error | undefined {
    const contract = this.registry.get(record.type);
    if (!contract || record.schemaVersion > contract.version) return new UnknownEvent(record.type, record.schemaVersion);
    const revision = this.revisions.get(record.stream);
    if (revision === undefined) return undefined;
    if (this.parkedStreams.has(record.stream)) {
      this.behindParked.push(record);
      return undefined;
    }
    if (record.revision !== revision + 1n) {
      return new RevisionGap(record.context, record.partition, record.stream, revision + 1n, record.revision);
    }
    const handler = this.target.projection.handlers.get(record.type);
    if (handler && !this.target.accepted.has(record.id)) {
      try {
        this.rows.fold(record.stream, record.revision, () => {
          handler.apply(this.rows.rows as never, deliver(this.registry, record, this.opened) as never);
        });
      } catch (cause) {
        return cause instanceof UnknownEvent ? cause : new FoldFailed(index, record.id, record.stream, { cause });
      }
    }
    this.revisions.set(record.stream, record.revision);
    this.moved.set(record.stream, record.revision);
    this.streams.add(record.stream);
    return undefined;
  }
}

/** Folds one parked event again, in the caller's transaction. Throws FoldFailed, RowConflict, RevisionGap or a data error. */
export async function foldParked(
  client: PoolClient,
  target: Target,
  registry: Registry,
  record: LogRecord,
): Promise<readonly TableChanges[]> {
  const batch = new Batch(target, registry, [record], false);
  await batch.open();
  await batch.prefetch(client);
  batch.fold();
  if (batch.trouble) throw batch.trouble;
  await batch.write(client);
  return batch.changes;
}
