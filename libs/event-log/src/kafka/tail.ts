import type { EventLog, LogRecord } from '../port.js';
import { topicName } from '../record.js';

type ReadOptions = Parameters<EventLog['read']>[0];

/** Reads a topic in a session of its own; `onEnds` is called whenever all that the topic holds has been delivered. */
export type ReadAlone = (options: ReadOptions & { readonly onEnds: () => void }) => Promise<void>;

/** Records of one topic that are kept for readers which are a little behind. */
const KEPT = 2000;

/**
 * Readers of one topic that have caught up read one session together: a consumer, its fetches and its decoding are paid once, however many read models
 * follow the topic. A reader begins alone, at its own pace; at the end of the topic its session becomes the common one, or it joins the one that is
 * there. Nobody waits for a slow one: what has fallen behind what is kept reads alone again.
 */
export class Tails {
  private readonly tails = new Map<string, Tail>();

  constructor(private readonly alone: ReadAlone) {}

  /** As `EventLog.read`. */
  async read({ topic, after, max = 500, signal, onBatch }: ReadOptions): Promise<void> {
    const places = [...after];
    const leaving: Promise<void>[] = [];
    const deliver = async (batch: readonly LogRecord[]) => {
      await onBatch(batch);
      const last = batch.at(-1);
      if (last) places[last.partition] = last.place;
    };
    try {
      while (!signal.aborted) {
        const tail = await this.catchUp({ topic, after: places, max, signal, onBatch: deliver }, leaving);
        if (tail) await tail.follow(places, max, signal, deliver);
      }
    } finally {
      await Promise.all(leaving);
    }
  }

  /** Resolves when no session is left. */
  async close(): Promise<void> {
    await Promise.all([...this.tails.values()].map((tail) => tail.stop()));
  }

  /**
   * Reads alone to the end of the topic. Answers the tail to go on with, or undefined where aborted. `leaving`: gets the end of a session that is
   * left for another one.
   */
  private async catchUp({ topic, after: places, max, signal, onBatch }: ReadOptions, leaving: Promise<void>[]): Promise<Tail | undefined> {
    const name = topicName(topic);
    const ended = new AbortController();
    const stop = () => ended.abort();
    signal.addEventListener('abort', stop, { once: true });
    let own: Tail | undefined;
    let found: (tail: Tail) => void = () => undefined;
    const joined = new Promise<Tail>((resolve) => (found = resolve));
    const atEnd = () => {
      if (own || ended.signal.aborted) return;
      const there = this.tails.get(name);
      if (there) {
        // Its session may be a moment behind ours: then at the next end.
        if (!there.join(places)) return;
        ended.abort();
        return found(there);
      }
      const mine: Tail = new Tail(places, ended, () => {
        if (this.tails.get(name) === mine) this.tails.delete(name);
      });
      own = mine;
      this.tails.set(name, mine);
      found(mine);
    };
    const session = this.alone({
      ...{ topic, after: places, ...(max === undefined ? {} : { max }), signal: ended.signal },
      onBatch: (batch) => (own ? own.take(batch) : onBatch(batch)),
      onEnds: atEnd,
    });
    const tail = await Promise.race([joined, session.then(() => undefined)]).finally(() => signal.removeEventListener('abort', stop));
    if (own) own.sustainedBy(session);
    // What becomes of a session that is being left concerns nobody any more: its reader goes on in the other one.
    else leaving.push(session.catch(() => undefined));
    return tail;
  }
}

/** The common session of one topic, and the last records that came over it. */
class Tail {
  private readonly records: LogRecord[] = [];
  /** Records that are no longer kept. */
  private gone = 0n;
  /** Place of each partition before the first record that is kept. */
  private readonly floor: bigint[];
  private readonly head: bigint[];
  /** The one whose session this is follows from the beginning. */
  private readers = 1;
  private ended: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;
  private readonly bells = new Set<() => void>();

  constructor(
    places: readonly bigint[],
    private readonly session: AbortController,
    private readonly onEnd: () => void,
  ) {
    this.floor = [...places];
    this.head = [...places];
  }

  /** What keeps it going. Its failure is that of everybody who follows. */
  sustainedBy(session: Promise<void>): void {
    this.ended = session
      .catch((error: unknown) => void (this.failure = { error }))
      .finally(() => {
        this.session.abort();
        this.onEnd();
        this.ring();
      });
  }

  /** True where a reader at these places can go on here; he is counted from now on and has to `follow`. */
  join(places: readonly bigint[]): boolean {
    if (this.session.signal.aborted) return false;
    const covered = places.every((place, partition) => (this.floor[partition] ?? 0n) <= place && place <= (this.head[partition] ?? 0n));
    if (covered) this.readers += 1;
    return covered;
  }

  take(batch: readonly LogRecord[]): Promise<void> {
    for (const record of batch) {
      this.records.push(record);
      this.head[record.partition] = record.place;
    }
    for (const { partition, place } of this.records.splice(0, Math.max(0, this.records.length - KEPT))) {
      this.floor[partition] = place;
      this.gone += 1n;
    }
    this.ring();
    return Promise.resolve();
  }

  /** Delivers what comes after the places until aborted, fallen behind, or the session has ended; rejects with what ended it. */
  async follow(
    places: readonly bigint[],
    max: number,
    signal: AbortSignal,
    deliver: (batch: readonly LogRecord[]) => Promise<void>,
  ): Promise<void> {
    let at = this.gone;
    try {
      while (!signal.aborted && at >= this.gone) {
        const from = Number(at - this.gone);
        const page = this.records.slice(from, from + max);
        at += BigInt(page.length);
        const fresh = page.filter(({ partition, place }) => place > (places[partition] ?? 0n));
        for (const batch of byPartition(fresh)) if (!signal.aborted) await deliver(batch);
        if (page.length > 0) continue;
        if (this.failure) throw this.failure.error;
        if (this.session.signal.aborted) return;
        await this.next(signal);
      }
    } finally {
      this.readers -= 1;
      if (this.readers === 0) await this.stop();
    }
  }

  /** Ends the session; who follows reads alone again. */
  async stop(): Promise<void> {
    this.session.abort();
    this.onEnd();
    await this.ended;
  }

  private async next(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        this.bells.delete(done);
        resolve();
      };
      signal.addEventListener('abort', done, { once: true });
      this.bells.add(done);
    });
  }

  private ring(): void {
    for (const bell of [...this.bells]) bell();
  }
}

/** Records of each partition together, their order kept. */
function byPartition(records: readonly LogRecord[]): LogRecord[][] {
  const partitions = new Map<number, LogRecord[]>();
  for (const record of records) {
    const batch = partitions.get(record.partition) ?? [];
    batch.push(record);
    partitions.set(record.partition, batch);
  }
  return [...partitions.values()];
}
