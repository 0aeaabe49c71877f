import { roleOf, type Installation } from '@yimen/service-shell';
import { runningSystem } from '../local/running.js';
import { readServeSettings } from '../serve/settings.js';

/** An installation as its administrator reaches it. */
export interface Administration {
  /** Connection string of a role that may act as every service's. */
  readonly database: string;
  readonly installation: Installation;
}

/**
 * The installation that the environment configures as it does for `yimen serve`, with the administrator's connection string in
 * `YIMEN_DATABASE_URL`; without that variable, the system that runs on the data folder. Throws StartRefused, BadConfiguration.
 */
export async function administration(variables: Readonly<Record<string, string | undefined>>): Promise<Administration> {
  if (variables['YIMEN_DATABASE_URL'] === undefined) return runningSystem(variables);
  const { databaseUrl, installation } = readServeSettings(variables);
  return { database: databaseUrl, installation };
}

/** The administrator's connection string for sessions that act as a service's role: what they make belongs to it. */
export function actingAs(database: string, service: string): string {
  const url = new URL(database);
  url.searchParams.set('options', `-c role=${roleOf(service)}`);
  return url.href;
}
