import type { ServiceDefinition } from '@yimen/service-shell';
import { areaFacts } from './area-facts.js';
import { household } from './household/household.js';
import { housingArea } from './housing-area/housing-area.js';
import { identity } from './identity/identity.js';
import { mandatoryReport } from './mandatory-report/mandatory-report.js';
import { person } from './person/person.js';
import { householdMembership, identityConfirmation, identityRelease, keyDestruction } from './person/processes.js';

/** People, the register of their identities, households, new housing areas, and what a committee has to report at once. */
export const residents: ServiceDefinition = {
  context: 'residents',
  label: { zh: '居民', en: 'residents' },
  slices: [person, identity, household, housingArea, mandatoryReport],
  processes: [identityConfirmation, identityRelease, householdMembership, keyDestruction],
  // The facts of organisations are hosted by every service.
  facts: [areaFacts],
};

export { household } from './household/household.js';
export { housingArea } from './housing-area/housing-area.js';
export { identity } from './identity/identity.js';
export { mandatoryReport } from './mandatory-report/mandatory-report.js';
export { person } from './person/person.js';
