import type { Watermark, Watermarks } from '@yimen/event-log';
import type { LiveTables } from './live-tables.js';

/** What the relays had acknowledged at one moment, context by context. */
interface Seen {
  readonly at: number;
  readonly wanted: readonly Watermark[];
}

/** Looks that are kept while the projection does not come to them. */
const KEPT = 500;

/**
 * How up to date a local projection is: measured against what the relays know to be acknowledged. Its lag is the age of the latest look
 * whose watermarks it has reached: under steady writes it is always a little behind the newest one, and fresh all the same.
 */
export class Freshness {
  readonly #tables: Pick<LiveTables, 'generation'>;
  readonly #watermarks: Pick<Watermarks, 'get'>;
  readonly #contexts: readonly string[];
  /** Looks whose watermarks are not reached yet, the oldest first. */
  readonly #seen: Seen[] = [];
  /** Generation of the topic that the projection follows, by context, when it was last looked at. */
  readonly #topics = new Map<string, number>();
  #caughtUpAt: number | undefined;
  #version = '';

  constructor(tables: Pick<LiveTables, 'generation'>, watermarks: Pick<Watermarks, 'get'>, contexts: readonly string[]) {
    this.#tables = tables;
    this.#watermarks = watermarks;
    this.#contexts = contexts;
  }

  /**
   * Looks where the projection stands. `onMoved` is called where it has moved since the last look, and ends before the projection counts
   * as caught up: what is mirrored in memory is then not older either. Throws NothingLive, and what `onMoved` throws.
   */
  async look(onMoved: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const at = Date.now();
    const watermarks = await Promise.all(this.#contexts.map((context) => this.#followed(context)));
    // A topic that nobody has published yet tells nothing: what it will hold is not known here. A projection that does not move fills
    // the list; the oldest looks are those that tell its lag.
    const wanted = watermarks.filter((watermark) => watermark !== undefined);
    if (wanted.length === watermarks.length && this.#seen.length < KEPT) this.#seen.push({ at, wanted });
    const { schema, places } = await this.#tables.generation();
    const version = `${schema} ${[...places].map(([context, { places: reached }]) => `${context}:${reached.join(',')}`).join(' ')}`;
    if (version !== this.#version) await onMoved();
    this.#version = version;
    for (const [context, { topic }] of places) this.#topics.set(context, topic);
    const isReached = ({ topic, places: acknowledged }: Watermark) => {
      const at = places.get(topic.context);
      return at?.topic === topic.generation && acknowledged.every((place, partition) => (at.places[partition] ?? -1n) >= place);
    };
    // Looks at another generation of a topic than the one followed now can no longer be compared.
    const isOld = ({ topic }: Watermark) => topic.generation < (places.get(topic.context)?.topic ?? 0);
    while (this.#seen[0]?.wanted.some(isOld)) this.#seen.shift();
    for (let oldest = this.#seen[0]; oldest?.wanted.every(isReached); oldest = this.#seen[0]) {
      this.#caughtUpAt = oldest.at;
      this.#seen.shift();
    }
  }

  /**
   * What is acknowledged of the topic that the projection follows. While readers are being moved to the next generation that may be later than the
   * current one; a projection that is still on an earlier one is behind, whatever its places are.
   */
  async #followed(context: string): Promise<Watermark | undefined> {
    const current = await this.#watermarks.get(context);
    const topic = this.#topics.get(context);
    return current && topic !== undefined && topic > current.topic.generation ? this.#watermarks.get(context, topic) : current;
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
