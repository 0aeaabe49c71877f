export { projections, views } from './projections.js';
export { startProjections, type ProjectionsOptions, type RunningProjections } from './service/start-projections.js';
export { withOpener } from './service/opener.js';
