import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { asUnavailable } from './trouble.js';
import { LogUnavailable } from '../port.js';

const SESSION_MS = 30_000;
const HEARTBEAT_MS = 3_000;
/** Longest wait of the broker for new records; also how long a stop may take. New records are answered at once. */
const FETCH_MS = 500;

/**
 * Reads every partition of a topic from the given offsets until aborted, one message batch at a time. kafkajs has no manual assignment, so each session
 * is the only member of a consumer group of its own; nothing is committed, and after every join the offsets are set again from what was delivered.
 * Rejects with what `onMessages` threw, or with LogUnavailable where the session is lost: the caller starts another one.
 */
export async function session(
  kafka: Kafka,
  options: {
    readonly topic: string;
    readonly from: readonly bigint[];
    readonly signal: AbortSignal;
    readonly onMessages: (partition: number, messages: readonly KafkaMessage[]) => Promise<void>;
  },
): Promise<void> {
  const { topic, signal } = options;
  const next = [...options.from];
  const consumer = kafka.consumer({
    groupId: `yimen-reader-${randomUUID()}`,
    allowAutoTopicCreation: false,
    sessionTimeout: SESSION_MS,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: FETCH_MS,
    // Restarting is ours: kafkajs does not come back from every lost session (#1277), and would begin at its committed offsets.
    retry: { retries: 3, restartOnFailure: () => Promise.resolve(false) },
  });
  const over = endBy(signal);
  const watching = watchOver(consumer, over);

  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const [partition, offset] of next.entries()) consumer.seek({ topic, partition, offset: String(offset) });
  });
  // While a batch is folded nothing is fetched, which is all the back-pressure there is; the session is kept alive by the timer.
  const eachBatch = async ({ batch, heartbeat, pause }: EachBatchPayload): Promise<void> => {
    if (over.ended) {
      pause();
      return;
    }
    const beat = setInterval(() => void heartbeat().catch((error: unknown) => over.fail(asUnavailable(error))), HEARTBEAT_MS);
    try {
      await options.onMessages(batch.partition, batch.messages);
      next[batch.partition] = BigInt(batch.lastOffset()) + 1n;
    } catch (error) {
      // Paused, so that kafkajs does not offer the batch again before it is disconnected.
      pause();
      over.fail(error);
    } finally {
      clearInterval(beat);
    }
  };
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 1, eachBatch });
    await over.promise;
  } catch (error) {
    throw asUnavailable(error);
  } finally {
    over.stop();
    clearInterval(watching);
    await consumer.disconnect().catch((error: unknown) => {
      if (!(asUnavailable(error) instanceof LogUnavailable)) throw error;
    });
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
function watchOver(consumer: Consumer, over: End): NodeJS.Timeout {
  let sign = performance.now();
  const { CRASH, STOP, FETCH, HEARTBEAT } = consumer.events;
  for (const event of [FETCH, HEARTBEAT]) consumer.on(event, () => void (sign = performance.now()));
  consumer.on(CRASH, ({ payload }) => over.fail(asUnavailable(payload.error)));
  consumer.on(STOP, () => over.fail(new LogUnavailable('the consumer stopped by itself')));
  return setInterval(() => {
    if (performance.now() - sign > 2 * SESSION_MS) over.fail(new LogUnavailable('the consumer fell silent'));
  }, HEARTBEAT_MS);
}
