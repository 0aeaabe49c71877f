import { registry } from '@yimen/contracts';
import { kafkaEventLog, postgresEventLog, postgresWatermarks, relay, type EventLog } from '@yimen/event-log';
import { postgresEventStore } from '@yimen/event-store';
import type { EngineOptions } from '@yimen/projection-engine';
import { projections } from '@yimen/projections';
import { provision, servicePool, serviceUrl, type ServiceRole } from '@yimen/service-shell';
import type pg from 'pg';
import { serialised } from '../append/serialised.js';
import { caseStories } from '../cases/case-event.js';

const password = 'bench';
const service = 'public-services';
const services: readonly ServiceRole[] = [
  { service, kind: 'records', password },
  { service: 'projections', kind: 'views', password },
];

export const topic = { context: service, generation: 1 };
/** As services have them by default. */
const partitions = 12;
const appendsUnderWay = 400;

/** Where the log is: brokers, or the installation's own PostgreSQL where there are none. */
export type Brokers = readonly string[] | undefined;

function openLog(brokers: Brokers, pool: pg.Pool, url: string): EventLog {
  return brokers ? kafkaEventLog({ brokers, clientId: 'yimen-bench' }) : postgresEventLog({ pool, listen: url });
}

/** What the projections service gives its engine, with the read model of cases alone. `brokers`: comma separated, or empty. */
export function openEngine(adminUrl: string, brokers: string): { options: Omit<EngineOptions, 'holder'>; close(): Promise<void> } {
  const url = serviceUrl(adminUrl, 'projections', password);
  const pool = servicePool({ url, application: 'yimen bench', max: 16 });
  const log = openLog(brokers === '' ? undefined : brokers.split(','), pool, url);
  return {
    options: {
      ...{ pool, url, log, registry, schema: 'projections' },
      projections: projections.filter(({ name }) => name === 'cases'),
      watermarks: postgresWatermarks(pool),
      topicOf: (context) => ({ context, generation: 1 }),
    },
    close: async () => {
      await log.close();
      await pool.end();
    },
  };
}

export const prepare = (adminUrl: string) => provision({ adminUrl, services, mode: 'demo', version: '0.1.0' });

/** Appends the cases through the store, whole cases at a time, and publishes them through the relay until the last is acknowledged. */
export async function publish(adminUrl: string, brokers: Brokers, cases: { readonly after: number; readonly to: number }): Promise<void> {
  const url = serviceUrl(adminUrl, service, password);
  const pool = servicePool({ url, application: 'yimen bench', max: 4 });
  const store = postgresEventStore({ pool, listen: url, schema: 'public_services' });
  const log = openLog(brokers, pool, url);
  const stories = caseStories(cases);
  const stopping = new AbortController();
  const relaying = relay({ store, log, topic, partitions, pool, holder: 'bench' });
  const relayed = relaying.run(stopping.signal);
  const writer = async () => {
    for (const { stream, events } of stories) await store.append(stream, 'none', events.map(serialised));
  };
  try {
    await Promise.all(Array.from({ length: appendsUnderWay }, writer));
    const { position } = await store.head();
    while (relaying.status().sequence < position) await Promise.race([relayed, new Promise((resolve) => setTimeout(resolve, 100))]);
  } finally {
    stopping.abort();
    await relayed;
    await store.close();
    await log.close();
    await pool.end();
  }
}
