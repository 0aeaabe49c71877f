import type { StoredEvent } from '@yimen/event-store';

/** One topic: a projection of one service's store. `yimen.public-services.g1` (decision 10). */
export interface Topic {
  readonly context: string;
  readonly generation: number;
}

/** An event as published. `position` of the store is the topic's `sequence`. */
export interface LogRecord extends StoredEvent {
  readonly context: string;
  readonly partition: number;
  /** 1..n without gaps within the partition. */
  readonly place: bigint;
  /** SHA-256 over the partition's previous hash and this record's exact bytes. */
  readonly hash: Uint8Array;
}

/** What the relay knows to be acknowledged: the last sequence, and the place reached in each partition. The places sum to the sequence. */
export interface Watermark {
  readonly topic: Topic;
  readonly sequence: bigint;
  readonly places: readonly bigint[];
}

/** The log is away; the reader keeps its place and tries again. */
export class LogUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogUnavailable';
  }
}

/** The beginning that a reader asked for is no longer there (decision 12). */
export class LogTruncated extends Error {
  constructor(
    readonly topic: Topic,
    readonly partition: number,
    readonly wanted: bigint,
    readonly first: bigint,
  ) {
    super(`${topic.context}.g${topic.generation} partition ${partition} begins at place ${first}, ${wanted} was asked for`);
    this.name = 'LogTruncated';
  }
}

/**
 * The log and the store tell different stories: a place was published with another hash, the log is ahead of the store, the store is behind what was
 * acknowledged, or it was restored (decisions 9 and 11). Nothing more is published until an operator has mended it; the message names the command.
 */
export class ForkDetected extends Error {
  constructor(
    readonly topic: Topic,
    readonly reason: 'record-differs' | 'log-ahead' | 'log-behind' | 'store-behind' | 'store-restored',
    detail: string,
  ) {
    super(
      `yimen.${topic.context}.g${topic.generation} cannot be continued: ${detail}. Mend it: ` +
        (reason === 'store-behind' || reason === 'log-ahead' || reason === 'record-differs'
          ? `run \`yimen store restored ${topic.context}\`, then `
          : 'run ') +
        `\`yimen log republish ${topic.context}\`, which publishes the next generation, yimen.${topic.context}.g${topic.generation + 1}, ` +
        'from sequence 1 and rebuilds its readers (name all contexts whose logs were lost together)',
    );
    this.name = 'ForkDetected';
  }
}

/** Adapters pass the suite in `contract-suite.ts`: postgres (embedded default) and kafka (clusters). */
export interface EventLog {
  /** Creates the topic where it does not exist; the partition count is fixed from then on. Answers the count. */
  ensureTopic(topic: Topic, partitions: number): Promise<number>;
  /**
   * Publishes records in order and resolves when all are acknowledged. Only the relay calls it. A late repeat of a place is allowed; readers drop it.
   * Throws LogUnavailable (try again: the same records may or may not be there) or ForkDetected.
   */
  publish(topic: Topic, records: readonly LogRecord[]): Promise<void>;
  /** The last record of each partition, for the relay's fork check. */
  tails(topic: Topic): Promise<readonly (LogRecord | undefined)[]>;
  /**
   * Delivers records from the places after `after` (one per partition, 0n for the beginning), batch by batch, each batch of one partition in order,
   * `onBatch` never called concurrently. At least once: a repeat of a smaller place may come. Ends when aborted; survives a log that is away.
   * Rejects with LogTruncated, or with what `onBatch` threw.
   */
  read(options: {
    readonly topic: Topic;
    readonly after: readonly bigint[];
    readonly max?: number;
    readonly signal: AbortSignal;
    readonly onBatch: (records: readonly LogRecord[]) => Promise<void>;
  }): Promise<void>;
  close(): Promise<void>;
}

/** Where watermarks stand, shared by all services (schema `meta`). */
export interface Watermarks {
  /** Of the given generation, by default of the context's current one. Undefined before the relay's first start. */
  get(context: string, generation?: number): Promise<Watermark | undefined>;
}
