export { freePort } from './free-port.js';
export { startLocalPostgres, type LocalPostgres, type LocalPostgresOptions } from './server.js';
