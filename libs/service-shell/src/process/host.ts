import { decode, eventMeta, type EventContract } from '@yimen/contracts';
import type { EventLog, Watermarks } from '@yimen/event-log';
import type { EventStore } from '@yimen/event-store';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import { Standing } from '../bootstrap/troubles.js';
import type { Cause, EffectPorts, Process } from '../definition.js';
import { schemaOf } from '../provision/services.js';
import type { BusinessClock, MoveAnswer, Runner } from '../runner/port.js';
import { follow } from './follower.js';
import { causingContexts, ProcessLags, type ProcessLag } from './lag.js';
import { answered, ProcessMemory, type Answered, type Issued, type ProcessEvent } from './memory.js';
import { Rounds } from './rounds.js';
import type { TaskOf } from './task.js';
import { inTransaction } from './transaction.js';
import { backoffMs, isWaiting, named } from './waiting.js';

export interface ProcessHostOptions {
  readonly service: string;
  readonly processes: readonly Process[];
  /** Of the service's own role. Each worker holds one connection while its move is under way, and the move needs others of the same pool. */
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly registry: ReadonlyMap<string, EventContract>;
  readonly log: EventLog;
  readonly watermarks: Watermarks;
  readonly runner: Runner;
  readonly clock: BusinessClock;
  readonly effects: EffectPorts;
  readonly task: TaskOf;
  readonly logger: Logger;
  /** Causes worked on at once: they mostly wait for commits, which they share. Fewer than the pool has connections. */
  readonly workers: number;
  /** Pause in milliseconds after a look that found nothing. Default 500. */
  readonly everyMs?: number;
  /** First pause in milliseconds before a move that has to wait is tried again. Default 1000. */
  readonly backoffMs?: number;
}

interface CauseRow {
  readonly process: string;
  readonly event_id: string;
  readonly context: string;
  readonly stream: string;
  readonly revision: string;
  readonly type: string;
  readonly schema_version: number;
  readonly happened_on: string;
  readonly payload: Buffer;
  readonly meta: Buffer;
  readonly generation: number;
  readonly partition: number;
  readonly place: string;
  readonly attempts: number;
}

/** After so many tries that threw, the cause becomes a task: what throws every time is no matter of waiting. */
const MOST_TRIES = 8;

/**
 * Runs the processes of one service (decision 19). Causes come from the log into a table and are worked off one by one in the order of
 * their stream, by any number of hosts. The move carries the causing event as its key, so a host that is killed between issuing it and
 * remembering the answer makes it once.
 */
export class ProcessHost implements ServicePart {
  readonly name = 'processes';
  readonly essential = false;
  readonly #options: ProcessHostOptions;
  readonly #memory: ProcessMemory;
  readonly #processes: ReadonlyMap<string, Process>;
  readonly #followers: readonly Rounds[];
  readonly #workers: readonly Rounds[];
  readonly #lags: ProcessLags;
  readonly #standing = new Standing();
  #reading = new AbortController();

  constructor(options: ProcessHostOptions) {
    this.#options = options;
    this.#memory = new ProcessMemory(options.store);
    this.#lags = new ProcessLags(options);
    this.#processes = new Map(options.processes.map((process) => [process.name, process]));
    const everyMs = options.everyMs ?? 500;
    this.#followers = causingContexts(options).map(
      ([context, processes]) =>
        new Rounds({
          name: `follow ${context}`,
          everyMs,
          round: async () => {
            await follow({ ...options, context, processes, everyMs, onCauses: (count) => this.#call(count) }, this.#reading.signal);
            return false;
          },
          onError: (error, failures) => options.logger.error({ err: error, context, failures }, 'a topic cannot be followed'),
        }),
    );
    this.#workers = Array.from(
      { length: options.processes.length === 0 ? 0 : options.workers },
      (_, at) =>
        new Rounds({
          name: `worker ${at + 1}`,
          // One looks for causes whose time has come; the others are called when there is work.
          everyMs: at === 0 ? everyMs : everyMs * 10,
          round: () => this.#workOne(),
          onError: (error, failures) => options.logger.error({ err: error, failures }, 'causes cannot be worked off'),
        }),
    );
  }

  async start(): Promise<void> {
    this.#reading = new AbortController();
    for (const rounds of [...this.#followers, ...this.#workers]) rounds.start();
  }

  async stop(): Promise<void> {
    this.#reading.abort();
    await Promise.all([...this.#followers, ...this.#workers].map((rounds) => rounds.stop()));
  }

  health(): PartHealth {
    const failing = [...this.#followers, ...this.#workers].some((rounds) => rounds.failures > 0);
    this.#standing.set(failing ? [{ code: 'processes-stuck' }] : []);
    return { ready: !failing, troubles: this.#standing.troubles };
  }

  /** Causes that wait, for metrics and for `clock advance`. */
  async waiting(): Promise<number> {
    const { rows } = await this.#options.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM ${schemaOf(this.#options.service)}.process_cause`,
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** How far the processes are behind the contexts that they follow, for metrics. */
  lags(): Promise<ProcessLag[]> {
    return this.#lags.look();
  }

  /** Wakes so many workers that rest; those at work look again by themselves. */
  #call(count: number): void {
    for (const worker of this.#workers.filter(({ resting }) => resting).slice(0, count)) worker.wake();
  }

  /** Takes the next cause that no other host works on, and whose stream has none before it. The row's lock is the lease. */
  async #workOne(): Promise<boolean> {
    const { pool, service, logger } = this.#options;
    const table = `${schemaOf(service)}.process_cause`;
    return inTransaction(pool, async (client) => {
      const { rows } = await client.query<CauseRow>({
        name: 'next-cause',
        text: `SELECT process, event_id, context, stream, revision::text, type, schema_version, happened_on::text, payload, meta,
           generation, partition, place::text, attempts
         FROM ${table} c WHERE next_try <= clock_timestamp() AND process = ANY ($1) AND NOT EXISTS (
           SELECT FROM ${table} e WHERE e.process = c.process AND e.context = c.context AND e.stream = c.stream AND e.revision < c.revision)
         ORDER BY next_try, event_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
        values: [[...this.#processes.keys()]],
      });
      const row = rows[0];
      if (row) {
        // There may be more than one: after a restart nobody tells.
        this.#call(1);
        const wait = await this.#attend(row);
        if (wait === undefined) {
          await client.query(`DELETE FROM ${table} WHERE process = $1 AND event_id = $2`, [row.process, row.event_id]);
        } else {
          logger.warn({ process: row.process, cause: row.event_id, attempts: row.attempts + 1, waitMs: wait.ms }, wait.because);
          await client.query(
            `UPDATE ${table} SET attempts = attempts + 1, next_try = clock_timestamp() + $3 * interval '1 ms', last_error = $4
             WHERE process = $1 AND event_id = $2`,
            [row.process, row.event_id, wait.ms, wait.because],
          );
        }
      }
      return row !== undefined;
    });
  }

  /** Makes the move of one cause and remembers the answer; undefined when done, else how long to wait and why. */
  async #attend(row: CauseRow): Promise<{ ms: number; because: string } | undefined> {
    const { logger, backoffMs: base } = this.#options;
    try {
      const answer = await this.#answerFor(row);
      if (answer?.kind === 'refused' && answer.problem.status === 503) {
        return { ms: Math.max((answer.problem.retryAfter ?? 0) * 1000, backoffMs(row.attempts, base)), because: answer.problem.code };
      }
      return undefined;
    } catch (error) {
      if (!isWaiting(error))
        logger.error({ err: error, process: row.process, cause: row.event_id, attempts: row.attempts }, 'a process threw');
      if (isWaiting(error) || row.attempts + 1 < MOST_TRIES) return { ms: backoffMs(row.attempts, base), because: named(error) };
      await this.#giveUp(row);
      return undefined;
    }
  }

  /** Undefined where there is nothing to do or the answer is already remembered. */
  async #answerFor(row: CauseRow): Promise<MoveAnswer | undefined> {
    const { runner } = this.#options;
    const stream = ProcessMemory.stream(row.process, row.event_id);
    const issued = await this.#issue(row, stream);
    if (!issued) return undefined;
    const { trace } = eventMeta.parse(JSON.parse(row.meta.toString('utf8')));
    const answer = await runner.run({
      slice: issued.slice,
      id: issued.item,
      move: issued.move,
      input: issued.input,
      actor: { kind: 'system', id: `process:${row.process}` },
      request: {
        client: `process:${row.process}`,
        method: 'MOVE',
        path: `${issued.slice}/${issued.item ?? ''}/${issued.move}`,
        key: row.event_id,
      },
      causation: row.event_id,
      ...(trace === undefined ? {} : { trace }),
    });
    if (answer.kind === 'refused' && answer.problem.status === 503) return answer;
    await this.#remember(row, stream, issued, answer);
    return answer;
  }

  /** The move as issued the first time, or undefined where there is none or it was answered. */
  async #issue(row: CauseRow, stream: string): Promise<Issued | undefined> {
    const { effects, clock } = this.#options;
    const known = await this.#memory.read(stream);
    if (known.answered) return undefined;
    if (known.issued) return known.issued;
    const reaction = this.#processes.get(row.process)?.reactions.get(row.type);
    if (!reaction) return undefined;
    const cause: Cause<unknown> = {
      event: decode(this.#options.registry, row.type, row.schema_version, row.payload),
      eventId: row.event_id,
      context: row.context,
      stream: row.stream,
      item: row.stream.slice(row.stream.indexOf('/') + 1),
      revision: BigInt(row.revision),
      happenedOn: row.happened_on,
      at: { generation: row.generation, partition: row.partition, place: BigInt(row.place) },
    };
    const move = await reaction.react(cause as never, effects);
    if (!move) return undefined;
    const issued: Issued = {
      type: 'ProcessMoveIssued',
      cause: { context: row.context, stream: row.stream, revision: row.revision, event: row.event_id },
      slice: move.slice,
      item: move.id,
      move: move.move,
      input: move.input as Record<string, unknown>,
    };
    const first = await this.#memory.append(stream, 0n, [issued], clock.today(), this.#meta(row, 'issue'));
    // Another host issued it at the same time: its word counts.
    return first ? issued : this.#issue(row, stream);
  }

  async #remember(row: CauseRow, stream: string, issued: Issued, answer: MoveAnswer): Promise<void> {
    const { clock, task } = this.#options;
    const today = clock.today();
    const events: ProcessEvent[] = [answered(answer)];
    if (answer.kind === 'refused') {
      const { code, detail, detailEn } = answer.problem;
      const { slice, item, move } = issued;
      events.push(task({ by: `process:${row.process}`, slice, item, move, code, detail: { zh: detail, en: detailEn } }, today));
    }
    // False: another host remembered the same answer first, since the move's key gave both the same.
    await this.#memory.append(stream, 1n, events, today, this.#meta(row, 'answer'));
  }

  async #giveUp(row: CauseRow): Promise<void> {
    const { clock, task } = this.#options;
    const stream = ProcessMemory.stream(row.process, row.event_id);
    const known = await this.#memory.read(stream);
    if (known.answered) return;
    const failed: Answered = {
      type: 'ProcessMoveAnswered',
      outcome: 'failed',
      status: 500,
      stream: null,
      revision: null,
      code: 'internal',
    };
    const raised = task(
      {
        by: `process:${row.process}`,
        slice: known.issued?.slice ?? row.stream.slice(0, row.stream.indexOf('/')),
        item: known.issued?.item ?? null,
        move: known.issued?.move ?? row.type,
        code: 'internal',
        detail: { zh: '系统多次处理未成功', en: 'The system tried several times without success' },
      },
      clock.today(),
    );
    await this.#memory.append(stream, known.revision, [failed, raised], clock.today(), this.#meta(row, 'answer'));
  }

  #meta(row: CauseRow, move: string) {
    return { actor: `process:${row.process}`, move, causation: row.event_id };
  }
}
