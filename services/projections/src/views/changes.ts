import { problem, ProblemError } from '@yimen/service-shell/slice';
import type { ChangeHub, Numbered } from './change-hub.js';
import { all } from './clause.js';
import type { Reading } from './reading.js';
import type { Row, View } from './view.js';
import type { Viewer } from './viewer.js';
import { Visible } from './visible.js';

/** A message of a stream of changes: ids of rows that have changed, `reset`: read again, or a sign of life. */
export type Message =
  | { readonly kind: 'change'; readonly id: string; readonly ids: readonly string[] }
  | { readonly kind: 'reset'; readonly id: string }
  | 'alive';

export interface ListeningParts {
  readonly reading: Reading;
  readonly hubs: ReadonlyMap<string, ChangeHub>;
  /** Milliseconds between signs of life; at each, the caller's permission is looked at again. Default 15 000. */
  readonly heartbeatMs?: number;
  /** Listeners of one process. Default 500. */
  readonly most?: number;
}

export interface Listener {
  readonly view: View;
  readonly watched: Row;
  /** The caller as he is now; throws when his token or his role has ended. */
  readonly viewer: () => Promise<Viewer>;
  /** `<generation>-<n>` of the last message that he has seen. */
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
}

/** Streams of changes: ids of the rows that a viewer may know of, as they change. */
export class Listening {
  private open = 0;
  private readonly seen: Visible;

  constructor(private readonly parts: ListeningParts) {
    this.seen = new Visible(parts.reading);
  }

  /** Messages until the signal ends or the caller may listen no more. Throws ProblemError 503 where too many listen. */
  async *messages({ view, watched, viewer, lastEventId, signal }: Listener): AsyncGenerator<Message> {
    const { hubs, heartbeatMs = 15_000, most = 500 } = this.parts;
    const hub = hubs.get(view.models[0].name);
    if (!hub) throw new Error(`nobody follows the changes of ${view.models[0].name}`);
    if (this.open >= most) throw new ProblemError(problem('busy', { retryAfter: 5 }));
    this.open += 1;
    const bell = new Bell(signal);
    const leave = hub.listen(() => bell.ring());
    try {
      let who = await viewer();
      let generation = await this.generation(view);
      let seen = hub.head;
      let checkedAt = Date.now();
      if (lastEventId !== undefined) {
        const from = known(lastEventId, generation, hub);
        if (from === undefined) yield { kind: 'reset', id: `${generation}-${seen}` };
        else seen = from;
      }
      yield 'alive';
      while (!signal.aborted) {
        const news = hub.since(seen);
        const now = await this.generation(view);
        if (news === undefined || now !== generation) {
          [seen, generation] = [hub.head, now];
          yield { kind: 'reset', id: `${generation}-${seen}` };
        } else if (news.length > 0) {
          seen = news.at(-1)?.n ?? seen;
          const ids = await this.visible(view, who, watched, news);
          if (ids.length > 0) yield { kind: 'change', id: `${generation}-${seen}`, ids: view.changed?.told === false ? [] : ids };
        }
        const left = checkedAt + heartbeatMs - Date.now();
        if (left <= 0) {
          who = await viewer();
          checkedAt = Date.now();
          yield 'alive';
        } else if (hub.head === seen) await bell.rung(left);
      }
    } finally {
      this.open -= 1;
      leave();
    }
  }

  private generation(view: View): Promise<number> {
    return this.parts.reading.reading(view, (model) => Promise.resolve(model.generation));
  }

  private async visible(view: View, viewer: Viewer, watched: Row, news: readonly Numbered[]): Promise<string[]> {
    const keys = news.flatMap((change) => (change.kind === 'rows' && change.table === view.table.name ? change.keys : []));
    if (keys.length === 0) return [];
    return this.seen.ids(view, all(view.scope(viewer), view.watch?.where(watched)), keys);
  }
}

/** Where to go on after a `Last-Event-ID`; undefined for one that this process does not know. */
function known(lastEventId: string, generation: number, hub: ChangeHub): number | undefined {
  const match = /^([1-9]\d{0,8})-(\d{1,16})$/.exec(lastEventId);
  if (!match || Number(match[1]) !== generation) return undefined;
  const n = Number(match[2]);
  return hub.since(n) === undefined ? undefined : n;
}

/** Waits for the next change. */
class Bell {
  private wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.ring(), { once: true });
  }

  ring(): void {
    this.wake?.();
  }

  /** Resolves at the next ring, or after so many milliseconds. */
  async rung(milliseconds: number): Promise<void> {
    if (this.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
