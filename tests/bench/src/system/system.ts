import { adminUrl, clear, dataFolder, freePort, Start } from '@yimen/testing/servers';
import { Client } from './client.js';

/** The whole system as `yimen start` runs it, from its compiled programs, in processes of its own, with the demonstration data. */
export interface System {
  readonly client: Client;
  readonly data: string;
  /** The administrator's connection string. */
  adminUrl(): Promise<string>;
}

/** Starts it on a new data folder for the time of the work. `options`: of `yimen start`, e.g. `--split`. */
export async function withSystem<T>(
  { options = [], variables = {} }: { options?: readonly string[]; variables?: Readonly<Record<string, string>> },
  work: (system: System) => Promise<T>,
): Promise<T> {
  const [data, port] = [await dataFolder(), await freePort()];
  const start = new Start(data, port, variables, options);
  try {
    await start.ready();
    const client = new Client(start.url);
    try {
      return await work({ client, data, adminUrl: () => adminUrl(data) });
    } finally {
      client.close();
    }
  } finally {
    await start.stop();
    await clear(data);
  }
}
