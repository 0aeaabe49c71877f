import type { PoolClient } from 'pg';
import type { Generation } from '../../generations/generations.js';
import { watermarksOf } from '../../live/follower.js';
import { sumOf } from '../build.js';
import type { Build, PlacesByContext } from '../build.js';
import { Proof, stored } from '../proof/proof.js';
import type { ProofReport } from '../proof/proof.js';
import { quiet, rounds } from '../run.js';
import type { Run } from '../run.js';
import { requireSpace } from '../space.js';

/** No generation of the read model is kept that the pointer could be moved back to. */
export class NoPrevious extends Error {
  constructor(
    readonly projection: string,
    why: string,
  ) {
    super(`${projection} cannot be rolled back: ${why}`);
    this.name = 'NoPrevious';
  }
}

export interface RolledBack {
  readonly generation: number;
  readonly version: number;
  /** Of the previous generation against a fold of its version from the log's beginning. */
  readonly proof: ProofReport;
}

/** The generation that a rollback would go back to. Throws NoPrevious, VersionNotCarried. */
export async function rollbackTarget(run: Pick<Run, 'parts' | 'name' | 'carried'>): Promise<Generation> {
  const { catalogue, topicOf, watermarks } = run.parts;
  const previous = await catalogue.previous(run.name);
  if (!previous) throw new NoPrevious(run.name, 'no previous generation is kept');
  run.carried(previous.version);
  for (const [context, { topic }] of await catalogue.places(previous)) {
    const now = topicOf(context) ?? (await watermarks.get(context))?.topic;
    if (now && topic.generation !== now.generation)
      throw new NoPrevious(
        run.name,
        `generation ${previous.generation} read ${context}.g${topic.generation}, ${context} is now published as g${now.generation}`,
      );
  }
  return previous;
}

/**
 * Catches the previous generation up, proves it equal to a fold of its own version from the log's beginning, and moves the pointer back. It is
 * not compared with the live model: that is what one wants to leave. An event that the old version cannot fold is parked, as it was when it was live.
 */
export async function rollBack(run: Run): Promise<RolledBack> {
  const { catalogue } = run.parts;
  const previous = await rollbackTarget(run);
  const projection = run.carried(previous.version);
  await requireSpace(run.parts, previous);
  await dropShadows(run);
  const kept = run.buildOf(projection, previous, 'park');
  const shadow = await catalogue.create(projection, 'verify', await watermarksOf(run.parts, projection));
  try {
    const witness = run.buildOf(projection, shadow, 'park');
    await run.readToWatermark(witness);
    await run.readToWatermark(kept);
    await catalogue.setState(shadow, 'proving');
    const proof = new Proof(run.parts, previous, projection, witness);
    await proof.compareAll((done, of) => run.progress('comparing', done, of));
    proof.conclude();
    await moveBack(run, proof, previous, kept);
    return { generation: previous.generation, version: previous.version, proof: proof.report };
  } finally {
    await catalogue.removeShadow(shadow);
  }
}

async function moveBack(run: Run, proof: Proof, previous: Generation, kept: Build): Promise<void> {
  for (let round = 1; ; round += 1) {
    run.options.signal?.throwIfAborted();
    const switched = await run.underPointer(previous, async (client) => {
      const began = performance.now();
      const until = await frontier(run, kept, client);
      if (sumOf(until) - sumOf(await kept.places()) > quiet && round < rounds) return false;
      await kept.advance(until);
      await proof.compareMoved();
      proof.conclude();
      proof.report.pausedMs = Math.round(performance.now() - began);
      await run.parts.catalogue.point(client, previous, { ...stored(proof.report), rolledBack: true });
      return true;
    });
    if (switched) return;
    await kept.advance(await frontier(run, kept));
    await proof.compareMoved();
    proof.conclude();
    run.progress('settling', round, rounds);
  }
}

/** What has been acknowledged by now and what the live model has applied, whichever is further: readers never go back in time. */
async function frontier({ parts, name }: Run, { projection }: Build, client?: PoolClient): Promise<PlacesByContext> {
  const live = await parts.catalogue.live(name);
  const applied = live && (await parts.catalogue.places(live, client));
  return new Map(
    (await watermarksOf(parts, projection)).map(({ topic, places }) => {
      const of = applied?.get(topic.context);
      const reached = of?.topic.generation === topic.generation ? of.places : [];
      return [topic.context, places.map((place, partition) => larger(place, reached[partition] ?? 0n))];
    }),
  );
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Copies that a verification or rollback left when its process died. */
export async function dropShadows({ parts, name }: Run): Promise<void> {
  for (const left of await parts.catalogue.all(name)) if (left.purpose === 'verify') await parts.catalogue.removeShadow(left);
}
