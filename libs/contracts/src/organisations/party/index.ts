import { partyLifeEvents } from './life.js';
import { partyNetworkEvents } from './network.js';

export * from './life.js';
export * from './network.js';
export {
  memberStanding,
  partyActivityKinds,
  partyConnections,
  partyDocumentKinds,
  partyLevels,
  partyPosts,
  partyThresholds,
  type MemberStanding,
  type PartyLevel,
  type PartyPost,
  type PartyThreshold,
} from './shared.js';

/** Every event of the Party network and of members' relationships; all of them internal. */
export const partyEvents = [...partyNetworkEvents, ...partyLifeEvents];
