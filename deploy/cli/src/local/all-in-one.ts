import { startGateway } from '@yimen/gateway';
import { organisations } from '@yimen/organisations';
import { startProjections } from '@yimen/projections';
import { serviceUrl, startRecordService, type Installation, type Runner, type ServiceConfig } from '@yimen/service-shell';
import { hostname } from 'node:os';
import path from 'node:path';
import { AREA, AUDIENCE, DATABASE, definitions } from './installation.js';
import type { Ground, Started } from './local-system.js';

/** Starts every service in this process, each on a loopback port of its own. */
export async function inThisProcess({ settings, folder, database, log, keep }: Ground): Promise<Started> {
  const { masterKey, rolePassword, identityKey } = folder.secrets;
  const installation: Installation = {
    mode: 'demo',
    area: AREA,
    masterKey: Buffer.from(masterKey, 'base64'),
    holder: `${hostname()}/${folder.path}`,
    store: settings.store,
    log,
    files: { kind: 'folder', folder: path.join(folder.path, 'files') },
  };
  const issuer = `http://127.0.0.1:${settings.port}`;
  const config: ServiceConfig = {
    host: '127.0.0.1',
    port: 0,
    token: { issuer, audience: AUDIENCE, jwksUrl: `${issuer}/.well-known/jwks.json`, toleranceSeconds: 5 },
    bodyBytes: 262_144,
    arrivalSeconds: 30,
    drainSeconds: settings.drainSeconds,
    logLevel: settings.logLevel,
    traces: settings.traces,
  };
  const urlOf = (service: string) => serviceUrl(database.url(DATABASE), service, rolePassword);
  const upstreams: Record<string, string> = {};
  let runner: Runner | undefined;
  for (const definition of definitions) {
    const service = await startRecordService({ definition, databaseUrl: urlOf(definition.context), installation, config });
    keep(service);
    upstreams[definition.context] = service.url;
    if (definition === organisations) runner = service.runner;
  }
  const projections = await startProjections({ databaseUrl: urlOf('projections'), installation, config });
  keep(projections);
  upstreams['projections'] = projections.url;
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: settings.port,
    upstreams,
    development: { issuer, audience: AUDIENCE, privateKey: identityKey },
    graceMs: settings.drainSeconds * 1000,
    upstreamTimeoutMs: 60_000,
    traces: settings.traces,
  });
  keep(gateway);
  if (!runner) throw new Error('the service organisations is not part of this system');
  return { url: gateway.url, organisations: runner };
}
