import { personCameBack, personMovedAway } from './away.js';
import { consentGiven, consentWithdrawn } from './consents.js';
import { forgettingApproved, forgettingRequested, forgettingWithdrawn, keysDestroyed, personForgotten } from './forgetting.js';
import { householdJoined, householdLeft } from './household.js';
import { legalHoldLifted, legalHoldPlaced, recordReopened, recordSealed } from './records.js';
import { contactChanged, personCorrected, personIdentityCorrected, personRegistered, residenceMoved } from './registration.js';
import { tagAdded, tagRemoved, tagsExpired } from './tags.js';

export * from './away.js';
export * from './consents.js';
export * from './forgetting.js';
export * from './household.js';
export * from './records.js';
export * from './registration.js';
export * from './tags.js';

export const personEvents = [
  personRegistered,
  personCorrected,
  personIdentityCorrected,
  contactChanged,
  residenceMoved,
  personMovedAway,
  personCameBack,
  tagAdded,
  tagRemoved,
  tagsExpired,
  consentGiven,
  consentWithdrawn,
  householdJoined,
  householdLeft,
  recordSealed,
  recordReopened,
  legalHoldPlaced,
  legalHoldLifted,
  forgettingRequested,
  forgettingApproved,
  forgettingWithdrawn,
  personForgotten,
  keysDestroyed,
];
