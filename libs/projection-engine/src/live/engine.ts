import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, LogRecord, Topic, Watermarks } from '@yimen/event-log';
import type { Pool } from 'pg';
import type { Registry } from '../batch/batch.js';
import { Follower } from './follower.js';
import type { EngineEvent, EngineParts, FollowerStatus } from './follower.js';
import { Catalogue } from '../generations/generations.js';
import { LagClock } from './lag.js';
import { Pointers } from './pointers.js';
import { Parking } from '../parking/parked.js';
import { passWhatIsAsked } from '../rebuild/rollback/kept.js';
import { buildsUnderWay } from '../rebuild/under-way.js';
import type { BuildUnderWay } from '../rebuild/under-way.js';
import type { Projection } from '../projection/projection.js';
import { statusOf } from './status.js';
import type { ProjectionStatus } from './status.js';

export interface EngineOptions {
  /** Pool of the owner service's role; stays the caller's. */
  readonly pool: Pool;
  /** Connection string of the same role, for TypeORM. */
  readonly url: string;
  /** Schema of the owner service; `engineMigrations(schema)` has run in it. */
  readonly schema: string;
  readonly log: EventLog;
  readonly watermarks: Watermarks;
  readonly registry: Registry;
  /** Read models of this release; two entries of one name are two versions of it (decision 16). */
  readonly projections: readonly Projection[];
  /** Names this process, e.g. its host and pid. */
  readonly holder: string;
  /** The topic that new generations read; default: the context's current one, as its watermark says. */
  readonly topicOf?: (context: string) => Topic | undefined;
  /** Seconds after which the lease of a leader that does not renew is taken over. Default 10. */
  readonly leaseSeconds?: number;
  /** Most events of a page and of a transaction. Default 2000. */
  readonly page?: number;
  /** Seconds without a report after which a process no longer keeps a retired schema. Default 60. */
  readonly staleSeconds?: number;
  /** Whether batches are told on the owner's channel, for `openReadModels`. Default true; each telling wakes every connection that listens. */
  readonly announces?: boolean;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Told of the records that a live read model has folded, once they are committed; for traces. */
  readonly onFolded?: (projection: string, records: readonly LogRecord[]) => void;
}

export interface Engine {
  /** Read models that follow, with lag and what they wait for. Throws while the database is away. */
  status(): Promise<ProjectionStatus[]>;
  /** What each read model waits for in this process, as of now and without asking anybody. */
  states(): readonly ({ readonly projection: string } & FollowerStatus)[];
  /** What any process builds beside the live models now. Throws while the database is away. */
  builds(): Promise<BuildUnderWay[]>;
  readonly parking: Parking;
  readonly parts: EngineParts;
  readonly projections: readonly Projection[];
  /** Finishes the batch in hand, gives the leases back. */
  stop(): Promise<void>;
}

export function engineParts(options: EngineOptions): EngineParts {
  const { pool, url, schema, log, watermarks, registry, topicOf, holder } = options;
  const catalogue = new Catalogue(pool, url, schema);
  return {
    pool,
    url,
    schema,
    log,
    watermarks,
    registry,
    topicOf: topicOf ?? (() => undefined),
    holder,
    catalogue,
    pointers: new Pointers(catalogue),
    leaseSeconds: options.leaseSeconds ?? 10,
    page: options.page ?? 2000,
    announces: options.announces ?? true,
    onEvent: options.onEvent ?? (() => undefined),
    onFolded: options.onFolded,
  };
}

/** Keeps the read models following; returns at once. Trouble shows in `status` and `onEvent`, never as a rejection. */
export function startEngine(options: EngineOptions): Engine {
  const parts = engineParts(options);
  const stopping = new AbortController();
  // Every follower listens to it while it waits, besides what the engine itself waits for.
  setMaxListeners(options.projections.length + 10, stopping.signal);
  const names = [...new Set(options.projections.map(({ name }) => name))];
  const followers = names.map(
    (name) =>
      new Follower(
        parts,
        name,
        options.projections.filter((projection) => projection.name === name),
      ),
  );
  const running = Promise.all([
    ...followers.map((follower) => follower.run(stopping.signal)),
    tendRegularly(parts, options.projections, options.staleSeconds ?? 60, stopping.signal),
  ]);
  const lag = new LagClock();
  return {
    parts,
    projections: options.projections,
    parking: new Parking(parts, options.projections),
    status: () => Promise.all(followers.map((follower) => statusOf(parts, follower, lag))),
    states: () => followers.map((follower) => ({ projection: follower.name, ...follower.status() })),
    builds: () => buildsUnderWay(parts),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Looks after the generations that are not live. */
async function tendRegularly(
  parts: EngineParts,
  projections: readonly Projection[],
  staleSeconds: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await passWhatIsAsked(parts, projections, signal);
      for (const schema of await parts.catalogue.dropUnused(staleSeconds)) parts.onEvent({ type: 'dropped', schema });
    } catch (error) {
      if (!signal.aborted) parts.onEvent({ type: 'waiting', projection: '*', for: 'database', error });
    }
    await sleep(5000, undefined, { signal }).catch(() => undefined);
  }
}
