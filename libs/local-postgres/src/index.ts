export { runningLocalPostgres, startLocalPostgres, type LocalPostgres, type LocalPostgresOptions } from './server.js';
