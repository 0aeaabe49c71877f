import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { LogUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import { asUnavailable } from './trouble.js';

export interface SessionOptions {
  readonly topic: string;
  /** Offset of each partition to begin at. */
  readonly from: readonly bigint[];
  readonly signal: AbortSignal;
  /** Milliseconds without a heartbeat after which the broker gives the member up. */
  readonly sessionMs: number;
  /** Longest wait of the broker for new records; also how long a stop may take. New records are answered at once. */
  readonly fetchMs: number;
  readonly onJoin?: (group: string, again: boolean) => void;
  /** In order of offsets within a partition, never concurrently, nothing twice. `high`: offset after the last record that the partition held then. */
  readonly onMessages: (partition: number, messages: readonly KafkaMessage[], high: bigint) => Promise<void>;
  /** Called when nothing has come for `checkMs`, and again after as long; what it throws ends the session. */
  readonly check: (next: readonly bigint[]) => Promise<void>;
  readonly checkMs: number;
}

/**
 * Reads every partition of a topic from the given offsets until aborted, one message batch at a time. kafkajs has no manual assignment (#373), so each
 * session is the only member of a consumer group of its own; nothing is committed, and after every join the offsets are set again from what was delivered.
 * Rejects with what `onMessages` or `check` threw, or with LogUnavailable where the session is lost: the caller starts another one.
 */
export async function session(link: Connection, options: SessionOptions): Promise<void> {
  const { topic, from, signal, sessionMs, fetchMs, check, checkMs } = options;
  const heartbeatMs = Math.max(100, Math.floor(sessionMs / 10));
  const next = [...from];
  const group = `yimen-reader-${randomUUID()}`;
  const consumer = link.kafka.consumer({
    groupId: group,
    allowAutoTopicCreation: false,
    sessionTimeout: sessionMs,
    rebalanceTimeout: sessionMs,
    heartbeatInterval: heartbeatMs,
    maxWaitTimeInMs: fetchMs,
    // Restarting is ours: kafkajs does not come back from every lost session (#1277), and would begin at its committed offsets.
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(false) },
  });
  const over = endBy(signal);
  let handling = false;
  /** When something was delivered, joined or looked at last; undefined before the first join. */
  let active: number | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  let joins = 0;
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    // Whoever joined our group took partitions away, and nothing would come from them.
    const assigned = payload.memberAssignment[topic]?.length ?? 0;
    if (assigned !== next.length) over.fail(new LogUnavailable(`the group ${group} was given ${assigned} of ${next.length} partitions`));
    for (const [partition, offset] of next.entries()) consumer.seek({ topic, partition, offset: String(offset) });
    active = performance.now();
    options.onJoin?.(group, (joins += 1) > 1);
  });

  const deliver = async ({ partition, messages, highWatermark }: EachBatchPayload['batch']): Promise<void> => {
    if (over.ended) return;
    // After a rejoin kafkajs may bring again what is delivered or was fetched before.
    const at = next[partition] ?? 0n;
    const fresh = messages.filter(({ offset }) => BigInt(offset) >= at);
    const last = fresh.at(-1);
    if (!last) return;
    handling = true;
    try {
      await options.onMessages(partition, fresh, BigInt(highWatermark));
      next[partition] = BigInt(last.offset) + 1n;
    } finally {
      handling = false;
      active = performance.now();
    }
  };
  // While a batch is folded nothing is fetched, which is all the back-pressure there is; the session is kept alive by the timer.
  const eachBatch = async ({ batch, heartbeat, pause }: EachBatchPayload): Promise<void> => {
    const beat = setInterval(() => void heartbeat().catch((error: unknown) => over.fail(error)), heartbeatMs);
    // A rejoin may start a second handler while the first one is busy: they go one after the other.
    const mine = queue.then(() => deliver(batch));
    queue = mine.catch(() => undefined);
    try {
      await mine;
    } catch (error) {
      over.fail(error);
    } finally {
      clearInterval(beat);
    }
    // Paused, so that kafkajs does not offer the batch again before it is disconnected.
    if (over.ended) pause();
  };

  const watching = watchOver(consumer, over, 2 * sessionMs);
  const checking = setInterval(() => {
    if (handling || active === undefined || performance.now() - active < checkMs) return;
    // A check that takes long is not joined by another one.
    active = Infinity;
    check(next)
      .catch((error: unknown) => over.fail(error))
      .finally(() => (active = performance.now()));
  }, checkMs / 4);

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 1, eachBatch });
    await over.promise;
  } catch (error) {
    throw link.ours(error);
  } finally {
    over.stop();
    clearInterval(watching);
    clearInterval(checking);
    // The session is over whatever comes of the leaving: a group without members is forgotten by the broker.
    await consumer.disconnect().catch((error: unknown) => {
      if (asUnavailable(error) === error) throw error;
    });
    await queue;
  }
}

interface End {
  readonly ended: boolean;
  readonly promise: Promise<void>;
  stop(): void;
  fail(error: unknown): void;
}

/** The end of a session: by abort, or by the first failure. */
function endBy(signal: AbortSignal): End {
  let ended = false;
  let settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // A failure may come before anyone waits for the end.
  promise.catch(() => undefined);
  const stop = () => {
    ended = true;
    signal.removeEventListener('abort', stop);
    settle?.resolve();
  };
  const fail = (error: unknown) => {
    ended = true;
    settle?.reject(error);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    get ended() {
      return ended;
    },
    promise,
    stop,
    fail,
  };
}

/** Ends a session that crashed, stopped by itself, or fell silent. */
function watchOver(consumer: Consumer, over: End, silenceMs: number): NodeJS.Timeout {
  let sign = performance.now();
  const { CRASH, STOP, FETCH, HEARTBEAT } = consumer.events;
  for (const event of [FETCH, HEARTBEAT]) consumer.on(event, () => void (sign = performance.now()));
  consumer.on(CRASH, ({ payload }) => over.fail(payload.error));
  // A crash stops first and tells its cause a moment later.
  consumer.on(STOP, () => void setTimeout(() => over.fail(new LogUnavailable('the consumer stopped by itself')), 100));
  return setInterval(() => {
    if (performance.now() - sign > silenceMs) over.fail(new LogUnavailable('the consumer fell silent'));
  }, silenceMs / 20);
}
