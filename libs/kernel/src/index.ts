export * from './dates/iso-date.js';
export * from './personal.js';
export * from './personal-fields.js';
export * from './slice/actor.js';
export * from './slice/context.js';
export * from './slice/decision.js';
export * from './slice/model.js';
export * from './slice/refusal.js';
