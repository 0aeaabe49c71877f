import { setTimeout as pause } from 'node:timers/promises';
import { binaryEvent, NO_STREAM, type AppendResult } from '@eventstore/db-client';
import { faultOf } from '../postgres/group.js';
import { AppendRejected, StoreUnavailable, WrongRevision, type Appended, type Expected, type NewEvent, type StoredEvent } from '../port.js';
import type { Connection } from './connection.js';
import type { Follower } from './follower.js';
import { frame } from './framing.js';
import type { IndexOfAll } from './index-of-all.js';
import type { Places } from './places.js';
import { instant } from './record.js';
import type { Streams } from './streams.js';
import { HistoryCut, meaningOf, textOf } from './trouble.js';

const RETRY_MS = { first: 20, last: 1_000 } as const;
/** How long an append that the server has acknowledged waits for the subscription before it reads by itself. */
const PUSH_MS = 250;

export interface AppenderParts {
  readonly connection: Connection;
  readonly index: IndexOfAll;
  readonly follower: Follower;
  readonly streams: Streams;
  readonly places: Places;
  readonly callMs: number;
  readonly appendMs: number;
}

interface Attempt {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly deadline: number;
  readonly opening: () => Promise<void> | undefined;
}

/**
 * Appends to one stream, always at an exact revision: where the caller gave none, at the one that the stream has now. So an attempt whose outcome is unknown
 * may be repeated without harm: the same ids at the same place are stored once, and once another event stands there, never.
 */
export class Appender {
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #open = new Set<Promise<unknown>>();
  #closed = false;

  constructor(private readonly parts: AppenderParts) {}

  /** `stream` with the prefix, `name` as the caller knows it; `opening` until the index can be asked. */
  async append(
    stream: string,
    name: string,
    expected: Expected,
    events: readonly NewEvent[],
    opening: () => Promise<void> | undefined,
  ): Promise<Appended> {
    const fault = faultOf({ stream: name, expected, events }) ?? events.map(dayFault).find((found) => found !== undefined);
    if (fault) throw new AppendRejected(name, 'invalid', fault);
    if (this.#closed) throw new StoreUnavailable('the event store is closed');
    const ids = new Set(events.map(({ id }) => id));
    if (ids.size < events.length) throw new AppendRejected(name, 'event-id-taken', 'the append names an event id twice');
    const deadline = performance.now() + this.parts.appendMs;
    const appending = this.#afterOthers([...ids], () => this.#append({ stream, events, deadline, opening }, name, expected));
    this.#open.add(appending);
    try {
      return await appending;
    } finally {
      this.#open.delete(appending);
    }
  }

  /** Refuses new appends and answers those under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#open);
  }

  /** Appends that share an event id go one after the other, so that the later one finds what the earlier one did. */
  async #afterOthers(ids: readonly string[], work: () => Promise<Appended>): Promise<Appended> {
    const others = new Set(ids.map((id) => this.#underWay.get(id)).filter((other) => other !== undefined));
    const working = others.size === 0 ? work() : Promise.allSettled(others).then(work);
    for (const id of ids) this.#underWay.set(id, working);
    try {
      return await working;
    } finally {
      for (const id of ids) if (this.#underWay.get(id) === working) this.#underWay.delete(id);
    }
  }

  async #append(attempt: Attempt, name: string, expected: Expected): Promise<Appended> {
    const { index } = this.parts;
    const exact = expected === 'none' ? 0n : typeof expected === 'bigint' ? expected : undefined;
    let retryMs: number = RETRY_MS.first;
    let trouble: unknown;
    /** The revision to append after, where it is known. */
    let base = exact;
    /** Where it may yet come to stand. */
    let tried: bigint | undefined;
    for (;;) {
      index.assertWhole();
      const left = attempt.deadline - performance.now();
      if (left <= 0 || (trouble && this.#closed)) {
        throw new StoreUnavailable(`the outcome of an append to ${name} is not known: ${textOf(trouble)}`, { cause: trouble });
      }
      try {
        const opening = attempt.opening();
        if (opening) await within(left, opening);
        const known = attempt.events.some(({ id }) => index.recent.knows(id));
        const stored = tried === undefined ? undefined : await this.#standing(attempt, tried);
        if (stored) return stored;
        if (known || base === undefined) base = await this.#revision(attempt.stream);
        if (expected === 'exists' && base === 0n) throw new WrongRevision(name, expected, 0n);
        if (known) return await this.#repeated(attempt, name, expected, exact, base);
        tried = base;
        const outcome = await this.#attempt(attempt, name, base, left);
        if ('position' in outcome) return outcome;
        if (exact !== undefined) throw new WrongRevision(name, expected, outcome.moved);
        // Somebody was faster: another event stands where this one was to.
        tried = undefined;
        base = outcome.moved;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error instanceof HistoryCut || error instanceof Denied) throw error;
        trouble = error;
        base = exact;
        await pause(Math.min(retryMs, Math.max(0, attempt.deadline - performance.now())));
        retryMs = Math.min(retryMs * 2, RETRY_MS.last);
      }
    }
  }

  /** One of the ids stands in the store already: this is a repeat, or it cannot be stored. */
  async #repeated(attempt: Attempt, name: string, expected: Expected, exact: bigint | undefined, base: bigint): Promise<Appended> {
    if (exact !== undefined && exact !== base) {
      const stored = await this.#standing(attempt, exact);
      if (stored) return stored;
      throw new WrongRevision(name, expected, base);
    }
    throw new AppendRejected(name, 'event-id-taken', 'an event id stands in the store already');
  }

  /** Tries at a revision until it is stored, or another event stands there: the stream's revision then. Throws StoreUnavailable where that is not known. */
  async #attempt(attempt: Attempt, name: string, base: bigint, left: number): Promise<Appended | { readonly moved: bigint }> {
    const { connection, callMs, index } = this.parts;
    const last = attempt.events.at(-1)?.id ?? '';
    const arrival = index.arrival(last);
    try {
      const ms = Math.max(1, Math.min(callMs, left));
      const result = await connection.within(ms + 50, `an append to ${name}`, (client) =>
        client.appendToStream(attempt.stream, attempt.events.map(proposed), {
          expectedRevision: base === 0n ? NO_STREAM : base - 1n,
          credentials: connection.credentials,
          requiresLeader: true,
          deadline: ms,
        }),
      );
      return await this.#placed(attempt, base, result, arrival.arrived);
    } catch (error) {
      const meaning = meaningOf(error);
      switch (meaning.kind) {
        case 'deleted':
          throw new HistoryCut(attempt.stream, 'it was deleted');
        case 'too-large':
          throw new AppendRejected(name, 'too-large', textOf(error), { cause: error });
        case 'denied':
          throw new Denied(`EventStoreDB denies appending: ${textOf(error)}`, { cause: error });
        case 'wrong-version':
        case 'not-found':
        case 'unknown':
          break;
      }
      if (error instanceof HistoryCut) throw error;
      const stored = await this.#standing(attempt, base);
      if (stored) return stored;
      const moved = meaning.kind === 'wrong-version' ? meaning.actual : await this.#revision(attempt.stream);
      if (meaning.kind === 'wrong-version' || moved > base) return { moved };
      throw error instanceof StoreUnavailable ? error : new StoreUnavailable(textOf(error), { cause: error });
    } finally {
      arrival.forget();
    }
  }

  /** The place of what the server has acknowledged: when the index has passed it. */
  async #placed(attempt: Attempt, base: bigint, result: AppendResult, arrived: Promise<StoredEvent>): Promise<Appended> {
    const revision = base + BigInt(attempt.events.length);
    if (result.nextExpectedRevision !== revision - 1n) {
      throw new HistoryCut(attempt.stream, `an append after revision ${base} was stored up to ${result.nextExpectedRevision + 1n}`);
    }
    const { follower } = this.parts;
    const within = (ms: number) => Promise.race([arrived, pause(ms, undefined, { ref: false })]);
    let event = await within(follower.late ? 0 : PUSH_MS);
    if (!event) {
      await follower.catchUp();
      event = await within(0);
    }
    return event?.revision === revision ? answerOf(event) : this.#located(attempt, base);
  }

  async #located(attempt: Attempt, base: bigint): Promise<Appended> {
    const stored = await this.#standing(attempt, base);
    if (!stored) throw new HistoryCut(attempt.stream, `what was stored after revision ${base} is gone`);
    return stored;
  }

  /** The answer of the first time where exactly these events stand after a revision, with all their places known; undefined where they do not. */
  async #standing(attempt: Attempt, base: bigint): Promise<Appended | undefined> {
    const { streams, follower, places } = this.parts;
    const records = await streams.after(attempt.stream, base, attempt.events.length);
    const last = records.at(-1);
    if (!last || records.length < attempt.events.length) return undefined;
    if (records.some(({ id }, step) => id !== attempt.events[step]?.id)) return undefined;
    if ((await places.of(last)) === undefined) await follower.catchUp();
    const position = await places.of(last);
    if (position === undefined) throw new HistoryCut(attempt.stream, `revision ${last.revision + 1n} has no place in $all`);
    return { revision: last.revision + 1n, position, recordedAt: instant(last.created) };
  }

  async #revision(stream: string): Promise<bigint> {
    return ((await this.parts.streams.last(stream))?.revision ?? -1n) + 1n;
  }
}

/** The index may take longer to build than an append may wait. */
async function within(ms: number, opening: Promise<void>): Promise<void> {
  const late = new AbortController();
  const limit = pause(ms, undefined, { signal: late.signal }).then(() => {
    throw new StoreUnavailable('the events of EventStoreDB are still being numbered');
  });
  try {
    await Promise.race([opening, limit]);
  } finally {
    limit.catch(() => undefined);
    late.abort();
  }
}

/** The server refused the append before it looked at it: certain, and not worth trying again. */
class Denied extends StoreUnavailable {}

/** Days that no calendar has pass the shape. */
function dayFault({ happenedOn }: NewEvent): string | undefined {
  const day = new Date(`${happenedOn}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== happenedOn ? `there is no day ${happenedOn}` : undefined;
}

const proposed = (event: NewEvent) => binaryEvent({ id: event.id, type: event.type, data: event.payload, metadata: frame(event) });

const answerOf = ({ revision, position, recordedAt }: StoredEvent): Appended => ({ revision, position, recordedAt });
