import { prepared } from '@yimen/projection-engine';
import type pg from 'pg';
import { schemaOf } from '../provision/services.js';

/** No generation of the projection stands yet: its first build has not begun. */
export class NothingLive extends Error {
  constructor(readonly projection: string) {
    super(`projection ${projection} has no live generation yet`);
    this.name = 'NothingLive';
  }
}

/** The live generation as the pointer names it, and how far it has come. */
export interface LiveGeneration {
  readonly schema: string;
  /** Per context: generation of the topic, and the place reached in each partition. */
  readonly places: ReadonlyMap<string, { readonly topic: number; readonly places: readonly bigint[] }>;
}

// As the folds see values: bigint exact, dates as ISO text, json parsed.
const parsers = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'],
  [20, BigInt],
  [21, Number],
  [23, Number],
  [114, (text) => JSON.parse(text) as unknown],
  [3802, (text) => JSON.parse(text) as unknown],
]);
const types = { getTypeParser: (oid: number) => parsers.get(oid) ?? ((text: string) => text) };

const GENERATION_GONE = new Set(['42P01', '3F000']);

/**
 * Reads the tables that a service keeps for itself under the engine (facts, deadlines): SQL over the generation that the pointer names.
 * The pointer is kept between reads for `pointerMs`; a generation dropped meanwhile is looked up again.
 */
export class LiveTables {
  readonly #pool: pg.Pool;
  readonly #schema: string;
  readonly #projection: string;
  readonly #pointerMs: number;
  #live: { readonly schema: string; readonly readAt: number } | undefined;

  constructor(pool: pg.Pool, service: string, projection: string, pointerMs = 500) {
    this.#pool = pool;
    this.#schema = schemaOf(service);
    this.#projection = projection;
    this.#pointerMs = pointerMs;
  }

  /** Rows of a query in which `{name}` stands for a table of the projection. Throws NothingLive. */
  async rows<Row extends object>(
    sql: string,
    values: readonly unknown[] = [],
    client: pg.Pool | pg.ClientBase = this.#pool,
  ): Promise<Row[]> {
    for (let again = false; ; again = true) {
      const schema = await this.#current(again);
      try {
        const text = sql.replaceAll(/\{([a-z_]+)\}/g, (_whole, name: string) => `"${schema}"."${name}"`);
        return (await client.query<Row>({ ...prepared(text), values: [...values], types })).rows;
      } catch (error) {
        if (again || !GENERATION_GONE.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /** Where the live generation stands, read now. Throws NothingLive. */
  async generation(): Promise<LiveGeneration> {
    const { rows } = await this.#pool.query<{ schema: string; context: string | null; topic: number; place: string }>(
      prepared(
        `SELECT g.schema_name AS schema, l.context, l.topic, l.place::text FROM ${this.#schema}.engine_projections p
         JOIN ${this.#schema}.engine_generations g ON g.projection = p.name AND g.generation = p.live
         LEFT JOIN ${this.#schema}.engine_places l ON l.projection = g.projection AND l.generation = g.generation
         WHERE p.name = $1 ORDER BY l.context, l.partition`,
      ),
      [this.#projection],
    );
    const first = rows[0];
    if (!first) throw new NothingLive(this.#projection);
    this.#live = { schema: first.schema, readAt: Date.now() };
    const places = new Map<string, { topic: number; places: bigint[] }>();
    for (const { context, topic, place } of rows) {
      if (context === null) continue;
      const entry = places.get(context) ?? { topic, places: [] };
      entry.places.push(BigInt(place));
      places.set(context, entry);
    }
    return { schema: first.schema, places };
  }

  async #current(anew: boolean): Promise<string> {
    if (!anew && this.#live && Date.now() - this.#live.readAt < this.#pointerMs) return this.#live.schema;
    return (await this.generation()).schema;
  }
}
