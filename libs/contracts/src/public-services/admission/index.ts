import { admissionApplicationEvents } from './application.js';
import { admissionEntryEvents } from './entry.js';

export * from './agreements.js';
export * from './application.js';
export * from './assessment.js';
export * from './clean-up.js';
export * from './contracts.js';
export * from './entry.js';
export * from './form.js';
export * from './registers.js';
export * from './reports.js';

/** Events of one application and of the matter it leads to. */
export const admissionEvents = [...admissionApplicationEvents, ...admissionEntryEvents] as const;
