import { EventStoreDBClient, type Credentials, type ResolvedEvent } from '@eventstore/db-client';
import { drain, type DrainOptions, type ReadCall } from './drain.js';
import { NoAnswer } from './trouble.js';

interface Shared {
  client: EventStoreDBClient;
  users: number;
  /** Calls in a row that got no answer. */
  silent: number;
  renewed: number;
}

/** One client per process and connection string: its state is partly global, and every client keeps a connection. */
const clients = new Map<string, Shared>();

const RENEW = { after: 2, everyMs: 2_000 } as const;

/**
 * The client for a connection string, shared in the process; `release` gives it back. A server that takes calls and answers none is not noticed by the
 * client: after two such calls in a row a new client is made, which looks for a node anew. The old one is left to end by itself: disposing of it would end
 * its reads as if they were complete.
 */
export class Connection {
  readonly #shared: Shared;
  readonly #string: string;
  #released = false;
  /**
   * Given with every append, so that the client takes the call with a deadline of its own per append instead of its batching one. That one answers from a
   * table that is global to the process and cleared by any stream's error: an answer that then arrives for a cleared entry ends the process, and so does an
   * error while a write waits (batchAppend.js, backpressuredWrite.js of 6.2.1).
   */
  readonly credentials: Credentials;

  constructor(connectionString: string) {
    this.credentials = credentialsOf(connectionString);
    this.#string = throwing(connectionString);
    const shared = clients.get(this.#string) ?? {
      client: EventStoreDBClient.connectionString(this.#string),
      users: 0,
      silent: 0,
      renewed: Number.NEGATIVE_INFINITY,
    };
    shared.users += 1;
    clients.set(this.#string, shared);
    this.#shared = shared;
  }

  get client(): EventStoreDBClient {
    return this.#shared.client;
  }

  /** The answer, or NoAnswer after so many milliseconds. */
  async within<T>(ms: number, what: string, work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#unanswered();
        reject(new NoAnswer(what, ms));
      }, ms);
    });
    try {
      const answer = await Promise.race([work(this.client), limit]);
      this.#answered();
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** `drain` over a call of the client, counted like any other. */
  async read(
    options: DrainOptions,
    open: (client: EventStoreDBClient) => ReadCall,
    onEvent: (event: ResolvedEvent) => boolean,
  ): Promise<boolean> {
    try {
      const ended = await drain(open(this.client), options, onEvent);
      this.#answered();
      return ended;
    } catch (error) {
      if (error instanceof NoAnswer) this.#unanswered();
      throw error;
    }
  }

  #answered(): void {
    this.#shared.silent = 0;
  }

  #unanswered(): void {
    const shared = this.#shared;
    shared.silent += 1;
    if (shared.silent < RENEW.after || performance.now() - shared.renewed < RENEW.everyMs || this.#released) return;
    shared.client = EventStoreDBClient.connectionString(this.#string);
    shared.renewed = performance.now();
    shared.silent = 0;
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    this.#shared.users -= 1;
    if (this.#shared.users > 0) return;
    clients.delete(this.#string);
    await this.#shared.client.dispose();
  }
}

function credentialsOf(connectionString: string): Credentials {
  const [, username, password] = /^[^:]+:\/\/([^:@/]+):([^@]+)@/.exec(connectionString) ?? [];
  if (username !== undefined && password !== undefined) {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  }
  // A server without TLS knows no users, and the client leaves credentials out of such calls.
  if (/[?&]tls=false(&|$)/i.test(connectionString)) return { username: 'none', password: 'none' };
  throw new Error(
    'the connection string of EventStoreDB needs a user and a password (esdb://USER:PASSWORD@HOST:PORT), unless it says tls=false',
  );
}

function throwing(connectionString: string): string {
  if (/[?&]throwOnAppendFailure=false/i.test(connectionString)) {
    throw new Error(
      'throwOnAppendFailure=false would make a conflict look like success: take it out of the connection string of EventStoreDB',
    );
  }
  if (/[?&]throwOnAppendFailure=true/i.test(connectionString)) return connectionString;
  return `${connectionString}${connectionString.includes('?') ? '&' : '?'}throwOnAppendFailure=true`;
}
