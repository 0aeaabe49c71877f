import type { LogRecord } from './port.js';

export interface GatheringOptions {
  /** Most records handed out at once, and held while more arrive. */
  readonly most: number;
  readonly signal: AbortSignal;
  /** Whether a record is to be handed out at once; others wait for company up to `patienceMs` milliseconds. */
  readonly isUrgent: (record: LogRecord) => boolean;
  readonly patienceMs: number;
}

/**
 * Stands between readers and one writer: while the writer is busy, records of all partitions gather, so that under load one transaction takes many.
 * The order within a partition is kept. Records that are still here when it is aborted are dropped: their places have not moved.
 */
export class Gathering {
  private readonly waiting = new Map<string, LogRecord[]>();
  private held = 0;
  private urgent = false;
  private closed = false;
  private since = 0;
  private wake: () => void = () => undefined;
  private readonly blocked = new Set<() => void>();

  constructor(private readonly options: GatheringOptions) {
    options.signal.addEventListener('abort', () => this.rouse(), { once: true });
  }

  /** Takes records in; resolves when there is room for more. */
  async add(records: readonly LogRecord[]): Promise<void> {
    const [first] = records;
    if (!first) return;
    const { most, signal, isUrgent } = this.options;
    const mine = this.waiting.get(first.context) ?? [];
    this.waiting.set(first.context, mine);
    for (const record of records) mine.push(record);
    if (this.held === 0) this.since = Date.now();
    this.held += records.length;
    this.urgent ||= this.held >= most || records.some(isUrgent);
    this.wake();
    while (this.held >= most && !signal.aborted && !this.closed) await new Promise<void>((resolve) => this.blocked.add(resolve));
  }

  /** No more records come; what is held is still handed out. */
  close(): void {
    this.closed = true;
    this.rouse();
  }

  /** Hands out records of one context at a time until closed and empty, or aborted. Throws what `work` throws. */
  async handOut(work: (records: readonly LogRecord[]) => Promise<void>): Promise<void> {
    const { signal } = this.options;
    while (!signal.aborted) {
      if (!this.isDue()) {
        if (this.closed && this.held === 0) return;
        await this.rest();
        continue;
      }
      for (const records of this.take()) {
        if (signal.aborted) return;
        await work(records);
      }
    }
  }

  private isDue(): boolean {
    if (this.held === 0) return false;
    return this.urgent || this.closed || Date.now() - this.since >= this.options.patienceMs;
  }

  private take(): LogRecord[][] {
    const { most } = this.options;
    const parts = [...this.waiting.values()].flatMap((records) =>
      Array.from({ length: Math.ceil(records.length / most) }, (_, at) => records.slice(at * most, (at + 1) * most)),
    );
    this.waiting.clear();
    this.held = 0;
    this.urgent = false;
    this.unblock();
    return parts;
  }

  private async rest(): Promise<void> {
    const ms = this.held === 0 ? undefined : Math.max(1, this.options.patienceMs - (Date.now() - this.since));
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (ms !== undefined) timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.wake = () => undefined;
  }

  private rouse(): void {
    this.unblock();
    this.wake();
  }

  private unblock(): void {
    for (const resolve of this.blocked) resolve();
    this.blocked.clear();
  }
}
