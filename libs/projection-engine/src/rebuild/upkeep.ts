import { engineParts } from '../live/engine.js';
import type { EngineOptions } from '../live/engine.js';
import { watermarksOf } from '../live/follower.js';
import type { EngineParts } from '../live/follower.js';
import { Parking } from '../parking/parked.js';
import type { Projection } from '../projection/projection.js';
import { takeBuildLease } from './build.js';
import { Proof } from './proof/proof.js';
import type { ProofReport } from './proof/proof.js';
import { rebuild } from './rebuilding.js';
import type { RebuildOptions, Rebuilt } from './rebuilding.js';
import { rehearse } from './rehearsal/rehearsal.js';
import type { Rehearsal } from './rehearsal/rehearsal.js';
import { dropShadows, rollBack, rollbackTarget } from './rollback/rollback.js';
import type { RolledBack } from './rollback/rollback.js';
import { Run, carriedOf } from './run.js';
import type { RunOptions } from './run.js';
import { requireSpace } from './space.js';

/** Rebuilds, proves, rehearses, switches and rolls back read models; beside a running engine, in the same process or in another one. */
export class Upkeep {
  readonly parts: EngineParts;
  readonly parking: Parking;

  constructor(private readonly options: EngineOptions) {
    this.parts = engineParts(options);
    this.parking = new Parking(this.parts, options.projections);
  }

  /**
   * Builds the newest version from the log's beginning beside the live model, proves it complete and equal, and moves the pointer.
   * Goes on where an earlier rebuild was cut off. The live model stays in place whatever fails. Throws RebuildRunning, DiskShort, LogTruncated,
   * LogIncomplete, Incomplete, FoldFailed, UnknownEvent, gaps, LiveBehind, VersionNotCarried, ProofFailed, ApprovalNeeded.
   */
  rebuild(name: string, options: RebuildOptions = {}): Promise<Rebuilt> {
    return this.run(name, options, (run) => rebuild(run, options));
  }

  /**
   * Proves the live model without stopping it: builds a shadow from the log's beginning, compares, drops it. Throws ProofFailed, and what
   * `rebuild` throws.
   */
  verify(name: string, options: RunOptions = {}): Promise<ProofReport> {
    return this.run(name, options, async (run) => {
      const { catalogue } = this.parts;
      const live = await catalogue.live(name);
      if (!live) throw new Error(`no live model ${name} stands yet`);
      const projection = run.carried(live.version);
      await requireSpace(this.parts, live);
      await dropShadows(run);
      const shadow = await catalogue.create(projection, 'verify', await watermarksOf(this.parts, projection));
      try {
        const build = run.buildOf(projection, shadow, 'park');
        await run.readToWatermark(build);
        await catalogue.setState(shadow, 'proving');
        const proof = new Proof(this.parts, live, projection, build);
        await proof.compareAll((done, of) => run.progress('comparing', done, of));
        proof.conclude();
        return proof.report;
      } finally {
        await catalogue.removeShadow(shadow);
      }
    });
  }

  /**
   * Moves the pointer back to the previous generation, kept since the last switch: catches it up, proves it equal to a fold of its own version,
   * switches. What was live is then the previous one. Throws NoPrevious, VersionNotCarried, ProofFailed, and what `verify` throws.
   */
  rollback(name: string, options: RunOptions = {}): Promise<RolledBack> {
    return this.run(name, options, rollBack);
  }

  /** Throws NoPrevious or VersionNotCarried where a rollback could not even begin. */
  async requirePrevious(name: string): Promise<void> {
    const versions = this.versionsOf(name);
    await rollbackTarget({ parts: this.parts, name, carried: (version) => carriedOf(name, versions, version) });
  }

  /** Folds this release's version beside the live model and tells what would change. Undefined before anything is live. Throws what `verify` throws. */
  rehearse(name: string, options: RunOptions = {}): Promise<Rehearsal | undefined> {
    return this.run(name, options, rehearse);
  }

  /** Gives up the previous generation, kept since the last switch; its schema goes when nobody reads it any more. */
  async dropPrevious(name: string): Promise<void> {
    for (const generation of await this.parts.catalogue.all(name))
      if (generation.state === 'retired') await this.parts.catalogue.discard(generation);
  }

  private async run<T>(name: string, options: RunOptions, work: (run: Run) => Promise<T>): Promise<T> {
    const versions = this.versionsOf(name);
    await this.parts.catalogue.know(name);
    const lease = await takeBuildLease(this.parts, name);
    try {
      return await work(new Run(this.parts, name, versions, lease, { ...options, page: this.options.page ?? 5000 }));
    } finally {
      await lease.release();
    }
  }

  private versionsOf(name: string): Projection[] {
    const versions = this.options.projections.filter((projection) => projection.name === name);
    if (versions.length === 0) throw new Error(`no projection ${name} in this release`);
    return versions;
  }
}
