import { setImmediate as collected, setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { AppendRejected, StoreUnavailable, WrongRevision, type Appended, type Expected, type NewEvent } from '../port.js';
import { faultOf, weigh, type Request } from './group.js';
import { Fenced, Session, type Found, type SessionOptions, type Verdict } from './session.js';
import { troubleOf } from './trouble.js';

export interface AppenderOptions extends SessionOptions {
  readonly id: string;
  /** An append is answered within this time, if only with StoreUnavailable. */
  readonly appendMs: number;
  readonly group: { readonly appends: number; readonly bytes: number };
  /** Largest append, in bytes. */
  readonly largest: number;
  /** Appends that may wait; one more is refused with StoreUnavailable. */
  readonly waiting: number;
  readonly onAppended: () => void;
}

interface Pending extends Request {
  readonly deadline: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
  answered: boolean;
  /** Largest group it may still travel in: halved each time its group is refused. */
  most: number;
}

const RETRY_MS = { first: 20, last: 1000 } as const;

/**
 * Group commit: collects the appends of a process and stores them group by group, one call at a time. What happens to a group that fails:
 * refused → halved until the append that is refused stands alone; busy → tried again until the deadline of each; outcome unknown → the next session
 * raises the epoch first, so that the lost call can no longer commit, and finds by event ids what had.
 */
export class Appender {
  #waiting: Pending[] = [];
  /** Sent, and not yet known to be stored or not. */
  #sent: Pending[] = [];
  #session: Session | undefined;
  #running = false;
  #closed = false;
  #idle: Promise<void> = Promise.resolve();
  #retryMs: number = RETRY_MS.first;
  #trouble: unknown;
  #clock: NodeJS.Timeout | undefined;

  constructor(private readonly options: AppenderOptions) {}

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const fault = faultOf({ stream, expected, events });
    if (fault) return Promise.reject(new AppendRejected(stream, 'invalid', fault));
    const bytes = weigh(events);
    if (bytes > this.options.largest) {
      return Promise.reject(new AppendRejected(stream, 'too-large', `${bytes} bytes, at most ${this.options.largest}`));
    }
    if (this.#closed) return Promise.reject(new StoreUnavailable('the event store is closed'));
    if (this.#waiting.length >= this.options.waiting) return Promise.reject(new StoreUnavailable('too many appends wait'));
    return new Promise<Appended>((resolve, reject) => {
      const deadline = performance.now() + this.options.appendMs;
      this.#waiting.push({ stream, expected, events, bytes, deadline, resolve, reject, answered: false, most: this.options.group.appends });
      this.#clock ??= setInterval(() => this.#expire(), 50).unref();
      if (!this.#running) this.#idle = this.#run();
    });
  }

  /** Refuses new appends, answers those that wait, ends the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#idle;
    this.#session?.end();
    this.#session = undefined;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length + this.#sent.length > 0) {
      // Those answered just now get to append again before the next group leaves.
      await collected();
      const session = this.#session ?? (await this.#open());
      if (session) await this.#store(session, this.#take());
    }
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#running = false;
  }

  async #open(): Promise<Session | undefined> {
    try {
      const unknown = this.#sent;
      const ids = unknown.flatMap((pending) => pending.events.map((event) => event.id));
      const { session, found } = await Session.open(this.options, this.options.id, ids);
      this.#session = session;
      this.#sent = [];
      this.#retryMs = RETRY_MS.first;
      const byId = new Map(found.map((event) => [event.id, event]));
      this.#again(unknown.filter((pending) => !settleFound(pending, byId)));
      if (found.length > 0) this.options.onAppended();
      return session;
    } catch (error) {
      await this.#rest(error);
      return undefined;
    }
  }

  #take(): Pending[] {
    let bytes = 0;
    let count = 0;
    let most = this.options.group.appends;
    for (const pending of this.#waiting) {
      most = Math.min(most, pending.most);
      if (count > 0 && (count >= most || bytes + pending.bytes > this.options.group.bytes)) break;
      bytes += pending.bytes;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #store(session: Session, group: Pending[]): Promise<void> {
    if (group.length === 0) return;
    this.#sent = group;
    let verdicts: Verdict[];
    try {
      verdicts = await session.append(group);
    } catch (error) {
      await this.#failed(session, group, error);
      return;
    }
    this.#sent = [];
    const again: Pending[] = [];
    let appended = false;
    for (const [index, verdict] of verdicts.entries()) {
      const pending = group[index];
      if (!pending) continue;
      if (verdict.kind === 'again') again.push(pending);
      else settle(pending, verdict);
      appended ||= verdict.kind === 'appended';
    }
    this.#again(again);
    if (appended) this.options.onAppended();
  }

  async #failed(session: Session, group: Pending[], error: unknown): Promise<void> {
    const trouble = error instanceof Fenced ? 'fenced' : troubleOf(error);
    if (trouble === 'unknown') {
      this.#drop(session);
      this.#trouble = error;
      return;
    }
    this.#sent = [];
    if (trouble === 'refused' && group.length === 1) {
      for (const pending of group) answer(pending, () => pending.reject(refusal(pending, error)));
    } else if (trouble === 'refused') {
      for (const pending of group) pending.most = group.length >> 1;
      this.#again(group);
    } else {
      this.#again(group);
      if (trouble === 'fenced') this.#drop(session);
      else await this.#rest(error);
    }
  }

  #drop(session: Session): void {
    session.end();
    this.#session = undefined;
  }

  #again(group: readonly Pending[]): void {
    this.#waiting.unshift(...group.filter((pending) => !pending.answered));
  }

  async #rest(error: unknown): Promise<void> {
    this.#trouble = error;
    await pause(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.last);
  }

  /** An append past its deadline is answered; one that was sent stays unknown until the next session, which the epoch protects. */
  #expire(): void {
    const now = performance.now();
    for (const pending of [...this.#sent, ...this.#waiting]) {
      if (pending.deadline > now) continue;
      const error = new StoreUnavailable(`the append to ${pending.stream} was not answered in time`, { cause: this.#trouble });
      answer(pending, () => pending.reject(error));
    }
    this.#waiting = this.#waiting.filter((pending) => !pending.answered);
    if (!this.#session) this.#sent = this.#sent.filter((pending) => !pending.answered);
  }
}

function answer(pending: Pending, give: () => void): void {
  if (pending.answered) return;
  pending.answered = true;
  give();
}

function settle(pending: Pending, verdict: Exclude<Verdict, { kind: 'again' }>): void {
  answer(pending, () => {
    if (verdict.kind === 'wrong-revision') pending.reject(new WrongRevision(pending.stream, pending.expected, verdict.actual));
    else pending.resolve({ revision: verdict.revision, position: verdict.position, recordedAt: verdict.recordedAt });
  });
}

/** Answers an append whose events stand in its stream in its order (and, for an exact revision, at its place). */
function settleFound(pending: Pending, found: ReadonlyMap<string, Found>): boolean {
  const events = pending.events.map((event) => found.get(event.id));
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) return false;
  const exact = pending.expected === 'none' ? 0n : pending.expected;
  const from = typeof exact === 'bigint' ? exact + 1n : first.revision;
  if (!events.every((event, index) => event?.stream === pending.stream && event.revision === from + BigInt(index))) return false;
  settle(pending, { kind: 'appended', revision: last.revision, position: last.position, recordedAt: last.recordedAt });
  return true;
}

function refusal(pending: Pending, error: unknown): Error {
  if (!(error instanceof pg.DatabaseError))
    return typeof error === 'object' && error !== null ? (error as Error) : new Error(String(error));
  if (error.constraint === 'event_id_unique') return new AppendRejected(pending.stream, 'event-id-taken', error.message, { cause: error });
  if (error.code?.startsWith('22')) return new AppendRejected(pending.stream, 'invalid', error.message, { cause: error });
  return error;
}
