import { fold, isRefusal, type Aggregate, type AnyEvent, type AnyState, type Move, type Refusal } from '@yimen/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { arbitraryOf, type SchemaOfInput } from './from-schema.js';
import { decide, passesSetAside, type Told } from './slice.js';

type Tried = Move<AnyState, AnyEvent, string, readonly string[], z.ZodType, unknown>;

export interface EveryMove<E extends AnyEvent> {
  /** From the first event on; every prefix gives a state. */
  readonly histories: readonly (readonly E[])[];
  /** What the decision is told, where the defaults do not do: policy and facts above all. */
  readonly told?: (move: string, state: AnyState) => Told;
  /** Inputs of moves whose schema cannot say what they accept (refinements, references to the state). */
  readonly inputs?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Whether libs/policy knows a rule. */
  readonly knownRule?: (id: string) => boolean;
  /** Checks an event against its contract; throws where it does not fit. */
  readonly check?: (event: E) => void;
  /** Inputs tried per state and move. Default 20. */
  readonly runs?: number;
}

/** How often each move was decided and refused, by `state move`; for a look whether the inputs reach anything. */
export type Outcomes = ReadonlyMap<string, { readonly decided: number; readonly refused: ReadonlySet<string> }>;

/**
 * Tries every move in every state that the histories reach. It holds for all: the decision never throws for an input that the schema accepts;
 * its events are folded into a declared state and fit their contracts; a refusal has texts without gaps and a known rule, is the same when asked again,
 * and does not come again where it says that it can be set aside and is.
 */
export function everyMoveInEveryState<S extends AnyState, E extends AnyEvent, Name extends string>(
  slice: Aggregate<S, E, Name>,
  given: EveryMove<E>,
): Outcomes {
  const outcomes = new Map<string, { decided: number; refused: Set<string> }>();
  for (const state of statesOf(slice, given.histories)) {
    for (const [name, move] of Object.entries(slice.moves as unknown as Record<string, Tried>)) {
      if (!move.from.includes(state.status)) continue;
      const outcome = outcomes.get(`${state.status} ${name}`) ?? { decided: 0, refused: new Set<string>() };
      outcomes.set(`${state.status} ${name}`, outcome);
      const property = fc.property(inputsOf(name, move, given), (input) => {
        const told = given.told?.(name, state) ?? {};
        const result = decide(slice, state, name, input, told);
        if (result.refusal) {
          checkRefusal(result.refusal, given.knownRule);
          const again = decide(slice, state, name, input, told).refusal;
          if (again?.code !== result.refusal.code) throw new Error(`${name} in ${state.status} is refused differently when asked again`);
          passesSetAside(slice, state, name, input, told, result.refusal);
          outcome.refused.add(result.refusal.code);
          return;
        }
        outcome.decided += 1;
        for (const event of result.events) given.check?.(event);
        if (!Object.hasOwn(slice.states, result.state.status))
          throw new Error(`${name} leads to ${result.state.status}, which is no state`);
      });
      try {
        fc.assert(property, { numRuns: given.runs ?? 20, includeErrorInReport: true });
      } catch (error) {
        throw new Error(`${name} in ${state.status}: ${(error as Error).message}`, { cause: error });
      }
    }
  }
  return outcomes;
}

function inputsOf<E extends AnyEvent>(name: string, move: Tried, { inputs }: EveryMove<E>): fc.Arbitrary<unknown> {
  const own = inputs?.[name];
  if (own) return own;
  const schema = z.toJSONSchema(move.input, { io: 'input', unrepresentable: 'any' }) as SchemaOfInput;
  return arbitraryOf(schema).filter((value) => move.input.safeParse(value).success);
}

/** One state per prefix of a history, equal ones once; the initial state always. */
function statesOf<S extends AnyState, E extends AnyEvent, Name extends string>(
  slice: Aggregate<S, E, Name>,
  histories: readonly (readonly E[])[],
): S[] {
  const states = new Map<string, S>([[keyOf(slice.initial), slice.initial]]);
  for (const history of histories) {
    let state = slice.initial;
    for (const event of history) {
      state = fold(slice, [event], state);
      states.set(keyOf(state), state);
    }
  }
  return [...states.values()];
}

function keyOf(state: AnyState): string {
  return JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** A text without the facts that were filled in, the longest first: what a caller wrote may look like a gap and is none. */
function ownWords(text: string, facts: Refusal['facts']): string {
  const filled = Object.values(facts).map((value) => (Array.isArray(value) ? value.join('、') : String(value)));
  return filled.toSorted((a, b) => b.length - a.length).reduce((rest, value) => rest.replaceAll(value, ''), text);
}

function checkRefusal(refusal: unknown, knownRule: ((id: string) => boolean) | undefined): void {
  if (!isRefusal(refusal)) throw new Error('not a refusal');
  for (const text of [refusal.detail.zh, refusal.detail.en]) {
    if (text === '' || /\{\w+\}/.test(ownWords(text, refusal.facts))) throw new Error(`the words of ${refusal.code} have a gap: ${text}`);
  }
  if (knownRule && !knownRule(refusal.rule)) throw new Error(`${refusal.code} cites the unknown rule ${refusal.rule}`);
}
