import type { Watermark } from '@yimen/event-log';
import type { Generation } from '../generations/generations.js';
import { newest, watermarksOf } from '../live/follower.js';
import type { Projection } from '../projection/projection.js';
import { sumOf } from './build.js';
import type { Build } from './build.js';
import { Proof, ProofFailed, livePlaces, stored } from './proof/proof.js';
import type { ProofReport } from './proof/proof.js';
import { quiet, rounds } from './run.js';
import type { Run, RunOptions } from './run.js';
import { requireSpace } from './space.js';

export interface RebuildOptions extends RunOptions {
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

type Wishes = Pick<RebuildOptions, 'approve' | 'replace'>;

/** Builds the newest version beside the live model, proves it and moves the pointer; goes on where an earlier rebuild was cut off. */
export async function rebuild(run: Run, wishes: Wishes): Promise<Rebuilt> {
  const { catalogue } = run.parts;
  const projection = newest(run.versions);
  const watermarks = await watermarksOf(run.parts, projection);
  const left = await unfinished(run, projection, watermarks);
  const before = await catalogue.live(run.name);
  await requireSpace(run.parts, before, left);
  const generation = left ?? (await catalogue.create(projection, 'serve', watermarks));
  const build = run.buildOf(projection, generation, 'stop');
  await run.readToWatermark(build);
  const live = await catalogue.live(run.name);
  if (!live || wishes.replace) return switchUnproved(run, build, wishes);
  const liveProjection = run.carried(live.version);
  await catalogue.setState(generation, 'proving');
  const proof = new Proof(run.parts, live, liveProjection, build);
  try {
    await prove(run, proof, wishes);
    await pauseAndSwitch(run, proof, live, build, wishes);
  } catch (error) {
    // What only waits for approval stays and is proved again; what is not equal is of no further use.
    if (error instanceof ProofFailed && !(error instanceof ApprovalNeeded)) await catalogue.discard(generation);
    throw error;
  }
  await dropOlder(run);
  return { generation: generation.generation, version: projection.version, proof: proof.report };
}

/** The generation that an earlier rebuild left, if it is of this version and of the topics read now; others are given up. */
async function unfinished({ parts }: Run, projection: Projection, watermarks: readonly Watermark[]): Promise<Generation | undefined> {
  const { catalogue } = parts;
  const left = (await catalogue.all(projection.name)).filter(
    ({ state, purpose }) => purpose === 'serve' && (state === 'building' || state === 'proving'),
  );
  let found: Generation | undefined;
  for (const generation of left) {
    const places = await catalogue.places(generation);
    const same = watermarks.every(({ topic }) => places.get(topic.context)?.topic.generation === topic.generation);
    if (!found && same && generation.version === projection.version) {
      await catalogue.prepare(projection, generation);
      found = generation;
    } else await catalogue.discard(generation);
  }
  return found;
}

async function prove(run: Run, proof: Proof, { approve }: Wishes): Promise<void> {
  await proof.compareAll((done, of) => run.progress('comparing', done, of));
  proof.conclude();
  for (let round = 1; round <= rounds; round += 1) {
    run.options.signal?.throwIfAborted();
    const moved = await proof.compareMoved();
    run.progress('settling', round, rounds);
    if (moved < quiet) break;
  }
  proof.conclude();
  if (proof.report.differences.count > 0 && !approve) throw new ApprovalNeeded(proof.report);
}

async function pauseAndSwitch(run: Run, proof: Proof, live: Generation, build: Build, { approve }: Wishes): Promise<void> {
  for (let round = 1; ; round += 1) {
    const switched = await run.underPointer(build.generation, async (client) => {
      const began = performance.now();
      const left = sumOf(await livePlaces(run.parts, live, client)) - sumOf(await build.places());
      if (left > quiet && round < rounds) return false;
      await proof.settle(client);
      proof.conclude();
      proof.report.pausedMs = Math.round(performance.now() - began);
      await run.parts.catalogue.point(client, build.generation, { ...stored(proof.report), approved: approve });
      return true;
    });
    if (switched) return;
    await proof.compareMoved();
  }
}

async function switchUnproved(run: Run, build: Build, { replace }: Wishes): Promise<Rebuilt> {
  await run.underPointer(build.generation, async (client) => {
    await run.readToWatermark(build);
    await run.parts.catalogue.point(client, build.generation, { replaced: replace });
    return true;
  });
  await dropOlder(run);
  return { generation: build.generation.generation, version: build.projection.version, proof: undefined };
}

/** Keeps the one previous generation; older ones go. */
async function dropOlder({ parts, name }: Run): Promise<void> {
  const previous = await parts.catalogue.previous(name);
  for (const generation of await parts.catalogue.all(name))
    if (generation.state === 'retired' && generation.generation !== previous?.generation) await parts.catalogue.discard(generation);
}
