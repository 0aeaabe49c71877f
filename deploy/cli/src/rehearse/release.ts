import { registry } from '@yimen/contracts';
import { postgresWatermarks, type EventLog, type Watermark } from '@yimen/event-log';
import { Upkeep, type EngineOptions } from '@yimen/projection-engine';
import { projections, withOpener } from '@yimen/projections';
import {
  openEventLog,
  schemaOf,
  serviceLog,
  servicePool,
  standardFacts,
  workProjection,
  type ServiceDefinition,
} from '@yimen/service-shell';
import { openVault } from '@yimen/vault';
import { definitions } from '../local/installation.js';
import type { ServiceGround } from './ground.js';

/** What this release brings to one service: its read models, and, where it records facts, its slices. */
export interface ReleasedService {
  readonly service: string;
  readonly upkeep: Upkeep;
  /** What the upkeep works with: the service's role on the live database and log, and the read models that this release carries. */
  readonly engine: EngineOptions;
  /** Names of the read models that this release carries. */
  readonly names: readonly string[];
  readonly definition: ServiceDefinition | undefined;
  readonly log: EventLog;
  watermark(context: string): Promise<Watermark | undefined>;
  close(): Promise<void>;
}

/** Opens this release's side of a service on the live database and log. It serves nothing and follows nothing. */
export function openReleased({ service, databaseUrl, installation }: ServiceGround, purpose = 'rehearse'): ReleasedService {
  const logger = serviceLog(service, 'warn');
  const onLost = (error: Error) => logger.warn({ err: error }, 'a connection was lost');
  const pool = servicePool({ url: databaseUrl, application: `yimen ${purpose} ${service}`, max: 8, onLost });
  const log = openEventLog(installation.log, { pool, url: databaseUrl });
  const vault = openVault({ pool, masterKey: installation.masterKey });
  const definition = definitions.find(({ context }) => context === service);
  const released = definition
    ? [...[standardFacts, ...definition.facts].map(({ projection }) => projection), workProjection(definition, registry)]
    : [standardFacts.projection, ...projections.map((one) => withOpener(one, vault, logger))];
  const watermarks = postgresWatermarks(pool);
  const engine: EngineOptions = {
    ...{ pool, url: databaseUrl, schema: schemaOf(service), log, watermarks, registry, projections: released },
    holder: installation.holder,
  };
  return {
    ...{ service, definition, log, engine },
    upkeep: new Upkeep(engine),
    names: [...new Set(released.map(({ name }) => name))],
    watermark: (context) => watermarks.get(context),
    close: async () => {
      await log.close();
      await vault.close();
      await pool.end();
    },
  };
}
