import { ForkDetected, relay, type LogRecord, type Awaited, type Relay, type RelayOptions } from '@yimen/event-log';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Standing, type TroubleCode } from '../bootstrap/troubles.js';
import { Rounds } from './rounds.js';
import { named } from './waiting.js';

/** What it means that a relay waits. A standby is well. */
const waiting: Readonly<Record<Exclude<Awaited, 'lease'>, TroubleCode>> = {
  store: 'store-unavailable',
  log: 'log-unavailable',
  checkpoint: 'database-unavailable',
};

/** The relay of a service's own store to its topic; one process leads, the others stand by (decision 11). */
export class RelayPart implements ServicePart {
  readonly name = 'relay';
  readonly essential = false;
  readonly #rounds: Rounds;
  #stop = new AbortController();
  readonly #standing = new Standing();
  #relay: Relay | undefined;
  #forks = 0;
  #published = 0;
  #caughtUpAt = Date.now();

  /** `published`: told of records that the log has acknowledged. */
  constructor(
    options: Omit<RelayOptions, 'onEvent'>,
    logger: Logger,
    published: (records: readonly LogRecord[]) => void = () => undefined,
  ) {
    this.#rounds = new Rounds({
      name: 'relay',
      everyMs: 1000,
      round: async () => {
        this.#relay = relay({
          ...options,
          onEvent: (event) => {
            if (event.type === 'published') {
              this.#published += event.records.length;
              published(event.records);
            }
            if (event.type === 'waiting' && event.for !== 'lease') this.#standing.set([{ code: waiting[event.for] }]);
            if (['resumed', 'leading', 'standby', 'checkpoint'].includes(event.type)) this.#standing.set([]);
            if (event.type === 'leading' || event.type === 'checkpoint') this.#look();
            if (event.type === 'waiting') logger.warn({ err: event.error, for: event.for, retryInMs: event.retryInMs }, 'the relay waits');
            if (event.type === 'resumed') logger.info({ after: event.after }, 'the relay goes on');
            if (event.type === 'leading')
              logger.info({ epoch: String(event.epoch), sequence: String(event.sequence) }, 'this process relays');
            if (event.type === 'deposed') logger.warn({ epoch: String(event.epoch) }, 'another process relays');
            if (event.type === 'forked') {
              this.#forks += 1;
              logger.error({ err: event.error, reason: event.error.reason }, event.error.message);
            }
          },
        });
        await this.#relay.run(this.#stop.signal);
        return false;
      },
      onError: (error, failures) => {
        this.#standing.set([
          error instanceof ForkDetected ? { code: 'log-fork', subject: error.reason } : { code: 'relay-stopped', subject: named(error) },
        ]);
        logger.error({ err: error, failures }, 'the relay has stopped');
      },
    });
  }

  /** For metrics. A standby has no lag of its own: the leader tells it. `forks`: topics refused because log and store differ. */
  measures(): {
    readonly leading: boolean;
    readonly lagEvents: number;
    readonly lagSeconds: number;
    readonly published: number;
    readonly forks: number;
  } {
    this.#look();
    const status = this.#relay?.status();
    const leading = status?.leading ?? false;
    const behind = leading && status !== undefined && status.lag > 0n;
    const lagSeconds = behind ? (Date.now() - this.#caughtUpAt) / 1000 : 0;
    return { leading, lagEvents: behind ? Number(status.lag) : 0, lagSeconds, published: this.#published, forks: this.#forks };
  }

  #look(): void {
    const status = this.#relay?.status();
    if (!status?.leading || status.lag === 0n) this.#caughtUpAt = Date.now();
  }

  async start(): Promise<void> {
    this.#stop = new AbortController();
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#rounds.stop();
  }

  health(): PartHealth {
    const { troubles } = this.#standing;
    return { ready: troubles.length === 0, troubles };
  }
}
