import { relay, type Awaited, type LogRecord, type Relay, type RelayEvent, type RelayOptions } from '@yimen/event-log';
import type { Logger } from 'pino';
import { Rounds } from './rounds.js';

export interface TopicRelayOptions extends Omit<RelayOptions, 'onEvent'> {
  readonly logger: Logger;
  /** Told of records that the log has acknowledged. */
  readonly published: (records: readonly LogRecord[]) => void;
  /** Told of everything that happens to it, by name. */
  readonly happened: (event: RelayEvent['type']) => void;
}

/** The relay of one generation of a topic in this process, begun again after it ended by an error. */
export class TopicRelay {
  readonly #rounds: Rounds;
  readonly #stop = new AbortController();
  #waiting: Awaited | undefined;
  #failure: unknown;
  #relay: Relay | undefined;
  #caughtUpAt = Date.now();

  constructor({ logger, published, happened, ...options }: TopicRelayOptions) {
    const topic = `${options.topic.context}.g${options.topic.generation}`;
    this.#rounds = new Rounds({
      name: `relay ${topic}`,
      everyMs: 1000,
      round: async () => {
        this.#relay = relay({
          ...options,
          onEvent: (event) => {
            happened(event.type);
            if (event.type === 'published') published(event.records);
            if (event.type === 'waiting') this.#waiting = event.for;
            if (event.type === 'resumed' || event.type === 'leading' || event.type === 'checkpoint') this.#waiting = undefined;
            if (event.type === 'leading' || event.type === 'checkpoint') this.#look();
            if (event.type === 'leading') this.#failure = undefined;
            if (event.type === 'waiting')
              logger.warn({ err: event.error, topic, for: event.for, retryInMs: event.retryInMs }, 'the relay waits');
            if (event.type === 'resumed') logger.info({ topic, after: event.after }, 'the relay goes on');
            if (event.type === 'leading')
              logger.info({ topic, epoch: String(event.epoch), sequence: String(event.sequence) }, 'this process relays');
            if (event.type === 'deposed') logger.warn({ topic, epoch: String(event.epoch) }, 'another process relays');
            if (event.type === 'forked') logger.error({ err: event.error, topic, reason: event.error.reason }, event.error.message);
          },
        });
        await this.#relay.run(this.#stop.signal);
        return false;
      },
      onError: (error, failures) => {
        this.#failure = error;
        logger.error({ err: error, topic, failures }, 'the relay has stopped');
      },
    });
  }

  start(): void {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#rounds.stop();
  }

  /** What it waits for, by one word; undefined while it goes on or another process leads. */
  get waiting(): Awaited | undefined {
    return this.#waiting;
  }

  /** What ended it, until it leads again. */
  get failure(): unknown {
    return this.#failure;
  }

  /** A standby has no lag of its own: the leader tells it. */
  measures(): { readonly leading: boolean; readonly lagEvents: number; readonly lagSeconds: number } {
    this.#look();
    const status = this.#relay?.status();
    const leading = status?.leading ?? false;
    const behind = leading && status !== undefined && status.lag > 0n;
    const lagSeconds = behind ? (Date.now() - this.#caughtUpAt) / 1000 : 0;
    return { leading, lagEvents: behind ? Number(status.lag) : 0, lagSeconds };
  }

  #look(): void {
    const status = this.#relay?.status();
    if (!status?.leading || status.lag === 0n) this.#caughtUpAt = Date.now();
  }
}
