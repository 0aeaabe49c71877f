import type { Surface } from '@yimen/contracts';
import type { Warning } from '@yimen/kernel';
import { boxOf, meet, uncoveredOf } from './geometry.js';
import type { Boundaries, Parcels } from './states.js';

/** Parcels that a warning names one by one; how many there are is always told. */
const NAMED = 10;

/** Square metres of a parcel under no community; 0 where they are within the tolerance. */
export function openOf(parcel: Surface, communities: Boundaries, tolerance: number): number {
  const box = boxOf(parcel);
  const covers = Object.values(communities).flatMap(({ boundary }) => (meet(boxOf(boundary), box) ? [boundary] : []));
  const open = uncoveredOf(parcel, covers);
  return open > tolerance ? Math.round(open) : 0;
}

/** What a change leaves open of each parcel that it comes near; all others keep what was found before. */
export function coverageAfter(parcels: Parcels, communities: Boundaries, changed: readonly Surface[], tolerance: number) {
  const boxes = changed.map(boxOf);
  return Object.entries(parcels).flatMap(([parcel, { boundary }]) => {
    const box = boxOf(boundary);
    return boxes.some((one) => meet(one, box)) ? [{ parcel, open: openOf(boundary, communities, tolerance) }] : [];
  });
}

/** A2, R-131: the territory is whole. A parcel that no community covers is told, not refused: its own line may be the wrong one. */
export function openWarning(open: readonly { readonly name: string; readonly open: number }[]): readonly Warning[] {
  const left = open.filter((one) => one.open > 0);
  if (left.length === 0) return [];
  const named = left.slice(0, NAMED).map(({ name, open: metres }) => `${name} ${metres} m²`);
  const detail = {
    zh: `${left.length} 处住宅地块有不属于任何社区的部分：${named.join('、')}`,
    en: `residential parcels lie partly under no community (${left.length}): ${named.join(', ')}`,
  };
  return [{ code: 'parcel-open', rule: 'R-131', detail }];
}
