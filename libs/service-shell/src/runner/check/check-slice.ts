import { registry as everything, type EventContract } from '@yimen/contracts';
import { fold, hasPersonalFields, type AnyEvent, type AnyState } from '@yimen/kernel';
import { isRuleId } from '@yimen/policy';
import { z } from 'zod';
import type { AnyAggregate } from '../../definition.js';
import { inputSchema } from '../input/input-schema.js';
import { movesOf } from '../view/open-moves.js';

/** What a slice is checked against. */
export interface SliceCheck {
  readonly registry?: ReadonlyMap<string, EventContract>;
  readonly knownRule?: (id: string) => boolean;
  /**
   * Histories that the spec stands on, each from the first event on. With them every state must be reached and every event be folded by one of them:
   * folds are functions, so which state they lead to is seen only by running them.
   */
  readonly histories?: readonly (readonly AnyEvent[])[];
}

/** What is wrong with a slice's tables, as sentences; empty where nothing is. Every slice's spec expects `[]`. */
export function checkSlice(slice: AnyAggregate, given: SliceCheck = {}): string[] {
  const { registry = everything, knownRule = isRuleId, histories } = given;
  return [
    ...statesAndMoves(slice),
    ...inputs(slice),
    ...events(slice, registry),
    ...deadlines(slice, knownRule),
    ...(histories ? reached(slice, histories) : []),
  ];
}

function statesAndMoves(slice: AnyAggregate): string[] {
  const found: string[] = [];
  const states = slice.states as Readonly<Record<string, { readonly final?: true }>>;
  const initial = (slice.initial as AnyState).status;
  if (!Object.hasOwn(states, initial)) found.push(`the initial state ${initial} is not among the states`);
  const moves = movesOf(slice);
  for (const [name, move] of moves) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) found.push(`the move ${name} is not named in camel case`);
    for (const status of move.from) if (!Object.hasOwn(states, status)) found.push(`${name} starts from ${status}, which is no state`);
    if (move.by !== 'system' && Object.values(move.by).every((held) => !held || held.length === 0))
      found.push(`nobody may make the move ${name}`);
  }
  for (const [status, { final }] of Object.entries(states)) {
    if (!final && !moves.some(([, move]) => move.from.includes(status))) found.push(`${status} is a dead end that is not final`);
  }
  if (!/^[a-z][a-z0-9-]*$/.test(slice.name) || !/^[a-z][a-z0-9-]*$/.test(slice.collection))
    found.push(`name and collection are lower case with hyphens: ${slice.name}, ${slice.collection}`);
  return found;
}

function inputs(slice: AnyAggregate): string[] {
  const found: string[] = [];
  for (const [name, move] of movesOf(slice)) {
    const schema = inputSchema(move.input);
    for (const open of openObjects(schema, '')) found.push(`${name} lets unknown fields through at ${open || '/'}: make the object strict`);
    if (!move.subject && hasPersonalFields(move.input)) found.push(`${name} has personal fields and no subject`);
    for (const field of Object.keys(move.index ?? {})) {
      const top = move.input instanceof z.ZodObject ? (move.input.shape as Record<string, z.ZodType>)[field] : undefined;
      if (!top || !hasPersonalFields(top)) found.push(`${name} indexes ${field}, which is no personal field of its input`);
    }
  }
  return found;
}

/** Objects of a JSON Schema that allow further properties. */
function openObjects(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, properties, additionalProperties } = schema as Record<string, unknown>;
  const here = type === 'object' && properties !== undefined && additionalProperties !== false ? [at] : [];
  return [...here, ...Object.entries(schema).flatMap(([key, value]) => openObjects(value, `${at}/${key}`))];
}

function events(slice: AnyAggregate, registry: ReadonlyMap<string, EventContract>): string[] {
  const found: string[] = [];
  for (const contract of registry.values()) {
    if (contract.subject !== slice.name || contract.context !== slice.context) continue;
    if (!Object.hasOwn(slice.on, contract.type)) found.push(`${contract.type} is an event of ${slice.name} that nobody folds`);
  }
  for (const type of Object.keys(slice.on)) {
    const contract = registry.get(type);
    if (!contract) found.push(`${type} has no contract`);
    else if (contract.subject !== slice.name || contract.context !== slice.context)
      found.push(`${type} belongs to ${contract.context}/${contract.subject}`);
  }
  return found;
}

function deadlines(slice: AnyAggregate, knownRule: (id: string) => boolean): string[] {
  const found: string[] = [];
  const moves = new Map(movesOf(slice));
  for (const [name, deadline] of Object.entries(slice.deadlines ?? {})) {
    if (!knownRule(deadline.rule)) found.push(`the deadline ${name} cites the unknown rule ${deadline.rule}`);
    for (const type of [...Object.keys(deadline.set), ...deadline.clear])
      if (!Object.hasOwn(slice.on, type)) found.push(`the deadline ${name} follows ${type}, which is no event of ${slice.name}`);
    for (const fired of [deadline.fires, deadline.computes])
      if (fired !== undefined && !moves.has(fired)) found.push(`the deadline ${name} fires ${fired}, which is no move`);
  }
  return found;
}

function reached(slice: AnyAggregate, histories: readonly (readonly AnyEvent[])[]): string[] {
  const statuses = new Set([(slice.initial as AnyState).status]);
  const types = new Set<string>();
  for (const history of histories) {
    for (let length = 1; length <= history.length; length += 1) {
      statuses.add((fold(slice, history.slice(0, length) as never[]) as AnyState).status);
      types.add(history[length - 1]?.type ?? '');
    }
  }
  const states = Object.keys(slice.states as object).filter((status) => !statuses.has(status));
  const unseen = Object.keys(slice.on).filter((type) => !types.has(type));
  return [
    ...states.map((status) => `no history reaches ${status}`),
    ...unseen.map((type) => `no history has ${type}`),
    ...[...statuses]
      .filter((status) => !Object.hasOwn(slice.states, status))
      .map((status) => `a fold leads to ${status}, which is no state`),
  ];
}
