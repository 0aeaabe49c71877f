import type { Topic, Watermark } from '@yimen/event-log';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { prepared } from '../batch/prepared.js';
import { createTables } from '../projection/entity.js';
import { generationSchema, quoted } from './names.js';
import type { Projection } from '../projection/projection.js';
import { toJson } from '../projection/row-values.js';
import { inTransaction } from './transaction.js';

export type GenerationState = 'building' | 'proving' | 'live' | 'retired';

export interface Generation {
  readonly projection: string;
  readonly generation: number;
  readonly version: number;
  readonly schema: string;
  readonly state: GenerationState;
  readonly purpose: 'serve' | 'verify';
}

/** A generation's place in every partition of one context's topic. */
export interface Places {
  readonly topic: Topic;
  readonly places: readonly bigint[];
  /** `recordedAt` of the last event applied, ISO; undefined before the first. */
  readonly recordedAt: string | undefined;
}

const columns = 'projection, generation, version, schema_name AS schema, state, purpose';

/** What stands in the engine's own tables about projections and their generations. */
export class Catalogue {
  private readonly s: string;

  constructor(
    private readonly pool: Pool,
    private readonly url: string,
    readonly owner: string,
  ) {
    this.s = quoted(owner);
  }

  async know(projection: string): Promise<void> {
    await this.pool.query(`INSERT INTO ${this.s}.engine_projections (name) VALUES ($1) ON CONFLICT DO NOTHING`, [projection]);
  }

  /** The generation that the pointer names. */
  async live(projection: string): Promise<Generation | undefined> {
    const { rows } = await this.pool.query<Generation>(
      `SELECT ${columns.replace('projection,', 'g.projection,')} FROM ${this.s}.engine_generations g
         JOIN ${this.s}.engine_projections p ON p.name = g.projection AND p.live = g.generation WHERE p.name = $1`,
      [projection],
    );
    return rows[0];
  }

  /** Numbers of the live generations of all read models of the owner. */
  async liveNumbers(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ name: string; live: number }>(
      prepared(`SELECT name, live FROM ${this.s}.engine_projections WHERE live IS NOT NULL`),
    );
    return new Map(rows.map(({ name, live }) => [name, live]));
  }

  /** The generation that was live before the last switch, while it is kept. */
  async previous(projection: string): Promise<Generation | undefined> {
    const { rows } = await this.pool.query<Generation>(
      `SELECT ${columns.replace('projection,', 'g.projection,')} FROM ${this.s}.engine_generations g
         JOIN ${this.s}.engine_projections p ON p.name = g.projection AND p.previous = g.generation WHERE p.name = $1 AND g.state = 'retired'`,
      [projection],
    );
    return rows[0];
  }

  async all(projection: string): Promise<Generation[]> {
    const { rows } = await this.pool.query<Generation>(
      `SELECT ${columns} FROM ${this.s}.engine_generations WHERE projection = $1 ORDER BY generation`,
      [projection],
    );
    return rows;
  }

  /** Creates the next generation at place 0 of every partition, with its schema and tables. */
  async create(projection: Projection, purpose: Generation['purpose'], watermarks: readonly Watermark[]): Promise<Generation> {
    const made = await inTransaction(this.pool, async (client) => {
      await client.query(`SELECT FROM ${this.s}.engine_projections WHERE name = $1 FOR UPDATE`, [projection.name]);
      // Numbers are never used twice: a schema of an old number may still be in use by a reader.
      const { rows } = await client.query<{ next: number }>(
        `SELECT coalesce(max(generation), 0) + 1 AS next FROM (
           SELECT generation FROM ${this.s}.engine_generations WHERE projection = $1
           UNION ALL SELECT generation FROM ${this.s}.engine_drop_queue WHERE projection = $1) known`,
        [projection.name],
      );
      const generation = rows[0]?.next ?? 1;
      const schema = generationSchema(this.owner, projection.name, generation);
      const begun: Generation = {
        projection: projection.name,
        generation,
        version: projection.version,
        schema,
        state: 'building',
        purpose,
      };
      await client.query(
        `INSERT INTO ${this.s}.engine_generations (projection, generation, version, schema_name, state, purpose) VALUES ($1, $2, $3, $4, $5, $6)`,
        [begun.projection, generation, begun.version, schema, begun.state, purpose],
      );
      for (const watermark of watermarks) await this.begin(client, begun, watermark);
      return begun;
    });
    await createTables(this.url, projection, made.schema);
    return made;
  }

  /** Completes the schema of a generation whose creation was cut off. */
  prepare(projection: Projection, { schema }: Generation): Promise<void> {
    return createTables(this.url, projection, schema);
  }

  private async begin(client: PoolClient, { projection, generation }: Generation, { topic, places }: Watermark): Promise<void> {
    await client.query(
      `INSERT INTO ${this.s}.engine_places (projection, generation, context, topic, partition, place)
       SELECT $1, $2, $3, $4, partition, 0 FROM generate_series(0, $5::int - 1) AS partition`,
      [projection, generation, topic.context, topic.generation, places.length],
    );
  }

  async places(
    { projection, generation }: Pick<Generation, 'projection' | 'generation'>,
    client: ClientBase | Pool = this.pool,
  ): Promise<Map<string, Places>> {
    const { rows } = await client.query<{ context: string; topic: number; place: string; recorded_at: Date | null }>(
      `SELECT context, topic, place, recorded_at FROM ${this.s}.engine_places WHERE projection = $1 AND generation = $2 ORDER BY context, partition`,
      [projection, generation],
    );
    const found = new Map<string, { topic: Topic; places: bigint[]; recordedAt: string | undefined }>();
    for (const row of rows) {
      let entry = found.get(row.context);
      if (!entry)
        found.set(row.context, (entry = { topic: { context: row.context, generation: row.topic }, places: [], recordedAt: undefined }));
      entry.places.push(BigInt(row.place));
      const recordedAt = row.recorded_at?.toISOString();
      if (recordedAt !== undefined && (entry.recordedAt === undefined || recordedAt > entry.recordedAt)) entry.recordedAt = recordedAt;
    }
    return found;
  }

  async setState({ projection, generation }: Generation, state: GenerationState): Promise<void> {
    await this.pool.query(`UPDATE ${this.s}.engine_generations SET state = $3 WHERE projection = $1 AND generation = $2`, [
      projection,
      generation,
      state,
    ]);
  }

  /** The pointer moves in one row update; what was live stays as the previous generation until it is dropped. */
  async point(client: PoolClient | Pool, { projection, generation }: Generation, proof: object | null): Promise<void> {
    await client.query(`UPDATE ${this.s}.engine_projections SET previous = live, live = $2, moved_at = clock_timestamp() WHERE name = $1`, [
      projection,
      generation,
    ]);
    await client.query(
      `UPDATE ${this.s}.engine_generations SET state = CASE WHEN generation = $2 THEN 'live' ELSE 'retired' END,
              proof = CASE WHEN generation = $2 THEN $3::jsonb ELSE proof END
        WHERE projection = $1 AND (generation = $2 OR state = 'live')`,
      [projection, generation, proof && toJson(proof)],
    );
  }

  async accepted(projection: string): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ event_id: string }>(`SELECT event_id FROM ${this.s}.engine_accepted WHERE projection = $1`, [
      projection,
    ]);
    return new Set(rows.map((row) => row.event_id));
  }

  /** Takes a generation out of the catalogue; its schema goes when no process reports it in use (`dropUnused`). */
  async discard({ projection, generation, schema }: Generation): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ live: number | null }>(
        `SELECT live FROM ${this.s}.engine_projections WHERE name = $1 FOR UPDATE`,
        [projection],
      );
      if (rows[0]?.live === generation) throw new Error(`generation ${generation} of ${projection} is live`);
      await client.query(`UPDATE ${this.s}.engine_projections SET previous = NULL WHERE name = $1 AND previous = $2`, [
        projection,
        generation,
      ]);
      await client.query(
        `INSERT INTO ${this.s}.engine_drop_queue (schema_name, projection, generation) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [schema, projection, generation],
      );
      await client.query(`DELETE FROM ${this.s}.engine_generations WHERE projection = $1 AND generation = $2`, [projection, generation]);
    });
  }

  /** Removes a copy that was only made to compare with: nobody else has read it, so its schema goes at once. */
  async removeShadow(shadow: Generation): Promise<void> {
    if (shadow.purpose !== 'verify') throw new Error(`generation ${shadow.generation} of ${shadow.projection} may be in use`);
    await this.discard(shadow);
    await this.drop(shadow.schema);
  }

  private async drop(schema: string): Promise<void> {
    await this.pool.query(`DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`);
    await this.pool.query(`DELETE FROM ${this.s}.engine_drop_queue WHERE schema_name = $1`, [schema]);
    await this.pool.query(`DELETE FROM ${this.s}.engine_in_use WHERE schema_name = $1`, [schema]);
  }

  /**
   * Drops queued schemas that no process has reported in use within `staleSeconds` (a process that has died reports no more).
   * Answers the schemas dropped.
   */
  async dropUnused(staleSeconds: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ schema_name: string }>(
      `SELECT schema_name FROM ${this.s}.engine_drop_queue q WHERE NOT EXISTS (
         SELECT FROM ${this.s}.engine_in_use u WHERE u.schema_name = q.schema_name AND u.seen_at > clock_timestamp() - make_interval(secs => $1))`,
      [staleSeconds],
    );
    for (const { schema_name: schema } of rows) await this.drop(schema);
    return rows.map((row) => row.schema_name);
  }
}
