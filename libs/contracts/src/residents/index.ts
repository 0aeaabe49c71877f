import { householdEvents } from './household.js';
import { housingAreaEvents } from './housing-area.js';
import { identityEvents } from './identity.js';
import { mandatoryReportEvents } from './mandatory-report.js';
import { personEvents } from './person/index.js';

export * from './household.js';
export * from './housing-area.js';
export * from './identity.js';
export * from './mandatory-report.js';
export * from './person/index.js';

export const residentsEvents = [...personEvents, ...identityEvents, ...householdEvents, ...housingAreaEvents, ...mandatoryReportEvents];
