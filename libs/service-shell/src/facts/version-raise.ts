import { RebuildRunning, Upkeep, type EngineOptions } from '@yimen/projection-engine';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Standing } from '../bootstrap/troubles.js';
import { Rounds } from '../process/rounds.js';
import { named } from '../process/waiting.js';

/**
 * Brings the tables that a service keeps for itself (facts, deadlines and tasks) to the version of its release. They are built beside the live
 * ones from the log's beginning, proved complete, and switched to; a build that was cut off goes on. That they are equal cannot be proved:
 * the release does not carry the fold of the version before, because it lies in the slices. What will change is shown by `yimen rehearse`,
 * before the release is rolled out. A pointer that is ahead of the release is left alone.
 */
export class VersionRaise implements ServicePart {
  readonly name = 'versions';
  readonly essential = false;
  readonly #rounds: Rounds;
  readonly #standing = new Standing();
  readonly #upkeep: Upkeep;
  readonly #newest: ReadonlyMap<string, number>;
  readonly #logger: Logger;
  #stopping = new AbortController();

  /** `options`: of the engine that follows the tables; all its projections that are named here are raised. */
  constructor(options: EngineOptions, names: readonly string[], logger: Logger, everyMs = 2_000) {
    this.#upkeep = new Upkeep(options);
    this.#logger = logger;
    const own = options.projections.filter(({ name }) => names.includes(name));
    this.#newest = new Map(own.map(({ name, version }) => [name, version]));
    this.#rounds = new Rounds({
      name: this.name,
      everyMs,
      longestPauseMs: 60_000,
      round: () => this.#raise(),
      onError: (error, failures) => logger.error({ err: error, failures }, 'the tables of a new version cannot be built'),
    });
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.#rounds.start();
  }

  /** A build under way is left where it is, and goes on after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the service is stopping'));
    await this.#rounds.stop();
  }

  health(): PartHealth {
    const { troubles } = this.#standing;
    return { ready: troubles.length === 0, troubles };
  }

  async #raise(): Promise<boolean> {
    for (const [name, version] of this.#newest) {
      const live = await this.#upkeep.parts.catalogue.live(name);
      if (!live || live.version >= version || this.#stopping.signal.aborted) continue;
      this.#standing.set([{ code: 'version-raising', subject: name }]);
      this.#logger.warn(
        { projection: name, from: live.version, to: version },
        'the tables of a new version are built beside the live ones',
      );
      const because = { by: `release: ${name} ${version}`, reason: `this release does not carry version ${live.version}` };
      try {
        const { generation } = await this.#upkeep.rebuild(name, { replace: because, signal: this.#stopping.signal });
        this.#logger.warn({ projection: name, generation, version }, 'the tables of the new version are live');
      } catch (error) {
        if (this.#stopping.signal.aborted) return false;
        // Another process of this release does it already.
        if (!(error instanceof RebuildRunning)) {
          this.#standing.set([{ code: 'version-raising', subject: `${name}: ${named(error)}` }]);
          throw error;
        }
        return false;
      }
    }
    this.#standing.set([]);
    return false;
  }
}
