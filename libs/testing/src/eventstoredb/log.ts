/** What an EventStoreDB server keeps: one log of records, read by stream or as $all. Survives the restart of the server around it. */

/** Revision of a tombstone and value of $tb after a soft delete: the largest long (EventNumber.DeletedStream in EventStore.Core/Data/EventNumber.cs). */
export const DELETED = 9_223_372_036_854_775_807n;

export interface ProposedRecord {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LogRecord extends ProposedRecord {
  /** Commit and prepare position alike: each event of a gRPC append commits itself (PrepareFlags.IsCommitted in StorageWriterService.cs). Bytes, so with gaps. */
  readonly position: bigint;
  readonly stream: string;
  /** From 0. */
  readonly revision: bigint;
  /** 100 ns since 1970. */
  readonly created: bigint;
}

export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | bigint;

export type Verdict =
  | { readonly kind: 'stored'; readonly revision: bigint; readonly position: bigint }
  /** `current` -1n where the stream does not exist. */
  | { readonly kind: 'wrong-version'; readonly current: bigint }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large'; readonly limit: number };

interface StreamMetadata {
  readonly $tb?: number | string;
  readonly $maxCount?: number;
  /** Seconds. */
  readonly $maxAge?: number;
}

export class EventLog {
  readonly records: LogRecord[] = [];
  readonly #streams = new Map<string, LogRecord[]>();
  /** The server keeps the ids of the last million events (ESConsts.CommitedEventsMemCacheLimit); a test writes fewer. */
  readonly #byId = new Map<string, LogRecord>();
  readonly #waiting = new Set<() => void>();
  #end = 0n;
  #lastCreated = 0n;

  constructor(private readonly maxAppendSize: number) {}

  /** The rules of IndexWriter.CheckCommit in EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs. */
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedRecord[]): Verdict {
    const size = events.reduce((sum, { data, metadata, type }) => sum + data.length + metadata.length + type.length * 2, 0);
    if (size > this.maxAppendSize) return { kind: 'too-large', limit: this.maxAppendSize };
    const present = this.#streams.get(stream) ?? [];
    const last = present.at(-1);
    if (last?.revision === DELETED) return { kind: 'deleted' };
    const current = last?.revision ?? -1n;
    if (expected === 'stream_exists' && current < 0n && !this.#streams.has(`$$${stream}`)) return { kind: 'wrong-version', current };
    if (expected === 'any' || expected === 'stream_exists') return this.#appendAnywhere(stream, current, events);
    const after = expected === 'no_stream' ? -1n : expected;
    if (after > current) return { kind: 'wrong-version', current };
    if (after < current) return this.#repeatAt(stream, after, current, events);
    return this.#write(stream, current, events);
  }

  /** Idempotent by id only as far as the ids are remembered, and wherever in the stream they stand. */
  #appendAnywhere(stream: string, current: bigint, events: readonly ProposedRecord[]): Verdict {
    let last: LogRecord | undefined;
    for (const [index, { id }] of events.entries()) {
      const known = this.#byId.get(id);
      if (known?.stream === stream) last = known;
      else return index === 0 ? this.#write(stream, current, events) : { kind: 'wrong-version', current };
    }
    return last ? { kind: 'stored', revision: last.revision, position: last.position } : { kind: 'wrong-version', current };
  }

  #repeatAt(stream: string, after: bigint, current: bigint, events: readonly ProposedRecord[]): Verdict {
    const there = (this.#streams.get(stream) ?? []).slice(Number(after) + 1, Number(after) + 1 + events.length);
    const last = there.at(-1);
    const repeated = there.length === events.length && there.every(({ id }, index) => id === events[index]?.id);
    return repeated && last ? { kind: 'stored', revision: last.revision, position: last.position } : { kind: 'wrong-version', current };
  }

  #write(stream: string, current: bigint, events: readonly ProposedRecord[]): Verdict {
    let revision = current;
    let position = this.#end;
    for (const event of events) {
      revision += 1n;
      position = this.#keep(stream, revision, event);
    }
    this.#wake();
    return { kind: 'stored', revision, position };
  }

  #keep(stream: string, revision: bigint, event: ProposedRecord): bigint {
    const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 10_000));
    this.#lastCreated = now > this.#lastCreated ? now : this.#lastCreated;
    const record: LogRecord = { ...event, stream, revision, position: this.#end, created: this.#lastCreated };
    this.#end += BigInt(90 + stream.length + event.type.length + event.data.length + event.metadata.length);
    this.records.push(record);
    const present = this.#streams.get(stream);
    if (present) present.push(record);
    else this.#streams.set(stream, [record]);
    this.#byId.set(record.id, record);
    return record.position;
  }

  /** A hard delete: the stream ends with `$streamDeleted` at the largest revision (StorageWriterService, WriteDelete). */
  tombstone(stream: string): bigint {
    const id = crypto.randomUUID();
    const bytes = new Uint8Array();
    const position = this.#keep(stream, DELETED, {
      id,
      type: '$streamDeleted',
      contentType: 'application/octet-stream',
      data: bytes,
      metadata: bytes,
    });
    this.#wake();
    return position;
  }

  /** A soft delete is metadata: everything before the largest revision is truncated. */
  softDelete(stream: string): bigint {
    const verdict = this.append(`$$${stream}`, 'any', [
      {
        id: crypto.randomUUID(),
        type: '$metadata',
        contentType: 'application/json',
        data: Buffer.from(`{"$tb":${DELETED}}`),
        metadata: new Uint8Array(),
      },
    ]);
    return verdict.kind === 'stored' ? verdict.position : 0n;
  }

  /** What a reader of the stream gets to see; `undefined` where there is no stream. */
  visible(stream: string): LogRecord[] | 'deleted' | undefined {
    const present = this.#streams.get(stream);
    const last = present?.at(-1);
    if (!present || !last) return undefined;
    if (last.revision === DELETED) return 'deleted';
    const { $tb, $maxCount, $maxAge } = this.#metadata(stream);
    const before = $tb === undefined ? 0n : BigInt($tb);
    if (before >= DELETED) return undefined;
    const oldest = $maxAge === undefined ? 0n : BigInt(Date.now() - $maxAge * 1000) * 10_000n;
    const kept = present.filter(({ revision, created }) => revision >= before && created >= oldest);
    return $maxCount === undefined ? kept : kept.slice(-$maxCount);
  }

  #metadata(stream: string): StreamMetadata {
    const last = this.#streams.get(`$$${stream}`)?.at(-1);
    if (!last) return {};
    // The largest long does not fit a number: it is kept as text.
    return JSON.parse(
      Buffer.from(last.data)
        .toString('utf8')
        .replace(/:\s*(\d{16,})/, ':"$1"'),
    ) as StreamMetadata;
  }

  /** Index of the first record at or after a position. */
  indexAt(position: bigint): number {
    let [low, high] = [0, this.records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.records[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Resolves when a record comes, or the signal aborts. */
  async grown(length: number, signal: AbortSignal): Promise<void> {
    if (this.records.length > length || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}
