export * from './envelope.js';
export * from './event.js';
export * from './fields.js';
export * from './organisations/index.js';
export * from './public-services/index.js';
export * from './registry.js';
export * from './residents/index.js';
export * from './shared/process.js';
