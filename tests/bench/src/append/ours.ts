import { postgresEventStore } from '@yimen/event-store';
import { provision, serviceUrl, type ServiceRole } from '@yimen/service-shell';
import pg from 'pg';
import { serialised } from './serialised.js';
import type { StoreSide } from './store-side.js';

const service: ServiceRole = { service: 'public-services', kind: 'records', password: 'bench' };

/** The product's store, provisioned as an installation is, as the service's own role. */
export async function ours(adminUrl: string): Promise<StoreSide> {
  await provision({ adminUrl, services: [service], mode: 'demo', version: '0.1.0' });
  const url = serviceUrl(adminUrl, service.service, 'bench');
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const store = postgresEventStore({ pool, listen: url, schema: 'public_services' });
  return {
    append: async (stream, revision, event) => {
      await store.append(stream, BigInt(revision), [serialised(event)]);
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
