import type { IsoDate, Reader } from '@yimen/kernel';
import { organisationTables } from '@yimen/service-shell/slice';
import { communitiesIn, standsOn } from '../applying/where.js';
import type { Admission, Entry } from '../state.js';

/** What the book of organisations says of the communities of a matter. */
export interface Concerned {
  /** Those that stand on the day: of “all communities” every committee of the county, whenever it was founded. */
  readonly standing: readonly string[];
}

/** Reads which communities of a matter stand on a day. */
export async function concernedOn(read: Reader, state: Admission, on: IsoDate): Promise<Concerned> {
  if (!('entry' in state)) return { standing: [] };
  const { communities } = state.entry;
  if (communities === 'all') {
    const found = await communitiesIn(read, state.form.county, on);
    return { standing: found.map(({ organisation }) => organisation) };
  }
  const named = await Promise.all(communities.map((each) => read.row(organisationTables.organisation, each)));
  return { standing: named.flatMap((row) => (row && standsOn(row, on) ? [row.organisation] : [])) };
}

/** A matter that names each community which it concerns on the day. */
export type OfStanding<S> = S & { readonly entry: { readonly communities: readonly string[] } };

/** The matter as those of its communities have it that stand: one that closed holds up nobody else with what it agreed or lacks. */
export function ofStanding<S extends { readonly entry: Entry }>(state: S, { standing }: Concerned): OfStanding<S> {
  const { entry } = state;
  const communities = entry.communities === 'all' ? standing : entry.communities.filter((each) => standing.includes(each));
  const agreements = Object.fromEntries(Object.entries(entry.agreements).filter(([community]) => communities.includes(community)));
  return { ...state, entry: { ...entry, communities, agreements } };
}
