// For specs of decisions; servers, processes and brokers are in servers.ts, which takes longer to load.
export * from './context.js';
export * from './slice.js';
export * from './every-move.js';
export * from './from-schema.js';
