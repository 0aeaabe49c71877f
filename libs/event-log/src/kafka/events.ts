import type { ForkDetected, LogTruncated, Topic } from '../port.js';
import type { UnsafeTopic } from './topics.js';
import type { LogRefused } from './trouble.js';

/** What happens between the log and Kafka, for logs and metrics: nothing that is retried, dropped or refused goes untold. */
export type KafkaLogEvent =
  | { readonly type: 'topic-created'; readonly topic: Topic; readonly partitions: number }
  /** Its settings could lose records; nothing is published to it. */
  | { readonly type: 'topic-unsafe'; readonly topic: Topic; readonly error: UnsafeTopic }
  /** A reader has joined a group of its own and reads from these offsets. */
  | { readonly type: 'reading'; readonly topic: Topic; readonly group: string; readonly offsets: readonly bigint[] }
  /** The group was formed again, after the coordinator moved or the session was lost; the reader goes on at the same places. */
  | { readonly type: 'rejoined'; readonly topic: Topic; readonly group: string }
  /** The reader's session ended; another one is started after the pause, from the places reached. */
  | { readonly type: 'session-lost'; readonly topic: Topic; readonly error: Error; readonly retryInMs: number }
  /** Places that a reader had already reached came again and were dropped (decision 13). */
  | { readonly type: 'repeats-dropped'; readonly topic: Topic; readonly partition: number; readonly records: number }
  /** The relay offered places that the topic holds with the same hash; they were not sent again. */
  | { readonly type: 'repeats-skipped'; readonly topic: Topic; readonly records: number }
  /** Between two batches of this relay stand records that are not of them: an earlier try of its own, or another relay. They tell the same story. */
  | { readonly type: 'interleaved'; readonly topic: Topic; readonly partition: number; readonly records: number }
  /** A batch was not acknowledged, or not in full; the relay offers it again. */
  | { readonly type: 'publish-failed'; readonly topic: Topic; readonly records: number; readonly error: Error }
  | { readonly type: 'refused'; readonly error: LogRefused }
  | { readonly type: 'truncated'; readonly error: LogTruncated }
  | { readonly type: 'forked'; readonly error: ForkDetected };

export type Tell = (event: KafkaLogEvent) => void;
