import type { Actor, AnyState, Parties } from '@yimen/kernel';
import type { AccountDirectory } from '../../auth/directory.js';
import type { AnyAggregate } from '../../definition.js';
import type { Item } from '../items/item.js';
import { capacityOf, type Capacity, type RoleTable } from '../steps/permission.js';

/** In which capacity an account reads an item, and whether its sealed fields are opened for him. */
export interface Viewer {
  readonly reader: Capacity | undefined;
  readonly opener: Capacity | undefined;
}

/** What an account is to an item (decision 23); undefined where the item is hidden from him, whatever role he holds. */
export async function viewerOf(
  slice: AnyAggregate,
  item: Item,
  actor: Actor,
  directory: Pick<AccountDirectory, 'isWithin'>,
): Promise<Viewer | undefined> {
  const hidden = (slice.hiddenFrom as ((state: AnyState) => readonly string[]) | undefined)?.(item.state) ?? [];
  if (hidden.includes(actor.id)) return undefined;
  const parties = (slice.parties as (state: AnyState) => Parties<string>)(item.state);
  const reader = await capacityOf(actor, slice.readers as RoleTable, parties, directory);
  const opener = slice.opens ? await capacityOf(actor, slice.opens as RoleTable, parties, directory) : reader;
  return { reader, opener };
}
