import type { Topic } from '@yimen/event-log';
import type { PoolClient } from 'pg';
import { announce } from '../batch/announce.js';
import type { Generation } from '../generations/generations.js';
import { quoted } from '../generations/names.js';
import { inTransaction } from '../generations/transaction.js';
import { watermarksOf } from '../live/follower.js';
import type { EngineParts } from '../live/follower.js';
import type { Projection } from '../projection/projection.js';
import { Build, sumOf } from './build.js';
import type { BuildLease, PlacesByContext } from './build.js';
import { progressOf } from './progress.js';
import type { Progress, ReportProgress } from './progress.js';

export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Places do not sum to the sequence of the watermark: events are missing. */
export class Incomplete extends Error {
  constructor(
    readonly topic: Topic,
    readonly sequence: bigint,
    readonly sum: bigint,
  ) {
    super(`${topic.context}.g${topic.generation}: places sum to ${sum}, the watermark says ${sequence}`);
    this.name = 'Incomplete';
  }
}

/** The release that runs here has no such version of the read model, so it can neither fold nor compare it. */
export class VersionNotCarried extends Error {
  constructor(
    readonly projection: string,
    readonly version: number,
    readonly carried: readonly number[],
  ) {
    super(`${projection} version ${version} is not carried by this release (it has ${carried.join(', ')})`);
    this.name = 'VersionNotCarried';
  }
}

/** The version of a read model among those of this release. Throws VersionNotCarried. */
export function carriedOf(name: string, versions: readonly Projection[], version: number): Projection {
  const found = versions.find((projection) => projection.version === version);
  if (found) return found;
  const carried = versions.map((one) => one.version);
  throw new VersionNotCarried(name, version, carried);
}

/** Streams that may be left to compare when the live model is paused, and events that may be left to fold. */
export const quiet = 300;
/** Rounds of catching up before the pause is taken as it comes. */
export const rounds = 10;

/** One rebuild, proof, rollback or rehearsal of one read model, while it holds the right to build its generations. */
export class Run {
  readonly progress: ReportProgress;

  constructor(
    readonly parts: EngineParts,
    readonly name: string,
    /** Versions of the read model that this release carries. */
    readonly versions: readonly Projection[],
    readonly lease: BuildLease,
    readonly options: RunOptions & {
      /** Most events of a page and of a transaction. */
      readonly page: number;
    },
  ) {
    this.progress = progressOf(options.onProgress);
  }

  /** Throws VersionNotCarried. */
  carried(version: number): Projection {
    return carriedOf(this.name, this.versions, version);
  }

  /** `onFoldError`: `stop` throws FoldFailed, `park` leaves the event and the later ones of its stream out, as the live model does. */
  buildOf(projection: Projection, generation: Generation, onFoldError: 'park' | 'stop'): Build {
    let of = 0;
    const build = new Build(this.parts, projection, generation, this.lease, {
      onFoldError,
      page: this.options.page,
      signal: this.options.signal,
      onApplied: (done) => {
        if (build.remaining > 0) of = build.remaining;
        this.progress('reading', done, Math.max(of, done));
      },
    });
    return build;
  }

  /** Reads to exactly W's places in every partition, again until W is nearly reached, and checks that they sum to W. Throws Incomplete, LogIncomplete, FoldFailed. */
  async readToWatermark(build: Build): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      const watermarks = await watermarksOf(this.parts, build.projection);
      const until: PlacesByContext = new Map(watermarks.map(({ topic, places }) => [topic.context, places]));
      const left = sumOf(until) - sumOf(await build.places());
      build.remaining = Math.max(build.remaining, Number(left));
      await build.advance(until);
      const reached = await build.places();
      for (const { topic, sequence } of watermarks) {
        const sum = (reached.get(topic.context) ?? []).reduce((all, place) => all + place, 0n);
        if (sum !== sequence) throw new Incomplete(topic, sequence, sum);
      }
      this.progress('reading', build.remaining, build.remaining);
      if (left < 1000n) return;
    }
  }

  /** Work under the pointer's lock, which pauses the live model: its next batch waits for it, and finds the pointer moved where the work answers true. */
  async underPointer({ projection, generation }: Generation, work: (client: PoolClient) => Promise<boolean>): Promise<boolean> {
    const { parts } = this;
    const switched = await inTransaction(parts.pool, async (client) => {
      await client.query(`SET LOCAL TimeZone = 'UTC'`);
      await client.query(`SELECT FROM ${quoted(parts.schema)}.engine_projections WHERE name = $1 FOR UPDATE`, [projection]);
      const done = await work(client);
      if (done) await announce(client, { owner: parts.schema, projection: { name: projection }, generation }, 'switched');
      return done;
    });
    if (switched) {
      parts.onEvent({ type: 'switched', projection, generation });
      this.progress('switching', 1, 1);
    }
    return switched;
  }
}
