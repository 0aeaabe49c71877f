import type { Topic, Watermark } from '@yimen/event-log';
import type { PoolClient } from 'pg';
import { announce } from '../batch/announce.js';
import { engineParts } from '../live/engine.js';
import type { EngineOptions } from '../live/engine.js';
import { newest, watermarksOf } from '../live/follower.js';
import type { EngineParts } from '../live/follower.js';
import type { Generation } from '../generations/generations.js';
import { quoted } from '../generations/names.js';
import { Parking } from '../parking/parked.js';
import type { Projection } from '../projection/projection.js';
import { inTransaction } from '../generations/transaction.js';
import { Build, sumOf, takeBuildLease } from './build.js';
import type { BuildLease, PlacesByContext } from './build.js';
import { Proof, ProofFailed, livePlaces } from './proof.js';
import type { ProofReport } from './proof.js';

export interface Progress {
  readonly phase: 'reading' | 'comparing' | 'settling' | 'switching';
  /** Events while reading, pieces while comparing. */
  readonly done: number;
  readonly of: number;
  readonly eventsPerSecond: number;
  readonly secondsLeft: number | undefined;
}

export interface RebuildOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** Approves the rows that a changed version changes on purpose. */
  readonly approve?: { readonly by: string; readonly reason: string };
  /** Switches without comparing: for a live model that is known to be wrong or cannot follow. Completeness is proved all the same. */
  readonly replace?: { readonly by: string; readonly reason: string };
}

export interface Rebuilt {
  readonly generation: number;
  readonly version: number;
  /** Undefined where there was nothing to compare with. */
  readonly proof: ProofReport | undefined;
}

/** The rows differ only where the new version declares it; a person has to approve before the switch. */
export class ApprovalNeeded extends ProofFailed {
  constructor(report: ProofReport) {
    super(report);
    this.name = 'ApprovalNeeded';
    this.message = `${report.projection}: ${report.differences.count} rows change with version ${report.versions.rebuilt}; approve to switch`;
  }
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

/** Streams that may be left to compare when the live model is paused, and events that may be left to fold. */
const quiet = 300;
/** Rounds of catching up before the pause is taken as it comes. */
const rounds = 10;

/** Rebuilds, proves and switches read models; beside a running engine, in the same process or in another one. */
export class Upkeep {
  readonly parts: EngineParts;
  readonly parking: Parking;

  constructor(private readonly options: EngineOptions) {
    this.parts = engineParts(options);
    this.parking = new Parking(this.parts, options.projections);
  }

  /**
   * Builds the newest version from the log's beginning beside the live model, proves it complete and equal, and moves the pointer.
   * Goes on where an earlier rebuild was cut off. The live model stays in place whatever fails. Throws RebuildRunning, LogTruncated, LogIncomplete,
   * Incomplete, FoldFailed, UnknownEvent, gaps, LiveBehind, ProofFailed, ApprovalNeeded.
   */
  async rebuild(name: string, options: RebuildOptions = {}): Promise<Rebuilt> {
    const versions = this.versionsOf(name);
    const projection = newest(versions);
    return this.leased(name, async (lease) => {
      const watermarks = await watermarksOf(this.parts, projection);
      const generation = await this.unfinished(projection, watermarks);
      const { build, progress } = this.buildOf(projection, generation, lease, 'stop', options);
      await this.readToWatermark(build, progress);
      const live = await this.parts.catalogue.live(name);
      const liveProjection = versions.find(({ version }) => version === live?.version);
      if (!live || options.replace) return this.switchUnproved(build, progress, options);
      if (!liveProjection)
        throw new Error(`${name} is at version ${live.version}, which this release does not carry: it cannot be compared`);
      await this.parts.catalogue.setState(generation, 'proving');
      const proof = new Proof(this.parts, live, liveProjection, build);
      try {
        await this.prove(proof, progress, options);
        await this.pauseAndSwitch(proof, live, build, progress, options);
      } catch (error) {
        // What only waits for approval stays and is proved again; what is not equal is of no further use.
        if (error instanceof ProofFailed && !(error instanceof ApprovalNeeded)) await this.parts.catalogue.discard(generation);
        throw error;
      }
      await this.dropOlder(name);
      return { generation: generation.generation, version: projection.version, proof: proof.report };
    });
  }

  /**
   * Proves the live model without stopping it: builds a shadow from the log's beginning, compares, drops it. Throws ProofFailed, and what
   * `rebuild` throws.
   */
  async verify(name: string, options: Pick<RebuildOptions, 'onProgress' | 'signal'> = {}): Promise<ProofReport> {
    return this.leased(name, async (lease) => {
      const live = await this.parts.catalogue.live(name);
      const projection = this.versionsOf(name).find(({ version }) => version === live?.version);
      if (!live || !projection) throw new Error(`no live model ${name} of a version that this release carries`);
      for (const left of await this.parts.catalogue.all(name)) if (left.purpose === 'verify') await this.parts.catalogue.discard(left);
      const shadow = await this.parts.catalogue.create(projection, 'verify', await watermarksOf(this.parts, projection));
      try {
        const { build, progress } = this.buildOf(projection, shadow, lease, 'park', options);
        await this.readToWatermark(build, progress);
        const proof = new Proof(this.parts, live, projection, build);
        await proof.compareAll((done, of) => progress('comparing', done, of));
        proof.conclude();
        return proof.report;
      } finally {
        await this.parts.catalogue.discard(shadow);
        await this.parts.catalogue.dropUnused(0);
      }
    });
  }

  /** Gives up the previous generation, kept since the last switch; its schema goes when nobody reads it any more. */
  async dropPrevious(name: string): Promise<void> {
    for (const generation of await this.parts.catalogue.all(name))
      if (generation.state === 'retired') await this.parts.catalogue.discard(generation);
  }

  private async leased<T>(name: string, work: (lease: BuildLease) => Promise<T>): Promise<T> {
    this.versionsOf(name);
    await this.parts.catalogue.know(name);
    const lease = await takeBuildLease(this.parts, name);
    try {
      return await work(lease);
    } finally {
      await lease.release();
    }
  }

  private versionsOf(name: string): Projection[] {
    const versions = this.options.projections.filter((projection) => projection.name === name);
    if (versions.length === 0) throw new Error(`no projection ${name} in this release`);
    return versions;
  }

  /** The generation that an earlier rebuild left, if it is of this version and of the topics read now; else a new one. */
  private async unfinished(projection: Projection, watermarks: readonly Watermark[]): Promise<Generation> {
    const { catalogue } = this.parts;
    const left = (await catalogue.all(projection.name)).filter(
      ({ state, purpose }) => purpose === 'serve' && (state === 'building' || state === 'proving'),
    );
    for (const generation of left) {
      const places = await catalogue.places(generation);
      const same = watermarks.every(({ topic }) => places.get(topic.context)?.topic.generation === topic.generation);
      if (same && generation.version === projection.version) {
        await catalogue.prepare(projection, generation);
        return generation;
      }
      await catalogue.discard(generation);
    }
    return catalogue.create(projection, 'serve', watermarks);
  }

  private buildOf(
    projection: Projection,
    generation: Generation,
    lease: BuildLease,
    onFoldError: 'park' | 'stop',
    options: RebuildOptions,
  ) {
    const began = Date.now();
    let of = 0;
    const progress: ReportProgress = (phase, done, all) => {
      const eventsPerSecond = phase === 'reading' ? Math.round((done * 1000) / Math.max(1, Date.now() - began)) : 0;
      const secondsLeft = eventsPerSecond > 0 ? Math.max(0, all - done) / eventsPerSecond : undefined;
      options.onProgress?.({ phase, done, of: all, eventsPerSecond, secondsLeft });
    };
    const build = new Build(this.parts, projection, generation, lease, {
      onFoldError,
      page: this.options.page ?? 5000,
      signal: options.signal,
      onApplied: (done) => {
        if (build.remaining > 0) of = build.remaining;
        progress('reading', done, Math.max(of, done));
      },
    });
    return { build, progress };
  }

  /** Reads to exactly W's places in every partition, again until W is nearly reached, and checks that they sum to W. */
  private async readToWatermark(build: Build, progress: ReportProgress): Promise<void> {
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
      progress('reading', build.remaining, build.remaining);
      if (left < 1000n) return;
    }
  }

  private async prove(proof: Proof, progress: ReportProgress, options: RebuildOptions): Promise<void> {
    await proof.compareAll((done, of) => progress('comparing', done, of));
    proof.conclude();
    for (let round = 1; round <= rounds; round += 1) {
      options.signal?.throwIfAborted();
      const moved = await proof.compareMoved();
      progress('settling', round, rounds);
      if (moved < quiet) break;
    }
    proof.conclude();
    if (proof.report.differences.count > 0 && !options.approve) throw new ApprovalNeeded(proof.report);
  }

  /** The pointer's lock pauses the live model: its next batch waits for it, and then finds the pointer moved. */
  private async pauseAndSwitch(
    proof: Proof,
    live: Generation,
    build: Build,
    progress: ReportProgress,
    options: RebuildOptions,
  ): Promise<void> {
    for (let round = 1; ; round += 1) {
      const switched = await this.underPointer(build.generation, async (client) => {
        const began = performance.now();
        const left = sumOf(await livePlaces(this.parts, live, client)) - sumOf(await build.places());
        if (left > quiet && round < rounds) return false;
        await proof.settle(client);
        proof.conclude();
        proof.report.pausedMs = Math.round(performance.now() - began);
        await this.parts.catalogue.point(client, build.generation, { ...proof.report, approved: options.approve });
        return true;
      });
      if (switched) break;
      await proof.compareMoved();
    }
    progress('switching', 1, 1);
  }

  private async switchUnproved(build: Build, progress: ReportProgress, { replace }: RebuildOptions): Promise<Rebuilt> {
    await this.underPointer(build.generation, async (client) => {
      await this.readToWatermark(build, progress);
      await this.parts.catalogue.point(client, build.generation, { replaced: replace });
      return true;
    });
    progress('switching', 1, 1);
    await this.dropOlder(build.projection.name);
    return { generation: build.generation.generation, version: build.projection.version, proof: undefined };
  }

  private async underPointer(generation: Generation, work: (client: PoolClient) => Promise<boolean>): Promise<boolean> {
    const switched = await inTransaction(this.parts.pool, async (client) => {
      await client.query(`SET LOCAL TimeZone = 'UTC'`);
      await client.query(`SELECT FROM ${quoted(this.parts.schema)}.engine_projections WHERE name = $1 FOR UPDATE`, [generation.projection]);
      const done = await work(client);
      const about = { owner: this.parts.schema, projection: { name: generation.projection }, generation: generation.generation };
      if (done) await announce(client, about, 'switched');
      return done;
    });
    if (switched) this.parts.onEvent({ type: 'switched', projection: generation.projection, generation: generation.generation });
    return switched;
  }

  /** Keeps the one previous generation; older ones go. */
  private async dropOlder(name: string): Promise<void> {
    const retired = (await this.parts.catalogue.all(name)).filter(({ state }) => state === 'retired');
    for (const generation of retired.slice(0, -1)) await this.parts.catalogue.discard(generation);
  }
}

type ReportProgress = (phase: Progress['phase'], done: number, of: number) => void;
