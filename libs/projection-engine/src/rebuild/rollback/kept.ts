import { LogUnavailable } from '@yimen/event-log';
import { isDatabaseAway } from '../../batch/trouble.js';
import type { Generation } from '../../generations/generations.js';
import { quoted } from '../../generations/names.js';
import { newest, watermarksOf } from '../../live/follower.js';
import type { EngineParts } from '../../live/follower.js';
import type { Projection } from '../../projection/projection.js';
import { Build, RebuildRunning, takeBuildLease } from '../build.js';

/**
 * Brings generations that are not live past an event that somebody waits for: a person was forgotten, and his keys are destroyed once no
 * generation is left whose rows they open. What is kept for a rollback or an approval is caught up; what cannot be, or is no more than the rest
 * of a cut-off build, is given up. One that is being built passes by itself.
 */
export async function passWhatIsAsked(parts: EngineParts, projections: readonly Projection[], signal: AbortSignal): Promise<void> {
  for (const { projection: name, generation } of await asked(parts)) {
    signal.throwIfAborted();
    const versions = projections.filter((one) => one.name === name);
    if (versions.length === 0) continue;
    const lease = await takeBuildLease(parts, name).catch((error: unknown) => {
      if (error instanceof RebuildRunning) return undefined;
      throw error;
    });
    if (!lease) continue;
    try {
      const found = (await parts.catalogue.all(name)).find((one) => one.generation === generation);
      if (!found || found.state === 'live') await answered(parts, name, generation);
      // A newer release made it and carries it.
      else if (found.version <= newest(versions).version) await passOrGiveUp(parts, versions, found, lease, signal);
    } finally {
      await lease.release();
    }
  }
}

async function passOrGiveUp(
  parts: EngineParts,
  versions: readonly Projection[],
  kept: Generation,
  lease: Awaited<ReturnType<typeof takeBuildLease>>,
  signal: AbortSignal,
): Promise<void> {
  const projection = versions.find(({ version }) => version === kept.version);
  const worthKeeping = kept.purpose === 'serve' && kept.state !== 'building';
  try {
    if (!projection || !worthKeeping) throw new Error(projection ? 'it was never finished' : 'this release does not carry its version');
    const build = new Build(parts, projection, kept, lease, { onFoldError: 'stop', page: parts.page, signal, onApplied: () => undefined });
    const topics = new Map((await watermarksOf(parts, projection)).map((watermark) => [watermark.topic.context, watermark]));
    for (const [context, { topic }] of await parts.catalogue.places(kept))
      if (topics.get(context)?.topic.generation !== topic.generation) throw new Error(`${context} is published anew`);
    await build.advance(new Map([...topics].map(([context, { places }]) => [context, places])));
    // Rows of a parked stream stand still.
    if (await isParked(parts, kept)) throw new Error('events of it are parked');
    await answered(parts, kept.projection, kept.generation);
  } catch (error) {
    if (signal.aborted || isDatabaseAway(error) || error instanceof LogUnavailable) throw error;
    await (kept.purpose === 'verify' ? parts.catalogue.removeShadow(kept) : parts.catalogue.discard(kept));
    parts.onEvent({ type: 'given-up', projection: kept.projection, generation: kept.generation, error });
  }
}

async function asked({ pool, schema }: EngineParts): Promise<Pick<Generation, 'projection' | 'generation'>[]> {
  const { rows } = await pool.query<{ projection: string; generation: number }>(
    `SELECT projection, generation FROM ${quoted(schema)}.engine_catch_up ORDER BY asked_at`,
  );
  return rows;
}

async function answered({ pool, schema }: EngineParts, projection: string, generation: number): Promise<void> {
  await pool.query(`DELETE FROM ${quoted(schema)}.engine_catch_up WHERE projection = $1 AND generation = $2`, [projection, generation]);
}

async function isParked({ pool, schema }: EngineParts, { projection, generation }: Generation): Promise<boolean> {
  const { rows } = await pool.query<{ parked: boolean }>(
    `SELECT EXISTS (SELECT FROM ${quoted(schema)}.engine_parked WHERE projection = $1 AND generation = $2) AS parked`,
    [projection, generation],
  );
  return rows[0]?.parked ?? false;
}
