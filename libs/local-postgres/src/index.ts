export { freePort } from './free-port.js';
export { runningLocalPostgres, startLocalPostgres, type LocalPostgres, type LocalPostgresOptions } from './server.js';
