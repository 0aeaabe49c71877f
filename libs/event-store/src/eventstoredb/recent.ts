import type { StoredEvent } from '../port.js';

const BOUNDS = { events: 1_000, bytes: 16 << 20, ids: 100_000 } as const;

/** The last events of the store, for readers at the tail, and the ids of the last 100,000 to 200,000, to refuse an id that stands elsewhere. */
export class Recent {
  #events: StoredEvent[] = [];
  #bytes = 0;
  #ids = new Set<string>();
  #olderIds = new Set<string>();

  add(event: StoredEvent): void {
    this.#events.push(event);
    this.#bytes += weight(event);
    if (this.#events.length > BOUNDS.events * 2 || this.#bytes > BOUNDS.bytes * 2) this.#trim();
    this.#ids.add(event.id);
    if (this.#ids.size < BOUNDS.ids) return;
    this.#olderIds = this.#ids;
    this.#ids = new Set();
  }

  knows(id: string): boolean {
    return this.#ids.has(id) || this.#olderIds.has(id);
  }

  /** The events after a position, at most so many; undefined where the first of them is no longer kept. */
  after(position: bigint, max: number): StoredEvent[] | undefined {
    const first = this.#events[0];
    if (!first || first.position > position + 1n) return undefined;
    const start = Number(position + 1n - first.position);
    return this.#events.slice(start, start + max);
  }

  #trim(): void {
    let from = Math.max(0, this.#events.length - BOUNDS.events);
    for (let index = 0; index < from; index += 1) this.#bytes -= weight(this.#events[index]);
    while (from < this.#events.length && this.#bytes > BOUNDS.bytes) {
      this.#bytes -= weight(this.#events[from]);
      from += 1;
    }
    this.#events = this.#events.slice(from);
  }
}

const weight = (event: StoredEvent | undefined): number => (event ? event.meta.byteLength + event.payload.byteLength + 300 : 0);
