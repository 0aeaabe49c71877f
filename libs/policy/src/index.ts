export * from './calendars/calendar-year.js';
export * from './calendars/calendar.js';
export * from './calendars/state-council.js';
export * from './describe-rule.js';
export * from './reader.js';
export * from './rules/index.js';
export { forces, type Force, type Rule, type Source, type Words } from './rules/rule.js';
export * from './sets/index.js';
export { units, type ParameterSet, type PolicyParameter, type Unit } from './sets/parameter.js';
