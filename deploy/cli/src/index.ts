export { callers } from './door/callers.js';
export { Caller, ProblemAnswered } from './door/door.js';
export { advanceClock, businessDateOf } from './operate/clock.js';
