import type { Line } from './line.js';

/** What the command line may change. Each benchmark takes what concerns it; undefined means its own default. */
export interface Wishes {
  /** Runs of each side (default 5). */
  readonly runs: number;
  /** Events, writes, cases or rows of one run. */
  readonly events: number | undefined;
  /** Events of the peer's run, where it is given fewer than ours. */
  readonly peerEvents: number | undefined;
  /** Seconds of a run under a steady load. */
  readonly seconds: number | undefined;
  /** Clients of a closed loop. */
  readonly clients: number | undefined;
  /** Events that stand there before, or the volume at which memory is measured. */
  readonly loaded: number | undefined;
}

export interface Bench {
  readonly name: string;
  /** One line for the list. */
  readonly about: string;
  /** Runs it and gives its lines; progress goes to `tell`. */
  run(wishes: Wishes, tell: (line: string) => void): Promise<readonly Line[]>;
}
