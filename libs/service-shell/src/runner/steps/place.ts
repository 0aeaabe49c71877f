import type { AnyState, Place } from '@yimen/kernel';
import type { AnyAggregate } from '../../definition.js';
import type { AnyMove } from '../attempt.js';
import type { ReliedOn } from '../items/reading.js';
import type { FactRows } from '../port.js';

/** The area whose numbers and rules hold for a move, and what told it. */
export interface PlaceFound {
  /** 12-digit code; undefined where nobody knows, and where the slice names no place. */
  readonly area: string | undefined;
  readonly reliedOn: readonly ReliedOn[];
}

/** Where an item stands, or where the move would have it begin. */
export function placeOf(
  slice: AnyAggregate,
  move: AnyMove,
  { state, id, input, facts }: { readonly state: AnyState; readonly id: string; readonly input: unknown; readonly facts: unknown },
): Place | undefined {
  return slice.place?.(state, id) ?? move.place?.(input as never, facts);
}

/** Area of a place: of an organisation, as the facts of organisations tell it today. Throws FactsNotReady. */
export async function areaOf(place: Place | undefined, facts: Pick<FactRows, 'area'>): Promise<PlaceFound> {
  if (place === undefined) return { area: undefined, reliedOn: [] };
  if ('area' in place) return { area: place.area, reliedOn: [] };
  const found = await facts.area(place.organisation);
  const { stream, revision } = found ?? { stream: `organisation/${place.organisation}`, revision: 0n };
  return { area: found?.area, reliedOn: [{ stream, revision: String(revision) }] };
}
