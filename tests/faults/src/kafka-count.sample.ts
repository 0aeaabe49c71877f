import type pg from 'pg';

export interface Outcome {
  readonly written: number;
  /** Events of the store that the reader of the current generation has not applied. */
  readonly lost: number;
  readonly appliedTwice: number;
  /** Events applied before, or without, the one that precedes them in their stream. */
  readonly outOfOrder: number;
  /** Longest time in which no reader applied anything. */
  readonly longestGapMs: number;
}

/** What a reader keeps: its places, and every event it applied. */
export async function makeSeen(pool: pg.Pool): Promise<void> {
  // No key forbids that an event is applied twice: the count must be able to see it.
  await pool.query(`
    CREATE SCHEMA seen;
    CREATE TABLE seen.place (generation int, partition int, place bigint NOT NULL, PRIMARY KEY (generation, partition));
    CREATE TABLE seen.applied (n bigserial, generation int, partition int, place bigint, id uuid, stream text, revision bigint,
      at timestamptz NOT NULL DEFAULT clock_timestamp());
    CREATE INDEX ON seen.applied (generation, id)`);
}

/** Compares what was applied with the store `residents`. */
export async function counted(pool: pg.Pool, generation: number): Promise<Omit<Outcome, 'written'>> {
  const one = async (sql: string, ...values: unknown[]) =>
    Number((await pool.query<{ answer: string | null }>(`SELECT (${sql}) AS answer`, values)).rows[0]?.answer ?? 0);
  return {
    lost: await one(
      'SELECT count(*) FROM residents.event e WHERE NOT EXISTS (SELECT FROM seen.applied a WHERE a.generation = $1 AND a.id = e.id)',
      generation,
    ),
    appliedTwice: await one('SELECT count(*) - count(DISTINCT (generation, id)) FROM seen.applied'),
    outOfOrder: await one(`SELECT count(*) FROM (
      SELECT revision, lag(revision, 1, 0::bigint) OVER (PARTITION BY generation, stream ORDER BY n) AS before FROM seen.applied
    ) AS ordered WHERE revision <> before + 1`),
    longestGapMs: await one(`SELECT round(max(extract(epoch FROM gap) * 1000)) FROM (
      SELECT at - lag(at) OVER (ORDER BY at) AS gap FROM seen.applied) AS gaps`),
  };
}
