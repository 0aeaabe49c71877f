export { freePort, freePorts } from './free-port.js';
export { runningLocalPostgres, startLocalPostgres, type LocalPostgres, type LocalPostgresOptions } from './server.js';
