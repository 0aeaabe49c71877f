import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalPostgres } from '@yimen/local-postgres';
import pg from 'pg';

/** The PostgreSQL that all sides of a comparison use, as `npm start` runs it: durable, with the settings of the product. */
export interface Server {
  url(database: string): string;
  create(database: string): Promise<string>;
  /** Writes out what the side before left dirty, so that it is not charged to the next one. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-bench-'));
  await chmod(folder, 0o755);
  const server = await startLocalPostgres({ folder: path.join(folder, 'postgres') });
  const administrator = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url() });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    url: (database) => server.url(database),
    create: async (database) => {
      await administrator(`CREATE DATABASE ${database}`);
      return server.url(database);
    },
    settle: () => administrator('CHECKPOINT'),
    stop: async () => {
      await server.stop();
      if (!server.folder.startsWith(folder)) await rm(server.folder, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server for the time of the work. */
export async function withServer<T>(work: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
