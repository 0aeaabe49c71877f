import type { Reader } from '@yimen/kernel';
import { liesIn, roomStanding, type RoomStanding } from '../area-facts.js';
import { readCommunity, type CommunityFacts } from '../person/community.js';

/** What is known of the place where a household is to live. */
export interface HomeFacts extends CommunityFacts {
  readonly roomStanding: RoomStanding;
  /** The room lies in the community, as far as the book of areas tells. */
  readonly roomInCommunity: boolean;
}

export async function readHome(
  read: Reader,
  { room, community }: { readonly room: string; readonly community: string },
): Promise<HomeFacts> {
  return {
    ...(await readCommunity(read, community)),
    roomStanding: await roomStanding(read, room),
    roomInCommunity: await liesIn(read, room, community),
  };
}
