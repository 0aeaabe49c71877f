import { relay, type RelayOptions } from '@yimen/event-log';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Rounds } from './rounds.js';

/** The relay of a service's own store to its topic; one process leads, the others stand by (decision 11). */
export class RelayPart implements ServicePart {
  readonly name = 'relay';
  readonly essential = false;
  readonly #rounds: Rounds;
  #stop = new AbortController();
  #waiting: string | undefined;

  constructor(options: Omit<RelayOptions, 'onEvent'>, logger: Logger) {
    this.#rounds = new Rounds({
      name: 'relay',
      everyMs: 1000,
      round: async () => {
        await relay({
          ...options,
          onEvent: (event) => {
            if (event.type === 'waiting') this.#waiting = event.for;
            if (event.type === 'resumed' || event.type === 'leading' || event.type === 'checkpoint') this.#waiting = undefined;
            if (event.type === 'forked') logger.error({ err: event.error }, event.error.message);
          },
        }).run(this.#stop.signal);
        return false;
      },
      onError: (error, failures) => logger.error({ err: error, failures }, 'the relay has stopped'),
    });
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
    const waiting = this.#rounds.failures > 0 ? 'fork' : this.#waiting;
    return waiting ? { ready: false, reason: { zh: `事件发布等待 ${waiting}`, en: `the relay waits for ${waiting}` } } : { ready: true };
  }
}
