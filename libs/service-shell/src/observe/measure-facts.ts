import type { FactsHost } from '../facts/host.js';
import type { DoorMetrics } from './metrics.js';
import { gaugeOf } from './gauges.js';

/** How old the facts of other services are that a service decides with; NaN before they were first there. */
export function measureFacts({ registry }: DoorMetrics, facts: Pick<FactsHost, 'lags'>): void {
  gaugeOf(
    registry,
    { name: 'yimen_facts_lag_seconds', help: 'Seconds since facts of another service were last caught up', labels: ['projection'] },
    async () => facts.lags().map(({ projection, seconds }) => [{ projection }, seconds ?? Number.NaN] as const),
  );
}
