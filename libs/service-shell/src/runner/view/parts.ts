import type { Actor, AnyEvent, AnyState, Parties, PartViewers } from '@yimen/kernel';
import type { AccountDirectory } from '../../auth/directory.js';
import type { AnyAggregate } from '../../definition.js';
import type { Item } from '../items/item.js';
import { capacityOf, type RoleTable } from '../steps/permission.js';

export type Part = Readonly<Record<string, unknown>>;

/** What one viewer may see of the parts that have viewers of their own: true opened, false not at all, undefined no such part. */
export interface SeenParts {
  (part: Part): boolean | undefined;
  /** Fields that are shown to nobody. */
  readonly withheld: ReadonlySet<string>;
}

type PartsFor = (part: Part, history: readonly AnyEvent[]) => PartViewers<string> | undefined;

/** Looks at every part of these values once, for one viewer. Undefined where the slice has no such parts. */
export async function seenParts(
  slice: AnyAggregate,
  item: Item,
  values: readonly unknown[],
  history: readonly AnyEvent[],
  actor: Actor,
  directory: Pick<AccountDirectory, 'isWithin'>,
): Promise<SeenParts | undefined> {
  const partsFor = slice.partsFor as PartsFor | undefined;
  if (!partsFor) return undefined;
  const parties = (slice.parties as (state: AnyState) => Parties<string>)(item.state);
  const seen = new Map<Part, boolean>();
  for (const part of objectsIn(values)) {
    const viewers = partsFor(part, history);
    if (!viewers) continue;
    const named = viewers.accounts.includes(actor.id);
    seen.set(part, named || (await capacityOf(actor, viewers.roles as RoleTable, parties, directory)) !== undefined);
  }
  return Object.assign((part: Part) => seen.get(part), { withheld: new Set(slice.withheld) });
}

function* objectsIn(value: unknown): Generator<Part> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Part;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}
