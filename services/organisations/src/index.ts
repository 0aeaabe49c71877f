import type { ServiceDefinition } from '@yimen/service-shell';
import { account } from './account/account.js';
import { area } from './area/area.js';
import { areaCode } from './area/area-code.js';
import { areaCodeConfirmation, areaCodeRelease } from './area/processes.js';
import { businessClock } from './calendar/business-clock.js';
import { calendar } from './calendar/calendar.js';
import { organisation } from './organisation/organisation.js';

/** Areas, the three trees of organisations, accounts and their roles, the calendar and the business clock. */
export const organisations: ServiceDefinition = {
  context: 'organisations',
  label: { zh: '组织', en: 'organisations' },
  slices: [area, areaCode, organisation, account, calendar, businessClock],
  processes: [areaCodeConfirmation, areaCodeRelease],
  facts: [],
};

export { account } from './account/account.js';
export { area } from './area/area.js';
export { areaCode } from './area/area-code.js';
export { businessClock } from './calendar/business-clock.js';
export { calendar } from './calendar/calendar.js';
export { organisation } from './organisation/organisation.js';
