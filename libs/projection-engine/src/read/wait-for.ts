import type { Pool } from 'pg';
import type { ChangeFeeds } from './changes.js';
import { quoted } from '../generations/names.js';
import { follows } from '../projection/projection.js';
import type { Projection } from '../projection/projection.js';
import { sqlState } from '../batch/trouble.js';

/** One stream of a read-after token: a read must not be older than its revision. */
export interface Token {
  readonly context: string;
  readonly stream: string;
  readonly revision: bigint;
}

/** `parked`: an event that the token waits for could not be folded and waits for a person. */
export type ReadAfter = 'caught-up' | 'parked' | 'not-yet';

interface Sources {
  readonly pool: Pool;
  readonly owner: string;
  readonly versions: readonly Projection[];
  readonly feeds: ChangeFeeds;
}

/** Milliseconds between looks where no announcement wakes earlier. */
const look = 50;

/** The pointer is read again at every look, so a switch in between is followed. */
export async function waitForStreams(sources: Sources, token: readonly Token[], projection: string, timeoutMs: number): Promise<ReadAfter> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    // Before the look, so that no announcement falls between the look and the wait.
    const next = sources.feeds.next(projection, Math.min(look, Math.max(0, until - Date.now())));
    const outcome = await lookOnce(sources, token, projection);
    if (outcome !== 'not-yet' || Date.now() >= until) return outcome;
    await next;
  }
}

async function lookOnce({ pool, owner, versions }: Sources, token: readonly Token[], projection: string): Promise<ReadAfter> {
  const s = quoted(owner);
  const pointer = await pool.query<{ generation: number; version: number; schema: string }>(
    `SELECT g.generation, g.version, g.schema_name AS schema FROM ${s}.engine_projections p
       JOIN ${s}.engine_generations g ON g.projection = p.name AND g.generation = p.live WHERE p.name = $1`,
    [projection],
  );
  const live = pointer.rows[0];
  const served = versions.find(({ version }) => version === live?.version);
  if (!live || !served) return 'not-yet';
  const awaited = token.filter(({ context, stream }) => follows(served, context, stream));
  if (awaited.length === 0) return 'caught-up';
  try {
    const { rows } = await pool.query<{ behind: number; parked: number }>(
      `SELECT count(*)::int AS behind, count(*) FILTER (WHERE EXISTS (
                SELECT FROM ${s}.engine_parked k WHERE k.projection = $4 AND k.generation = $5
                   AND k.context = t.context AND k.stream = t.stream AND k.revision <= t.revision))::int AS parked
         FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t(context, stream, revision)
        WHERE NOT EXISTS (SELECT FROM ${quoted(live.schema)}.streams a
                           WHERE a.stream = t.stream AND a.context = t.context AND a.revision >= t.revision)`,
      [
        awaited.map(({ context }) => context),
        awaited.map(({ stream }) => stream),
        awaited.map(({ revision }) => revision.toString()),
        projection,
        live.generation,
      ],
    );
    const [count] = rows;
    if (!count || count.behind === 0) return 'caught-up';
    return count.parked > 0 ? 'parked' : 'not-yet';
  } catch (error) {
    // The generation was switched away and dropped between the two queries.
    if (sqlState(error) === '42P01' || sqlState(error) === '3F000') return 'not-yet';
    throw error;
  }
}
