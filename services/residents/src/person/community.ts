import type { Reader } from '@yimen/kernel';
import { organisationFacts } from '@yimen/service-shell/slice';

export interface CommunityFacts {
  readonly communityIsCommittee: boolean;
}
export async function readCommunity(read: Reader, id: string): Promise<CommunityFacts> {
  const row = await read.row(organisationFacts.table.organisation, id);
  const committee = row?.closedOn === null && ['community-committee', 'village-committee'].includes(row.kind);
  return { communityIsCommittee: committee };
}
