import type pg from 'pg';
import type { StoredEvent, StoreHead } from '../port.js';
import { isoMicros } from './schema.js';
import { asUnavailable } from './trouble.js';

type Row = [
  position: string,
  stream: string,
  revision: string,
  id: string,
  type: string,
  version: number,
  happened: string,
  recorded: string,
  meta: Buffer,
  payload: Buffer,
];

const columns = `position, stream, revision, id, type, schema_version, to_char(happened_on, 'YYYY-MM-DD'), ${isoMicros('recorded_at')}, meta, payload`;

/** Reads of one store through the service's pool; each rejects with StoreUnavailable when the database is away or late. */
export class Reader {
  constructor(
    private readonly pool: pg.Pool,
    private readonly schema: string,
    private readonly readMs: number,
  ) {}

  stream(stream: string, after: bigint, max: number | undefined): Promise<StoredEvent[]> {
    const text = `SELECT ${columns} FROM ${this.schema}.event WHERE stream = $1 AND revision > $2 ORDER BY revision LIMIT $3`;
    return this.#events(`read_stream_${this.schema}`, text, [stream, after.toString(), max ?? null]);
  }

  all(after: bigint, max: number): Promise<StoredEvent[]> {
    const text = `SELECT ${columns} FROM ${this.schema}.event WHERE position > $1 ORDER BY position LIMIT $2`;
    return this.#events(`read_all_${this.schema}`, text, [after.toString(), max]);
  }

  async find(id: string): Promise<StoredEvent | undefined> {
    const text = `SELECT ${columns} FROM ${this.schema}.event WHERE id = $1`;
    return (await this.#events(`find_${this.schema}`, text, [id]))[0];
  }

  async head(): Promise<StoreHead> {
    const [row] = await this.#rows<[string, string]>(
      `head_${this.schema}`,
      `SELECT coalesce((SELECT position FROM ${this.schema}.event ORDER BY position DESC LIMIT 1), 0), incarnation FROM ${this.schema}.store_head`,
      [],
    );
    if (!row) throw new Error(`${this.schema}.store_head has no row`);
    return { position: BigInt(row[0]), incarnation: row[1] };
  }

  async #events(name: string, text: string, values: unknown[]): Promise<StoredEvent[]> {
    const rows = await this.#rows<Row>(name, text, values);
    return rows.map(([position, stream, revision, id, type, schemaVersion, happenedOn, recordedAt, meta, payload]) => ({
      position: BigInt(position),
      stream,
      revision: BigInt(revision),
      id,
      type,
      schemaVersion,
      happenedOn,
      recordedAt,
      meta,
      payload,
    }));
  }

  async #rows<R extends unknown[]>(name: string, text: string, values: unknown[]): Promise<R[]> {
    try {
      const query = { name, text, values, rowMode: 'array' as const, query_timeout: this.readMs };
      return (await this.pool.query<R>(query)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}
