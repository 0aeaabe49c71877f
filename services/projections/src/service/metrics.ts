import type { ServiceMetrics } from '@yimen/service-shell';
import { Gauge } from 'prom-client';
import type { Operations } from '../operators/operations.js';

/** How far each read model is behind its topics, and what was parked. */
export function measureReadModels({ registry }: ServiceMetrics, operations: Operations): void {
  const registers = [registry];
  const labelNames = ['projection'] as const;
  const lagEvents = new Gauge({ name: 'yimen_read_model_lag_events', help: 'Events not applied yet', labelNames, registers });
  const lagSeconds = new Gauge({
    name: 'yimen_read_model_lag_seconds',
    help: 'Seconds that a read model is behind',
    labelNames,
    registers,
  });
  new Gauge({
    name: 'yimen_read_model_parked',
    help: 'Events parked in the live generation',
    labelNames,
    registers,
    async collect() {
      // While the database is away there is nothing to tell; the scrape itself goes on.
      const all = await operations.list().catch(() => []);
      for (const { projection, lagEvents: events, lagSeconds: seconds, parked } of all) {
        lagEvents.set({ projection }, Number(events));
        lagSeconds.set({ projection }, seconds);
        this.set({ projection }, parked);
      }
    },
  });
}
