import type { Engine } from '@yimen/projection-engine';
import type { DoorMetrics } from './metrics.js';
import { gaugeOf, onePage } from './gauges.js';

/**
 * How far read models and tables of facts and deadlines are behind their topics, what was parked, what they wait for, and every rebuild that
 * runs, in whichever process. `engine`: undefined before its start and after its stop.
 */
export function measureProjections({ registry }: DoorMetrics, engine: () => Engine | undefined): void {
  const standing = onePage(async () => (await engine()?.status()) ?? []);
  const building = onePage(async () => (await engine()?.builds()) ?? []);
  const perProjection = (name: string, help: string, value: (one: Awaited<ReturnType<Engine['status']>>[number]) => number) =>
    gaugeOf(registry, { name, help, labels: ['projection'] }, async () =>
      ((await standing()) ?? []).map((one) => [{ projection: one.projection }, value(one)] as const),
    );
  perProjection('yimen_projection_leading', '1 where this process keeps the projection following', ({ leading }) => Number(leading));
  perProjection('yimen_projection_lag_events', 'Events acknowledged by the log and not applied', ({ lagEvents }) => Number(lagEvents));
  perProjection('yimen_projection_lag_seconds', 'Seconds that a projection is behind', ({ lagSeconds }) => lagSeconds);
  perProjection('yimen_projection_parked', 'Events parked in the live generation', ({ parked }) => parked);
  gaugeOf(
    registry,
    { name: 'yimen_projection_waiting', help: '1 while a projection waits, by what for', labels: ['projection', 'reason'] },
    async () =>
      ((await standing()) ?? []).flatMap(({ projection, waitingFor: reason }) =>
        reason === undefined || reason === 'lease' ? [] : [[{ projection, reason }, 1] as const],
      ),
  );

  const labels = ['projection', 'generation', 'purpose'] as const;
  const perBuild = (name: string, help: string, value: (one: Awaited<ReturnType<Engine['builds']>>[number]) => bigint) =>
    gaugeOf(registry, { name, help, labels }, async () =>
      ((await building()) ?? []).map(
        (one) => [{ projection: one.projection, generation: String(one.generation), purpose: one.purpose }, Number(value(one))] as const,
      ),
    );
  perBuild('yimen_rebuild_events_applied', 'Events applied by a rebuild that runs', ({ applied }) => applied);
  perBuild('yimen_rebuild_events_target', 'Events that the log holds for a rebuild that runs', ({ target }) => target);
  gaugeOf(registry, { name: 'yimen_rebuild_phase', help: '1 for the phase that a rebuild is in', labels: [...labels, 'phase'] }, async () =>
    ((await building()) ?? []).map(
      ({ projection, generation, purpose, phase }) => [{ projection, generation: String(generation), purpose, phase }, 1] as const,
    ),
  );
}
