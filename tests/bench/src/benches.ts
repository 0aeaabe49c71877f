import { append } from './append/append.js';
import { rebuildKafka, rebuildPostgres } from './rebuild/rebuild.js';
import type { Bench } from './run/bench.js';

/** Every benchmark, in the order of the list. */
export const benches: readonly Bench[] = [...[1, 8, 32, 100, 500].map(append), rebuildPostgres, rebuildKafka];
