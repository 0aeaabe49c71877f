import { startEngine, type Engine, type EngineOptions, type WaitingFor } from '@yimen/projection-engine';
import type { Text } from '@yimen/kernel';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Standing, type TroubleCode } from '../bootstrap/troubles.js';
import { logTrouble } from '../problems/log-trouble.js';

/** What it means that a projection waits. A standby is well. */
const waiting: Readonly<Record<Exclude<WaitingFor, 'lease'>, TroubleCode>> = {
  database: 'database-unavailable',
  log: 'log-unavailable',
  topic: 'topic-missing',
  'newer-event': 'newer-event',
  'newer-version': 'newer-version',
  'older-version': 'older-version',
  'place-gap': 'place-gap',
  'revision-gap': 'revision-gap',
  'log-truncated': 'log-truncated',
  fork: 'log-fork',
  'log-refused': 'log-refused',
  'unsafe-topic': 'unsafe-topic',
  error: 'projection-failed',
};

/** The engine that keeps a service's own tables (facts, deadlines, tasks) following their topics. */
export class EnginePart implements ServicePart {
  readonly name: string;
  readonly essential = false;
  readonly #options: Omit<EngineOptions, 'onEvent'>;
  readonly #logger: Logger;
  readonly #onApplied: (projection: string) => void;
  readonly #standing = new Standing();
  /** What is known of a trouble beside its code, by projection. */
  readonly #details = new Map<string, Text | undefined>();
  #engine: Engine | undefined;

  /** `onApplied`: told of each batch. `name`: in readiness, default `engine`. */
  constructor(options: Omit<EngineOptions, 'onEvent'>, logger: Logger, onApplied: (projection: string) => void, name = 'engine') {
    this.name = name;
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
            return this.#onApplied(event.projection);
          case 'waiting':
            this.#details.set(event.projection, logTrouble(event.error));
            this.#look();
            // A topic that nobody has published to yet is how every installation begins.
            return this.#logger[event.for === 'topic' ? 'debug' : 'warn'](
              { err: event.error, projection: event.projection, for: event.for },
              'a table of the service waits',
            );
          case 'parked':
            return this.#logger.error({ projection: event.projection, event: event.eventId, stream: event.stream }, 'an event was parked');
          case 'leading':
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
    this.#look();
    const { troubles } = this.#standing;
    return { ready: troubles.length === 0, troubles };
  }

  #look(): void {
    this.#standing.set(
      (this.#engine?.states() ?? []).flatMap(({ projection, waitingFor }) =>
        waitingFor === undefined || waitingFor === 'lease'
          ? []
          : [{ code: waiting[waitingFor], subject: projection, detail: this.#details.get(projection) }],
      ),
    );
  }
}
