import type { IsoDate } from '@yimen/kernel';
import type { AreaFound } from '../runner/port.js';
import type { OrganisationRow } from './organisation-facts.js';
import type { OrganisationTree } from './organisation-tree.js';

/** Area codes as the book of organisations has them, with the revision that told each. */
export type Areas = ReadonlyMap<string, { readonly area: string; readonly revision: bigint }>;

export function areasOf(rows: readonly (Pick<OrganisationRow, 'organisation' | 'areaCode'> & { readonly revision: bigint })[]): Areas {
  return new Map(rows.flatMap(({ organisation, areaCode, revision }) => (areaCode ? [[organisation, { area: areaCode, revision }]] : [])));
}

/** Where an organisation works on a day: its own area, or that of the nearest above it that has one (a department's is its government's). */
export function areaIn(areas: Areas, tree: Pick<OrganisationTree, 'ancestors'>, organisation: string, on: IsoDate): AreaFound | undefined {
  const nearest = [organisation, ...tree.ancestors(organisation, on)].find((each) => areas.has(each));
  const found = nearest === undefined ? undefined : areas.get(nearest);
  return found && { ...found, stream: `organisation/${nearest}` };
}
