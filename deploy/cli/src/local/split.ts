import { freePort } from '@yimen/local-postgres';
import { serviceUrl, type LogChoice } from '@yimen/service-shell';
import { hostname } from 'node:os';
import path from 'node:path';
import { AREA, AUDIENCE, DATABASE, roles } from './installation.js';
import type { Ground, Started } from './local-system.js';
import { ServiceProcess } from './service-process.js';

/** Starts every service as an operating-system process of its own, with its own database role. One that ends is started again. */
export async function inTheirOwnProcesses({ settings, folder, database, log, keep }: Ground): Promise<Started> {
  const { masterKey, rolePassword, identityKey } = folder.secrets;
  const issuer = `http://127.0.0.1:${settings.port}`;
  const every = {
    YIMEN_MODE: 'demo',
    YIMEN_OIDC_ISSUER: issuer,
    YIMEN_OIDC_AUDIENCE: AUDIENCE,
    YIMEN_OIDC_JWKS: `${issuer}/.well-known/jwks.json`,
    YIMEN_DRAIN_SECONDS: String(settings.drainSeconds),
    YIMEN_LOG_LEVEL: settings.logLevel,
    YIMEN_OTLP_TRACES: settings.traces,
  };
  const processes: ServiceProcess[] = [];
  const upstreams: Record<string, string> = {};
  for (const { service } of roles) {
    const port = await freePort();
    upstreams[service] = `http://127.0.0.1:${port}`;
    processes.push(
      new ServiceProcess(service, {
        ...every,
        ...logVariables(log),
        YIMEN_EVENT_STORE: settings.store.kind === 'postgres' ? 'postgres' : settings.store.connectionString,
        YIMEN_SERVICE_PORT: String(port),
        YIMEN_AREA: AREA,
        YIMEN_DATABASE_URL: serviceUrl(database.url(DATABASE), service, rolePassword),
        YIMEN_MASTER_KEY: masterKey,
        YIMEN_FILES: path.resolve(folder.path, 'files'),
        YIMEN_HOLDER: `${hostname()}/${folder.path}`,
      }),
    );
  }
  const { YIMEN_MODE: _mode, ...door } = every;
  const gateway = new ServiceProcess('gateway', {
    ...door,
    YIMEN_SERVICE_PORT: String(settings.port),
    YIMEN_UPSTREAMS: Object.entries(upstreams)
      .map(([name, url]) => `${name}=${url}`)
      .join(','),
    YIMEN_DEVELOPMENT_KEY: JSON.stringify(identityKey),
  });
  keep({ stop: () => Promise.all(processes.map((one) => one.stop())).then(() => undefined) });
  keep(gateway);
  await Promise.all([...processes, gateway].map((one) => one.start()));
  const organisations = processes.find(({ name }) => name === 'organisations');
  if (!organisations) throw new Error('the service organisations is not part of this system');
  return { url: issuer, organisations };
}

function logVariables(log: LogChoice): Record<string, string> {
  if (log.kind === 'postgres') return { YIMEN_LOG: 'postgres' };
  return {
    YIMEN_LOG: 'kafka',
    YIMEN_KAFKA_BROKERS: log.brokers.join(','),
    YIMEN_KAFKA_REPLICATION: String(log.replicationFactor ?? 1),
  };
}
