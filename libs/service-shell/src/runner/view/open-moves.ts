import type { Actor, AnyState, Parties } from '@yimen/kernel';
import type { AccountDirectory } from '../../auth/directory.js';
import type { AnyAggregate } from '../../definition.js';
import type { AnyMove } from '../attempt.js';
import type { Item } from '../items/item.js';
import { capacityOf, type RoleTable } from '../steps/permission.js';

/** `completeSupplement` → `complete-supplement`: moves in URLs. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function movesOf(slice: AnyAggregate): [string, AnyMove][] {
  return Object.entries(slice.moves as unknown as Record<string, AnyMove>);
}

/** Moves of an existing item that the actor's roles permit, in whatever state it is. */
export async function permittedMoves(
  slice: AnyAggregate,
  item: Item,
  actor: Actor,
  directory: AccountDirectory,
): Promise<[string, AnyMove][]> {
  const parties = (slice.parties as (state: AnyState) => Parties<string>)(item.state);
  const permitted: [string, AnyMove][] = [];
  for (const [name, move] of movesOf(slice)) {
    if (move.by === 'system') continue;
    if (await capacityOf(actor, move.by as RoleTable, parties, directory)) permitted.push([name, move]);
  }
  return permitted;
}

/** Names of the moves that the actor may make from the state the item is in. */
export async function openMoves(slice: AnyAggregate, item: Item, actor: Actor, directory: AccountDirectory): Promise<string[]> {
  const permitted = await permittedMoves(slice, item, actor, directory);
  return permitted.filter(([, move]) => move.from.includes(item.state.status)).map(([name]) => name);
}
