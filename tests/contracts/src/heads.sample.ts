import { contexts } from '@yimen/contracts';
import pg from 'pg';

/** Last position of each service's store. */
export type Heads = ReadonlyMap<string, bigint>;

export interface Recorded {
  readonly stream: string;
  readonly type: string;
  readonly actor: string;
}

/** Looks into the stores past every service, with the administrator's eyes. */
export class Stores {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly schemas: readonly string[],
  ) {}

  static async open(url: string): Promise<Stores> {
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    const { rows } = await pool.query<{ schema: string }>(
      `SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'event' AND table_schema = ANY($1)`,
      [contexts.map((context) => context.replaceAll('-', '_'))],
    );
    return new Stores(
      pool,
      rows.map(({ schema }) => schema),
    );
  }

  async heads(): Promise<Heads> {
    const each = this.schemas.map(
      (schema) => `SELECT '${schema}' AS schema, coalesce(max(position), 0)::text AS head FROM ${schema}.event`,
    );
    const { rows } = await this.pool.query<{ schema: string; head: string }>(each.join(' UNION ALL '));
    return new Map(rows.map(({ schema, head }) => [schema, BigInt(head)]));
  }

  /** What has been recorded after these heads. */
  async since(heads: Heads): Promise<Recorded[]> {
    const each = [...heads.keys()].map((schema, at) => `SELECT stream, type, meta FROM ${schema}.event WHERE position > $${at + 1}`);
    const { rows } = await this.pool.query<{ stream: string; type: string; meta: Buffer }>(each.join(' UNION ALL '), [
      ...[...heads.values()].map(String),
    ]);
    return rows.map(({ stream, type, meta }) => ({
      stream,
      type,
      actor: (JSON.parse(meta.toString('utf8')) as { actor: string }).actor,
    }));
  }

  /** Ids of the items of a subject, the oldest first; each is in one service's store. */
  async items(subject: string): Promise<string[]> {
    const each = this.schemas.map(
      (schema) => `(SELECT stream FROM ${schema}.event WHERE revision = 1 AND stream LIKE $1 ORDER BY position LIMIT 400)`,
    );
    const { rows } = await this.pool.query<{ stream: string }>(each.join(' UNION ALL '), [`${subject}/%`]);
    return rows.map(({ stream }) => stream.slice(subject.length + 1));
  }

  /** Organisations in which somebody holds a role. */
  async organisationsWithRoles(): Promise<string[]> {
    const { rows } = await this.pool.query<{ payload: Buffer }>(`SELECT payload FROM organisations.event WHERE type = 'RoleGranted'`);
    return [...new Set(rows.map(({ payload }) => (JSON.parse(payload.toString('utf8')) as { organisation: string }).organisation))];
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
