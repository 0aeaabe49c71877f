import type { Reader } from '@yimen/kernel';
import { organisationFacts, type OrganisationRow } from '@yimen/service-shell/slice';

export interface CommunityFacts {
  readonly communityIsCommittee: boolean;
}
export async function readCommunity(read: Reader, id: string): Promise<CommunityFacts> {
  const row = await read.row(organisationFacts.table.organisation, id);
  const committee = row?.closedOn === null && ['community-committee', 'village-committee'].includes(row.kind);
  return { communityIsCommittee: committee };
}

/** An organisation and those above it, as last recorded; one that was closed stands where its successor does. */
export async function andAbove(read: Reader, organisation: string): Promise<string[]> {
  const line: string[] = [];
  // A loop would be a fault of the book; nobody gains rights through it.
  for (let at: string | null = organisation; at !== null && !line.includes(at);) {
    line.push(at);
    const row: OrganisationRow | undefined = await read.row(organisationFacts.table.organisation, at);
    at = (row?.closedOn ? row.successor : null) ?? row?.parent ?? null;
  }
  return line;
}
