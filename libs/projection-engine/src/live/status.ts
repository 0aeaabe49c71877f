import type { Watermark } from '@yimen/event-log';
import { quoted } from '../generations/names.js';
import type { EngineParts, Follower, WaitingFor } from './follower.js';
import type { LagClock } from './lag.js';

export interface ContextStatus {
  readonly context: string;
  readonly topicGeneration: number;
  /** Place reached in each partition. */
  readonly places: readonly bigint[];
  /** Undefined: the log's watermark cannot be read now. */
  readonly watermark: Watermark | undefined;
  /** Events acknowledged by the log and not applied. */
  readonly lagEvents: bigint;
  readonly lagSeconds: number;
}

export interface ProjectionStatus {
  readonly projection: string;
  /** Generation and version that the pointer names; undefined before the first one stands. */
  readonly generation: number | undefined;
  readonly version: number | undefined;
  /** Whether this process leads. */
  readonly leading: boolean;
  /** What this process waits for; a standby waits for the lease and is ready all the same. */
  readonly waitingFor: WaitingFor | undefined;
  readonly error: string | undefined;
  /** The error itself, for those who name it in their own words. */
  readonly failure: unknown;
  readonly contexts: readonly ContextStatus[];
  readonly lagEvents: bigint;
  /** Of the context that is furthest behind. */
  readonly lagSeconds: number;
  /** Events parked in the live generation. */
  readonly parked: number;
}

export async function statusOf(
  { catalogue, pool, schema, watermarks }: EngineParts,
  follower: Follower,
  lag: LagClock,
): Promise<ProjectionStatus> {
  const live = await catalogue.live(follower.name);
  const state = follower.status();
  const base = { projection: follower.name, ...state, waitingFor: state.waitingFor };
  if (!live) return { ...base, generation: undefined, version: undefined, contexts: [], lagEvents: 0n, lagSeconds: 0, parked: 0 };
  const contexts: ContextStatus[] = [];
  let logAway = false;
  for (const [context, { topic, places, recordedAt }] of await catalogue.places(live)) {
    const watermark = await watermarks.get(context, topic.generation).catch(() => {
      logAway = true;
      return undefined;
    });
    const applied = places.reduce((sum, place) => sum + place, 0n);
    const sequence = watermark?.sequence ?? applied;
    const since = recordedAt === undefined ? undefined : Date.parse(recordedAt);
    contexts.push({
      context,
      topicGeneration: topic.generation,
      places,
      watermark,
      lagEvents: sequence > applied ? sequence - applied : 0n,
      lagSeconds: lag.seconds(`${follower.name}/${live.generation}/${context}`, applied, sequence, since),
    });
  }
  const { rows } = await pool.query<{ parked: number }>(
    `SELECT count(*)::int AS parked FROM ${quoted(schema)}.engine_parked WHERE projection = $1 AND generation = $2`,
    [live.projection, live.generation],
  );
  return {
    ...base,
    waitingFor: state.waitingFor ?? (logAway ? 'log' : undefined),
    generation: live.generation,
    version: live.version,
    contexts,
    lagEvents: contexts.reduce((sum, { lagEvents }) => sum + lagEvents, 0n),
    lagSeconds: Math.max(0, ...contexts.map(({ lagSeconds }) => lagSeconds)),
    parked: rows[0]?.parked ?? 0,
  };
}
