import type { AnyState } from '@yimen/kernel';
import type { AnyAggregate } from '../definition.js';
import type { AnyMove } from '../runner/attempt.js';
import { kebab, movesOf } from '../runner/open-moves.js';

/** Where one move is asked for. */
export interface MoveRoute {
  readonly slice: AnyAggregate;
  readonly name: string;
  readonly move: AnyMove;
  /** Path below `/api/{context}`; `{id}` stands where the item's id does. */
  readonly path: string;
  /** True where the item begins with it and its id is derived. */
  readonly starts: boolean;
}

/**
 * The routes of a slice's moves; moves by the system have none.
 *
 * An item whose id is derived begins at `POST /{collection}` with the only move that starts one, or, where there are several, with the one named `start…`;
 * the other starting moves are at `POST /{collection}/{move}`. Every move of an existing item is at `POST /{collection}/{id}/{move}`;
 * items that the caller names (a queue and day) begin there too. A move that may both start and go on has both.
 */
export function moveRoutes(slice: AnyAggregate): MoveRoute[] {
  const initial = (slice.initial as AnyState).status;
  const open = movesOf(slice).filter(([, move]) => move.by !== 'system');
  const starting = slice.ids === 'derived' ? open.filter(([, move]) => move.from.includes(initial)) : [];
  const [first] = starting.length === 1 ? starting : starting.filter(([name]) => /^start([A-Z]|$)/.test(name));
  const { collection } = slice;
  const starts = starting.map(([name, move]): MoveRoute => {
    const path = name === first?.[0] ? `/${collection}` : `/${collection}/${kebab(name)}`;
    return { slice, name, move, path, starts: true };
  });
  const goesOn = open
    .filter(([, move]) => slice.ids !== 'derived' || move.from.some((status) => status !== initial))
    .map(([name, move]): MoveRoute => ({ slice, name, move, path: `/${collection}/{id}/${kebab(name)}`, starts: false }));
  return [...starts, ...goesOn];
}
