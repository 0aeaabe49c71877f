import { quoted } from '../generations/names.js';
import type { EngineParts } from '../live/follower.js';
import { sumOf } from './build.js';

/** A generation that some process builds or proves at this moment: a rebuild, a verification, a rollback's witness or a rehearsal. */
export interface BuildUnderWay {
  readonly projection: string;
  readonly generation: number;
  /** `serve`: to be switched to; `verify`: only to be compared with. */
  readonly purpose: 'serve' | 'verify';
  readonly phase: 'reading' | 'comparing';
  /** Events applied to it, and events that the log has acknowledged; without those after an unknown watermark. */
  readonly applied: bigint;
  readonly target: bigint;
}

/**
 * What is being built in the owner's schema, whichever process does it: an operator's tool shows here as the service itself does. A build that
 * was cut off is left out, because nobody holds the right to go on with it. Throws while the database is away.
 */
export async function buildsUnderWay({ pool, schema, catalogue, watermarks }: EngineParts): Promise<BuildUnderWay[]> {
  const { rows } = await pool.query<Pick<BuildUnderWay, 'projection' | 'generation' | 'purpose'> & { state: string }>(
    // The right to build is a session's advisory lock; PostgreSQL shows its 64-bit key in two halves.
    `SELECT g.projection, g.generation, g.purpose, g.state
       FROM ${quoted(schema)}.engine_generations g, hashtextextended($1 || '/build:' || g.projection, 0) AS key
      WHERE g.state IN ('building', 'proving') AND EXISTS (
        SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND (l.classid::bigint << 32 | l.objid::bigint) = key)
      ORDER BY g.projection, g.generation`,
    [schema],
  );
  return Promise.all(
    rows.map(async ({ state, ...build }) => {
      const places = await catalogue.places(build);
      const of = await Promise.all([...places.values()].map(({ topic }) => watermarks.get(topic.context, topic.generation)));
      return {
        ...build,
        phase: state === 'proving' ? 'comparing' : 'reading',
        applied: sumOf(new Map([...places].map(([context, one]) => [context, one.places]))),
        target: of.reduce((sum, watermark) => sum + (watermark?.sequence ?? 0n), 0n),
      } as const;
    }),
  );
}
