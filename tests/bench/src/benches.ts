import { append } from './append/append.js';
import { journey, journeyAtAMillion } from './journey/journey.js';
import { rebuildKafka, rebuildPostgres } from './rebuild/rebuild.js';
import { restart } from './restart/restart.js';
import type { Bench } from './run/bench.js';
import { visibleEmbedded, visibleKafka } from './visible/visible.js';

/** Every benchmark, in the order of the list. */
export const benches: readonly Bench[] = [
  ...[1, 8, 32, 100, 500].map(append),
  rebuildPostgres,
  rebuildKafka,
  visibleEmbedded,
  visibleKafka,
  journey,
  journeyAtAMillion,
  restart,
];
