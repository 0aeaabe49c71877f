import { isDataError, FoldFailed, RowConflict } from '../batch/trouble.js';
import type { Pool, PoolClient } from 'pg';
import { announce } from '../batch/announce.js';
import { foldParked } from '../batch/batch.js';
import type { Target } from '../batch/batch.js';
import type { EngineParts } from '../live/follower.js';
import { quoted } from '../generations/names.js';
import { unpark } from './parking.js';
import type { Projection } from '../projection/projection.js';
import { inTransaction } from '../generations/transaction.js';

/** An event that waits because its fold failed, or because it stands behind one of its stream that failed. */
export interface ParkedEvent {
  readonly id: string;
  readonly projection: string;
  readonly context: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly eventId: string;
  readonly type: string;
  /** Undefined: it only stands behind another. */
  readonly reason: string | undefined;
  readonly attempts: number;
  readonly parkedAt: string;
}

/** Parked events of one read model. */
export interface ParkedHere {
  readonly projection: string;
  readonly events: number;
  /** When the oldest was parked, ISO. */
  readonly since: string;
}

export class NotParked extends Error {
  constructor(id: string) {
    super(`no parked event ${id} in a live read model`);
    this.name = 'NotParked';
  }
}

interface ParkedRow {
  readonly id: string;
  readonly projection: string;
  readonly generation: number;
  readonly context: string;
  readonly stream: string;
  readonly revision: string;
  readonly event_id: string;
  readonly type: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly parked_at: Date;
  readonly record: Record<string, unknown>;
  readonly meta: Buffer;
  readonly payload: Buffer;
}

/** Parked events of the live generations: to look at, to try again, or to accept as an audited exception. */
export class Parking {
  private readonly s: string;
  private readonly pool: Pool;

  constructor(
    private readonly parts: EngineParts,
    private readonly projections: readonly Projection[],
  ) {
    this.s = quoted(parts.schema);
    this.pool = parts.pool;
  }

  /** How many are parked in each live generation, and since when; read models without any left out. */
  async standing(): Promise<ParkedHere[]> {
    const { rows } = await this.pool.query<{ projection: string; events: number; since: Date }>(
      `SELECT k.projection, count(*)::int AS events, min(k.parked_at) AS since FROM ${this.s}.engine_parked k
         JOIN ${this.s}.engine_projections p ON p.name = k.projection AND p.live = k.generation GROUP BY k.projection ORDER BY k.projection`,
    );
    return rows.map(({ projection, events, since }) => ({ projection, events, since: since.toISOString() }));
  }

  async list(projection?: string): Promise<ParkedEvent[]> {
    const { rows } = await this.pool.query<ParkedRow>(
      `SELECT k.* FROM ${this.s}.engine_parked k JOIN ${this.s}.engine_projections p ON p.name = k.projection AND p.live = k.generation
        WHERE $1::text IS NULL OR k.projection = $1 ORDER BY k.id`,
      [projection ?? null],
    );
    return rows.map((row) => ({
      id: row.id,
      projection: row.projection,
      context: row.context,
      stream: row.stream,
      revision: BigInt(row.revision),
      eventId: row.event_id,
      type: row.type,
      reason: row.reason ?? undefined,
      attempts: row.attempts,
      parkedAt: row.parked_at.toISOString(),
    }));
  }

  /**
   * Tries the stream of a parked event again, oldest first. Answers how many were applied; the rest stay parked, with the new reason.
   * Throws NotParked.
   */
  redrive(id: string): Promise<{ readonly applied: number; readonly remaining: number }> {
    return this.withStream(id, (client, target, rows) => this.drive(client, target, rows));
  }

  /**
   * Accepts the oldest parked event of the stream as an exception: it is never folded, in no rebuild either; the later ones are tried.
   * Throws NotParked, or if `id` stands behind another.
   */
  accept(id: string, reason: string, by: string): Promise<{ readonly applied: number; readonly remaining: number }> {
    if (reason.trim() === '' || by.trim() === '') throw new Error('an accepted exception needs a reason and a name');
    return this.withStream(id, async (client, target, rows) => {
      const [oldest] = rows;
      if (oldest?.id !== id) throw new Error(`parked event ${id} stands behind ${oldest?.id}; accept that one first`);
      await client.query(
        `INSERT INTO ${this.s}.engine_accepted (projection, event_id, context, stream, revision, type, reason, accepted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
        [oldest.projection, oldest.event_id, oldest.context, oldest.stream, oldest.revision, oldest.type, reason, by],
      );
      return this.drive(client, { ...target, accepted: new Set([...target.accepted, oldest.event_id]) }, rows);
    });
  }

  /** Under the pointer's lock, so that no batch and no switch runs meanwhile. */
  private async withStream<T>(
    id: string,
    work: (client: PoolClient, target: Target, rows: readonly ParkedRow[]) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      // Locked first, read by a second statement, which sees what stands once the lock is held.
      await client.query(
        `SELECT FROM ${this.s}.engine_projections WHERE name = (SELECT projection FROM ${this.s}.engine_parked WHERE id = $1) FOR UPDATE`,
        [id],
      );
      const found = await client.query<{ projection: string; live: number; version: number; schema_name: string }>(
        `SELECT p.name AS projection, p.live, g.version, g.schema_name FROM ${this.s}.engine_projections p
           JOIN ${this.s}.engine_generations g ON g.projection = p.name AND g.generation = p.live
          WHERE p.name = (SELECT projection FROM ${this.s}.engine_parked WHERE id = $1)`,
        [id],
      );
      const live = found.rows[0];
      const projection = this.projections.find(({ name, version }) => name === live?.projection && version === live.version);
      if (!live) throw new NotParked(id);
      if (!projection) throw new Error(`${live.projection} is at version ${live.version}, which this release does not carry`);
      const { rows } = await client.query<ParkedRow>(
        `SELECT k.* FROM ${this.s}.engine_parked k JOIN ${this.s}.engine_parked one ON one.id = $1
            AND (k.projection, k.generation, k.context, k.stream) = (one.projection, one.generation, one.context, one.stream)
          WHERE k.generation = $2 ORDER BY k.revision`,
        [id, live.live],
      );
      if (rows.length === 0) throw new NotParked(id);
      return work(
        client,
        {
          owner: this.parts.schema,
          projection,
          generation: live.live,
          schema: live.schema_name,
          lease: { name: '', epoch: 0n },
          live: true,
          announces: true,
          accepted: await this.parts.catalogue.accepted(projection.name),
        },
        rows,
      );
    });
  }

  private async drive(client: PoolClient, target: Target, rows: readonly ParkedRow[]): Promise<{ applied: number; remaining: number }> {
    for (const [applied, row] of rows.entries()) {
      await client.query('SAVEPOINT one');
      try {
        const changes = await foldParked(client, target, this.parts.registry, unpark(row));
        await client.query(`DELETE FROM ${this.s}.engine_parked WHERE id = $1`, [row.id]);
        await announce(client, target, { changes });
        await client.query('RELEASE SAVEPOINT one');
      } catch (error) {
        if (!(error instanceof FoldFailed || error instanceof RowConflict || isDataError(error))) throw error;
        await client.query('ROLLBACK TO SAVEPOINT one');
        await client.query(`UPDATE ${this.s}.engine_parked SET reason = $2, attempts = attempts + 1 WHERE id = $1`, [
          row.id,
          (error as Error).message,
        ]);
        return { applied, remaining: rows.length - applied };
      }
    }
    return { applied: rows.length, remaining: 0 };
  }
}
