import {
  ForkDetected,
  LogRefused,
  UnsafeTopic,
  knownTopics,
  type Awaited,
  type LogRecord,
  type RelayEvent,
  type RelayOptions,
} from '@yimen/event-log';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { logTrouble } from '../problems/log-trouble.js';
import { Standing, type Amiss, type TroubleCode } from '../bootstrap/troubles.js';
import { Rounds } from './rounds.js';
import { TopicRelay } from './topic-relay.js';
import { named } from './waiting.js';

/** What it means that a relay waits. A standby is well. */
const waiting: Readonly<Record<Exclude<Awaited, 'lease'>, TroubleCode>> = {
  store: 'store-unavailable',
  log: 'log-unavailable',
  checkpoint: 'database-unavailable',
};

export interface RelayPartOptions extends Omit<RelayOptions, 'onEvent' | 'topic'> {
  /** The context whose events are relayed. */
  readonly context: string;
  readonly logger: Logger;
  /** Told of records that the current topic has acknowledged. */
  readonly published?: (records: readonly LogRecord[]) => void;
  /** Milliseconds between looks at the generations. Default 1000. */
  readonly everyMs?: number;
}

/**
 * The relay of a service's own store to its topic; one process leads, the others stand by (decision 11). While a next generation is being
 * published beside the current one, both are relayed; what is older than the current one is not (decision 10).
 */
export class RelayPart implements ServicePart {
  readonly name = 'relay';
  readonly essential = false;
  readonly #options: RelayPartOptions;
  readonly #rounds: Rounds;
  readonly #relays = new Map<number, TopicRelay>();
  #current = 1;
  readonly #events = new Map<RelayEvent['type'], number>();
  readonly #standing = new Standing();
  #published = 0;

  constructor(options: RelayPartOptions) {
    const { everyMs = 1000, logger } = options;
    this.#options = options;
    this.#rounds = new Rounds({
      name: 'generations of the topic',
      everyMs,
      longestPauseMs: 5000,
      round: async () => {
        await this.#look();
        return false;
      },
      onError: (error, failures) => logger.warn({ err: error, failures }, 'the generations of the topic cannot be looked at'),
    });
  }

  /** Of the current generation, for metrics. `events`: what has happened to the relays of this process, by name. */
  measures(): {
    readonly leading: boolean;
    readonly lagEvents: number;
    readonly lagSeconds: number;
    readonly published: number;
    readonly events: ReadonlyMap<RelayEvent['type'], number>;
  } {
    const current = this.#relays.get(this.#current)?.measures();
    return { ...(current ?? { leading: false, lagEvents: 0, lagSeconds: 0 }), published: this.#published, events: this.#events };
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
    await this.#keep(new Set());
  }

  health(): PartHealth {
    this.#standing.set(
      [...this.#relays.values()].flatMap(amissWith).concat(this.#rounds.failures > 0 ? [{ code: 'database-unavailable' }] : []),
    );
    const { troubles } = this.#standing;
    return { ready: troubles.length === 0, troubles };
  }

  async #look(): Promise<void> {
    const { pool, context, logger } = this.#options;
    const known = await knownTopics(pool, context);
    const current = known.find((one) => one.current)?.topic.generation ?? 1;
    if (current !== this.#current) logger.info({ context, from: this.#current, to: current }, 'another generation of the topic is current');
    this.#current = current;
    await this.#keep(new Set([current, ...known.map(({ topic }) => topic.generation).filter((generation) => generation > current)]));
  }

  async #keep(wanted: ReadonlySet<number>): Promise<void> {
    for (const [generation, relay] of this.#relays) {
      if (wanted.has(generation)) continue;
      this.#relays.delete(generation);
      await relay.stop();
    }
    for (const generation of wanted) if (!this.#relays.has(generation)) this.#begin(generation);
  }

  #begin(generation: number): void {
    const { context, published, everyMs: _everyMs, ...options } = this.#options;
    const relay = new TopicRelay({
      ...options,
      topic: { context, generation },
      published: (records) => {
        this.#published += records.length;
        if (generation === this.#current) published?.(records);
      },
      happened: (event) => this.#events.set(event, (this.#events.get(event) ?? 0) + 1),
    });
    this.#relays.set(generation, relay);
    relay.start();
  }
}

function amissWith({ failure, waiting: awaited }: TopicRelay): Amiss[] {
  if (failure === undefined) return awaited === undefined || awaited === 'lease' ? [] : [{ code: waiting[awaited] }];
  const detail = logTrouble(failure);
  if (failure instanceof ForkDetected) return [{ code: 'log-fork', subject: failure.reason, detail }];
  if (failure instanceof UnsafeTopic) return [{ code: 'unsafe-topic', detail }];
  if (failure instanceof LogRefused) return [{ code: 'log-refused', detail }];
  return [{ code: 'relay-stopped', subject: named(failure), detail }];
}
