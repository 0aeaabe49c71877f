import type { EventLog, Topic, Watermarks } from '@yimen/event-log';
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
      readonly topicOf: (context: string) => Topic;
    },
  ) {}

  /** Every service with the date it works with, this one among them: it has no deadlines to fire, but its lists turn on the day. */
  async clocks(): Promise<AppliedClock[]> {
    const today = this.parts.clock.today();
    return [...(await appliedClocks(this.parts.pool)), { service: 'projections', applied: today, quiet: today }];
  }

  /** Tells the latest events of a context and then every further one, in the order of their sequence within a partition, until aborted. */
  async tail(context: string, last: number, signal: AbortSignal, tell: (envelope: Envelope) => void): Promise<void> {
    const { log, watermarks, topicOf } = this.parts;
    const watermark = await watermarks.get(context);
    if (!watermark) return;
    const back = BigInt(last);
    // The latest of all are among the latest of each partition.
    const after = watermark.places.map((place) => (place > back ? place - back : 0n));
    const from = watermark.sequence - back;
    await log.read({
      topic: topicOf(context),
      after,
      signal: AbortSignal.any([signal, this.stopping.signal]),
      onBatch: async (records) => {
        for (const { position, stream, revision, id, type, happenedOn, recordedAt } of records) {
          if (position <= from) continue;
          tell({ context, sequence: String(position), stream, revision: String(revision), id, type, happenedOn, recordedAt });
        }
      },
    });
  }

  /** Ends every tail. */
  stop(): void {
    this.stopping.abort();
  }
}
