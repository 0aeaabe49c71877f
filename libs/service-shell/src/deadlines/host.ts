import { decode, type EventContract } from '@yimen/contracts';
import type { EventStore } from '@yimen/event-store';
import type { IsoDate, WorkdayCalendar } from '@yimen/kernel';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Standing } from '../bootstrap/troubles.js';
import { reportClock } from '../clock/applied.js';
import type { AnyAggregate, ServiceDefinition } from '../definition.js';
import { LiveTables, NothingLive } from '../facts/live-tables.js';
import { ProcessMemory, type ProcessEvent } from '../process/memory.js';
import { Rounds } from '../process/rounds.js';
import type { TaskOf } from '../process/task.js';
import { inTransaction } from '../process/transaction.js';
import { backoffMs, isWaiting, named } from '../process/waiting.js';
import type { BusinessClock, MoveAnswer, MoveRequest, Runner } from '../runner/port.js';
import { Firings, type Firing } from './firings.js';
import { deadlineFrom, WORK } from './work-tables.js';

export interface DeadlineHostOptions {
  readonly definition: Pick<ServiceDefinition, 'context' | 'slices'>;
  /** Of the service's own role. */
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly registry: ReadonlyMap<string, EventContract>;
  readonly runner: Runner;
  readonly clock: BusinessClock;
  /** Working days as known at the moment of the call. */
  readonly calendar: (on: IsoDate) => WorkdayCalendar;
  readonly task: TaskOf;
  readonly logger: Logger;
  /** Firings worked on at once, each on a connection of its own while its move needs others of the same pool. */
  readonly workers: number;
  /** Pause in milliseconds after a look that found nothing. Default 500. */
  readonly everyMs?: number;
  /** First pause in milliseconds before a firing that has to wait is tried again. Default 1000. */
  readonly backoffMs?: number;
}

/** After so many tries that threw, the firing becomes a task. */
const MOST_TRIES = 8;

/**
 * Fires the deadlines of one service (decision 20). Due is a deadline whose day is before the business date; its move carries an id derived
 * from stream, rule and due date, so that any number of hosts fire it once, also after a stop in between. What became due while the service
 * was down is found at its start.
 */
export class DeadlineHost implements ServicePart {
  readonly name = 'deadlines';
  readonly essential = false;
  readonly #options: DeadlineHostOptions;
  readonly #tables: LiveTables;
  readonly #firings: Firings;
  readonly #memory: ProcessMemory;
  readonly #slices: ReadonlyMap<string, AnyAggregate>;
  readonly #looking: Rounds;
  readonly #workers: readonly Rounds[];
  readonly #standing = new Standing();
  #quiet: string | undefined;
  #applied: string | undefined;

  constructor(options: DeadlineHostOptions) {
    const { definition, pool, store, logger } = options;
    this.#options = options;
    this.#tables = new LiveTables(pool, definition.context, WORK);
    this.#firings = new Firings(pool, definition.context, this.#tables, definition.slices);
    this.#memory = new ProcessMemory(store);
    this.#slices = new Map(definition.slices.map((slice) => [slice.name, slice]));
    const everyMs = options.everyMs ?? 500;
    this.#looking = new Rounds({
      name: 'deadlines',
      everyMs,
      restMs: 100,
      round: () => this.#look(),
      onError: (error, failures) => {
        if (error instanceof NothingLive) logger.debug('the table of deadlines is being built');
        else logger.error({ err: error, failures }, 'deadlines cannot be looked at');
      },
      longestPauseMs: 2000,
    });
    this.#workers = Array.from(
      { length: options.workers },
      (_, at) =>
        new Rounds({
          name: `firing ${at + 1}`,
          // One looks for firings whose time has come; the others are called when something is due.
          everyMs: at === 0 ? everyMs : everyMs * 10,
          round: () => this.#fireOne(),
          onError: (error, failures) => logger.error({ err: error, failures }, 'deadlines cannot be fired'),
        }),
    );
  }

  async start(): Promise<void> {
    for (const rounds of [this.#looking, ...this.#workers]) rounds.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#looking, ...this.#workers].map((rounds) => rounds.stop()));
  }

  /** Looks at once, because the business date or a calendar has changed. */
  wake(): void {
    this.#looking.wake();
  }

  health(): PartHealth {
    const failing = [this.#looking, ...this.#workers].some((rounds) => rounds.failures > 0);
    this.#standing.set(failing ? [{ code: 'deadlines-stuck' }] : []);
    return { ready: !failing, troubles: this.#standing.troubles };
  }

  async #look(): Promise<boolean> {
    const { clock, calendar, pool, definition } = this.#options;
    const today = clock.today();
    if (this.#applied !== today) {
      await reportClock(pool, definition.context, today, null);
      this.#applied = today;
    }
    const settled = this.#quiet === today ? undefined : await this.#settled();
    const noted = await this.#firings.note(today, calendar(today));
    if (noted > 0) for (const worker of this.#workers) worker.wake();
    if (settled && noted === 0 && settled.all === (await this.#firings.count()).all) {
      await reportClock(pool, definition.context, today, today);
      this.#quiet = today;
    }
    return noted > 0;
  }

  /**
   * Whether nothing waits, and the table of deadlines holds all that was recorded by now, the moves of earlier firings included. If the
   * look that follows notes nothing, neither here nor in another host, then no deadline is left for this date.
   */
  async #settled(): Promise<{ readonly all: number } | undefined> {
    const { waiting, all } = await this.#firings.count();
    if (waiting > 0) return undefined;
    const { position } = await this.#options.store.head();
    return (await this.#reached()) >= position ? { all } : undefined;
  }

  /** Events of the own topic that the table of deadlines holds: its places sum to the sequence. */
  async #reached(): Promise<bigint> {
    const { places } = await this.#tables.generation();
    return (places.get(this.#options.definition.context)?.places ?? []).reduce((sum, place) => sum + place, 0n);
  }

  /** Firings that wait for their move, for metrics. */
  async waiting(): Promise<number> {
    return (await this.#firings.count()).waiting;
  }

  /** Deadlines that run: how many, whose last day is today, and whose last day has passed; and those that wait for the calendar. For metrics. */
  async counts(): Promise<{ readonly running: number; readonly due: number; readonly late: number; readonly pending: number }> {
    const [row] = await this.#tables.rows<{ running: number; due: number; late: number; pending: number }>(
      `SELECT count(*) FILTER (WHERE state = 'running')::int AS running,
              count(*) FILTER (WHERE state = 'running' AND "dueOn" = $1)::int AS due,
              count(*) FILTER (WHERE state = 'running' AND "dueOn" < $1)::int AS late,
              count(*) FILTER (WHERE state = 'pending')::int AS pending
       FROM {deadline} WHERE state IN ('running', 'pending')`,
      [this.#options.clock.today()],
    );
    return row ?? { running: 0, due: 0, late: 0, pending: 0 };
  }

  async #fireOne(): Promise<boolean> {
    const fired = await inTransaction(this.#options.pool, async (client) => {
      const firing = await this.#firings.take(client);
      if (firing) await this.#fire(client, firing);
      return firing !== undefined;
    });
    if (fired) {
      this.#looking.wake();
      // There may be more than one: another host may have noted them.
      this.#workers.find(({ resting }) => resting)?.wake();
    }
    return fired;
  }

  async #fire(client: pg.ClientBase, firing: Firing): Promise<void> {
    const { logger, backoffMs: base, runner } = this.#options;
    const request = this.#request(firing);
    let answer: MoveAnswer | undefined;
    try {
      answer = await runner.run(request);
      if (answer.kind === 'made') return await this.#firings.end(client, firing, 'made');
      const { status, code, retryAfter } = answer.problem;
      if (status === 503) {
        return await this.#firings.wait(client, firing, Math.max((retryAfter ?? 0) * 1000, backoffMs(firing.attempts, base)), code);
      }
      // The table lags behind the stream: the next look forgets this firing.
      if (!(await this.#stands(firing))) return await this.#firings.wait(client, firing, backoffMs(firing.attempts, base), 'overtaken');
    } catch (error) {
      if (!isWaiting(error)) logger.error({ err: error, ...firing }, 'a deadline threw');
      if (isWaiting(error) || firing.attempts + 1 < MOST_TRIES) {
        return await this.#firings.wait(client, firing, backoffMs(firing.attempts, base), named(error));
      }
    }
    await this.#raise(firing, request, answer);
    await this.#firings.end(client, firing, 'refused');
  }

  #request({ id, slice, item, deadline, rule, kind, dueOn }: Firing): MoveRequest {
    const move = this.#slices.get(slice)?.deadlines?.[deadline]?.[kind];
    if (move === undefined) throw new Error(`deadline ${deadline} of ${slice} ${kind} nothing`);
    return {
      slice,
      id: item,
      move,
      input: kind === 'fires' ? {} : { deadline, dueOn },
      actor: { kind: 'system', id: `deadline:${rule}` },
      request: { client: `deadline:${rule}`, method: 'MOVE', path: `${slice}/${item}/${move}`, key: id },
    };
  }

  /** Whether the item's own stream still has this deadline as it was noted. */
  async #stands({ slice, item, deadline, kind, dueOn }: Firing): Promise<boolean> {
    const aggregate = this.#slices.get(slice);
    if (!aggregate) return false;
    const stored = await this.#options.store.readStream(`${slice}/${item}`);
    const row = deadlineFrom(
      aggregate,
      deadline,
      item,
      stored.map(({ type, schemaVersion, payload, happenedOn }) => ({
        event: decode(this.#options.registry, type, schemaVersion, payload),
        happenedOn,
      })),
    );
    return kind === 'fires' ? row?.state === 'running' && row.dueOn === dueOn : row?.state === 'pending';
  }

  /** The move was refused although the deadline stands: a person has to look after it. */
  async #raise(firing: Firing, { slice, id, move, actor }: MoveRequest, answer: MoveAnswer | undefined): Promise<void> {
    const { clock, task } = this.#options;
    const today = clock.today();
    const stream = ProcessMemory.stream(`deadline:${firing.rule}`, firing.id);
    const refused = answer?.kind === 'refused' ? answer.problem : undefined;
    const events: ProcessEvent[] = [
      {
        type: 'ProcessMoveAnswered',
        outcome: refused ? 'refused' : 'failed',
        status: refused?.status ?? 500,
        stream: null,
        revision: null,
        code: refused?.code ?? 'internal',
      },
      task(
        {
          by: actor.id,
          slice,
          item: id,
          move,
          code: refused?.code ?? 'internal',
          detail: refused
            ? { zh: refused.detail, en: refused.detailEn }
            : { zh: '系统多次处理未成功', en: 'The system tried several times without success' },
        },
        today,
      ),
    ];
    // False: another host raised the same task before it was killed.
    await this.#memory.append(stream, 0n, events, today, { actor: actor.id, move: 'answer' });
  }
}
