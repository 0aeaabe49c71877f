import { UnknownEvent, decode } from '@yimen/contracts';
import type { EventContract } from '@yimen/contracts';
import type { LogRecord } from '@yimen/event-log';
import type { Pool, PoolClient } from 'pg';
import { quoted } from '../generations/names.js';
import { deliver } from './delivered.js';
import { BatchRows } from '../projection/own-rows.js';
import type { TableChanges } from '../projection/own-rows.js';
import { parkRecords } from '../parking/parking.js';
import { follows } from '../projection/projection.js';
import type { Projection } from '../projection/projection.js';
import { fencedBatch } from './fence.js';
import type { Applied, BatchWork, Outcome } from './fence.js';
import { FoldFailed, RevisionGap } from './trouble.js';
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
  /** Whether batches are told on the channel of the owner's read models. */
  readonly announces: boolean;
  /** Ids of events that a person has accepted as exceptions: skipped, their stream goes on. */
  readonly accepted: ReadonlySet<string>;
}

/**
 * Applies records of one context, each partition's in order, in one transaction: fence, prefetch, fold in memory, one upsert per table, stream
 * revisions and the places. A repeat is dropped. What stands before a gap, an unknown event or a fold error is committed, then that error is thrown
 * (PlaceGap, RevisionGap, UnknownEvent, FoldFailed), after `onApplied` has heard of it. Throws Deposed or Switched if the fence has fallen, RowConflict or a data error with nothing written.
 */
export async function applyBatch(
  pool: Pool,
  target: Target,
  registry: Registry,
  records: readonly LogRecord[],
  onApplied?: (applied: Applied) => void,
): Promise<Applied | undefined> {
  const work: BatchWork = async (client, { due, known, parked }) => {
    const batch = new Batch(target, registry, due, parked);
    await batch.open();
    await batch.prefetch(client, known);
    batch.fold();
    await batch.write(client);
    return batch;
  };
  return fencedBatch(pool, target, records, followedStreams(target.projection, records), work, onApplied);
}

/** Parks the one event that failed, and moves the place past it. */
export async function parkFailed(
  pool: Pool,
  target: Target,
  record: LogRecord,
  reason: string,
  attempts: number,
): Promise<Applied | undefined> {
  return fencedBatch(pool, target, [record], [], async (client, { due }) => {
    await parkRecords(client, target, due, reason, attempts);
    return { applied: due, moved: new Map(), changes: [], trouble: undefined };
  });
}

function followedStreams(projection: Projection, records: readonly LogRecord[]): string[] {
  const followed = new Set<string>();
  for (const { context, stream } of records) if (!followed.has(stream) && follows(projection, context, stream)) followed.add(stream);
  return [...followed];
}

class Batch implements Outcome {
  applied: readonly LogRecord[] = [];
  readonly moved = new Map<string, bigint>();
  changes: readonly TableChanges[] = [];
  trouble: Error | undefined;
  private readonly opened = new Map<string, string | undefined>();
  private readonly rows: BatchRows;
  private readonly revisions = new Map<string, bigint>();
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

  /** Parked streams and rows of the batch's streams. `known`: revisions of those that have begun; a stream without one has no rows. */
  async prefetch(client: PoolClient, known: ReadonlyMap<string, bigint>): Promise<void> {
    const { owner, projection, generation, schema } = this.target;
    for (const stream of followedStreams(projection, this.due)) this.revisions.set(stream, known.get(stream) ?? 0n);
    if (this.anyParked) {
      const parked = await client.query<{ stream: string }>(
        `SELECT DISTINCT stream FROM ${quoted(owner)}.engine_parked WHERE projection = $1 AND generation = $2 AND context = $3 AND stream = ANY($4::text[])`,
        [projection.name, generation, this.context, [...this.revisions.keys()]],
      );
      for (const { stream } of parked.rows) this.parkedStreams.add(stream);
    }
    const begun = [...this.revisions.keys()].filter((stream) => known.has(stream));
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
  const streams = `${quoted(target.schema)}.streams`;
  const { rows } = await client.query<{ revision: string }>(`SELECT revision FROM ${streams} WHERE stream = $1 AND context = $2`, [
    record.stream,
    record.context,
  ]);
  const batch = new Batch(target, registry, [record], false);
  await batch.open();
  await batch.prefetch(client, new Map(rows.map(({ revision }) => [record.stream, BigInt(revision)])));
  batch.fold();
  if (batch.trouble) throw batch.trouble;
  await batch.write(client);
  for (const [stream, revision] of batch.moved) {
    await client.query(
      `INSERT INTO ${streams} (stream, context, revision) VALUES ($1, $2, $3) ON CONFLICT (stream, context) DO UPDATE SET revision = excluded.revision`,
      [stream, record.context, revision.toString()],
    );
  }
  return batch.changes;
}
