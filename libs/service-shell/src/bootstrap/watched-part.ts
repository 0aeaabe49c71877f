import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Rounds } from '../process/rounds.js';
import type { PartHealth, ServicePart } from './part.js';
import { Standing, type Amiss, type TroubleCode } from './troubles.js';

export interface WatchedPartOptions {
  readonly name: string;
  /** Whether the pod cannot answer without it. */
  readonly essential: boolean;
  /** What is amiss now; an empty list where all is well. */
  readonly look: () => Promise<readonly Amiss[]>;
  /** What a look that throws means. */
  readonly away: TroubleCode | ((error: unknown) => TroubleCode);
  readonly logger: Logger;
  /** Pause in milliseconds between looks. Default 2000. */
  readonly everyMs?: number;
  /** Milliseconds that a look may take. Default 5000. */
  readonly withinMs?: number;
}

/** Looks in a row that must fail before an essential part turns the status: one connection that was just cut is no reason to leave the air. */
const PATIENCE = 2;

/** Something that the service stands on and that tells nothing by itself: it is looked at now and then, for the body of readiness. */
export class WatchedPart implements ServicePart {
  readonly name: string;
  readonly essential: boolean;
  readonly #rounds: Rounds;
  readonly #standing = new Standing();
  #looked = false;

  constructor({ name, essential, look, away, logger, everyMs = 2_000, withinMs = 5_000 }: WatchedPartOptions) {
    this.name = name;
    this.essential = essential;
    this.#standing.set([{ code: 'starting' }]);
    this.#rounds = new Rounds({
      name,
      everyMs,
      longestPauseMs: everyMs,
      round: async () => {
        const found = await inTime(look, withinMs);
        if (this.#rounds.failures > 0) logger.info({ part: name }, 'a part of the service is here again');
        this.#looked = true;
        this.#standing.set(found);
        return false;
      },
      onError: (error, failures) => {
        if (failures === 1) logger.warn({ err: error, part: name }, 'a part of the service is away');
        this.#standing.set([{ code: typeof away === 'string' ? away : away(error) }]);
      },
    });
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  health(): PartHealth {
    const { troubles } = this.#standing;
    const patient = this.essential && this.#looked && this.#rounds.failures > 0 && this.#rounds.failures < PATIENCE;
    return { ready: troubles.length === 0 || patient, troubles };
  }
}

class TooLate extends Error {
  constructor(withinMs: number) {
    super(`no answer within ${withinMs} ms`);
    this.name = 'TooLate';
  }
}

/** The answer of a look, or TooLate: a server that is silent is as good as away. */
async function inTime<T>(look: () => Promise<T>, withinMs: number): Promise<T> {
  const answered = new AbortController();
  try {
    return await Promise.race([
      look(),
      sleep(withinMs, undefined, { signal: answered.signal }).then(() => {
        throw new TooLate(withinMs);
      }),
    ]);
  } finally {
    answered.abort();
  }
}
