import { UnknownEvent } from '@yimen/contracts';
import { AppendRejected, WrongRevision } from '@yimen/event-store';
import type { AnyState, Reserved } from '@yimen/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { PersonForgotten } from '@yimen/vault';
import type { AnyAggregate } from '../definition.js';
import { awayProblem } from '../problems/away.js';
import { problem, ProblemError } from '../problems/problems.js';
import { begins, type AnyMove, type Attempt, type Gathered, type Step } from './attempt.js';
import { authorised } from './steps/authorisation.js';
import { clearNumbers, holdsNumber, numberFault } from './input/clear-numbers.js';
import { derivedId, idempotent, identityOf } from './steps/idempotency.js';
import { parseInput } from './input/input.js';
import { Items } from './items/item.js';
import { Lines } from './steps/lines.js';
import { making, Overtaken, stale, type Reserve } from './steps/making.js';
import { askingOnce } from './steps/permission.js';
import type { MoveAnswer, MoveRequest, Runner, RunnerPorts } from './port.js';
import { recordingReader } from './items/reading.js';
import { aliases, blanked, sealing, type SealedInput } from './input/sealing.js';

/** Most tries of one move when others are faster; beyond it the answer is 503 busy. */
const MOST_TRIES = 25;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether an id can be one of this slice's: a UUID where ids are derived, else what the slice's pattern accepts. */
export function isIdOf(slice: AnyAggregate, id: string): boolean {
  return slice.ids === 'derived' ? UUID.test(id) : id.length <= 200 && slice.ids.test(id);
}

/**
 * Makes the moves of one service's slices: parse, load, idempotency, authorisation, state, gather, seal, reserve, decide, append.
 * Each concern is a step in a file of its own; this file puts them together and tries again when another move was faster.
 */
export class SliceRunner implements Runner {
  readonly items: Items;
  private readonly slices: ReadonlyMap<string, AnyAggregate>;
  private readonly lines = new Lines();

  constructor(
    slices: readonly AnyAggregate[],
    private readonly ports: RunnerPorts,
  ) {
    this.slices = new Map(slices.map((slice) => [slice.name, slice]));
    this.items = new Items(ports.store, ports.registry);
  }

  async run(request: MoveRequest): Promise<MoveAnswer> {
    return this.make(request, false);
  }

  private async make(request: MoveRequest, trusted: boolean): Promise<MoveAnswer> {
    try {
      return await this.prepare(request, trusted);
    } catch (error) {
      if (error instanceof ProblemError) return { kind: 'refused', problem: error.problem };
      if (error instanceof WrongRevision) return stale(error.actual);
      if (error instanceof UnknownEvent) return { kind: 'refused', problem: problem('newer-event', { retryAfter: 5 }) };
      if (error instanceof AppendRejected && error.reason === 'too-large') return { kind: 'refused', problem: problem('too-large') };
      if (error instanceof PersonForgotten) return { kind: 'refused', problem: problem('person-forgotten') };
      const away = awayProblem(error);
      if (away) return { kind: 'refused', problem: away };
      throw error;
    }
  }

  private async prepare(request: MoveRequest, trusted: boolean): Promise<MoveAnswer> {
    const slice = this.slices.get(request.slice);
    const move = slice && Object.hasOwn(slice.moves, request.move) ? (slice.moves[request.move] as unknown as AnyMove) : undefined;
    if (!slice || !move) return { kind: 'refused', problem: problem('not-found') };
    const id = request.id ?? (request.request && slice.ids === 'derived' ? derivedId(request.request) : undefined);
    if (id === undefined) throw new Error(`${slice.name}.${request.move} was asked to start an item without a key to derive its id from`);
    if (!isIdOf(slice, id)) return { kind: 'refused', problem: problem('item-not-found') };

    const parsed = parseInput(move.input, request.input);
    if (!parsed.ok) return { kind: 'refused', problem: problem('invalid-input', { errors: parsed.errors }) };
    const input = parsed.value;
    if (request.actor.kind === 'account') {
      const errors = clearNumbers(move.input, input, this.ports.clock.today());
      if (request.override && holdsNumber(request.override.reason, this.ports.clock.today())) errors.push(numberFault('/override/reason'));
      if (errors.length > 0) return { kind: 'refused', problem: problem('invalid-input', { errors }) };
    }
    const identity = await identityOf(request, this.ports.vault);
    const sealed = sealing(this.ports.vault, move, input);
    const reserve = this.reserving(request);
    const directory = askingOnce(this.ports.directory);
    const step: Step = idempotent(
      this.ports.vault,
      authorised(making(this.ports, (attempt) => sealed(attempt.item.state, attempt.id), reserve)),
    );

    const attempt = async (fresh: boolean): Promise<{ answer: MoveAnswer; cached: boolean }> => {
      const { item, cached } = fresh ? { item: await this.items.fresh(slice, id), cached: false } : await this.items.load(slice, id);
      const today = this.ports.clock.today();
      const base = { request, slice, move, id, input, item, today, now: this.ports.clock.now(), directory, trusted, identity };
      // Outside, an item whose id is derived begins without an id; a request that names one means an item that exists.
      const named = request.id !== null && slice.ids === 'derived' && request.actor.kind === 'account' && !trusted;
      if (item.revision === 0n && (named || !begins(base))) return { answer: notThere(), cached };
      const gather = once(() => this.gather(base));
      return { answer: await step({ ...base, capacity: undefined, gather }), cached };
    };

    const settled = async (): Promise<MoveAnswer> => {
      const { answer, cached } = await attempt(false);
      return answer.kind === 'refused' && cached ? (await attempt(true)).answer : answer;
    };
    return this.again(`${slice.name}/${id}`, settled);
  }

  /** The moves of one stream stand in line here; where another process writes the same stream, it tries until that one is not faster. */
  private async again(stream: string, settled: () => Promise<MoveAnswer>): Promise<MoveAnswer> {
    return this.lines.in(stream, async () => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        try {
          return await settled();
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
          // Other processes write the same stream: give way for some milliseconds.
          await sleep(Math.random() * Math.min(5 * tries, 50));
        }
      }
      return { kind: 'refused', problem: problem('busy', { retryAfter: 1 }) };
    });
  }

  private async gather(attempt: Omit<Attempt, 'gather' | 'capacity'>): Promise<Gathered> {
    const { input, item, id, today, move } = attempt;
    const derived = move.derive?.(input, { today }) ?? {};
    const alias = await aliases(this.ports.vault, move, input);
    if (!move.gather) return { facts: { ...derived, alias }, reliedOn: [] };
    const { read, reliedOn } = recordingReader(this.slices, this.items, this.ports);
    const gathered = (await move.gather(read, blanked(move, input), item.state, { id, today, derived, alias })) as Record<string, unknown>;
    return { facts: { ...derived, ...gathered, alias }, reliedOn };
  }

  /** Makes the register's move first, under a key derived from this request's: a repeat takes no second name. */
  private reserving(request: MoveRequest): Reserve {
    const own = { client: 'reserve', method: 'RESERVE', path: `${request.slice}/${request.move}`, key: uuidv7() };
    const identity = request.request ?? own;
    return async (attempt: Attempt, sealed: SealedInput) => {
      const facts = { ...(await attempt.gather()).facts, blind: sealed.blind };
      const reservation = attempt.move.reserve?.(attempt.item.state as AnyState, sealed.input, facts as never, { id: attempt.id });
      if (!reservation) return undefined;
      const answer = await this.make(
        {
          ...reservation,
          actor: request.actor,
          request: { ...identity, method: `RESERVE ${identity.method}`, path: `${identity.path}#${reservation.slice}/${reservation.id}` },
          ...(request.causation && { causation: request.causation }),
          ...(request.trace && { trace: request.trace }),
        },
        true,
      );
      if (answer.kind === 'refused') return answer;
      const after = answer.revision - BigInt(answer.events.length);
      const passed = await this.items.passed(answer.stream, after);
      const events = passed.slice(0, answer.events.length).map(({ event }) => event as Reserved['events'][number]);
      return { slice: reservation.slice, id: reservation.id, events };
    };
  }
}

function notThere(): MoveAnswer {
  return { kind: 'refused', problem: problem('item-not-found') };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
