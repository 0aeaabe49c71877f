import { setTimeout as sleep } from 'node:timers/promises';
import { UnknownEvent } from '@yimen/contracts';
import { ForkDetected, LogRefused, LogTruncated, LogUnavailable, UnsafeTopic } from '@yimen/event-log';
import type { EventLog, LogRecord, Topic, Watermark, Watermarks } from '@yimen/event-log';
import type { Pool } from 'pg';
import type { Registry } from '../batch/batch.js';
import { followTopics } from './follow.js';
import type { Catalogue, Generation } from '../generations/generations.js';
import { takeLease } from './lease.js';
import { pointerPoll, type Pointers } from './pointers.js';
import type { Projection } from '../projection/projection.js';
import { Deposed, PlaceGap, RevisionGap, Switched, isDatabaseAway } from '../batch/trouble.js';

/** Why a projection does not move. `newer-version`, `older-version`: the pointer names a version that this release does not carry. */
export type WaitingFor =
  | 'lease'
  | 'database'
  | 'log'
  | 'topic'
  | 'newer-event'
  | 'newer-version'
  | 'older-version'
  | 'place-gap'
  | 'revision-gap'
  | 'log-truncated'
  | 'fork'
  | 'log-refused'
  | 'unsafe-topic'
  | 'error';

/** What happens in the engine, for logs and metrics. No event carries payload. */
export type EngineEvent =
  | { readonly type: 'leading'; readonly projection: string; readonly generation: number; readonly version: number; readonly epoch: bigint }
  | {
      readonly type: 'applied';
      readonly projection: string;
      readonly context: string;
      readonly events: number;
    }
  | { readonly type: 'parked'; readonly projection: string; readonly eventId: string; readonly stream: string; readonly reason: string }
  | { readonly type: 'waiting'; readonly projection: string; readonly for: WaitingFor; readonly error: unknown }
  | { readonly type: 'switched'; readonly projection: string; readonly generation: number }
  /** A generation that was not live could not be brought past an event that must not be missing from it. */
  | { readonly type: 'given-up'; readonly projection: string; readonly generation: number; readonly error: unknown }
  | { readonly type: 'dropped'; readonly schema: string };

/** What every part of the engine works with. */
export interface EngineParts {
  readonly pool: Pool;
  /** Connection string of the same role, for TypeORM and LISTEN. */
  readonly url: string;
  readonly schema: string;
  readonly log: EventLog;
  readonly watermarks: Watermarks;
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly pointers: Pointers;
  /** Undefined: the context's current topic. */
  readonly topicOf: (context: string) => Topic | undefined;
  /** Names this process; a lease shows it. */
  readonly holder: string;
  readonly leaseSeconds: number;
  readonly page: number;
  /** Whether batches are told to those who wait for streams and watch rows. */
  readonly announces: boolean;
  readonly onEvent: (event: EngineEvent) => void;
  readonly onFolded: ((projection: string, records: readonly LogRecord[]) => void) | undefined;
}

export interface FollowerStatus {
  readonly leading: boolean;
  readonly waitingFor: WaitingFor | undefined;
  readonly error: string | undefined;
  /** What `error` is the message of. */
  readonly failure: unknown;
}

/** Milliseconds before a standby looks at the lease again, and before a stopped one tries again. */
const standbyPause = 500;
const pauses: Readonly<Record<WaitingFor, number>> = {
  lease: standbyPause,
  database: 500,
  log: 500,
  topic: 250,
  'newer-event': 3000,
  'newer-version': 3000,
  'older-version': 1000,
  'place-gap': 3000,
  'revision-gap': 3000,
  'log-truncated': 3000,
  // A person has to mend these: looking more often changes nothing.
  fork: 5000,
  'log-refused': 5000,
  'unsafe-topic': 5000,
  error: 3000,
};

class NotYet extends Error {
  constructor(
    readonly waitingFor: WaitingFor,
    message: string,
  ) {
    super(message);
  }
}

/** Keeps one read model following its topics for as long as this process holds its lease; stands by otherwise. */
export class Follower {
  private state: FollowerStatus = { leading: false, waitingFor: 'lease', error: undefined, failure: undefined };

  constructor(
    private readonly parts: EngineParts,
    readonly name: string,
    /** Versions carried by this release. */
    private readonly versions: readonly Projection[],
  ) {}

  status(): FollowerStatus {
    return this.state;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.term(signal);
      } catch (error) {
        const waitingFor = reasonOf(error);
        if (waitingFor !== undefined) await this.wait(waitingFor, error, signal);
      }
    }
    this.state = { leading: false, waitingFor: undefined, error: undefined, failure: undefined };
  }

  private async wait(waitingFor: WaitingFor, error: unknown, signal: AbortSignal): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const news = this.state.waitingFor !== waitingFor || this.state.error !== message;
    const standby = waitingFor === 'lease';
    this.state = { leading: false, waitingFor, error: standby ? undefined : message, failure: standby ? undefined : error };
    if (news && waitingFor !== 'lease') this.parts.onEvent({ type: 'waiting', projection: this.name, for: waitingFor, error });
    await sleep(pauses[waitingFor], undefined, { signal }).catch(() => undefined);
  }

  /** One term as leader: from taking the lease to losing it, a switch, or trouble. */
  private async term(signal: AbortSignal): Promise<void> {
    const { pool, schema, holder, leaseSeconds, catalogue } = this.parts;
    await catalogue.know(this.name);
    const lease = await takeLease(pool, schema, `live:${this.name}`, holder, leaseSeconds);
    if (!lease) throw new NotYet('lease', `another process leads ${this.name}`);
    try {
      const stop = AbortSignal.any([signal, lease.signal]);
      const { projection, generation } = await this.liveGeneration();
      await this.follow(projection, generation, lease.epoch, lease.name, stop);
    } finally {
      await lease.release().catch((error: unknown) => {
        if (!isDatabaseAway(error)) throw error;
      });
    }
  }

  private async liveGeneration(): Promise<{ projection: Projection; generation: Generation }> {
    const { catalogue } = this.parts;
    const live = await catalogue.live(this.name);
    if (!live) return this.first();
    const projection = this.versions.find((candidate) => candidate.version === live.version);
    if (!projection) {
      const which = live.version < newest(this.versions).version ? 'older-version' : 'newer-version';
      const carried = this.versions.map(({ version }) => version).join(', ');
      throw new NotYet(which, `${this.name} is at version ${live.version}, this release carries ${carried}`);
    }
    await catalogue.prepare(projection, live);
    return { projection, generation: live };
  }

  /** The very first generation goes live at once: there is nothing to prove it against. */
  private async first(): Promise<{ projection: Projection; generation: Generation }> {
    const { catalogue, pool } = this.parts;
    const projection = newest(this.versions);
    const generation = await catalogue.create(projection, 'serve', await this.watermarksOf(projection));
    await catalogue.point(pool, generation, null);
    return { projection, generation };
  }

  private watermarksOf(projection: Projection): Promise<Watermark[]> {
    return watermarksOf(this.parts, projection);
  }

  private async follow(projection: Projection, generation: Generation, epoch: bigint, leaseName: string, stop: AbortSignal): Promise<void> {
    const { pool, schema, log, registry, catalogue, onEvent, onFolded, page, announces } = this.parts;
    const [places, accepted] = [await catalogue.places(generation), await catalogue.accepted(this.name)];
    this.state = { leading: true, waitingFor: undefined, error: undefined, failure: undefined };
    onEvent({ type: 'leading', projection: this.name, generation: generation.generation, version: generation.version, epoch });
    const moved = new AbortController();
    const watching = this.watchPointer(generation, moved, stop);
    await followTopics({
      log,
      readings: [...places.values()].map(({ topic, places: after }) => ({ topic, after })),
      max: page,
      signal: AbortSignal.any([stop, moved.signal]),
      delivery: {
        pool,
        registry,
        onFoldError: 'park',
        target: {
          owner: schema,
          projection,
          generation: generation.generation,
          schema: generation.schema,
          lease: { name: leaseName, epoch },
          live: true,
          announces,
          accepted,
        },
        onApplied: ({ context, events, folded }) => {
          onFolded?.(this.name, folded());
          onEvent({ type: 'applied', projection: this.name, context, events });
        },
        onParked: (record, reason) => onEvent({ type: 'parked', projection: this.name, eventId: record.id, stream: record.stream, reason }),
      },
    }).finally(() => {
      moved.abort();
      return watching;
    });
  }

  /** Ends the term when the pointer moves, even if no event comes that would find out. */
  private async watchPointer({ generation }: Generation, moved: AbortController, stop: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([stop, moved.signal]);
    while (!ended.aborted) {
      await sleep(pointerPoll, undefined, { signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      // While the database is away nothing is known of the pointer; the batches are fenced by it in any case.
      const live = await this.parts.pointers.live(this.name).catch(() => undefined);
      if (live !== undefined && live !== generation) moved.abort();
    }
  }
}

export function newest(versions: readonly Projection[]): Projection {
  const [first, ...rest] = versions;
  if (!first) throw new Error('a projection without versions');
  return rest.reduce((best, candidate) => (candidate.version > best.version ? candidate : best), first);
}

/** The watermark of each context that a projection reads; throws while a topic is not there yet. */
export async function watermarksOf(
  { watermarks, topicOf }: Pick<EngineParts, 'watermarks' | 'topicOf'>,
  projection: Projection,
): Promise<Watermark[]> {
  return Promise.all(
    projection.contexts.map(async (context) => {
      const generation = topicOf(context)?.generation;
      const watermark = await watermarks.get(context, generation);
      if (!watermark)
        throw new NotYet('topic', `${context}${generation === undefined ? '' : `.g${generation}`} has not been published yet`);
      return watermark;
    }),
  );
}

/** Undefined: nothing is wrong, begin the next term at once. */
function reasonOf(error: unknown): WaitingFor | undefined {
  if (error instanceof Switched) return undefined;
  if (error instanceof NotYet) return error.waitingFor;
  if (error instanceof Deposed) return 'lease';
  if (error instanceof UnknownEvent) return 'newer-event';
  if (error instanceof PlaceGap) return 'place-gap';
  if (error instanceof RevisionGap) return 'revision-gap';
  // An adapter that finds a hole after the first place reports it as a beginning that is missing.
  if (error instanceof LogTruncated) return error.wanted > 1n ? 'place-gap' : 'log-truncated';
  if (error instanceof ForkDetected) return 'fork';
  if (error instanceof LogRefused) return 'log-refused';
  if (error instanceof UnsafeTopic) return 'unsafe-topic';
  if (error instanceof LogUnavailable) return 'log';
  return isDatabaseAway(error) ? 'database' : 'error';
}
