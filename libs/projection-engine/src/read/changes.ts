import type { Announcement } from '../batch/announce.js';

/** Rows written or removed by one batch, by key; or `reset`: too many to name, some may have been missed, or another generation: read again. */
export type Change =
  { readonly kind: 'rows'; readonly table: string; readonly keys: readonly (readonly unknown[])[] } | { readonly kind: 'reset' };

/** Changes kept for a reader that does not keep up; beyond, it gets a `reset` instead. */
const backlog = 1000;

class Feed {
  private readonly waiting: Change[] = [];
  private wake: (() => void) | undefined;

  push(change: Change): void {
    const overrun = this.waiting.length >= backlog;
    if (change.kind === 'reset' || overrun) this.waiting.length = 0;
    this.waiting.push(overrun ? { kind: 'reset' } : change);
    this.wake?.();
  }

  async *read(signal: AbortSignal): AsyncGenerator<Change> {
    const aborted = () => this.wake?.();
    signal.addEventListener('abort', aborted);
    try {
      while (!signal.aborted) {
        const next = this.waiting.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', aborted);
    }
  }
}

/** Spreads what is announced on the channel over those who watch a read model. */
export class ChangeFeeds {
  private readonly feeds = new Map<string, Set<Feed>>();
  private readonly waiters = new Map<string, Set<() => void>>();

  hear({ projection, switched, tables }: Announcement): void {
    this.wakeWaiters(projection);
    if (switched) return;
    for (const feed of this.feeds.get(projection) ?? []) {
      if (!tables) feed.push({ kind: 'reset' });
      else for (const [table, keys] of Object.entries(tables)) feed.push({ kind: 'rows', table, keys });
    }
  }

  /** The queries now read another generation. */
  switched(projection: string): void {
    this.wakeWaiters(projection);
    for (const feed of this.feeds.get(projection) ?? []) feed.push({ kind: 'reset' });
  }

  reset(): void {
    for (const projection of this.feeds.keys()) this.switched(projection);
  }

  /** Watches from now on, before anything is read from the iterator. */
  open(projection: string, signal: AbortSignal): AsyncGenerator<Change> {
    const feed = new Feed();
    let feeds = this.feeds.get(projection);
    if (!feeds) this.feeds.set(projection, (feeds = new Set()));
    feeds.add(feed);
    signal.addEventListener('abort', () => feeds.delete(feed), { once: true });
    return feed.read(signal);
  }

  /** Resolves at the next batch or switch of a read model, or after some milliseconds. */
  async next(projection: string, milliseconds: number): Promise<void> {
    let waiters = this.waiters.get(projection);
    if (!waiters) this.waiters.set(projection, (waiters = new Set()));
    const all = waiters;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        all.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      all.add(done);
    });
  }

  private wakeWaiters(projection: string): void {
    for (const wake of [...(this.waiters.get(projection) ?? [])]) wake();
  }
}
