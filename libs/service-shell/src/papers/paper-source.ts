import type { EventContract, EventOf } from '@yimen/contracts';
import type { AnyEvent, IsoDate, Sealed, Text } from '@yimen/kernel';
import type { Paper } from '@yimen/papers';

/** What a paper is composed of besides the event that it tells: nothing that is not recorded. */
export interface Composing {
  /** Id of the item. */
  readonly id: string;
  /** Legal date of the event. */
  readonly happenedOn: IsoDate;
  /** The item's events from the first to the one that the paper tells. */
  readonly events: readonly AnyEvent[];
  /** Opens sealed fields, in their order, for a viewer who may; the opening is logged. */
  open(sealed: readonly Sealed[]): Promise<readonly string[]>;
  /** Names that organisations bore when the event was recorded, by id. */
  names(organisations: readonly string[]): Promise<(organisation: string) => string>;
}

/** A kind of paper of one slice's items: the events that are each told by one, and what it says. */
export interface PaperSource {
  readonly slice: string;
  readonly kind: Paper['kind'];
  readonly label: Text;
  readonly of: readonly string[];
  readonly compose: (event: AnyEvent, given: Composing) => Promise<Paper>;
}

/** Declares the paper of some events of a slice. */
export function paperOf<K extends Paper['kind'], const C extends readonly EventContract[]>(
  kind: K,
  declared: {
    readonly slice: string;
    readonly label: Text;
    readonly of: C;
    readonly compose: (event: EventOf<C[number]>, given: Composing) => Promise<Extract<Paper, { readonly kind: K }>['of']>;
  },
): PaperSource {
  return {
    kind,
    slice: declared.slice,
    label: declared.label,
    of: declared.of.map(({ type }) => type),
    compose: async (event, given) => ({ kind, of: await declared.compose(event as EventOf<C[number]>, given) }) as Paper,
  };
}

/** The last event of a type up to the one that a paper tells. Throws where there is none: an earlier move records it always. */
export function lastOf<C extends EventContract>(events: readonly AnyEvent[], contract: C): EventOf<C> {
  const found = events.findLast(({ type }) => type === contract.type);
  if (!found) throw new Error(`no ${contract.type} stands before`);
  return found as EventOf<C>;
}

/** All events of a type up to the one that a paper tells. */
export function everyOf<C extends EventContract>(events: readonly AnyEvent[], contract: C): EventOf<C>[] {
  return events.filter(({ type }) => type === contract.type) as EventOf<C>[];
}
