import type { Watermarks } from '@yimen/event-log';
import type { LiveTables } from './live-tables.js';

/** How up to date a local projection is: measured against what the relays know to be acknowledged. */
export class Freshness {
  readonly #tables: LiveTables;
  readonly #watermarks: Watermarks;
  readonly #contexts: readonly string[];
  #caughtUpAt: number | undefined;
  #version = '';

  constructor(tables: LiveTables, watermarks: Watermarks, contexts: readonly string[]) {
    this.#tables = tables;
    this.#watermarks = watermarks;
    this.#contexts = contexts;
  }

  /**
   * Looks where the projection stands. `onMoved` is called where it has moved since the last look, and ends before the projection counts
   * as caught up: what is mirrored in memory is then not older either. Throws NothingLive, and what `onMoved` throws.
   */
  async look(onMoved: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const lookedAt = Date.now();
    const wanted = await Promise.all(this.#contexts.map(async (context) => [context, await this.#watermarks.get(context)] as const));
    const { schema, places } = await this.#tables.generation();
    const behind = wanted.some(([context, watermark]) => {
      const reached = places.get(context);
      return watermark !== undefined && (!reached || watermark.places.some((place, at) => (reached.places[at] ?? 0n) < place));
    });
    const version = `${schema} ${[...places].map(([context, { places: reached }]) => `${context}:${reached.join(',')}`).join(' ')}`;
    if (version !== this.#version) await onMoved();
    this.#version = version;
    if (!behind) this.#caughtUpAt = lookedAt;
  }

  /** Seconds since it was last seen to hold everything that was acknowledged; undefined before that. System clock. */
  lagSeconds(now = Date.now()): number | undefined {
    return this.#caughtUpAt === undefined ? undefined : (now - this.#caughtUpAt) / 1000;
  }

  isWithin(boundSeconds: number): boolean {
    const lag = this.lagSeconds();
    return lag !== undefined && lag <= boundSeconds;
  }
}
