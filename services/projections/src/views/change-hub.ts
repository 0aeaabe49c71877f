import { randomInt } from 'node:crypto';
import type { Change, ReadModels } from '@yimen/projection-engine';

/** A change with its number in this process. */
export type Numbered = Change & { readonly n: number };

/** Changes kept for listeners that come back. */
const kept = 1000;

/**
 * The changes of one read model, numbered for this process, with the last ones kept: a listener that was away for a moment goes on where it
 * was. Numbers begin at random, so that the number of another process is not taken for one of ours.
 */
export class ChangeHub {
  private readonly past: Numbered[] = [];
  private readonly listeners = new Set<() => void>();
  /** Listeners that know less than this have missed something. */
  private floor: number;
  private last: number;

  constructor() {
    this.last = randomInt(2 ** 47);
    this.floor = this.last;
  }

  /** Number of the last change. */
  get head(): number {
    return this.last;
  }

  async follow(models: ReadModels, projection: string, signal: AbortSignal): Promise<void> {
    for await (const change of models.changes(projection, signal)) this.take(change);
  }

  /** What came after a number; undefined where that is not known (any more): the listener has to read again. */
  since(n: number): readonly Numbered[] | undefined {
    if (n < this.floor || n > this.last) return undefined;
    // Numbers have no gaps.
    return this.past.slice(this.past.length - (this.last - n));
  }

  /** Calls `wake` at every change, until the function that it answers is called. */
  listen(wake: () => void): () => void {
    this.listeners.add(wake);
    return () => this.listeners.delete(wake);
  }

  private take(change: Change): void {
    this.last += 1;
    if (change.kind === 'reset') {
      this.past.length = 0;
      this.floor = this.last;
    } else {
      this.past.push({ ...change, n: this.last });
      if (this.past.length > kept) this.floor = this.past.shift()?.n ?? this.floor;
    }
    for (const wake of [...this.listeners]) wake();
  }
}
