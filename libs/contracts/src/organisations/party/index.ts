import { partyCheckInEvents } from './check-in.js';
import { letterRegisterEvents } from './letter-register.js';
import { partyLifeEvents } from './life.js';
import { partyMemberEvents } from './member.js';
import { partyNetworkEvents } from './network.js';
import { partyIdentityEvents } from './party-identity.js';
import { partyReceivingEvents } from './receiving.js';
import { partyRecordEvents } from './records.js';
import { partySendingEvents } from './transfer.js';
import { partyWorkEvents } from './work.js';

export * from './check-in.js';
export * from './letter-register.js';
export * from './life.js';
export * from './member.js';
export { memberTasks, memberTimerEvents, memberTimers, type MemberTimer } from './member-timers.js';
export {
  correctionDecided,
  rectificationOrdered,
  floatingOutRegistered,
  lapseEnded,
  lapseNoted,
  memberAway,
  memberBack,
  memberContacted,
  memberDeathHeardOf,
  memberGraduated,
  memberLost,
  memberMoved,
  memberSearched,
  memberTaskDeferred,
  memberTaskRaised,
} from './member-timers.js';
export * from './network.js';
export * from './party-identity.js';
export * from './receiving.js';
export * from './records.js';
export {
  memberStanding,
  partyActivityKinds,
  partyCadences,
  partyConnections,
  partyDocumentKinds,
  partySystemKinds,
  partyLevels,
  partyForms,
  partyPlaces,
  partyPosts,
  partyThresholds,
  recruitGroups,
  type MemberStanding,
  type PartyCadence,
  type PartyForm,
  type PartyLevel,
  type PartyPlace,
  type PartyPost,
  type PartyThreshold,
  type RecruitGroup,
} from './shared.js';
export {
  archive as memberArchive,
  cancelledLetterBack,
  carriedBy as letterCarriedBy,
  evidence as transferEvidence,
  letterExpired,
  letterIssued,
  letterLost,
  lossInquired,
  outsideOrganisation,
  partySendingEvents,
  rejectReasons,
  returnReasons,
  transferAmended,
  transferApprovedByBranch,
  transferCancelled,
  transferDiscarded,
  transferDrafted,
  transferKinds,
  transferReasons,
  transferRejected,
  transferReminded,
  transferReturnedByBranch,
  transferSubmitted,
  transferWithdrawn,
  type TransferKind,
} from './transfer.js';

export * from './work.js';

/** Every event of the Party network and of members' relationships; all of them internal. */
export const partyEvents = [
  ...partyNetworkEvents,
  ...partyLifeEvents,
  ...partyWorkEvents,
  ...partyMemberEvents,
  ...partySendingEvents,
  ...partyReceivingEvents,
  ...partyRecordEvents,
  ...letterRegisterEvents,
  ...partyIdentityEvents,
  ...partyCheckInEvents,
];
