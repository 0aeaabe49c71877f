import type { ServiceDefinition } from '@yimen/service-shell';
import { account } from './account/account.js';
import { area } from './area/area.js';
import { areaCode } from './area/area-code.js';
import { areaCodeConfirmation, areaCodeRelease } from './area/processes.js';
import { boundaryRegister } from './boundary-register/boundary-register.js';
import { businessClock } from './calendar/business-clock.js';
import { calendar } from './calendar/calendar.js';
import { letterRegister } from './letter-register/letter-register.js';
import { organisation } from './organisation/organisation.js';
import { partyCheckIn } from './party-check-in/party-check-in.js';
import { partyIdentity } from './party-identity/party-identity.js';
import { networkProcesses } from './party-organisation/processes.js';
import { partyOrganisation } from './party-organisation/party-organisation.js';
import { memberKey } from './party-relationship/identity.js';
import { relationshipPapers } from './party-relationship/papers.js';
import { partyRelationship } from './party-relationship/party-relationship.js';
import { relationshipProcesses } from './party-relationship/processes.js';

const partySlices = [partyOrganisation, partyRelationship, partyIdentity, letterRegister, partyCheckIn];

/** Areas and their boundaries, the three trees of organisations, accounts and their roles, the calendar and the business clock, the Party network and the relationships of its members. */
export const organisations: ServiceDefinition = {
  context: 'organisations',
  label: { zh: '组织', en: 'organisations' },
  slices: [area, areaCode, boundaryRegister, organisation, account, calendar, businessClock, ...partySlices],
  processes: [areaCodeConfirmation, areaCodeRelease, ...networkProcesses, ...relationshipProcesses],
  facts: [],
  papers: relationshipPapers,
  // Documents that prove what happened at the other end of a transfer.
  files: { series: 'party', slices: [partyRelationship.name], subject: memberKey, impersonal: [] },
  // Raised with the deadlines of the Party network and of its members, and with what defers or stops them.
  deadlinesVersion: 5,
};

export { account } from './account/account.js';
export { area } from './area/area.js';
export { areaCode } from './area/area-code.js';
export { boundaryRegister } from './boundary-register/boundary-register.js';
export { businessClock } from './calendar/business-clock.js';
export { calendar } from './calendar/calendar.js';
export { organisation } from './organisation/organisation.js';
export { partyOrganisation } from './party-organisation/party-organisation.js';
export { partyIdentity } from './party-identity/party-identity.js';
export { letterRegister } from './letter-register/letter-register.js';
export { partyCheckIn } from './party-check-in/party-check-in.js';
export { partyRelationship } from './party-relationship/party-relationship.js';
