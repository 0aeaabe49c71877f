import { setTimeout as sleep } from 'node:timers/promises';

export interface RoundsOptions {
  readonly name: string;
  /** Pause in milliseconds after a round that found nothing to do. */
  readonly everyMs: number;
  /** Milliseconds of rest after a round before `wake` begins the next one: many wakes are one round. Default 0. */
  readonly restMs?: number;
  /** One round; true where there may be more to do at once. */
  readonly round: () => Promise<boolean>;
  /** A round that threw. The next one follows after a pause that doubles. */
  readonly onError: (error: unknown, failures: number) => void;
  /** Longest pause in milliseconds between rounds that throw. Default 15 000. */
  readonly longestPauseMs?: number;
}

const LONGEST_PAUSE_MS = 15_000;

/** Repeats a round until it is stopped; a database that is away is waited for. `wake` ends the pause. */
export class Rounds {
  readonly #options: RoundsOptions;
  #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | undefined;
  #failures = 0;
  #resting = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Rounds that failed in a row. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether the next round is waited for, and `wake` would begin it at once. */
  get resting(): boolean {
    return this.#resting;
  }

  start(): void {
    if (this.#running) return;
    this.#stop = new AbortController();
    this.#running = this.#run(this.#stop.signal);
  }

  wake(): void {
    this.#resting = false;
    this.#wake.abort();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.#running;
    this.#running = undefined;
  }

  async #run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      this.#wake = new AbortController();
      let pause = this.#options.everyMs;
      try {
        const more = await this.#options.round();
        this.#failures = 0;
        if (more) pause = 0;
      } catch (error) {
        this.#failures += 1;
        pause = Math.min(this.#options.longestPauseMs ?? LONGEST_PAUSE_MS, this.#options.everyMs * 2 ** Math.min(this.#failures, 10));
        this.#options.onError(error, this.#failures);
      }
      const rest = Math.min(pause, this.#options.restMs ?? 0);
      if (rest > 0) await sleep(rest, undefined, { signal: stop }).catch(() => undefined);
      if (pause <= rest || stop.aborted) continue;
      this.#resting = !this.#wake.signal.aborted;
      await sleep(pause - rest, undefined, { signal: this.#wake.signal }).catch(() => undefined);
      this.#resting = false;
    }
  }
}
