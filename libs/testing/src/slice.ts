import { deepStrictEqual, ok } from 'node:assert/strict';
import {
  fold,
  recorded,
  replacePersonal,
  type Actor,
  type Aggregate,
  type AnyEvent,
  type AnyState,
  type MoveContext,
  type PolicyReader,
  type Refusal,
  type Reserved,
  type WorkdayCalendar,
} from '@yimen/kernel';
import { v5 as uuidv5 } from 'uuid';
import type { z } from 'zod';
import { policyOf, seenFrom, weekdays } from './context.js';

/** What a decision is told in a scenario. Everything has a plain default; `facts` stands for what `derive` and `gather` would answer, and adds to what `derive` does. */
export interface Told {
  readonly id?: string;
  /** Business date, 2026-03-02 unless told. */
  readonly today?: string;
  /** Business time, 09:00 in Shanghai of `today` unless told. */
  readonly now?: string;
  readonly policy?: PolicyReader | Readonly<Record<string, number | string | boolean>>;
  /** Areas of organisations, as the facts of organisations would tell them: numbers are looked up at the place of the item. */
  readonly areas?: Readonly<Record<string, string>>;
  /** Monday to Friday of 2026 and 2027 unless told. */
  readonly calendar?: WorkdayCalendar;
  readonly actor?: Actor;
  readonly facts?: unknown;
  /** Codes of refusals that a second person has set aside for this move. */
  readonly overridden?: readonly string[];
  /** What the register of `reserve` answered; absent the first time a move with `reserve` is decided. */
  readonly reserved?: Reserved;
}

type InputOf<M> = M extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never;

/** An event, events, events with the codes of their warnings (and the rules that these cite), `[]` for nothing, or a refusal by its code. */
export type Outcome<E extends AnyEvent> =
  | E
  | readonly E[]
  | { readonly events: readonly E[]; readonly warnings: readonly string[]; readonly warnedBy?: readonly string[] }
  | {
      readonly refused: string;
      readonly rule?: string;
      readonly facts?: Readonly<Record<string, unknown>>;
      readonly overridable?: boolean;
    };

/** What came out, for further looks. `state` is the state after the events, or the unchanged one after a refusal. */
export interface Result<S extends AnyState, E extends AnyEvent> {
  readonly state: S;
  readonly events: readonly E[];
  readonly refusal: Refusal | undefined;
}

/** The value that a personal field of an input becomes in a scenario: the same clear value always gives the same sealed one. */
export function sealedAs(clear: string): string & { readonly __sealed: true } {
  const bytes = Buffer.from(clear, 'utf8').toString('base64url');
  return `yv1.A256GCM.${uuidv5(clear, uuidv5.URL)}.${bytes}` as string & { readonly __sealed: true };
}

/**
 * `scenario(slice).given(...events).when(move, input, told).then(outcome)`: folds the events, parses and seals the input as the runner does,
 * decides, and compares. Throws an assertion error where the move does not start from the state, the input is not accepted, or the outcome differs.
 */
export function scenario<S extends AnyState, E extends AnyEvent, Name extends string, Moves extends Readonly<Record<string, unknown>>>(
  slice: Aggregate<S, E, Name> & { readonly moves: Moves },
) {
  return {
    given: (...events: (E | readonly E[])[]) => {
      const state = fold(slice, events.flat() as E[]);
      return {
        /** The state after the given events. */
        state,
        when: <M extends keyof Moves & string>(move: M, input: InputOf<Moves[M]>, told: Told = {}) => {
          const result = decide(slice, state, move, input, told);
          return {
            result,
            /** A refusal that may be set aside is tried once more, set aside: it must not come again. */
            then: (expected: Outcome<E>): Result<S, E> => {
              if (result.refusal) passesSetAside(slice, state, move, input, told, result.refusal);
              return compare(result, expected);
            },
          };
        },
      };
    },
  };
}

type Decided<S extends AnyState, E extends AnyEvent> = Result<S, E> & {
  readonly warnings: readonly string[];
  /** The rule that each warning cites, in the same order. */
  readonly warnedBy: readonly string[];
};

/** Decides one move the way the runner does, with given facts instead of reads. */
export function decide<S extends AnyState, E extends AnyEvent, Name extends string>(
  slice: Aggregate<S, E, Name>,
  state: S,
  name: string,
  input: unknown,
  told: Told = {},
): Decided<S, E> {
  const move = slice.moves[name];
  ok(move, `${slice.name} has no move ${name}`);
  ok(move.from.includes(state.status), `${name} does not start from ${state.status}, only from ${move.from.join(', ')}`);
  const today = told.today ?? '2026-03-02';
  const clear = move.input.parse(input);
  const derived = move.derive?.(clear as never, { today }) ?? {};
  const id = told.id ?? '01980000-0000-7000-8000-000000000001';
  const place =
    slice.place?.(state, id) ?? move.place?.(clear as never, { ...derived, ...((told.facts as object | undefined) ?? {}) } as never);
  const area = place && ('area' in place ? place.area : told.areas?.[place.organisation]);
  const context: MoveContext = {
    id,
    today,
    now: told.now ?? `${today}T01:00:00.000Z`,
    policy: seenFrom(policyOf(told.policy ?? {}), area),
    calendar: told.calendar ?? weekdays(2026, 2027),
    actor: told.actor ?? { kind: 'account', id: 'test', person: null, grants: [] },
    facts: { ...derived, ...((told.facts as object | undefined) ?? {}) },
    ...(told.overridden && { overridden: new Set(told.overridden) }),
    ...(told.reserved && { reserved: told.reserved }),
  };
  const sealed = replacePersonal(move.input, clear, (field) => sealedAs(field.value));
  const decision = recorded<E>(move.decide(state as never, sealed as never, context as never));
  if (decision.kind === 'refusal') return { state, events: [], refusal: decision, warnings: [], warnedBy: [] };
  const { events, warnings } = decision;
  const [codes, warnedBy] = [warnings.map(({ code }) => code), warnings.map(({ rule }) => rule)];
  return { state: fold(slice, events, state), events, refusal: undefined, warnings: codes, warnedBy };
}

/** Throws where a refusal that says it can be set aside comes again although a second person has set it aside. */
export function passesSetAside<S extends AnyState, E extends AnyEvent, Name extends string>(
  slice: Aggregate<S, E, Name>,
  state: S,
  move: string,
  input: unknown,
  told: Told,
  { code, overridable }: Refusal,
): void {
  if (!overridable) return;
  const again = decide(slice, state, move, input, { ...told, overridden: [...(told.overridden ?? []), code] }).refusal;
  ok(again?.code !== code, `${move} says that ${code} can be set aside, and refuses again when it is`);
}

function compare<S extends AnyState, E extends AnyEvent>(result: Decided<S, E>, expected: Outcome<E>): Result<S, E> {
  if ('refused' in expected) {
    ok(result.refusal, `expected the refusal ${expected.refused}, got ${JSON.stringify(result.events)}`);
    const { code, rule, facts, overridable } = result.refusal;
    deepStrictEqual(code, expected.refused);
    if (expected.rule !== undefined) deepStrictEqual(rule, expected.rule);
    if (expected.facts !== undefined) deepStrictEqual(facts, expected.facts);
    if (expected.overridable !== undefined) deepStrictEqual(overridable, expected.overridable);
    return result;
  }
  ok(!result.refusal, `expected events, refused with ${result.refusal?.code}: ${result.refusal?.detail.en}`);
  const wanted = 'events' in expected && 'warnings' in expected ? expected : { events: [expected].flat() as E[], warnings: [] };
  deepStrictEqual(plain(result.events), plain(wanted.events));
  deepStrictEqual(result.warnings, wanted.warnings);
  if ('warnedBy' in wanted) deepStrictEqual(result.warnedBy, wanted.warnedBy);
  return result;
}

/** Without undefined fields: they are not stored. */
function plain(events: readonly AnyEvent[]): unknown {
  return events.map((event) => Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)));
}
