import type { Pool } from 'pg';
import { prepared } from '../batch/prepared.js';
import { sqlState } from '../batch/trouble.js';
import { quoted } from '../generations/names.js';
import { follows } from '../projection/projection.js';
import type { Projection } from '../projection/projection.js';
import type { ChangeFeeds } from './changes.js';
import type { Served } from './edition.js';
import type { Reached } from './reached.js';

/** One stream of a read-after token: a read must not be older than its revision. */
export interface Token {
  readonly context: string;
  readonly stream: string;
  readonly revision: bigint;
}

/** `parked`: an event that the token waits for could not be folded and waits for a person. */
export type ReadAfter = 'caught-up' | 'parked' | 'not-yet';

/** An answer, and of 'caught-up' the schema of the generation in which the streams stand. */
export interface Waited {
  readonly outcome: ReadAfter;
  readonly schema?: string;
}

interface Sources {
  readonly pool: Pool;
  readonly owner: string;
  readonly versions: readonly Projection[];
  readonly feeds: ChangeFeeds;
  readonly reached: Reached;
  /** What queries read at this moment. */
  readonly served: () => Served | undefined;
}

/** Milliseconds between looks where no announcement answers earlier. */
const look = 50;

/** Answered by what batches announce of the generation that queries read; where that does not tell, by the tables, reading the pointer at each look. */
export async function waitForStreams(sources: Sources, token: readonly Token[], projection: string, timeoutMs: number): Promise<Waited> {
  const until = Date.now() + timeoutMs;
  for (let lookAt = 0; ;) {
    // Before the look, so that no announcement falls between the look and the wait.
    const left = () => Math.min(look, Math.max(0, until - Date.now()));
    const next = sources.feeds.next(projection, left());
    const heard = announced(sources, token, projection);
    if (typeof heard === 'object') return heard;
    const now = Date.now();
    // A stream that was announced at an earlier revision will be announced again: no look is needed before it is late.
    const told = lookAt === 0 && heard === 'behind' && now < until;
    if (!told && (now >= lookAt || now >= until)) {
      const looked = await lookOnce(sources, token, projection);
      if (looked.outcome !== 'not-yet' || Date.now() >= until) return looked;
    }
    if (now >= lookAt) lookAt = Date.now() + look;
    await next;
  }
}

function announced({ reached, served }: Sources, token: readonly Token[], projection: string): Waited | 'behind' | 'unknown' {
  const model = served();
  if (!model) return 'unknown';
  let known: 'behind' | undefined;
  for (const { context, stream, revision } of token) {
    if (!follows(model.projection, context, stream)) continue;
    const at = reached.of(projection, model.generation, context, stream);
    if (at === undefined) return 'unknown';
    if (at < revision) known = 'behind';
  }
  return known ?? { outcome: 'caught-up', schema: model.schema };
}

async function lookOnce({ pool, owner, versions }: Sources, token: readonly Token[], projection: string): Promise<Waited> {
  const s = quoted(owner);
  const pointer = await pool.query<{ generation: number; version: number; schema: string }>(
    prepared(
      `SELECT g.generation, g.version, g.schema_name AS schema FROM ${s}.engine_projections p
         JOIN ${s}.engine_generations g ON g.projection = p.name AND g.generation = p.live WHERE p.name = $1`,
    ),
    [projection],
  );
  const live = pointer.rows[0];
  const served = versions.find(({ version }) => version === live?.version);
  if (!live || !served) return { outcome: 'not-yet' };
  const { schema } = live;
  const awaited = token.filter(({ context, stream }) => follows(served, context, stream));
  if (awaited.length === 0) return { outcome: 'caught-up', schema };
  try {
    const { rows } = await pool.query<{ behind: number; parked: number }>(
      prepared(
        `SELECT count(*)::int AS behind, count(*) FILTER (WHERE EXISTS (
                  SELECT FROM ${s}.engine_parked k WHERE k.projection = $4 AND k.generation = $5
                     AND k.context = t.context AND k.stream = t.stream AND k.revision <= t.revision))::int AS parked
           FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t(context, stream, revision)
          WHERE NOT EXISTS (SELECT FROM ${quoted(schema)}.streams a
                             WHERE a.stream = t.stream AND a.context = t.context AND a.revision >= t.revision)`,
      ),
      [
        awaited.map(({ context }) => context),
        awaited.map(({ stream }) => stream),
        awaited.map(({ revision }) => revision.toString()),
        projection,
        live.generation,
      ],
    );
    const [count] = rows;
    if (!count || count.behind === 0) return { outcome: 'caught-up', schema };
    return { outcome: count.parked > 0 ? 'parked' : 'not-yet' };
  } catch (error) {
    // The generation was switched away and dropped between the two queries.
    if (sqlState(error) === '42P01' || sqlState(error) === '3F000') return { outcome: 'not-yet' };
    throw error;
  }
}
