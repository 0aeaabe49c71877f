import { knownTopics, type LogRecord, type RelayEvent, type RelayOptions } from '@yimen/event-log';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { logTrouble } from '../problems/log-trouble.js';
import { Rounds } from './rounds.js';
import { TopicRelay } from './topic-relay.js';

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
    readonly events: ReadonlyMap<RelayEvent['type'], number>;
  } {
    const current = this.#relays.get(this.#current)?.measures();
    return { ...(current ?? { leading: false, lagEvents: 0, lagSeconds: 0 }), events: this.#events };
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
    await this.#keep(new Set());
  }

  health(): PartHealth {
    const relays = [...this.#relays.values()];
    const failed = relays.find(({ failure }) => failure !== undefined);
    if (failed) return { ready: false, reason: logTrouble(failed.failure) ?? { zh: '事件发布已停止', en: 'the relay has stopped' } };
    const waiting = relays.find((one) => one.waiting !== undefined)?.waiting ?? (this.#rounds.failures > 0 ? 'database' : undefined);
    return waiting ? { ready: false, reason: { zh: `事件发布等待 ${waiting}`, en: `the relay waits for ${waiting}` } } : { ready: true };
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
        if (generation === this.#current) published?.(records);
      },
      happened: (event) => this.#events.set(event, (this.#events.get(event) ?? 0) + 1),
    });
    this.#relays.set(generation, relay);
    relay.start();
  }
}
