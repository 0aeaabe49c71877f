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
  const streams = followedStreams(target.projection, records);
  const batch = new Batch(target, registry);
  const work: BatchWork = {
    fetch: (client) => batch.fetch(client, begunBefore(streams, records)),
    apply: async (client, { due, known, parked }, last) => {
      batch.take(due, known, parked);
      await batch.open();
      await batch.complete(client);
      batch.fold();
      last(batch.write(client));
      return batch;
    },
  };
  return fencedBatch(pool, target, records, streams, work, onApplied);
}

/** Parks the one event that failed, and moves the place past it. */
export async function parkFailed(
  pool: Pool,
  target: Target,
  record: LogRecord,
  reason: string,
  attempts: number,
): Promise<Applied | undefined> {
  return fencedBatch(pool, target, [record], [], {
    apply: async (client, { due }) => {
      await parkRecords(client, target, due, reason, attempts);
      return { applied: due, moved: new Map(), changes: [], trouble: undefined };
    },
  });
}

function followedStreams(projection: Projection, records: readonly LogRecord[]): string[] {
  const followed = new Set<string>();
  for (const { context, stream } of records) if (!followed.has(stream) && follows(projection, context, stream)) followed.add(stream);
  return [...followed];
}

/** Those that do not begin among the records: only these can have rows. */
function begunBefore(streams: readonly string[], records: readonly LogRecord[]): string[] {
  const begins = new Set(records.filter(({ revision }) => revision === 1n).map(({ stream }) => stream));
  return streams.filter((stream) => !begins.has(stream));
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
  private readonly fetched = new Set<string>();
  private due: readonly LogRecord[] = [];
  private anyParked = false;

  constructor(
    private readonly target: Target,
    private readonly registry: Registry,
  ) {
    this.rows = new BatchRows(target.projection);
  }

  /** Reads the rows of streams, all tables at once. */
  async fetch(client: PoolClient, streams: readonly string[]): Promise<void> {
    if (streams.length === 0) return;
    for (const stream of streams) this.fetched.add(stream);
    const { projection } = this.target;
    await Promise.all(
      projection.tables.map((table) =>
        readRows(client, table, this.target, streams, (stream, revision, row) => this.rows.load(table, stream, revision, row)),
      ),
    );
  }

  /** What is due. `known`: revisions of the streams that have begun; a stream without one has no rows. */
  take(due: readonly LogRecord[], known: ReadonlyMap<string, bigint>, anyParked: boolean): void {
    this.due = due;
    this.anyParked = anyParked;
    for (const stream of followedStreams(this.target.projection, due)) this.revisions.set(stream, known.get(stream) ?? 0n);
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

  /** Which of the streams are parked, and rows that were not fetched yet: those of a stream whose beginning came once more. */
  async complete(client: PoolClient): Promise<void> {
    const { owner, projection, generation } = this.target;
    if (this.anyParked) {
      const parked = await client.query<{ stream: string }>(
        `SELECT DISTINCT stream FROM ${quoted(owner)}.engine_parked WHERE projection = $1 AND generation = $2 AND context = $3 AND stream = ANY($4::text[])`,
        [projection.name, generation, this.due[0]?.context ?? '', [...this.revisions.keys()]],
      );
      for (const { stream } of parked.rows) this.parkedStreams.add(stream);
    }
    const missing = [...this.revisions].filter(([stream, revision]) => revision > 0n && !this.fetched.has(stream));
    await this.fetch(
      client,
      missing.map(([stream]) => stream),
    );
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

  /** Sends what has changed; the answers. */
  write(client: PoolClient): Promise<unknown>[] {
    const writes: Promise<unknown>[] = this.changes.map((changes) => writeChanges(client, this.target, changes));
    if (this.behindParked.length > 0) writes.push(parkRecords(client, this.target, this.behindParked, null, 0));
    return writes;
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
  const batch = new Batch(target, registry);
  batch.take([record], new Map(rows.map(({ revision }) => [record.stream, BigInt(revision)])), false);
  await batch.open();
  await batch.complete(client);
  batch.fold();
  if (batch.trouble) throw batch.trouble;
  await Promise.all(batch.write(client));
  for (const [stream, revision] of batch.moved) {
    await client.query(
      `INSERT INTO ${streams} (stream, context, revision) VALUES ($1, $2, $3) ON CONFLICT (stream, context) DO UPDATE SET revision = excluded.revision`,
      [stream, record.context, revision.toString()],
    );
  }
  return batch.changes;
}
