import { accountEvents } from './account.js';
import { areaCodeEvents, areaEvents } from './area.js';
import { boundaryEvents } from './boundary.js';
import { businessClockEvents, calendarEvents } from './calendar.js';
import { organisationEvents } from './organisation.js';
import { partyEvents } from './party/index.js';

export * from './account.js';
export * from './area.js';
export * from './boundary.js';
export * from './calendar.js';
export * from './organisation.js';
export * from './party/index.js';

export const organisationsEvents = [
  ...areaEvents,
  ...areaCodeEvents,
  ...boundaryEvents,
  ...organisationEvents,
  ...partyEvents,
  ...accountEvents,
  ...calendarEvents,
  ...businessClockEvents,
];
