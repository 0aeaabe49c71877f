export { callers } from './door/callers.js';
export { Caller, ProblemAnswered } from './door/door.js';
export { advanceClock, businessDateOf } from './operate/clock.js';
// The demonstration's own scenes, for journeys that interrupt them.
export { admitted } from './demo/flow/money/admission.js';
export { instalment, openBooks, receive, sourceOf } from './demo/flow/money/books.js';
export { bodiesOf } from './demo/flow/money/places.js';
export { Story } from './demo/flow/told/story.js';
export { eventually, World } from './demo/flow/world/world.js';
