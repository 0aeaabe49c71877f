import type { AnyState } from '@yimen/kernel';
import type { AnyAggregate } from '../definition.js';
import type { AnyMove } from '../runner/attempt.js';
import { kebab, movesOf } from '../runner/view/open-moves.js';

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
 * An item whose id is derived begins at `POST /{collection}`: with its only starting move, or, where there are several, with the one named `start…`,
 * or else the first of the table; where there are several, each also has `POST /{collection}/{move}`. Every move of an existing item is at
 * `POST /{collection}/{id}/{move}`; items that the caller names (a queue and day) begin there too. A move that may both start and go on has both.
 */
export function moveRoutes(slice: AnyAggregate): MoveRoute[] {
  const initial = (slice.initial as AnyState).status;
  const open = movesOf(slice).filter(([, move]) => move.by !== 'system');
  const starting = slice.ids === 'derived' ? open.filter(([, move]) => move.from.includes(initial)) : [];
  const first = starting.find(([name]) => /^start([A-Z]|$)/.test(name)) ?? starting[0];
  const { collection } = slice;
  const route = ([name, move]: [string, AnyMove], path: string): MoveRoute => ({ slice, name, move, path, starts: true });
  const starts = [
    ...(first ? [route(first, `/${collection}`)] : []),
    ...(starting.length > 1 ? starting.map((one) => route(one, `/${collection}/${kebab(one[0])}`)) : []),
  ];
  const goesOn = open
    .filter(([, move]) => slice.ids !== 'derived' || move.from.some((status) => status !== initial))
    .map(([name, move]): MoveRoute => ({ slice, name, move, path: `/${collection}/{id}/${kebab(name)}`, starts: false }));
  return [...starts, ...goesOn];
}
