import type { FileStore } from '@yimen/attachments';
import type { EventStore } from '@yimen/event-store';
import { setTimeout as sleep } from 'node:timers/promises';

const DAY_MS = 86_400_000;
/** An upload takes seconds: a draft of an hour ago was broken off. */
const DRAFT_MS = 3_600_000;
const BATCH = 1000;
/** Milliseconds between batches: the first reading goes through the whole store, and others use it too. */
const REST_MS = 20;
const ADDRESSES = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** What a sweep took away. */
export interface Swept {
  readonly files: number;
  readonly drafts: number;
}

/**
 * Files that were handed in and never named by an event (ADR 0027), and drafts of uploads that were broken off. An event names a file where its
 * address stands anywhere in it; what has been read once is remembered, so that later sweeps read only what is new.
 */
export class UnnamedFiles {
  private readonly named = new Set<string>();
  private readTo = 0n;
  private incarnation: string | undefined;

  constructor(
    private readonly files: FileStore,
    private readonly store: Pick<EventStore, 'readAll' | 'head'>,
  ) {}

  /** Removes what was stored more than so many days before `now` and is named nowhere. Stops early, having removed nothing wrongly, on the signal. */
  async sweep(now: Date, days: number, signal?: AbortSignal): Promise<Swept> {
    const drafts = await this.files.clearDrafts(new Date(now.getTime() - DRAFT_MS));
    const old: string[] = [];
    for await (const { address, storedAt } of this.files.list())
      if (Date.parse(storedAt) < now.getTime() - days * DAY_MS) old.push(address);
    let files = 0;
    for (const address of old) {
      // Looked at again before each: the event may have come meanwhile.
      if (!(await this.readOn(signal))) break;
      if (this.named.has(address)) continue;
      await this.files.remove(address);
      files += 1;
    }
    return { files, drafts };
  }

  /** Reads what the store has got since; false where it was stopped before the end. */
  private async readOn(signal: AbortSignal | undefined): Promise<boolean> {
    const { incarnation } = await this.store.head();
    if (incarnation !== this.incarnation) {
      // Restored from a backup: what was read may not have happened.
      this.named.clear();
      this.readTo = 0n;
      this.incarnation = incarnation;
    }
    for (;;) {
      if (signal?.aborted) return false;
      const events = await this.store.readAll({ after: this.readTo, max: BATCH });
      for (const { payload, position } of events) {
        for (const [address] of Buffer.from(payload).toString('utf8').matchAll(ADDRESSES)) this.named.add(address);
        this.readTo = position;
      }
      if (events.length < BATCH) return true;
      await sleep(REST_MS);
    }
  }
}
