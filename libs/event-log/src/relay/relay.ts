import { StoreUnavailable, type EventStore, type StoredEvent } from '@yimen/event-store';
import type pg from 'pg';
import { isAway } from '../away.js';
import { backoff, pause } from '../pause.js';
import { ForkDetected, LogUnavailable, type EventLog, type LogRecord, type Topic } from '../port.js';
import { checkFork, checkHead } from './fork.js';
import { parts, publication } from './publication.js';
import { lead, move, renew, resign, type Lease } from './watermark.js';

/** What a relay may have to wait for: another leader's lease, the store, the log, or the database with its checkpoint. */
export type Awaited = 'lease' | 'store' | 'log' | 'checkpoint';

export interface RelayStatus {
  readonly leading: boolean;
  readonly waitingFor: Awaited | undefined;
  /** Last sequence known to be acknowledged. */
  readonly sequence: bigint;
  /** Events of the store, when it was last looked at (about every second), that are not acknowledged yet. */
  readonly lag: bigint;
}

/** What happens to a relay, for logs and metrics. */
export type RelayEvent =
  | { readonly type: 'standby'; readonly holder: string; readonly expiresInMs: number }
  | { readonly type: 'leading'; readonly epoch: bigint; readonly sequence: bigint }
  /** Acknowledged by the log; the checkpoint has not moved yet. */
  | { readonly type: 'published'; readonly records: readonly LogRecord[] }
  | { readonly type: 'checkpoint'; readonly sequence: bigint; readonly records: number; readonly milliseconds: number }
  | { readonly type: 'waiting'; readonly for: Awaited; readonly error: unknown; readonly retryInMs: number }
  | { readonly type: 'resumed'; readonly after: Awaited }
  | { readonly type: 'deposed'; readonly epoch: bigint }
  | { readonly type: 'forked'; readonly error: ForkDetected };

export interface RelayOptions {
  readonly store: EventStore;
  readonly log: EventLog;
  readonly topic: Topic;
  /** For a topic that does not exist yet; an existing one keeps its count. */
  readonly partitions: number;
  /** Database with `meta.watermark`, as the context's own role. */
  readonly pool: pg.Pool;
  /** Names this relay's process. After a restart under the same name it leads at once, without waiting for its old lease to run out. */
  readonly holder: string;
  /** Most events published at once. Default 1,000. */
  readonly batch?: number;
  /** Most bytes of meta and payload published at once. Default 4 MiB. */
  readonly batchBytes?: number;
  /** Milliseconds after which a leader that does not renew may be replaced. Default 5,000. */
  readonly leaseMs?: number;
  /** Awaited; what it throws ends the run. */
  readonly onEvent?: (event: RelayEvent) => void | Promise<void>;
}

export interface Relay {
  /**
   * Publishes the store's events in order until aborted, and resolves when the lease is given back. While another relay leads it stands by; while the
   * store, the log or the database is away it waits and keeps the order. Rejects with ForkDetected, or with an error that waiting would not mend.
   */
  run(signal: AbortSignal): Promise<void>;
  status(): RelayStatus;
}

/** Ends a term as leader: another relay has taken over. */
class Deposed extends Error {}
/** Ends waiting: aborted, or the term is over. */
class Ended extends Error {}

/** The relay of one context: projects its store onto a topic (decisions 10 and 11). */
export function relay(options: RelayOptions): Relay {
  const { store, log, topic, pool, holder, batch = 1_000, batchBytes = 4 * 1024 * 1024, leaseMs = 5_000 } = options;
  const waiting = new Set<Awaited>();
  let leading = false;
  let sequence = 0n;
  let head = 0n;

  const tell = async (event: RelayEvent) => options.onEvent?.(event);

  /** Repeats what fails because something is away, with bounded backoff. `database`: what an absent PostgreSQL means here. */
  async function patiently<T>(database: Awaited, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    let mine: Awaited | undefined;
    const waitFor = (awaited: Awaited | undefined) => {
      if (mine) waiting.delete(mine);
      if (awaited) waiting.add(awaited);
      mine = awaited;
    };
    try {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const result = await work();
          if (mine) await tell({ type: 'resumed', after: mine });
          return result;
        } catch (error) {
          const awaited = whatIsAway(error, database);
          if (!awaited) throw error;
          if (signal.aborted) throw new Ended();
          const retryInMs = backoff(attempt);
          waitFor(awaited);
          await tell({ type: 'waiting', for: awaited, error, retryInMs });
          await pause(retryInMs, signal);
          if (signal.aborted) throw new Ended();
        }
      }
    } finally {
      waitFor(undefined);
    }
  }

  /** Stands by until the lease is granted. */
  async function candidate(partitions: number, restart: boolean, signal: AbortSignal): Promise<Lease> {
    let told: string | undefined;
    for (;;) {
      if (signal.aborted) throw new Ended();
      const answer = await patiently('checkpoint', signal, () => lead(pool, { topic, partitions, holder, leaseMs, restart }));
      if ('lease' in answer) {
        waiting.delete('lease');
        return answer.lease;
      }
      waiting.add('lease');
      sequence = answer.sequence;
      if (told !== answer.holder) await tell({ type: 'standby', holder: answer.holder, expiresInMs: answer.expiresInMs });
      told = answer.holder;
      await pause(Math.min(answer.expiresInMs + 10, leaseMs / 5), signal);
    }
  }

  /** Leads until deposed or aborted. */
  async function term(lease: Lease, signal: AbortSignal): Promise<void> {
    const { epoch } = lease;
    const over = new AbortController();
    const during = AbortSignal.any([signal, over.signal]);
    let { progress } = lease;

    const hold = async () => {
      for (; !during.aborted; await pause(leaseMs / 4, during)) {
        if (!(await patiently('checkpoint', during, () => renew(pool, topic, epoch, leaseMs)))) throw new Deposed();
      }
    };
    const watch = async (incarnation: string) => {
      for (; !during.aborted; await pause(1_000, during)) {
        const known = progress;
        const now = await patiently('store', during, () => store.head());
        checkHead(topic, now, { progress: known, incarnation });
        head = now.position;
      }
    };
    const checkpoint = async (next: typeof progress, incarnation: string) => {
      if (!(await patiently('checkpoint', during, () => move(pool, topic, { epoch, progress: next, incarnation, leaseMs }))))
        throw new Deposed();
      progress = next;
      sequence = next.sequence;
      if (head < sequence) head = sequence;
    };
    const send = async ({ records, after }: ReturnType<typeof publication>, incarnation: string) => {
      const began = performance.now();
      await patiently('log', during, () => log.publish(topic, records));
      await tell({ type: 'published', records });
      await checkpoint(after, incarnation);
      await tell({ type: 'checkpoint', sequence, records: records.length, milliseconds: performance.now() - began });
    };
    // One batch is in flight; meanwhile the next one is read and its hashes are computed.
    let computed = progress;
    let inFlight = Promise.resolve();
    const publish = async (events: readonly StoredEvent[], incarnation: string) => {
      for (const part of parts(events, batchBytes)) {
        const next = publication(topic, computed, part);
        computed = next.after;
        await inFlight;
        if (during.aborted) throw new Ended();
        inFlight = send(next, incarnation);
        // Thrown again where it is awaited; here it only ends the subscription, which may be idle.
        inFlight.catch(() => over.abort());
      }
    };
    const work = async () => {
      await patiently('store', during, () => checkFork(store, log, topic, lease, batch));
      const { position, incarnation } = await patiently('store', during, () => store.head());
      head = position;
      await checkpoint(progress, incarnation);
      leading = true;
      await tell({ type: 'leading', epoch, sequence });
      const onEvents = (events: readonly StoredEvent[]) => publish(events, incarnation);
      await together(over, [
        watch(incarnation),
        store.subscribe({ after: progress.sequence, max: batch, signal: during, onEvents }).finally(() => inFlight),
      ]);
    };

    try {
      await together(over, [hold(), work()]);
    } catch (error) {
      if (error instanceof ForkDetected) await tell({ type: 'forked', error });
      if (!(error instanceof Deposed)) throw error;
      await tell({ type: 'deposed', epoch });
    } finally {
      leading = false;
      // Where the database cannot be told, the lease runs out by itself.
      await resign(pool, topic, epoch).catch(() => undefined);
    }
  }

  return {
    run: async (signal) => {
      try {
        const partitions = await patiently('log', signal, () => log.ensureTopic(topic, options.partitions));
        // Only the first term may be a restart: two relays under one name must not depose each other for ever.
        for (let restart = true; !signal.aborted; restart = false) {
          await term(await candidate(partitions, restart, signal), signal);
        }
      } catch (error) {
        if (!(error instanceof Ended && signal.aborted)) throw error;
      } finally {
        waiting.clear();
      }
    },
    status: () => ({
      leading,
      waitingFor: [...waiting][0],
      sequence,
      lag: head > sequence ? head - sequence : 0n,
    }),
  };
}

function whatIsAway(error: unknown, database: Awaited): Awaited | undefined {
  if (error instanceof StoreUnavailable) return 'store';
  if (error instanceof LogUnavailable) return 'log';
  return isAway(error) ? database : undefined;
}

/** Runs tasks side by side; the first error ends the others, is waited for, and is what comes out. */
async function together(over: AbortController, tasks: readonly Promise<void>[]): Promise<void> {
  let first: unknown;
  let failed = false;
  await Promise.all(
    tasks.map((task) =>
      task.catch((error: unknown) => {
        // An end by abort is a consequence of the first error, never its cause.
        if (!failed || first instanceof Ended) first = error;
        failed = true;
        over.abort();
      }),
    ),
  );
  if (failed) throw first;
}
