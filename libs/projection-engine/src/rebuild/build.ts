import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Topic } from '@yimen/event-log';
import pg from 'pg';
import type { Target } from '../batch/batch.js';
import { followTopics } from '../live/follow.js';
import type { EngineParts } from '../live/follower.js';
import type { Generation } from '../generations/generations.js';
import { quoted } from '../generations/names.js';
import type { Projection } from '../projection/projection.js';

/** Another rebuild or proof of the same read model is under way. */
export class RebuildRunning extends Error {
  constructor(readonly projection: string) {
    super(`another rebuild or proof of ${projection} is under way`);
    this.name = 'RebuildRunning';
  }
}

/** The log does not hold what its watermark says was acknowledged. */
export class LogIncomplete extends Error {
  constructor(
    readonly topic: Topic,
    readonly partition: number,
    readonly promised: bigint,
    readonly found: bigint,
  ) {
    super(`${topic.context}.g${topic.generation} partition ${partition} ends at place ${found}, its watermark says ${promised}`);
    this.name = 'LogIncomplete';
  }
}

export interface BuildLease {
  readonly name: string;
  readonly epoch: bigint;
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/** Milliseconds to wait for the lock: a process killed just now may not have let go of it yet. */
const patience = 2000;

/**
 * The right to build generations of one read model: a session lock, free at once when its process dies, and an epoch that fences its batches.
 * Throws RebuildRunning.
 */
export async function takeBuildLease({ url, schema }: Pick<EngineParts, 'url' | 'schema'>, projection: string): Promise<BuildLease> {
  const name = `build:${projection}`;
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  const lost = new AbortController();
  client.on('end', () => lost.abort());
  client.on('error', () => lost.abort());
  await client.connect();
  try {
    const until = Date.now() + patience;
    for (;;) {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [
        `${schema}/${name}`,
      ]);
      if (rows[0]?.mine) break;
      if (Date.now() > until) throw new RebuildRunning(projection);
      await sleep(50);
    }
    const { rows } = await client.query<{ epoch: string }>(
      `INSERT INTO ${quoted(schema)}.engine_leases AS l (name, epoch, holder, until) VALUES ($1, 1, $2, 'infinity')
       ON CONFLICT (name) DO UPDATE SET epoch = l.epoch + 1, holder = excluded.holder RETURNING epoch`,
      [name, `${hostname()}/${process.pid}`],
    );
    return { name, epoch: BigInt(rows[0]?.epoch ?? 0), signal: lost.signal, release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Places of every partition, by context. */
export type PlacesByContext = ReadonlyMap<string, readonly bigint[]>;

export function sumOf(places: PlacesByContext): bigint {
  return [...places.values()].flat().reduce((sum, place) => sum + place, 0n);
}

/** One generation while it is built: it moves exactly as far as it is told. */
export class Build {
  /** Streams that events have moved since this was last emptied. */
  touched = new Set<string>();
  /** Events that were to be read when this was last looked at, for progress. */
  remaining = 0;
  private applied = 0;

  constructor(
    private readonly parts: EngineParts,
    readonly projection: Projection,
    readonly generation: Generation,
    private readonly lease: BuildLease,
    private readonly options: {
      readonly onFoldError: 'park' | 'stop';
      readonly page: number;
      readonly signal: AbortSignal | undefined;
      readonly onApplied: (events: number) => void;
    },
  ) {}

  async places(): Promise<PlacesByContext> {
    const places = await this.parts.catalogue.places(this.generation);
    return new Map([...places].map(([context, entry]) => [context, entry.places]));
  }

  /** Applies everything up to exactly these places. Throws LogIncomplete where the log ends before them, LogTruncated, FoldFailed, gaps. */
  async advance(until: PlacesByContext): Promise<void> {
    const { pool, log, registry, schema, catalogue } = this.parts;
    const at = await catalogue.places(this.generation);
    const readings = [...at.values()]
      .map(({ topic, places }) => ({ topic, after: places, until: until.get(topic.context) ?? places }))
      .filter(({ after, until: end }) => end.some((place, partition) => place > (after[partition] ?? 0n)));
    await Promise.all(readings.map(({ topic, until: end }) => this.checkTails(topic, end)));
    const target: Target = {
      owner: schema,
      projection: this.projection,
      generation: this.generation.generation,
      schema: this.generation.schema,
      lease: this.lease,
      live: false,
      announces: false,
      accepted: await catalogue.accepted(this.projection.name),
    };
    const stop = AbortSignal.any([this.lease.signal, ...(this.options.signal ? [this.options.signal] : [])]);
    await followTopics({
      log,
      readings,
      max: this.options.page,
      signal: stop,
      delivery: {
        pool,
        target,
        registry,
        onFoldError: this.options.onFoldError,
        onApplied: ({ events, streams }) => {
          for (const stream of streams) this.touched.add(stream);
          this.applied += events;
          this.options.onApplied(this.applied);
        },
      },
    });
    this.options.signal?.throwIfAborted();
    if (this.lease.signal.aborted) throw new Error(`the connection that held the lease of ${this.lease.name} was lost`);
  }

  private async checkTails(topic: Topic, until: readonly bigint[]): Promise<void> {
    const tails = await this.parts.log.tails(topic);
    until.forEach((promised, partition) => {
      const found = tails[partition]?.place ?? 0n;
      if (found < promised) throw new LogIncomplete(topic, partition, promised, found);
    });
  }
}
