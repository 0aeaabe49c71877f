import type { EventLog, LogRecord, Watermarks } from '@yimen/event-log';
import { appliedClocks, type AppliedClock, type BusinessClock } from '@yimen/service-shell';
import type pg from 'pg';

/** An event without its payload: what an operator follows. Sequence and revision as decimal text. */
export interface Envelope {
  readonly context: string;
  readonly sequence: string;
  readonly stream: string;
  readonly revision: string;
  readonly id: string;
  readonly type: string;
  readonly happenedOn: string;
  readonly recordedAt: string;
}

/** The installation as operators look at it. */
export class InstallationView {
  private readonly stopping = new AbortController();

  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly log: EventLog;
      readonly clock: BusinessClock;
      readonly watermarks: Watermarks;
    },
  ) {}

  /** Every service with the date it works with, this one among them: it has no deadlines to fire, but its lists turn on the day. */
  async clocks(): Promise<AppliedClock[]> {
    const today = this.parts.clock.today();
    return [...(await appliedClocks(this.parts.pool)), { service: 'projections', applied: today, quiet: today }];
  }

  /** The latest events of a context and then every further one, in the order of their sequence within a partition, until aborted or stopped. */
  async *envelopes(context: string, last: number, signal: AbortSignal): AsyncGenerator<Envelope> {
    const { log, watermarks } = this.parts;
    const watermark = await watermarks.get(context);
    if (!watermark) return;
    const back = BigInt(last);
    // The latest of all are among the latest of each partition.
    const after = watermark.places.map((place) => (place > back ? place - back : 0n));
    const from = watermark.sequence - back;
    const handing = new Handing<LogRecord>(AbortSignal.any([signal, this.stopping.signal]));
    const reading = log
      .read({ topic: watermark.topic, after, signal: handing.signal, onBatch: (records) => handing.give(records) })
      .finally(() => handing.end());
    try {
      for await (const record of handing.taken()) {
        const { position, stream, revision, id, type, happenedOn, recordedAt } = record;
        if (position > from)
          yield { context, sequence: String(position), stream, revision: String(revision), id, type, happenedOn, recordedAt };
      }
    } finally {
      handing.end();
      await reading;
    }
  }

  /** Ends every stream of envelopes. */
  stop(): void {
    this.stopping.abort();
  }
}

/** Hands batches from a reader to one taker; the reader waits until a batch is taken. */
class Handing<T> {
  readonly signal: AbortSignal;
  private readonly ended = new AbortController();
  private given: readonly T[] = [];
  private readonly bells = new Set<() => void>();

  constructor(until: AbortSignal) {
    this.signal = AbortSignal.any([until, this.ended.signal]);
    this.signal.addEventListener('abort', () => this.ring(), { once: true });
  }

  async give(batch: readonly T[]): Promise<void> {
    this.given = batch;
    this.ring();
    while (this.given.length > 0 && !this.signal.aborted) await this.rung();
  }

  async *taken(): AsyncGenerator<T> {
    while (!this.signal.aborted) {
      if (this.given.length === 0) await this.rung();
      yield* this.given;
      this.given = [];
      this.ring();
    }
  }

  end(): void {
    this.ended.abort();
  }

  private ring(): void {
    for (const wake of [...this.bells]) wake();
    this.bells.clear();
  }

  private async rung(): Promise<void> {
    if (!this.signal.aborted) await new Promise<void>((resolve) => this.bells.add(resolve));
  }
}
