import { serviceUrl, type Installation } from '@yimen/service-shell';
import { roles } from '../local/installation.js';
import { runningSystem } from '../local/running.js';
import { readServeSettings } from '../serve/settings.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** A service of the running installation, as this release looks at its database and log. */
export interface ServiceGround {
  readonly service: string;
  /** Connection string of the service's own role. */
  readonly databaseUrl: string;
  readonly installation: Installation;
}

/**
 * Where the services to rehearse keep their tables: the one service whose settings stand in the environment, as `yimen serve` reads them, else
 * all those of the system that runs on the data folder. Throws StartRefused, BadConfiguration.
 */
export async function servicesAt(variables: Variables, service: string): Promise<ServiceGround[]> {
  if (variables['YIMEN_DATABASE_URL'] === undefined) return localServices(variables);
  const { databaseUrl, installation } = readServeSettings(variables);
  return [{ service, databaseUrl, installation }];
}

async function localServices(variables: Variables): Promise<ServiceGround[]> {
  const { database, rolePassword, installation } = await runningSystem(variables);
  return roles.map(({ service }) => ({ service, databaseUrl: serviceUrl(database, service, rolePassword), installation }));
}
