export * from './definition.js';
export * from './auth/directory.js';
export * from './bootstrap/part.js';
export * from './problems/problem.js';
export * from './runner/port.js';
export * from './provision/index.js';
export * from './notice/outbox.js';
export * from './read-after/read-after.js';
