import { decode, eventMeta, type EventContract, type EventMeta } from '@yimen/contracts';
import type { EventStore, StoredEvent } from '@yimen/event-store';
import type { AnyEvent, AnyState } from '@yimen/kernel';
import type { AnyAggregate } from '../../definition.js';

/** What a request was answered when it was made: the essentials for a repeat (decision 7). */
export interface AnsweredRequest {
  readonly fingerprint: string;
  readonly fingerprintKey: string;
  readonly status: number;
  readonly revision: bigint;
  readonly state: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
  readonly warnings: NonNullable<EventMeta['warnings']>;
}

/** An item as folded from its stream. */
export interface Item {
  readonly stream: string;
  readonly state: AnyState;
  /** 0n where the stream does not exist. */
  readonly revision: bigint;
  /** By digest of the request's scope. */
  readonly requests: ReadonlyMap<string, AnsweredRequest>;
}

export function streamOf(slice: AnyAggregate, id: string): string {
  return `${slice.name}/${id}`;
}

/** One event of the item's history as the slice sees it. */
export interface Passed {
  readonly stored: StoredEvent;
  readonly event: AnyEvent;
  readonly meta: EventMeta;
}

/** Folded items of one service. A cache keyed by stream and revision, never the last word: every load reads the stream after the cached revision. */
export class Items {
  private readonly folded = new Map<string, Item>();

  constructor(
    private readonly store: EventStore,
    private readonly registry: ReadonlyMap<string, EventContract>,
    private readonly most = 5000,
  ) {}

  /** The item as of now. `cached` tells whether the beginning came from the cache: a refusal may not (decision 8), see `fresh`. */
  async load(slice: AnyAggregate, id: string): Promise<{ item: Item; cached: boolean }> {
    const stream = streamOf(slice, id);
    const known = this.folded.get(stream);
    if (!known) return { item: await this.fresh(slice, id), cached: false };
    const later = await this.store.readStream(stream, { after: known.revision });
    return { item: this.keep(this.apply(slice, known, later)), cached: true };
  }

  /** The item folded from the first event of its stream on. */
  async fresh(slice: AnyAggregate, id: string): Promise<Item> {
    const stream = streamOf(slice, id);
    const beginning: Item = { stream, state: slice.initial as AnyState, revision: 0n, requests: new Map() };
    return this.keep(this.apply(slice, beginning, await this.store.readStream(stream)));
  }

  /** The events of an item after a revision, decoded. */
  async passed(stream: string, after = 0n): Promise<Passed[]> {
    return (await this.store.readStream(stream, { after })).map((stored) => this.read(stored));
  }

  private read(stored: StoredEvent): Passed {
    const event = decode(this.registry, stored.type, stored.schemaVersion, stored.payload) as AnyEvent;
    const meta = eventMeta.parse(JSON.parse(Buffer.from(stored.meta).toString('utf8')));
    return { stored, event, meta };
  }

  private apply(slice: AnyAggregate, from: Item, stored: readonly StoredEvent[]): Item {
    if (stored.length === 0) return from;
    let state = from.state;
    const requests = new Map(from.requests);
    for (const { event, meta, stored: at } of stored.map((one) => this.read(one))) {
      const on = slice.on[event.type] as ((state: AnyState, event: AnyEvent) => AnyState) | undefined;
      if (!on) throw new Error(`${slice.name} does not fold ${event.type}, found in ${from.stream}`);
      state = on(state, event);
      if (!meta.request) continue;
      const before = requests.get(meta.request.key);
      requests.set(meta.request.key, {
        ...meta.request,
        revision: at.revision,
        state: state.status,
        events: [...(before?.events ?? []), { id: at.id, type: at.type }],
        warnings: meta.warnings ?? [],
      });
    }
    return { stream: from.stream, state, revision: stored.at(-1)?.revision ?? from.revision, requests };
  }

  /** Least recently used goes first. */
  private keep(item: Item): Item {
    this.folded.delete(item.stream);
    if (item.revision === 0n) return item;
    this.folded.set(item.stream, item);
    const oldest = this.folded.keys().next();
    if (this.folded.size > this.most && !oldest.done) this.folded.delete(oldest.value);
    return item;
  }
}
