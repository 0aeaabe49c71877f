import { streamNameFilter, type Filter, type Position } from '@eventstore/db-client';
import type { StoredEvent } from '../port.js';
import { compare, storedEvent, type ServerRecord } from './record.js';
import type { Mark } from './marks.js';
import { Ordinals } from './ordinals.js';
import { Recent } from './recent.js';
import { HistoryCut } from './trouble.js';

/** Metadata of a stream that lets the server remove events (docs: Streams, "Stream metadata": $maxAge, $maxCount, $tb). */
const REMOVING = ['$maxAge', '$maxCount', '$tb'] as const;

const MARK_EVERY = 1_024n;

/**
 * The place of each event of one service: $all, filtered by the service's prefix, in its order, numbered from 1. Fed from several sources at once, each of
 * which gives everything after a place that the index had reached; what it has already seen it drops.
 */
export class IndexOfAll {
  ordinals = new Ordinals();
  readonly recent = new Recent();
  /** Everything up to here was seen; undefined: nothing yet. Exactly as the server gave it: a read may begin nowhere else. */
  seen: Position | undefined;
  #cut: HistoryCut | undefined;
  readonly #arrivals = new Map<string, Set<(event: StoredEvent) => void>>();
  #growth = withResolvers();

  /** `onMark` is called with every 1,024th place. */
  constructor(
    readonly prefix: string,
    private readonly onMark: (mark: Mark) => void,
  ) {}

  /** Takes up an index that was built before, up to the last of the marks; before anything else was taken. */
  resume(marks: readonly Mark[]): void {
    const last = marks.at(-1);
    if (!last || this.seen) return;
    this.ordinals = new Ordinals(marks);
    this.seen = { commit: last.commit, prepare: last.commit };
  }

  get whole(): boolean {
    return !this.#cut;
  }

  /** Throws HistoryCut once the history was found not to be whole. */
  assertWhole(): void {
    if (this.#cut) throw this.#cut;
  }

  /** Takes the next record of $all, whoever's it is. False once the history was found not to be whole. */
  take(record: ServerRecord): boolean {
    const place = { commit: record.at, prepare: record.at };
    if (this.#cut) return false;
    if (this.seen && compare(place, this.seen) <= 0) return true;
    try {
      this.#judge(record);
      if (record.stream.startsWith(this.prefix)) this.#keep(record);
    } catch (error) {
      if (!(error instanceof HistoryCut)) throw error;
      this.#cut = error;
      this.#grow();
      return false;
    }
    this.seen = place;
    return true;
  }

  /** The server looked at everything up to a place and found nothing more of ours. */
  checked(place: Position): void {
    if (!this.seen || compare(place, this.seen) > 0) this.seen = place;
  }

  /** Resolves when an event with this id is taken; `forget` when it is no longer waited for. */
  arrival(id: string): { readonly arrived: Promise<StoredEvent>; forget(): void } {
    const waiting = this.#arrivals.get(id) ?? new Set();
    this.#arrivals.set(id, waiting);
    let listener: (event: StoredEvent) => void = () => undefined;
    const arrived = new Promise<StoredEvent>((resolve) => (listener = resolve));
    waiting.add(listener);
    return {
      arrived,
      forget: () => {
        waiting.delete(listener);
        if (waiting.size === 0 && this.#arrivals.get(id) === waiting) this.#arrivals.delete(id);
      },
    };
  }

  /** Resolves at the next growth. */
  get growth(): Promise<void> {
    return this.#growth.promise;
  }

  /** The streams whose events have a place, and where asked the metadata streams that tell of truncation. */
  filter(options: { readonly metadata: boolean; readonly checkpoint?: (place: Position) => Promise<void> }): Filter {
    const prefixes = options.metadata ? [this.prefix, `$$${this.prefix}`] : [this.prefix];
    const { checkpoint } = options;
    return streamNameFilter({
      prefixes,
      maxSearchWindow: 1_000,
      checkpointInterval: 1,
      ...(checkpoint ? { checkpointReached: (_: unknown, place: Position) => checkpoint(place) } : {}),
    });
  }

  #judge({ stream, type, data }: ServerRecord): void {
    if (type === '$streamDeleted' && stream.startsWith(this.prefix)) throw new HistoryCut(stream, 'it was deleted');
    if (!stream.startsWith(`$$${this.prefix}`)) return;
    const metadata = data as Record<string, unknown> | null;
    const removing = REMOVING.filter((key) => metadata?.[key] !== undefined && metadata[key] !== null);
    if (removing.length > 0) throw new HistoryCut(stream.slice(2), `it is given to removal (${removing.join(', ')})`);
  }

  #keep(record: ServerRecord): void {
    const event = storedEvent(record, this.prefix, this.ordinals.head + 1n);
    this.ordinals.add(record.at);
    if (event.position % MARK_EVERY === 0n) this.onMark({ position: event.position, commit: record.at, id: event.id });
    this.recent.add(event);
    const waiting = this.#arrivals.get(event.id);
    this.#arrivals.delete(event.id);
    for (const arrived of waiting ?? []) arrived(event);
    this.#grow();
  }

  #grow(): void {
    const { resolve } = this.#growth;
    this.#growth = withResolvers();
    resolve();
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settled) => (resolve = settled));
  return { promise, resolve };
}
