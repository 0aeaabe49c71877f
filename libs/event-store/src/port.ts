/** An event to append. `meta` and `payload` are the exact bytes that every digest, hash and signature covers. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Legal date, ISO. */
  readonly happenedOn: string;
  readonly meta: Uint8Array;
  readonly payload: Uint8Array;
}

export interface StoredEvent extends NewEvent {
  /** Place in the store, 1..N without gaps. */
  readonly position: bigint;
  readonly stream: string;
  /** Place in the stream, 1..n without gaps. */
  readonly revision: bigint;
  /** System clock of the store, ISO instant in UTC with microseconds. */
  readonly recordedAt: string;
}

/** `none`: the stream must not exist; a number: its last revision (0n is the same as `none`). */
export type Expected = 'any' | 'none' | 'exists' | bigint;

export interface Appended {
  /** Revision and position of the last event of the append. */
  readonly revision: bigint;
  readonly position: bigint;
  readonly recordedAt: string;
}

/** The stream is not where the append expected it. `actual` is its revision, 0n where it does not exist. */
export class WrongRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: bigint,
  ) {
    super(`stream ${stream} is at revision ${actual}, expected ${expected}`);
    this.name = 'WrongRevision';
  }
}

/** The store cannot be reached, or its answer is not known in time. Nothing is promised about the append; the caller answers 503. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/**
 * The append can never be stored as it is; trying again gives the same answer. `event-id-taken`: an id stands elsewhere in the store, or in this stream
 * where the append did not expect it; `invalid`: no events, an id that is no lower-case UUID, a date that does not exist, text that is not Unicode;
 * `too-large`: over the store's bound. A programming error of the caller.
 */
export class AppendRejected extends Error {
  constructor(
    readonly stream: string,
    readonly reason: 'event-id-taken' | 'invalid' | 'too-large',
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`append to ${stream} rejected (${reason}): ${detail}`, options);
    this.name = 'AppendRejected';
  }
}

export interface StoreHead {
  readonly position: bigint;
  /** Changes when the store was restored from a backup (decision 9). */
  readonly incarnation: string;
}

/** One service's events. Adapters pass the suite in `contract-suite.ts`. */
export interface EventStore {
  /**
   * Appends to one stream, all or nothing. Idempotent by event ids for exact expected revisions: the same events at the same place answer as the first time.
   * Throws WrongRevision, AppendRejected or StoreUnavailable.
   */
  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended>;
  /** Events of a stream after a revision (default 0n), oldest first, at most `max` (default all). Empty where the stream does not exist. */
  readStream(stream: string, options?: { readonly after?: bigint; readonly max?: number }): Promise<StoredEvent[]>;
  /** Events of the whole store after a position, in order, at most `max`. */
  readAll(options: { readonly after: bigint; readonly max: number }): Promise<StoredEvent[]>;
  /** The event of an id; undefined where no stream has it. For operators: a store without an index on ids reads from its beginning. */
  find(id: string): Promise<StoredEvent | undefined>;
  head(): Promise<StoreHead>;
  /** Calls `onEvents` with every event after a position, in order, one batch at a time, until aborted; survives a lost connection. Rejects only if `onEvents` does. */
  subscribe(options: {
    readonly after: bigint;
    readonly max?: number;
    readonly signal: AbortSignal;
    readonly onEvents: (events: readonly StoredEvent[]) => Promise<void>;
  }): Promise<void>;
  close(): Promise<void>;
}
