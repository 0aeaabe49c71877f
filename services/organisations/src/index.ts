import type { ServiceDefinition } from '@yimen/service-shell';
import { account } from './account/account.js';
import { area } from './area/area.js';
import { areaCode } from './area/area-code.js';
import { areaCodeConfirmation, areaCodeRelease } from './area/processes.js';
import { businessClock } from './calendar/business-clock.js';
import { calendar } from './calendar/calendar.js';
import { organisation } from './organisation/organisation.js';
import { networkProcesses } from './party-organisation/processes.js';
import { partyOrganisation } from './party-organisation/party-organisation.js';

/** Areas, the three trees of organisations, accounts and their roles, the calendar and the business clock, and the Party network. */
export const organisations: ServiceDefinition = {
  context: 'organisations',
  label: { zh: '组织', en: 'organisations' },
  slices: [area, areaCode, organisation, account, calendar, businessClock, partyOrganisation],
  processes: [areaCodeConfirmation, areaCodeRelease, ...networkProcesses],
  facts: [],
  // Raised with the deadlines of the Party network.
  deadlinesVersion: 2,
};

export { account } from './account/account.js';
export { area } from './area/area.js';
export { areaCode } from './area/area-code.js';
export { businessClock } from './calendar/business-clock.js';
export { calendar } from './calendar/calendar.js';
export { organisation } from './organisation/organisation.js';
export { partyOrganisation } from './party-organisation/party-organisation.js';
