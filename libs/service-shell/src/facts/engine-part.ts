import { startEngine, type Engine, type EngineOptions } from '@yimen/projection-engine';
import type { Text } from '@yimen/kernel';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { logTrouble } from '../problems/log-trouble.js';

/** The engine that keeps a service's own tables (facts, deadlines, tasks) following their topics. */
export class EnginePart implements ServicePart {
  readonly name = 'engine';
  readonly essential = false;
  readonly #options: Omit<EngineOptions, 'onEvent'>;
  readonly #logger: Logger;
  readonly #onApplied: (projection: string) => void;
  readonly #waiting = new Map<string, Text>();
  #engine: Engine | undefined;

  constructor(options: Omit<EngineOptions, 'onEvent'>, logger: Logger, onApplied: (projection: string) => void) {
    this.#options = options;
    this.#logger = logger;
    this.#onApplied = onApplied;
  }

  /** Undefined before the start and after the stop. */
  get engine(): Engine | undefined {
    return this.#engine;
  }

  async start(): Promise<void> {
    this.#engine = startEngine({
      ...this.#options,
      onEvent: (event) => {
        switch (event.type) {
          case 'applied':
            this.#waiting.delete(event.projection);
            return this.#onApplied(event.projection);
          case 'waiting':
            this.#waiting.set(event.projection, logTrouble(event.error) ?? { zh: `等待 ${event.for}`, en: `waits for ${event.for}` });
            // A topic that nobody has published to yet is how every installation begins.
            return this.#logger[event.for === 'topic' ? 'debug' : 'warn'](
              { err: event.error, projection: event.projection, for: event.for },
              'a table of the service waits',
            );
          case 'parked':
            return this.#logger.error({ projection: event.projection, event: event.eventId, stream: event.stream }, 'an event was parked');
          case 'leading':
            this.#waiting.delete(event.projection);
            return this.#logger.info({ projection: event.projection, generation: event.generation }, 'this process follows');
          case 'given-up':
            return this.#logger.warn(
              { err: event.error, projection: event.projection, generation: event.generation },
              'a generation that was kept is given up',
            );
          case 'switched':
          case 'dropped':
            return this.#logger.info(event, 'generations have changed');
        }
      },
    });
  }

  async stop(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = undefined;
  }

  health(): PartHealth {
    const [waiting] = this.#waiting;
    if (!waiting) return { ready: true };
    const [projection, { zh, en }] = waiting;
    return { ready: false, reason: { zh: `${projection}：${zh}`, en: `${projection}: ${en}` } };
  }
}
